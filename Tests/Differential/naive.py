#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The file job in the plainest Python, written from the contract alone; compared with the binary on random files.

usage: naive.py --binary .build/release/counterfoil [--rounds 40] [--seed 1]

Every round makes small files full of edge cases (duplicates on both sides, missing keys, quotes, embedded line
ends, CRLF, no last line end, files in UTF-8 beside files in GB18030, half-fen fees, caps met exactly, refunds, the
turn of the year, columns in any order, several files a side, an acquirer with a clock, a lag and a holiday of its own,
a till whose file comes late) and compares code, key, amounts, fees and row references of every finding, the
settlement table, the quarantine and what is in transit.
"""
import argparse, collections, csv, datetime, io, json, os, pathlib, random, subprocess, sys, tempfile
from decimal import Decimal, ROUND_HALF_UP

TYPES = ["sale", "refund", "void", "preauth", "completion"]
MONEY_BACK = {"refund"}


def money(text):
    """Minor units of contract amount text, or None."""
    body = text[1:] if text[:1] in "+-" else text
    whole, point, fraction = body.partition(".")
    if not whole.isascii() or not whole.isdigit() or (point and not (fraction.isascii() and fraction.isdigit())):
        return None
    if len(fraction) > 2:
        return None
    value = int(whole + (fraction + "00")[:2])
    return None if value > 2**63 - 1 else (-value if text[0] == "-" else value)


def show(minor):
    sign = "-" if minor < 0 else ""
    return f"{sign}{abs(minor) // 100}.{abs(minor) % 100:02}"


def rows(path, name):
    """(fields, reference) of each record with its byte offset, by the rules of RFC 4180."""
    data = path.read_bytes()
    try:
        data.decode()
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = "gb18030"
    at = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    line, header, position = data[:at].count(b"\n") + 1, None, at
    while position < len(data):
        start, start_line, quoted = position, line, False
        while position < len(data):
            byte = data[position]
            if byte == 34:
                quoted = not quoted
            if byte == 10:
                line += 1
                if not quoted:
                    break
            position += 1
        raw = data[start:position]
        position += 1
        text = raw.decode(encoding).removesuffix("\r")
        if text == "":
            continue
        cells = next(csv.reader(io.StringIO(text, newline="")))
        if header is None:
            header = cells
            continue
        yield dict(zip(header, cells)), f"{name}:{start_line}@{start}"


def load(paths, required_amount=True):
    good, bad = [], []
    for path in paths:
        for fields, reference in rows(path, path.name):
            amount = money(fields.get("amount", ""))
            keyed = fields.get("rrn") or (fields.get("batch") and fields.get("trace"))
            if amount is None or not keyed or fields.get("type") not in TYPES or not fields.get("terminal"):
                bad.append(reference)
                continue
            good.append((fields | {"amount_minor": amount}, reference))
    return good, bad


def expected_fee(row, day):
    """The benchmark's three products plus one with floor and fixed part."""
    amount, product = row["amount_minor"], row.get("product", "")
    half_up = lambda minor, rate: int((Decimal(minor) * Decimal(rate)).quantize(Decimal(1), ROUND_HALF_UP))
    if product == "credit":
        fee = half_up(amount, "0.006")
    elif product == "debit":
        fee = min(half_up(amount, "0.005"), 2000)
    elif product == "qr":
        fee = half_up(amount, "0.0038")
    else:
        return None
    return -fee if row["type"] in MONEY_BACK else fee


TARIFF = """[[tariff]]
product = "credit"
rate = "0.60%"
refund = "returned"
[[tariff]]
product = "debit"
rate = "0.50%"
cap = "20.00"
refund = "returned"
[[tariff]]
product = "qr"
rate = "0.38%"
refund = "returned"
"""
CALENDAR = 'zone = "Asia/Shanghai"\ncut_off = "00:00"\nsettle_after_days = 1\nas_of = "2027-01-02"\n'
AS_OF = datetime.date(2027, 1, 2)
STORE = datetime.timedelta(hours=8)
ZONES = {"+00:00": datetime.timedelta(0), "-03:30": -datetime.timedelta(hours=3, minutes=30), None: STORE}


def instant(text):
    return datetime.datetime.fromisoformat(text)


def due(time, lag, closed=None, zone=None):
    """The day on which a source with this lag and clock should have a row of a time on the store's clock."""
    day = (time - STORE + ZONES[zone]).date() + datetime.timedelta(lag)
    return day + datetime.timedelta(1) if str(day) == closed else day


def calendar(sources):
    text = CALENDAR
    if sources["till_lag"] is not None:
        text += f'[[source]]\nside = "till"\nlag_days = {sources["till_lag"]}\n'
    keys = [f'zone = "{sources["zone"]}"' if sources["zone"] else "", f'closed_days = ["{sources["closed"]}"]' if sources["closed"] else "",
            f'lag_days = {sources["lag"]}' if sources["lag"] is not None else ""]
    return text + '[[source]]\nside = "acquirer"\nfile = "acq*.csv"\n' + "\n".join(key for key in keys if key) + "\n"


