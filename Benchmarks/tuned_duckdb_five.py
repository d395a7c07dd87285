#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The file job over five sources in DuckDB, tuned by hand: till, acquirer, bank, receipts and orders.

usage: tuned_duckdb_five.py DIR OUT [THREADS]        needs: pip install duckdb

As tuned_duckdb.py: only the columns that are needed, repeated keys by grouping, no order kept, no row references, no
quarantine, no digests, no report. DIR is made by `generate.py ROWS DIR SEED sides`. Counts of every code are those of
Counterfoil on such files.
"""
import os, sys
import duckdb

folder, out = sys.argv[1], sys.argv[2]
threads = int(sys.argv[3]) if len(sys.argv) > 3 else 2
os.makedirs(out, exist_ok=True)
con = duckdb.connect()
con.execute(f"set threads={threads}; set preserve_insertion_order=false")
text = lambda *names: ", ".join(f"'{n}': 'VARCHAR'" for n in names)
KEY = "merchant, terminal, rrn, type"


def read(name, columns):
    return f"read_csv('{folder}/{name}.csv', header=true, columns={{{columns}}})"


pos = f"""{text('merchant', 'terminal', 'trace', 'rrn', 'card', 'type', 'product')}, 'amount': 'DECIMAL(18,2)',
  'time': 'TIMESTAMP', 'status': 'VARCHAR', 'printed': 'TINYINT', 'order_no': 'VARCHAR'"""
acquirer = f"""{text('merchant', 'terminal', 'rrn', 'card', 'type', 'product')}, 'amount': 'DECIMAL(18,2)',
  'fee': 'DECIMAL(18,2)', 'settle_date': 'DATE', 'time': 'TIMESTAMP'"""
receipts = f"""{text('merchant', 'terminal', 'rrn', 'type')}, 'amount': 'DECIMAL(18,2)', 'time': 'TIMESTAMP',
  'level': 'VARCHAR'"""
orders = "'order_no': 'VARCHAR', 'amount': 'DECIMAL(18,2)', 'time': 'TIMESTAMP', 'status': 'VARCHAR'"
con.execute(f"create temp table pos as select {KEY}, amount, status, printed, order_no from {read('pos', pos)}")
con.execute(f"""create temp table acq as select {KEY}, product, amount, fee, settle_date,
    (case when type = 'refund' then -1 else 1 end) * case product when 'credit' then round(amount * 0.006, 2)
      when 'debit' then least(round(amount * 0.005, 2), 20.00) else round(amount * 0.0038, 2) end as expected
  from {read('acquirer', acquirer)}""")
con.execute(f"create temp table slip as select {KEY}, amount, level from {read('receipts', receipts)}")
con.execute(f"create temp table orders as select order_no, amount, status from {read('orders', orders)}")
# Keys that come again are few: they are taken out, and one row of each put back.
for table, extra in (("acq", "any_value(amount) as amount"), ("slip", "any_value(amount) as amount, any_value(level) as level")):
    con.execute(f"""create temp table {table}_again as select {KEY}, {extra}, count(*) as times from {table}
      group by {KEY} having count(*) > 1""")
once = lambda table, columns: f"""(select {KEY}, {columns} from {table} anti join {table}_again using ({KEY})
  union all select {KEY}, {columns} from {table}_again)"""
con.execute(f"""create temp table joined as select {KEY}, p.amount as pos_amount, a.amount as acquirer_amount,
    s.amount as slip_amount, s.level, p.status, p.printed, p.order_no
  from pos p full outer join {once('acq', 'amount')} a using ({KEY})
    full outer join {once('slip', 'amount, level')} s using ({KEY})""")
con.execute(f"""create temp table paid as select order_no, count(acquirer_amount) as charges,
    sum(acquirer_amount) as charged, bool_or(acquirer_amount is null and status <> 'declined') as waits
  from joined where order_no is not null group by order_no""")
con.execute(f"""copy (
  select 'PY-06' as code, {KEY}, null as order_no, null as pos_amount, amount as acquirer_amount from (
    select {KEY}, amount, unnest(range(times - 1)) from acq_again)
  union all
  select 'RC-05', {KEY}, null, null, amount from (
    select {KEY}, amount, unnest(range(times - 2)) from slip_again where times > 2)
  union all select 'ST-05', {KEY}, null, null, amount from acq where fee > expected
  union all
  select unnest(codes) as code, {KEY}, order_no, pos_amount, acquirer_amount from (
    select {KEY}, order_no, pos_amount, acquirer_amount, list_filter([
        case when acquirer_amount is not null and pos_amount is null then 'PY-04' end,
        case when pos_amount is not null and acquirer_amount is null and status = 'approved' then 'ST-01' end,
        case when pos_amount is not null and acquirer_amount is null and status = 'unknown' then 'PY-01' end,
        case when acquirer_amount is not null and status <> 'approved' then 'PY-02' end,
        case when pos_amount <> acquirer_amount then 'ST-04' end,
        case when (acquirer_amount is not null or status = 'approved')
          and (printed = 0 or (slip_amount is null and type = 'sale')) then 'RC-01' end,
        case when slip_amount is not null and acquirer_amount is null and (pos_amount is null or status = 'declined')
          then 'PY-03' end,
        case when slip_amount <> coalesce(acquirer_amount, case when status <> 'declined' then pos_amount end)
          then 'RC-07' end,
        case when level = 'E1' and (acquirer_amount is not null or status <> 'declined') then 'RC-02' end],
        lambda x: x is not null) as codes
    from joined
    where pos_amount is null or acquirer_amount is null or slip_amount is null or status <> 'approved' or printed = 0
      or pos_amount <> acquirer_amount or slip_amount <> acquirer_amount or level = 'E1')
  union all
  select unnest(codes) as code, null, null, null, null, order_no, amount, charged from (
    select o.order_no, o.amount, p.charged, case
        when coalesce(p.charges, 0) = 0 then
          case when not coalesce(p.waits, false) and o.status = 'paid' then ['PY-05'] else [] end
        else list_filter([
          case o.status when 'unpaid' then 'PY-02' when 'closed' then 'PY-12' end,
          case when p.charged <> o.amount then
            case when p.charges = 2 and p.charged = 2 * o.amount then 'PY-06' else 'PY-09' end end],
          lambda x: x is not null) end as codes
    from orders o left join paid p using (order_no)
    where p.order_no is null or p.charges = 0 or o.status <> 'paid' or p.charged <> o.amount)
  ) to '{out}/findings.csv' (header)""")
con.execute(f"""copy (select s.*, coalesce(b.amount, 0) as deposited, s.net - coalesce(b.amount, 0) as difference from (
    select settle_date, merchant, count(*) as rows, sum(case when type = 'refund' then -amount else amount end) as gross,
      sum(fee) as fee, sum(case when type = 'refund' then -amount else amount end - fee) as net from acq group by all) s
  left join (select date, merchant, sum(amount) as amount from read_csv('{folder}/bank.csv', header=true, columns={{
    'date': 'DATE', 'merchant': 'VARCHAR', 'amount': 'DECIMAL(18,2)', 'reference': 'VARCHAR'}}) group by all) b
  on b.date = s.settle_date and b.merchant = s.merchant order by all) to '{out}/settlement.csv' (header)""")
