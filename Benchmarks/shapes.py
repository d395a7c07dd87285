# SPDX-License-Identifier: Apache-2.0
"""The same rows in other dress, made from generated files: every cell quoted, Chinese text in UTF-8 and in GBK."""
import os, pathlib, shutil, subprocess

import duckdb

SIDES = ("pos", "acquirer")


def rewrite(source, folder, extra, options):
    """Copies both sides row for row; the small files beside them are copied as they are."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect()
    con.execute("set threads=2; set preserve_insertion_order=true")
    for side in SIDES:
        con.execute(f"""copy (select *{extra} from read_csv('{source}/{side}.csv', header=true, all_varchar=true))
            to '{folder}/{side}.csv' (header{options})""")
    for name in ("bank.csv", "tariff.toml", "calendar.toml"):
        shutil.copy(f"{source}/{name}", folder / name)
    return folder


def quoted(source, folder):
    """Every cell between quotation marks, the header too."""
    return rewrite(source, folder, "", ", force_quote *")


def chinese(source, folder):
    """One more column with Chinese text, in UTF-8."""
    return rewrite(source, folder, ", '外卖·牛肉面(大)' as remark", "")


def gbk(source, folder):
    """The files of `chinese` in GBK."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for side in SIDES:
        with open(folder / f"{side}.csv", "wb") as stream:
            subprocess.run(["iconv", "-f", "UTF-8", "-t", "GBK", f"{source}/{side}.csv"], stdout=stream, check=True)
    for name in ("bank.csv", "tariff.toml", "calendar.toml"):
        shutil.copy(f"{source}/{name}", folder / name)
    return folder


def size(folder):
    return sum(os.path.getsize(f"{folder}/{side}.csv") for side in SIDES)
