# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""The three built-in dialects as pyiso8583 wants them, written from the public tables and not from our code."""


def field(kind, size, prefix=0, packed=True, pad="right", length=None):
    """kind n/z/b/t, size in digits or bytes, prefix 0/2/3 digits."""
    if not packed:
        wide = size * 2 if kind == "b" else size
        return {"data_enc": "ascii", "len_enc": "ascii", "len_type": prefix, "max_len": wide, "desc": kind}
    row = {"len_enc": "bcd", "len_type": (prefix + 1) // 2, "max_len": size, "desc": kind}
    if kind in "nz":
        row |= {"data_enc": "b", "len_count": "nibbles", f"{pad}_pad": "0"}
    else:
        row |= {"data_enc": "b" if kind == "b" else "gbk"}
    return row


def packed_head(header):
    empty = {"data_enc": "b", "len_enc": "bcd", "len_type": 0, "max_len": header, "desc": "header"}
    return {"h": empty, "t": field("b", 2), "p": field("b", 8), "1": field("b", 8)}


UNIONPAY = packed_head(0) | {
    "2": field("n", 19, 2), "3": field("n", 6), "4": field("n", 12), "11": field("n", 6), "12": field("n", 6),
    "13": field("n", 4), "14": field("n", 4), "15": field("n", 4), "22": field("n", 3),
    "23": field("n", 3, pad="left"), "25": field("n", 2), "26": field("n", 2), "32": field("n", 11, 2),
    "35": field("z", 37, 2), "36": field("z", 104, 3), "37": field("t", 12), "38": field("t", 6), "39": field("t", 2),
    "41": field("t", 8), "42": field("t", 15), "43": field("t", 40), "44": field("t", 25, 2), "46": field("t", 999, 3),
    "48": field("n", 322, 3), "49": field("t", 3), "52": field("b", 8), "53": field("n", 16), "54": field("t", 20, 3),
    "55": field("b", 255, 3), "56": field("t", 999, 3), "57": field("t", 999, 3), "58": field("b", 100, 3),
    "59": field("t", 999, 3), "60": field("n", 17, 3), "61": field("n", 29, 3), "62": field("b", 999, 3),
    "63": field("t", 163, 3), "64": field("t", 8),
}
# The benchmark's messages hold bytes that are no GBK in these.
BYTES = {number: {**UNIONPAY[number], "data_enc": "latin-1"} for number in ["43", "46", "56", "59", "63", "64"]}

STANDARD = {
    3: "n6", 4: "n12", 5: "n12", 6: "n12", 7: "MMDDhhmmss", 8: "n8", 9: "n8", 10: "n8", 11: "n6", 12: "hhmmss",
    13: "MMDD", 14: "YYMM", 15: "MMDD", 16: "MMDD", 17: "MMDD", 18: "n4", 19: "n3", 20: "n3", 21: "n3", 22: "n3",
    23: "n3", 24: "n3", 25: "n2", 26: "n2", 27: "n1", 37: "an12", 38: "an6", 39: "an2", 40: "an3", 41: "ans8",
    42: "ans15", 43: "ans40", 49: "an3", 50: "an3", 51: "an3", 52: "b8", 53: "n16", 64: "b8", 66: "n1", 67: "n2",
    68: "n3", 69: "n3", 70: "n3", 71: "n4", 72: "n4", 73: "YYMMDD", 90: "n42", 91: "an1", 92: "an2", 93: "an5",
    94: "an7", 95: "an42", 96: "b8", 98: "ans25", 128: "b8",
    2: "n..19", 32: "n..11", 33: "n..11", 34: "ns..28", 35: "z..37", 36: "z...104", 44: "ans..25", 45: "ans..76",
    54: "ans...120", 99: "n..11", 100: "n..11", 101: "ans..17", 102: "ans..28", 103: "ans..28", 104: "ans...100",
} | {number: "n10" for number in range(74, 82)} | {number: "n12" for number in range(82, 86)} \
  | {number: "n16" for number in range(86, 90)} \
  | {number: "ans...999" for number in [46, 47, 48, *range(56, 64), *range(105, 128)]}


def standard(packed):
    rows = {}
    for number, text in STANDARD.items():
        size = 0
        prefix = text.count(".")
        if text[0].islower() and not text.startswith("hh"):
            letters = text.rstrip("0123456789").rstrip(".")
            size = int(text[len(letters) + prefix:])
        else:
            letters, size = "n", len(text)
        kind = {"n": "n", "z": "z", "b": "b"}.get(letters, "t")
        rows[str(number)] = field(kind, size, prefix, packed, pad="left")
    if packed:
        return packed_head(0) | {key: row | ({"data_enc": "ascii"} if row["desc"] == "t" else {}) for key, row in rows.items()}
    text = {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "desc": ""}
    return {"h": text | {"max_len": 0}, "t": text | {"max_len": 4}, "p": text | {"max_len": 16}, "1": text | {"max_len": 16}} | rows
