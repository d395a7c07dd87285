#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The file job in SQL, compared with the binary row for row: findings, amounts, fees, settlement.

usage: reconcile_duckdb.py --binary .build/release/counterfoil [--rows 20000] [--seeds 3]     needs: pip install duckdb

Large files are made by Benchmarks/generate.py; the small ones here hold what large ones do not: repeated keys on
both sides, rows without keys, quotes, line ends inside cells, CRLF, no last line end, half-fen fees, caps met
exactly, refunds, the turn of the year. Ends with 0 when everything agrees and the output bytes are the same for 1, 2
and 8 threads and for a memory limit that forces several passes.
"""
import argparse, collections, csv, os, pathlib, subprocess, sys, tempfile
import duckdb

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Benchmarks"))
import generate

KEY = "p.merchant = a.merchant and p.terminal = a.terminal and p.rrn = a.rrn and p.type = a.type"
FEE = """(case when a.type = 'refund' then -1 else 1 end) * case a.product
    when 'credit' then round(a.amount * 0.006, 2) when 'debit' then least(round(a.amount * 0.005, 2), 20.00)
    when 'qr' then round(a.amount * 0.0038, 2) end"""
CHECKS = {
    "PY-06": "has_acq and nth > 1",
    "PY-04": "has_acq and nth = 1 and not has_pos",
    "ST-01": "not has_acq and status = 'approved' and (time + interval 1 day)::date <= date '{as_of}'",
    "PY-01": "not has_acq and status = 'unknown'",
    "PY-02": "has_acq and nth = 1 and has_pos and status <> 'approved'",
    "ST-04": "has_acq and nth = 1 and has_pos and pos_amount <> acquirer_amount",
    "RC-01": "nth = 1 and has_pos and printed = 0 and (has_acq or status = 'approved')",
    "ST-05": "has_acq and fee > fee_expected",
}
COLUMNS = "merchant, terminal, rrn, type, pos_amount, acquirer_amount, fee, fee_expected, product, settle_date"


def read(name, path, casts):
    """A table of text columns, numbered in the order of the file, empty cells as null."""
    return f"""create temp table {name} as select *,
        row_number() over (partition by merchant, terminal, rrn, type order by line) as nth
      from (select row_number() over () as line, * replace ({casts})
            from read_csv('{path}', header=true, all_varchar=true, quote='"', escape='"', parallel=false, strict_mode=false))
      where rrn is not null and terminal is not null"""


def expected(folder, as_of):
    con = duckdb.connect()
    con.execute("set threads=2")
    con.execute(read(
        "pos", f"{folder}/pos.csv",
        "amount::decimal(18, 2) as amount, time::timestamp as time, coalesce(status, 'approved') as status, "
        "printed::tinyint as printed"))
    con.execute(read(
        "acq", f"{folder}/acquirer.csv",
        "amount::decimal(18, 2) as amount, fee::decimal(18, 2) as fee, settle_date::date as settle_date"))
    con.execute(f"""create temp table joined as select coalesce(a.merchant, p.merchant) as merchant,
        coalesce(a.terminal, p.terminal) as terminal, coalesce(a.rrn, p.rrn) as rrn, coalesce(a.type, p.type) as type,
        p.amount as pos_amount, a.amount as acquirer_amount, a.fee, {FEE} as fee_expected,
        coalesce(a.product, p.product) as product, a.settle_date, p.status, p.printed, p.time,
        p.line is not null as has_pos, a.line is not null as has_acq, coalesce(a.nth, 1) as nth
      from (select * from pos where nth = 1) p full outer join acq a on {KEY}""")
    parts = [f"select '{c}' as code, {COLUMNS} from joined where {w.format(as_of=as_of)}" for c, w in CHECKS.items()]
    parts.append("""select 'PY-07', merchant, terminal, rrn, type, amount, null, null, null, product, null
        from pos where nth > 1""")
    text = lambda row: tuple("" if cell is None else str(cell) for cell in row)
    findings = collections.Counter(text(row) for row in con.execute(" union all ".join(parts)).fetchall())
    settlement = [text(row) for row in con.execute(f"""select s.*, coalesce(b.amount, 0.00), s.net - coalesce(b.amount, 0.00)
      from (select settle_date, merchant, count(*), sum(case when type = 'refund' then -amount else amount end) as gross,
          coalesce(sum(fee), 0.00) as fee,
          sum(case when type = 'refund' then -amount else amount end - coalesce(fee, 0)) as net
        from acq group by all) s
      left join (select date, merchant, sum(amount) as amount from read_csv('{folder}/bank.csv', header=true, columns={{
        'date': 'DATE', 'merchant': 'VARCHAR', 'amount': 'DECIMAL(18,2)', 'reference': 'VARCHAR'}}) group by all) b
        on b.date = s.settle_date and b.merchant = s.merchant order by all""").fetchall()]
    return findings, settlement


def run(binary, folder, out, *more):
    done = subprocess.run(
        [binary, "reconcile", "--pos", f"{folder}/pos.csv", "--acquirer", f"{folder}/acquirer.csv", "--bank",
         f"{folder}/bank.csv", "--tariff", f"{folder}/tariff.toml", "--calendar", f"{folder}/calendar.toml", "--out", out,
         *more], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{folder}: exit {done.returncode}\n{done.stderr}")


def rows(path):
    with open(path, newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def compare(binary, folder, as_of):
    want, want_settlement = expected(folder, as_of)
    outputs = {}
    for name, more in (("1", ["--threads", "1"]), ("2", ["--threads", "2"]), ("8", ["--threads", "8"]),
                       ("passes", ["--threads", "2", "--memory", "1K"])):
        out = f"{folder}/out-{name}"
        run(binary, folder, out, *more)
        outputs[name] = {file: pathlib.Path(out, file).read_bytes() for file in sorted(os.listdir(out))}
        if outputs[name] != outputs["1"]:
            differing = [f for f in outputs["1"] if outputs[name].get(f) != outputs["1"][f]]
            raise SystemExit(f"{folder}: {differing} differ with {' '.join(more)}")
    fields = ["code"] + COLUMNS.split(", ")
    got = collections.Counter(
        tuple(row[f] for f in fields) for row in rows(f"{folder}/out-1/findings.csv") if row["code"] not in ("ST-07", "ST-08"))
    got_settlement = [tuple(row.values()) for row in rows(f"{folder}/out-1/settlement.csv")]
    problems = [f"missing {n} × {row}" for row, n in list((want - got).items())[:5]]
    problems += [f"extra {n} × {row}" for row, n in list((got - want).items())[:5]]
    if sorted(got_settlement) != sorted(want_settlement):
        different = set(got_settlement) ^ set(want_settlement)
        problems += [f"settlement {row}" for row in sorted(different)[:5]]
    if problems:
        raise SystemExit(f"{folder}:\n  " + "\n  ".join(problems))
    return sum(want.values())


def adversarial(folder):
    """Small files in which every row is a case of its own."""
    os.makedirs(folder, exist_ok=True)
    merchant, quote = "898440154110001", lambda text: '"' + text.replace('"', '""') + '"'
    till, acquirer = [], []

    def add(rrn, amount="58.00", type="sale", time="2026-12-30 10:00:00", status="approved", printed="1", product="credit",
            charged=True, fee="0.35", settled=None, terminal="T0000001", note="", times=(1, 1)):
        row = [merchant, terminal, rrn, type, product, amount, time, status, printed, note]
        till.extend([row] * times[0])
        if charged:
            acquirer.extend([[merchant, terminal, rrn, type, product, settled or amount, fee, time[:10], note]] * times[1])

    add("000000000001", times=(2, 3))
    add("000000000001", type="refund", fee="-0.35", times=(1, 2))
    add("", times=(1, 1))
    add("1"), add("01"), add("AB-1"), add("a,b"), add('say ""hi""'), add("two\nlines"), add("中文参考号")
    add("0123456789012345678901234567890"), add("999999999999"), add("9999999999999")
    add("000000000002", note='a "quoted"\r\nremark, with everything')
    add("000000000003", amount="0.83", fee="0.01"), add("000000000004", amount="2.50", fee="0.02")
    add("000000000005", amount="4000.00", product="debit", fee="20.00")
    add("000000000006", amount="4000.01", product="debit", fee="20.01")
    add("000000000007", amount="3999.00", product="debit", fee="20.00")
    add("000000000008", amount="131.58", product="qr", fee="0.50"), add("000000000009", product="qr", fee="")
    add("000000000010", charged=False), add("000000000011", charged=False, status="unknown", printed="0")
    add("000000000012", charged=False, status="declined"), add("000000000013", status="declined", printed="0")
    add("000000000014", status="unknown", printed=""), add("000000000015", settled="58.01", printed="0")
    add("000000000016", time="2026-12-31 23:59:59", charged=False), add("000000000017", time="2027-01-01 00:00:00", charged=False)
    add("000000000018", time="2027-01-01 00:00:00"), add("000000000019", amount="92233720368547.58", fee="553402322211.29")
    add("000000000020", amount="0.00", fee="0.00"), add("000000000021", terminal="a terminal with a long name", status="")
    acquirer.append([merchant, "T0000001", "000000000099", "sale", "credit", "1.00", "0.01", "2026-12-30", ""])

    def write(name, head, lines, end, last):
        text = end.join([head] + [",".join(quote(c) if set(c) & set(',"\r\n') or n % 5 == 0 else c for n, c in enumerate(line))
                                  for line in lines])
        pathlib.Path(folder, name).write_bytes((text + (end if last else "")).encode())

    write("pos.csv", "merchant,terminal,rrn,type,product,amount,time,status,printed,note", till, "\r\n", False)
    write("acquirer.csv", "merchant,terminal,rrn,type,product,amount,fee,settle_date,note", acquirer, "\n", True)
    pathlib.Path(folder, "bank.csv").write_text(f"date,merchant,amount,reference\n2026-12-30,{merchant},1.00,x\n")
    pathlib.Path(folder, "tariff.toml").write_text(generate.TARIFF)
    pathlib.Path(folder, "calendar.toml").write_text(generate.CALENDAR.replace("2026-12-02", "2027-01-01"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    passed = 0
    with tempfile.TemporaryDirectory() as root:
        adversarial(f"{root}/small")
        print("small files:", compare(options.binary, f"{root}/small", "2027-01-01"), "findings agree")
        for seed in range(1, options.seeds + 1):
            folder = f"{root}/{seed}"
            generate.generate(options.rows, folder, seed)
            print(f"{options.rows} rows, seed {seed}:", compare(options.binary, folder, "2026-12-02"), "findings agree")
            passed += 1
    print(f"{passed + 1} passed, 0 failed")


if __name__ == "__main__":
    main()