def reconcile(till, acquirer, with_merchant, sources):
    last_day = max([instant(row["time"]).date() for row, _ in till], default=datetime.date.min)
    lag = 1 if sources["lag"] is None else sources["lag"]

    def waits(row):
        if sources["till_lag"] is None or not row["time"]:
            return False
        time = instant(row["time"]) - ZONES[sources["zone"]] + STORE
        return time.date() > last_day and due(time, sources["till_lag"]) > AS_OF

    waiting = 0
    key = lambda row: ((row.get("merchant", ""),) if with_merchant else ()) + (row["terminal"], row["rrn"], row["type"])
    found, tills, acquirers = [], {}, collections.defaultdict(list)
    add = lambda code, row, till_row, acquirer_row: found.append((
        code, row.get("merchant", ""), row["terminal"], row["rrn"], row["type"],
        show(till_row[0]["amount_minor"]) if till_row else "", show(acquirer_row[0]["amount_minor"]) if acquirer_row else "",
        till_row[1] if till_row else "", acquirer_row[1] if acquirer_row else ""))
    for entry in till:
        if key(entry[0]) in tills:
            add("PY-07", entry[0], entry, None)
        else:
            tills[key(entry[0])] = entry
    for entry in acquirer:
        acquirers[key(entry[0])].append(entry)
    in_transit = 0
    for k, group in acquirers.items():
        mine = tills.get(k)
        for n, entry in enumerate(group):
            row = entry[0]
            if n:
                add("PY-06", row, mine, entry)
            elif mine is None and waits(row):
                waiting += 1
            elif mine is None:
                add("PY-04", row, None, entry)
            fee = money(row["fee"]) if row.get("fee") else None
            want = expected_fee(row, None)
            if fee is not None and want is not None and fee > want:
                add("ST-05", row, mine, entry)
        if mine:
            row, first = mine[0], group[0]
            if row["status"] in ("declined", "unknown"):
                add("PY-02", first[0], mine, first)
            if row["amount_minor"] != first[0]["amount_minor"]:
                add("ST-04", first[0], mine, first)
            if row["printed"] == "0":
                add("RC-01", first[0], mine, first)
    for k, entry in tills.items():
        row = entry[0]
        if k in acquirers:
            continue
        if row["status"] in ("", "approved"):
            if due(instant(row["time"]), lag, sources["closed"], sources["zone"]) <= AS_OF:
                add("ST-01", row, entry, None)
            else:
                in_transit += 1
            if row["printed"] == "0":
                add("RC-01", row, entry, None)
        elif row["status"] == "unknown":
            add("PY-01", row, entry, None)
    return collections.Counter(found), {"in_transit": in_transit, "acquirer_in_transit": waiting}


def cell(chance, text, newline_ok=False):
    if "," in text or '"' in text or "\n" in text or chance.random() < 0.1:
        return '"' + text.replace('"', '""') + '"'
    return text


def write(path, columns, records, chance):
    order = columns[:]
    chance.shuffle(order)
    end = chance.choice(["\n", "\r\n"])
    lines = [",".join(order)] + [",".join(cell(chance, record[c]) for c in order) for record in records]
    text = end.join(lines) + (end if chance.random() < 0.7 else "")
    if chance.random() < 0.4:
        path.write_bytes(text.encode("gb18030"))
    else:
        path.write_bytes((b"\xef\xbb\xbf" if chance.random() < 0.3 else b"") + text.encode())


