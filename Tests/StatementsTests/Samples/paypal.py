# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""A PayPal settlement report: text cells quoted, numbers not, two accounts, three currencies. Run in this folder."""

COLUMNS = (
    "Transaction ID,Invoice ID,PayPal Reference ID,PayPal Reference ID Type,Transaction Event Code,"
    "Transaction Initiation Date,Transaction Completion Date,Transaction Debit or Credit,Gross Transaction Amount,"
    "Gross Transaction Currency,Fee Debit or Credit,Fee Amount,Fee Currency,Custom Field,Consumer ID,"
    "Payment Tracking ID,Store ID,Bank Reference ID,Credit Transactional Fee,Credit Promotional Fee,Credit Term"
).split(",")


def text(*cells):
    return ",".join('"' + cell.replace('"', '""') + '"' if isinstance(cell, str) else str(cell) for cell in cells)


def body(number, invoice, reference, code, side, gross, currency, fee_side="DR", fee=0, custom=""):
    start, end = "2026/11/20 18:30:00 -0800", "2026/11/20 18:30:05 -0800"
    return [number, invoice, reference, "TXN" if reference else "", code, start, end, side, gross, currency, fee_side, fee,
            currency, custom, "CONSUMER" + number, "", "S1", "", "", "", ""]


SECTIONS = [
    ("ACCOUNT00001", [
        body("1AA", "A-1", "", "T0006", "CR", 12800, "USD", "DR", 402, 'say "hello", please'),
        body("2AA", "A-2", "", "T0003", "CR", 5800, "JPY", "DR", 250),
        body("3AA", "A-1", "1AA", "T1107", "DR", 2800, "USD", "CR", 81),
        body("4AA", "", "", "T0400", "DR", 9000, "USD"),
        body("5AA", "", "", "T1201", "DR", 1000, "USD", "DR", 2000),
        body("6AA", "", "", "T0000", "DR", 500, "USD"),
        body("7AA", "A-7", "", "T7700", "CR", 500, "USD"),
    ]),
    ("ACCOUNT00002", [body("8AA", "B-1", "", "T0006", "CR", 1250, "KWD", "DR", 40)]),
]


def sums(rows):
    found = {}
    for row in rows:
        entry = found.setdefault(row[9], [0, 0, 0, 0])
        entry[0 if row[7] == "CR" else 1] += row[8]
        entry[2 if row[10] == "CR" else 3] += row[11]
    return sorted(found.items())


def footer(mark, rows):
    for currency, entry in sums(rows):
        yield text(mark, currency, *entry, *["CR", 0] * 6, len(rows))


lines = [text("RH", "2026/11/21 05:00:00 -0800", "A", "ACCOUNT00001", 11, ""), text("FH", 1)]
for account, rows in SECTIONS:
    lines += [text("SH", "2026/11/20 00:00:00 -0800", "2026/11/20 23:59:59 -0800", account, "")]
    lines += [text("CH", *COLUMNS), *[text("SB", *row) for row in rows]]
    lines += [*footer("SF", rows), text("SC", len(rows))]
every = [row for _, rows in SECTIONS for row in rows]
lines += [*footer("RF", every), text("RC", len(every)), text("FF", 1)]
with open("paypal.csv", "w", encoding="utf-8-sig", newline="") as file:
    file.write("\r\n".join(lines) + "\r\n")
