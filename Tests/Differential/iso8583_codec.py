#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""Random messages, written by pyiso8583 and read by `counterfoil iso8583 decode`, and the other way round.

    python3 Tests/Differential/iso8583_codec.py --binary .build/debug/counterfoil [--messages 2000] [--seed 1]

Every message must have the same fields on both sides and the same bytes from both; exits 1 at the first difference.
"""
import argparse
import json
import os
import pathlib
import random
import string
import subprocess
import sys

import iso8583
from iso8583_specs import STANDARD, UNIONPAY, standard

FORMS = {12: "hhmmss", 13: "MMDD", 14: "YYMM", 15: "MMDD"}
CHINESE = "河南省银隆信息技术有限公司成功交易超时墨文哲"


def date(form, rng):
    parts = {"YY": rng.randint(0, 99), "DD": rng.randint(1, 28), "hh": rng.randint(0, 23), "mm": rng.randint(0, 59),
             "ss": rng.randint(0, 59), "MM": rng.randint(1, 12)}
    return "".join(f"{parts[form[at:at + 2]]:02}" for at in range(0, len(form), 2))


def content(number, row, form, rng, letters):
    if form:
        return date(form, rng)
    size = row["max_len"]
    if row["len_type"]:
        size = rng.choice([size, 1, rng.randint(1, min(size, 60))])
    kind = row["desc"]
    if kind == "n":
        return "".join(rng.choices(string.digits, k=size))
    if kind == "z":
        return "".join(rng.choices(string.digits + "D", k=size))
    if kind == "b":
        doubled = size if row["data_enc"] == "ascii" else size * 2
        return "".join(rng.choices("0123456789ABCDEF", k=doubled))
    if row["data_enc"] == "gbk" and number in (43, 44, 46, 56, 57, 59) and rng.random() < 0.5:
        text = "".join(rng.choices(CHINESE, k=size // 2))
        return text + " " * (size - len(text.encode("gbk")))
    return "".join(rng.choices(letters[number], k=size))


def letters_of(name):
    signs = string.digits + " -+/.,:*#"
    known = {}
    for number in range(2, 129):
        rule = STANDARD.get(number, "ans") if name != "unionpay" else ("an" if number in (37, 38, 39, 49) else "ans")
        if rule.startswith("ans"):
            known[number] = string.ascii_letters + signs
        elif rule.startswith("an"):
            known[number] = string.ascii_letters + string.digits + " "
        else:
            known[number] = signs
    return known


def messages(name, spec, count, rng):
    numbers = [int(key) for key in spec if key.isdigit() and key != "1"]
    letters = letters_of(name)
    for _ in range(count):
        chosen = sorted(rng.sample(numbers, rng.randint(1, min(len(numbers), 40))))
        document = {"t": rng.choice(["0100", "0200", "0210", "0220", "0400", "0800"])}
        for number in chosen:
            form = FORMS.get(number) if name == "unionpay" else next(
                (text for text in [STANDARD[number]] if text[0] in "MYh"), None)
            document[str(number)] = content(number, spec[str(number)], form, rng, letters)
        yield document


def ours(document):
    """Their values as our JSON has them: a track's separator is =, packed."""
    return {key: value for key, value in document.items() if key.isdigit() and key != "1"}


def run(binary, arguments, lines):
    result = subprocess.run([binary, "iso8583", *arguments, "--lines", "-"], input="\n".join(lines) + "\n",
                            capture_output=True, text=True)
    if result.returncode not in (0, 3):
        sys.exit(f"{arguments}: exit {result.returncode}: {result.stderr[:400]}")
    return result.stdout.splitlines(), result.stderr


def vectors(binary, folder):
    """The public messages through the command line: the same bytes again, no card in what is shown, bad ones refused."""
    def call(arguments, data):
        return subprocess.run([binary, "iso8583", *arguments, "-"], input=data, capture_output=True)

    cases = [("unionpay", bytes.fromhex(line.split()[1]))
             for line in (folder / "unionpay-messages.txt").read_text().splitlines()]
    bad = {"iso_reversal_message_error_date.dat": b"field 13 at offset 97",
           "iso_reversal_message_advice_missing_field.dat": b"field 32 at offset 64"}
    cases += [("iso87-ascii", path.read_bytes()) for path in sorted(folder.glob("*.dat")) if path.name not in bad]
    for dialect, wire in cases:
        for given in [wire, wire.hex().encode()]:
            shown = call(["decode", "--dialect", dialect], given)
            read = call(["decode", "--unmask", "--dialect", dialect], given)
            written = call(["encode"], read.stdout)
            assert written.stdout.strip().decode() == wire.hex().upper(), (dialect, wire, written)
            assert b"6224242300000069" not in shown.stdout and b"1111111110000000000" not in shown.stdout, shown.stdout
    for name, says in bad.items():
        result = call(["decode", "--language", "en", "--dialect", "iso87-ascii"], (folder / name).read_bytes())
        assert result.returncode == 3 and says in result.stderr and not result.stdout, result
    print(f"vectors: {len(cases)} the same bytes again, {len(bad)} refused with field and offset")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    root = pathlib.Path(__file__).resolve().parents[2]
    folder = pathlib.Path(os.environ.get("COUNTERFOIL_VECTORS", root / "../shared/vectors")) / "iso8583"
    if folder.exists():
        vectors(options.binary, folder)
    else:
        print("the public vectors are not here: skipped")
    for name, spec in {"unionpay": UNIONPAY, "iso87-ascii": standard(False), "iso87-bcd": standard(True)}.items():
        rng = random.Random(f"{options.seed} {name}")
        documents = list(messages(name, spec, options.messages, rng))
        wires = [bytes(iso8583.encode(dict(document), spec)[0]).hex().upper() for document in documents]
        read, _ = run(options.binary, ["decode", "--unmask", "--dialect", name], wires)
        packed = name != "iso87-ascii"
        sources = []
        for document, wire, line in zip(documents, wires, read):
            fields = json.loads(line).get("fields")
            wanted = {key: value.replace("D", "=") if packed and spec[key]["desc"] == "z" else value
                      for key, value in ours(document).items()}
            if fields != wanted:
                sys.exit(f"{name}: {wire}\n  pyiso8583 {wanted}\n  ours {line}")
            sources.append(json.dumps({"dialect": name, "mti": document["t"], "fields": wanted}, ensure_ascii=False))
        written, errors = run(options.binary, ["encode"], sources)
        if len(read) != len(wires) or written != wires:
            at = next((index for index, pair in enumerate(zip(written, wires)) if pair[0] != pair[1]), len(written))
            sys.exit(f"{name}: message {at} differs\n  {sources[at]}\n  {wires[at]}\n  {written[at:at + 1]}\n  {errors[:400]}")
        for wire, line in zip(wires, read):
            back = iso8583.decode(bytes.fromhex(wire), spec)[0]
            assert json.loads(line)["mti"] == back["t"]
        print(f"{name}: {len(wires)} messages, the same fields and the same bytes both ways")


if __name__ == "__main__":
    main()