def make(folder, chance, with_merchant):
    amounts = [1, 100, 132, 131, 500, 5800, 250, 400000, 400100, 399900, 363637, 12500, 83, 84]
    remark = lambda: chance.choice(["", "plain", 'says "hi"', "two\nlines", "a,b", "中文,备注", "镕记,𠮷野家", "亅|号机", "=1+1"])
    till, acquirer = [], []
    for i in range(chance.randrange(0, 120)):
        amount = chance.choice(amounts) if chance.random() < 0.8 else chance.randrange(1, 10**7)
        day = chance.choice(["2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02"])
        row = {
            "merchant": chance.choice(["898440154110001", "898440154110002"]), "terminal": chance.choice(["T0000001", "T2", "TERMINAL-LONG-9", "终端一", "镕记二号柜台收银机"]),
            "rrn": chance.choice([f"{i:012}", f"{i % 9:012}", f"R{i % 7}X", f"单𠮷{i % 7}", str(i % 5), f"{i % 5:03}"]) if chance.random() < 0.95 else "",
            "type": chance.choice(TYPES) if chance.random() < 0.5 else "sale", "amount": show(amount),
            "time": f"{day} {chance.randrange(24):02}:{chance.randrange(60):02}:{chance.randrange(60):02}",
            "status": chance.choice(["approved", "approved", "approved", "declined", "unknown", ""]),
            "printed": chance.choice(["1", "1", "0", ""]), "product": chance.choice(["credit", "debit", "qr", "other", "礼品卡"]),
            "batch": "000001", "trace": "", "extra": remark()}
        if chance.random() < 0.05:
            row["amount"] = chance.choice(["1,234.00", "1e3", "12.345", "", "abc", "-"])
        if chance.random() < 0.9:
            till.append(row)
            if chance.random() < 0.1:
                till.append(dict(row))
        if chance.random() < 0.85:
            settled = dict(row)
            if chance.random() < 0.1:
                settled["amount"] = show(amount + 100)
            value = money(settled["amount"]) or 0
            want = expected_fee(settled | {"amount_minor": value}, None) or 0
            settled |= {"fee": chance.choice([show(want), show(want), show(want + 1), show(want - 1), ""]),
                        "settle_date": str(datetime.date.fromisoformat(day) + datetime.timedelta(1))}
            for _ in range(chance.choice([1, 1, 1, 1, 1, 2, 3])):
                acquirer.append(dict(settled))
    chance.shuffle(till), chance.shuffle(acquirer)
    sources = {"zone": chance.choice([None, "+00:00", "-03:30"]), "lag": chance.choice([None, 0, 2]),
               "closed": chance.choice([None, "2027-01-01"]), "till_lag": chance.choice([None, None, 0, 1, 3])}
    for row in acquirer:
        row["time"] = str(instant(row["time"]) - STORE + ZONES[sources["zone"]]) if chance.random() < 0.9 else ""
    if chance.random() < 0.5:  # the till's file of the last days has not come
        till = [row for row in till if row["time"] < "2027-01-01"]
    merchant = ["merchant"] if with_merchant else []
    split = chance.randrange(len(till) + 1)
    write(folder / "till-a.csv", merchant + ["terminal", "rrn", "type", "amount", "time", "status", "printed", "product", "batch", "trace", "extra"], till[:split], chance)
    write(folder / "till-b.csv", ["merchant", "terminal", "rrn", "type", "amount", "time", "status", "printed", "batch", "trace"] if with_merchant else ["terminal", "rrn", "type", "amount", "time", "status", "printed"], till[split:], chance)
    write(folder / "acquirer.csv", ["merchant", "terminal", "rrn", "type", "amount", "fee", "product", "settle_date", "time", "extra"], acquirer, chance)
    (folder / "tariff.toml").write_text(TARIFF)
    (folder / "calendar.toml").write_text(calendar(sources))
    return sources


def check(binary, folder, threads, with_merchant, sources):
    out = folder / f"out-{threads}"
    done = subprocess.run(
        [binary, "reconcile", "--pos", folder / "till-a.csv", folder / "till-b.csv", "--acquirer", folder / "acquirer.csv",
         "--tariff", folder / "tariff.toml", "--calendar", folder / "calendar.toml", "--out", out, "--threads", str(threads)],
        capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{folder}: exit {done.returncode}\n{done.stderr}")
    till, bad_till = load([folder / "till-a.csv", folder / "till-b.csv"])
    acquirer, bad_acquirer = load([folder / "acquirer.csv"])
    want, in_transit = reconcile(till, acquirer, with_merchant, sources)
    with open(out / "findings.csv", newline="", encoding="utf-8") as stream:
        got = collections.Counter(
            (r["code"], r["merchant"] if with_merchant or r["acquirer_ref"] else r["merchant"], r["terminal"], r["rrn"], r["type"], r["pos_amount"],
             r["acquirer_amount"], r["pos_ref"], r["acquirer_ref"])
            for r in csv.DictReader(stream) if r["code"] not in ("ST-07", "ST-08"))
    if not with_merchant:
        strip = lambda c: collections.Counter({k[:1] + ("",) + k[2:]: 0 for k in c}) or c
        merge = lambda c: sum((collections.Counter({k[:1] + ("",) + k[2:]: n}) for k, n in c.items()), collections.Counter())
        want, got = merge(want), merge(got)
    with open(out / "quarantine.csv", newline="", encoding="utf-8") as stream:
        quarantined = sorted(f"{r['file']}:{r['line']}@{r['byte']}" for r in csv.DictReader(stream))
    problems = []
    for name, difference in (("missing", want - got), ("extra", got - want)):
        problems += [f"{name} {n} {row}" for row, n in list(difference.items())[:5]]
    if quarantined != sorted(bad_till + bad_acquirer):
        problems.append(f"quarantine {sorted(set(quarantined) ^ set(bad_till + bad_acquirer))[:5]}")
    rows = json.loads((out / "summary.json").read_text())["rows"]
    if {name: rows.get(name, 0) for name in in_transit} != in_transit:
        problems.append(f"in transit {rows}, expected {in_transit}")
    if problems:
        raise SystemExit(f"{folder} threads={threads}:\n  " + "\n  ".join(problems))
    return {name: (out / name).read_bytes() for name in sorted(os.listdir(out))}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for n in range(options.rounds):
        with tempfile.TemporaryDirectory() as name:
            folder, chance = pathlib.Path(name), random.Random(options.seed * 100_003 + n)
            with_merchant = n % 3 != 0
            sources = make(folder, chance, with_merchant)
            one = check(options.binary, folder, 1, with_merchant, sources)
            for threads in (2, 8):
                if check(options.binary, folder, threads, with_merchant, sources) != one:
                    raise SystemExit(f"seed {options.seed} round {n}: other bytes with {threads} threads")
    print(f"{options.rounds} passed, 0 failed")


if __name__ == "__main__":
    main()
