#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""Barcodes and symbols drawn by `counterfoil receipt render`, read back by an independent reader.

Every symbol that ESC/POS knows and the reader reads, with short and long data, at several module sizes. Exits 1 where
one is not read back.

    python3 Tests/Differential/symbols.py --binary .build/debug/counterfoil
"""
import argparse
import pathlib
import random
import subprocess
import sys
import tempfile

import PIL.Image
import PIL.ImageOps
import zxingcpp


def group(cn, body):
    body = bytes([cn]) + body
    return b"\x1d(k" + len(body).to_bytes(2, "little") + body


def field(cn, settings, data):
    stream = b"\x1b@\x1ba\x01"
    for setting in settings:
        stream += group(cn, bytes(setting))
    return stream + group(cn, b"\x50\x30" + data) + group(cn, b"\x51\x30") + b"\n"


def bars(m, data, module=2):
    return b"\x1b@\x1ba\x01\x1dw" + bytes([module]) + b"\x1dh\x50\x1dk" + bytes([m, len(data)]) + data + b"\n"


def cases(rng):
    letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789-./ "
    texts = ["8K4P2Q", "SO20261125000077/58.00"] + [
        "".join(rng.choice(letters) for _ in range(n)) for n in (1, 3, 12, 30, 60, 90)]
    for text in texts:
        data = text.encode()
        for module in (2, 4):
            yield "QR Code", text, field(0x31, [[0x41, 50, 0], [0x43, module], [0x45, 49]], data)
            yield "PDF417", text, field(0x30, [[0x43, module], [0x44, 3]], data)
            yield "PDF417", text, field(0x30, [[0x41, 3], [0x43, module], [0x44, 4], [0x45, 0x30, 0x33]], data)
            yield "Data Matrix", text, field(0x36, [[0x43, module]], data)
            yield "Aztec", text, field(0x35, [[0x43, module]], data)
        yield "MaxiCode", text, field(0x32, [[0x41, 0x34]], data)
    for rows, columns in ((8, 18), (8, 32), (12, 26), (12, 36), (16, 36), (16, 48)):
        yield "Data Matrix", "8K4P", field(0x36, [[0x42, 0x31, rows, columns], [0x43, 4]], b"8K4P")
    for side in (10, 20, 32, 64):
        yield "Data Matrix", "12", field(0x36, [[0x42, 0x30, side, 0], [0x43, 4]], b"12")
    yield "Code 128", "SO20261125", bars(73, b"{BSO20261125")
    yield "Code 128", "123456", bars(73, b"{C\x0c\x22\x38")
    yield "Code 39", "ORDER-77", bars(69, b"ORDER-77")
    yield "Code 93", "VOUCHER 4512", bars(72, b"VOUCHER 4512")
    yield "ITF", "00123456", bars(70, b"00123456")
    yield "Codabar", "A40156B", bars(71, b"A40156B")
    yield "EAN-13", "5901234123457", bars(67, b"590123412345")
    yield "EAN-8", "40063812", bars(68, b"4006381")
    yield "UPC-A", "012345678905", bars(65, b"01234567890")
    yield "DataBar", "0361234567890", bars(75, b"0361234567890")


def read(png):
    picture = PIL.Image.open(png).convert("L")
    # The reader wants the quiet zone that is paper on a real slip.
    picture = PIL.ImageOps.expand(picture, border=40, fill=255)
    return zxingcpp.read_barcodes(picture)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    right, wrong = {}, []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for number, (name, text, stream) in enumerate(cases(random.Random(options.seed))):
            source, png = folder / f"{number}.bin", folder / f"{number}.png"
            source.write_bytes(stream)
            subprocess.run([options.binary, "receipt", "render", str(source), "--to", "png", "--out", str(png.with_suffix(""))],
                           check=True, capture_output=True)
            found = [code.text for code in read(png)]
            if any(text in code for code in found):
                right[name] = right.get(name, 0) + 1
            else:
                wrong.append((name, text, found))
    for name, count in sorted(right.items()):
        print(f"{name}: {count} read back")
    for name, text, found in wrong:
        print(f"{name}: {text!r} was read as {found}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
