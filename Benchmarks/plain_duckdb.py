#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The file job in DuckDB as one writes it: every column read, every repeated key numbered, findings sorted.

usage: plain_duckdb.py DIR OUT [THREADS]        needs: pip install duckdb

Beside `tuned_duckdb.py` it shows what hand tuning is worth.
"""
import os, sys
import duckdb

folder, out = sys.argv[1], sys.argv[2]
os.makedirs(out, exist_ok=True)
con = duckdb.connect()
con.execute(f"set threads={int(sys.argv[3]) if len(sys.argv) > 3 else 2}")
text = lambda *names: ", ".join(f"'{n}': 'VARCHAR'" for n in names)
POS = f"""{text('merchant', 'terminal', 'trace', 'rrn', 'card', 'type', 'product')}, 'amount': 'DECIMAL(18,2)',
  'time': 'TIMESTAMP', 'status': 'VARCHAR', 'printed': 'TINYINT'"""
ACQUIRER = f"""{text('merchant', 'terminal', 'rrn', 'card', 'type', 'product')}, 'amount': 'DECIMAL(18,2)',
  'fee': 'DECIMAL(18,2)', 'settle_date': 'DATE', 'time': 'TIMESTAMP'"""
for table, file, columns in (("pos", "pos", POS), ("acq", "acquirer", ACQUIRER)):
    con.execute(f"""create temp table {table} as
      select *, row_number() over (partition by merchant, terminal, rrn, type order by line) as nth
      from (select row_number() over () as line, * from read_csv('{folder}/{file}.csv', header=true, columns={{{columns}}}))""")
con.execute("""create temp table joined as select coalesce(a.merchant, p.merchant) as merchant,
    coalesce(a.terminal, p.terminal) as terminal, coalesce(a.rrn, p.rrn) as rrn, coalesce(a.type, p.type) as type,
    p.amount as pos_amount, a.amount as acquirer_amount, a.fee, (case when a.type = 'refund' then -1 else 1 end) *
      case a.product when 'credit' then round(a.amount * 0.006, 2) when 'debit' then least(round(a.amount * 0.005, 2), 20.00)
      else round(a.amount * 0.0038, 2) end as fee_expected,
    coalesce(a.product, p.product) as product, a.settle_date, p.status, p.printed, p.line is not null as has_pos,
    a.line is not null as has_acq, coalesce(a.nth, 1) as nth
  from (select * from pos where nth = 1) p full outer join acq a
    on p.merchant = a.merchant and p.terminal = a.terminal and p.rrn = a.rrn and p.type = a.type""")
CHECKS = {
    "PY-06": "has_acq and nth > 1", "PY-04": "has_acq and nth = 1 and not has_pos",
    "ST-01": "not has_acq and status = 'approved'", "PY-01": "not has_acq and status = 'unknown'",
    "PY-02": "has_acq and nth = 1 and has_pos and status <> 'approved'",
    "ST-04": "has_acq and nth = 1 and has_pos and pos_amount <> acquirer_amount",
    "RC-01": "nth = 1 and has_pos and printed = 0 and (has_acq or status = 'approved')",
    "ST-05": "has_acq and fee > fee_expected"}
COLUMNS = "merchant, terminal, rrn, type, pos_amount, acquirer_amount, fee, fee_expected, product, settle_date"
parts = [f"select '{code}' as code, {COLUMNS} from joined where {when}" for code, when in CHECKS.items()]
parts.append("""select 'PY-07', merchant, terminal, rrn, type, amount, null, null, null, product, null from pos where nth > 1""")
con.execute(f"""copy (select * from ({' union all '.join(parts)}) order by code, merchant, terminal, rrn, type)
  to '{out}/findings.csv' (header)""")
con.execute(f"""copy (select s.*, coalesce(b.amount, 0) as deposited, s.net - coalesce(b.amount, 0) as difference from (
    select settle_date, merchant, count(*) as rows, sum(case when type = 'refund' then -amount else amount end) as gross,
      sum(fee) as fee, sum(case when type = 'refund' then -amount else amount end - fee) as net from acq group by all) s
  left join (select date, merchant, sum(amount) as amount from read_csv('{folder}/bank.csv', header=true, columns={{
    'date': 'DATE', 'merchant': 'VARCHAR', 'amount': 'DECIMAL(18,2)', 'reference': 'VARCHAR'}}) group by all) b
  on b.date = s.settle_date and b.merchant = s.merchant order by all) to '{out}/settlement.csv' (header)""")
