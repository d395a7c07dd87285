# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""Measures durable sales: intent, answer, transaction and receipt on the disk before the next step.

    payments.py --binary .build/release/counterfoil [--sales 30000] [--write docs/PERFORMANCE.md]
"""

import argparse
import datetime
import json
import os
import pathlib
import subprocess
import tempfile

from measuring import machine, write


def sync_millis(folder, times=300):
    """Median milliseconds of one write of 4 KiB and its fdatasync on this disk."""
    import time
    taken = []
    with open(folder / "probe", "wb", buffering=0) as file:
        for _ in range(times):
            began = time.perf_counter()
            file.write(os.urandom(4_096))
            os.fdatasync(file.fileno())
            taken.append((time.perf_counter() - began) * 1_000)
    return sorted(taken)[times // 2]


def sold(binary, data, sales, terminals):
    done = subprocess.run(
        [binary, "simulate", "sales", "--data", data, "--sales", str(sales), "--terminals", str(terminals), "--json"],
        check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--sales", type=int, default=30_000)
    parser.add_argument("--write")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="counterfoil-pay-") as folder:
        folder = pathlib.Path(folder)
        probe = sync_millis(folder)
        rows = []
        for terminals in (1, 16, 64, 256):
            few = max(500, options.sales // (60 if terminals == 1 else 1))
            result = sold(options.binary, folder / f"shop-{terminals}", few, terminals)
            rows.append((terminals, result))
            print(terminals, result)
        again = sold(options.binary, folder / "shop-256", 1, 1)
        lines = [
            "### Durable sales", "",
            f"{datetime.date.today()}, {machine()}; one 4 KiB write with fdatasync takes {probe:.2f} ms here. A sale is "
            "seven journal records in two commits: intent and sending, then answer, what till and acquirer say, and the "
            "receipt. The acquirer answers at once. `Benchmarks/payments.py`.", "",
            "| terminals at once | sales a second | p50 ms | p99 ms |", "| --- | --- | --- | --- |"]
        lines += [f"| {n} | {r['per_second']:,.0f} | {r['p50_ms']} | {r['p99_ms']} |" for n, r in rows]
        lines += ["", f"Opening that shop again, {again['records_before']:,} records: {again['opened_ms']} ms.", ""]
        print("\n".join(lines))
        if options.write:
            write(options.write, "\n".join(lines), "payments")


if __name__ == "__main__":
    main()
