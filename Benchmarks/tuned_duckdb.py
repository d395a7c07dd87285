#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The file job in DuckDB, tuned by hand for speed: what Counterfoil's speed is measured against.

usage: tuned_duckdb.py DIR OUT [THREADS] [MEMORY]        needs: pip install duckdb

It reads only the columns the job needs, finds repeated keys by grouping instead of a window over all rows, and lets
DuckDB drop the input order. So it does less than Counterfoil: no row references, no quarantine, no digests, no
report, and which of several equal rows is the first is left to chance. Codes and counts agree; for the check of
every row see Tests/Differential/reconcile_duckdb.py.
"""
import os, sys
import duckdb

folder, out = sys.argv[1], sys.argv[2]
threads = int(sys.argv[3]) if len(sys.argv) > 3 else 2
os.makedirs(out, exist_ok=True)
con = duckdb.connect()
con.execute(f"set threads={threads}; set preserve_insertion_order=false")
if len(sys.argv) > 4:
    con.execute(f"set memory_limit='{sys.argv[4]}'; set temp_directory='{out}/spill'")
text = lambda *names: ", ".join(f"'{n}': 'VARCHAR'" for n in names)
pos = f"""{text('merchant', 'terminal', 'trace', 'rrn', 'card', 'type', 'product')}, 'amount': 'DECIMAL(18,2)',
  'time': 'TIMESTAMP', 'status': 'VARCHAR', 'printed': 'TINYINT'"""
acquirer = f"""{text('merchant', 'terminal', 'rrn', 'card', 'type', 'product')}, 'amount': 'DECIMAL(18,2)',
  'fee': 'DECIMAL(18,2)', 'settle_date': 'DATE', 'time': 'TIMESTAMP'"""
con.execute(f"""create temp table pos as select merchant, terminal, rrn, type, amount, status, printed
  from read_csv('{folder}/pos.csv', header=true, columns={{{pos}}})""")
con.execute(f"""create temp table acq as select merchant, terminal, rrn, type, product, amount, fee, settle_date,
    (case when type = 'refund' then -1 else 1 end) * case product when 'credit' then round(amount * 0.006, 2)
      when 'debit' then least(round(amount * 0.005, 2), 20.00) else round(amount * 0.0038, 2) end as expected
  from read_csv('{folder}/acquirer.csv', header=true, columns={{{acquirer}}})""")
join = "p.merchant = a.merchant and p.terminal = a.terminal and p.rrn = a.rrn and p.type = a.type"
con.execute(f"""copy (
  select 'PY-06' as code, a.merchant, a.terminal, a.rrn, a.type, null as pos_amount, a.amount as acquirer_amount, a.fee
    from acq a join (select merchant, terminal, rrn, type from acq group by all having count(*) > 1) p on {join}
    qualify row_number() over (partition by a.merchant, a.terminal, a.rrn, a.type) > 1
  union all
  select unnest(codes) as code, merchant, terminal, rrn, type, pos_amount, acquirer_amount, fee from (
    select coalesce(a.merchant, p.merchant) as merchant, coalesce(a.terminal, p.terminal) as terminal,
      coalesce(a.rrn, p.rrn) as rrn, coalesce(a.type, p.type) as type, p.amount as pos_amount,
      a.amount as acquirer_amount, a.fee, list_filter([
        case when p.amount is null then 'PY-04' end,
        case when a.amount is null and p.status = 'approved' then 'ST-01' end,
        case when a.amount is null and p.status = 'unknown' then 'PY-01' end,
        case when a.amount is not null and p.status <> 'approved' then 'PY-02' end,
        case when p.amount <> a.amount then 'ST-04' end,
        case when p.printed = 0 and (a.amount is not null or p.status = 'approved') then 'RC-01' end,
        case when a.fee > a.expected then 'ST-05' end], lambda x: x is not null) as codes
    from pos p full outer join acq a on {join}
    where p.amount is null or a.amount is null or p.status <> 'approved' or p.amount <> a.amount or p.printed = 0
      or a.fee > a.expected)) to '{out}/findings.csv' (header)""")
con.execute(f"""copy (select s.*, coalesce(b.amount, 0) as deposited, s.net - coalesce(b.amount, 0) as difference from (
    select settle_date, merchant, count(*) as rows, sum(case when type = 'refund' then -amount else amount end) as gross,
      sum(fee) as fee, sum(case when type = 'refund' then -amount else amount end - fee) as net from acq group by all) s
  left join (select date, merchant, sum(amount) as amount from read_csv('{folder}/bank.csv', header=true, columns={{
    'date': 'DATE', 'merchant': 'VARCHAR', 'amount': 'DECIMAL(18,2)', 'reference': 'VARCHAR'}}) group by all) b
  on b.date = s.settle_date and b.merchant = s.merchant order by all) to '{out}/settlement.csv' (header)""")
