# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""UnionPay ZM and ZME files: GBK bytes of fixed width, one blank between. Run in this folder; the files are committed."""

HEAD = [3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15, 1, 15, 32, 13,
        13, 8, 32, 13, 13, 12, 2, 1]
TAILS = {"98": [32, 98], "131": [131], "split": [32, 13, 2, 1, 12, 67]}
ERRORS = [3, 11, 11, 6, 10, 19, 12, 4, 2, 2, 6, 10, 4, 12, 13, 13, 15, 15, 1, 12, 2, 135]
NUMBERS = {3, 4, 6, 7}


def line(widths, cells):
    out = []
    for place, width in enumerate(widths):
        raw = str(cells.get(place, "")).encode("gbk")
        assert len(raw) <= width, (place, raw)
        out.append(raw.rjust(width, b"0") if place in NUMBERS and raw else raw.ljust(width))
    return b" ".join(out)


def pay(code, trace, when, amount, order, fee, net, original="", year="2026", **more):
    cells = {
        0: code, 1: "00012900", 2: "00010000", 3: trace, 4: when, 5: "622202******0128", 6: amount, 7: 5411, 8: "07",
        9: year + when + "1234567", 11: order, 12: "02", 15: fee, 16: net, 21: "000201", 27: "898440154110001",
        30: "某某商场女装部", 33: "10293847", 34: "三楼", 39: "2", 40: original,
    }
    cells.update({int(key[1:]): value for key, value in more.items()})
    return cells


ROWS = [
    pay("S22", "022118", "1120153007", 12800, "A20261120001", "D000000000077", "C000000012723"),
    pay("S22", "022119", "1120153108", 5800, "A20261120002", "D000000000035", "C000000005765", _12="01"),
    pay("S30", "022120", "1120160000", 5800, "R20261120001", "C000000000035", "D000000005765", "A20261120002"),
    pay("S22", "022121", "1120161000", 1000, "A20261120003", "D000000000006", "C000000001000"),
    pay("S22", "022122", "1120162000", 1000, "A20261120004", "D000000000006", "C000000000900"),
    pay("S56", "022123", "1120163000", 1000, "A20261120005", "D000000000006", "C000000000994"),
    pay("S22", "022124", "1320163000", 1000, "A20261120006", "D000000000006", "C000000000994"),
    pay("S22", "022125", "1120164000", 1000, "A20261120007", "D000000000006", "C000000000994", _5="6222021234567890128",
        _30="龍鳳商場囄"),
]
for name, tail in TAILS.items():
    with open(f"INN26112088ZM_898440154110001-{name}", "wb") as file:
        for cells in ROWS:
            # Where the original order number is part of one field, that field begins with it.
            file.write(line(HEAD + tail, cells) + b"\r\n")
with open("INN26112088ZME_898440154110001", "wb") as file:
    cells = {0: "E05", 1: "00012900", 2: "00010000", 3: "022100", 4: "1101120000", 5: "622202******0128", 6: 12800,
             7: 5411, 8: "07"}
    file.write(line(ERRORS, cells) + b"\r\n")
