#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a till journal, an acquirer file and a bank file with known faults, rows shuffled.

usage: generate.py ROWS DIR [SEED]        needs: pip install duckdb

The same ROWS and SEED give the same bytes. Faults: charges without a sale, sales without a charge, double charges,
other amounts, fees a fen too high, slips not printed, declined and unknown outcomes, short deposits.
"""
import os, sys
import duckdb

TARIFF = """[[tariff]]
product = "credit"
rate = "0.60%"

[[tariff]]
product = "debit"
rate = "0.50%"
cap = "20.00"

[[tariff]]
product = "qr"
rate = "0.38%"
"""
CALENDAR = """zone = "Asia/Shanghai"
cut_off = "00:00"
settle_after_days = 1
as_of = "2026-12-02"
"""


def money(column):
    return f"printf('%s%d.%02d', case when {column} < 0 then '-' else '' end, abs({column}) // 100, abs({column}) % 100)"


def generate(rows, folder, seed=1):
    os.makedirs(folder, exist_ok=True)
    con = duckdb.connect()
    con.execute("set threads=2; set preserve_insertion_order=true")
    dice = lambda salt: f"hash(i * 1000003 + {seed * 104729 + salt})"
    con.execute(f"""create table sale as select i,
        '89844015411' || lpad(({dice(1)} % 200)::varchar, 4, '0') as merchant,
        'T' || lpad(({dice(1)} % 200 * 25 + {dice(2)} % 25)::varchar, 7, '0') as terminal,
        lpad((i // 5000 % 1000000)::varchar, 6, '0') as trace, lpad(i::varchar, 12, '0') as rrn,
        '6222' || lpad(({dice(3)} % 100)::varchar, 2, '0') || '******' || lpad(({dice(4)} % 10000)::varchar, 4, '0') as card,
        (100 + {dice(5)} % 500000)::bigint as amount,
        case when {dice(6)} % 50 = 0 then 'refund' else 'sale' end as type,
        ['credit', 'debit', 'qr'][1 + ({dice(7)} % 3)::int] as product,
        timestamp '2026-11-01 00:00:00' + to_seconds(({dice(8)} % 2592000)::int) as time,
        case when {dice(9)} % 997 = 0 then 'unknown' when {dice(9)} % 100 = 1 then 'declined' else 'approved' end as status,
        case when {dice(10)} % 501 = 0 then 0 else 1 end as printed from range({rows}) t(i)""")
    con.execute(f"""copy (select merchant, terminal, trace, rrn, card, type, product, {money('amount')} as amount,
        strftime(time, '%Y-%m-%d %H:%M:%S') as time, status, printed from sale where {dice(11)} % 2003 <> 0
        order by {dice(12)}) to '{folder}/pos.csv' (header)""")
    con.execute(f"""create table charge as with seen as (
          select *, 0 as again from sale where status <> 'declined' and {dice(13)} % 3001 <> 0
          union all select *, 1 from sale where status <> 'declined' and {dice(13)} % 3001 <> 0 and {dice(14)} % 9001 = 0
          union all select *, 0 from sale where status = 'declined' and {dice(15)} % 997 = 0),
        priced as (select *, case when {dice(16)} % 5003 = 0 then amount + 100 else amount end as settled,
          (time + interval 1 day)::date as settle_date from seen)
      select *, (case when type = 'refund' then -1 else 1 end) * case product
          when 'credit' then (settled * 60 + 5000) // 10000
          when 'debit' then least((settled * 50 + 5000) // 10000, 2000) else (settled * 38 + 5000) // 10000 end
        + case when {dice(17)} % 7001 = 0 then 1 else 0 end as fee from priced""")
    con.execute(f"""copy (select merchant, terminal, rrn, card, type, product, {money('settled')} as amount,
        {money('fee')} as fee, strftime(settle_date, '%Y-%m-%d') as settle_date,
        strftime(time, '%Y-%m-%d %H:%M:%S') as time from charge order by {dice(18)}, again)
        to '{folder}/acquirer.csv' (header)""")
    con.execute(f"""copy (select strftime(settle_date, '%Y-%m-%d') as date, merchant, {money('net')} as amount,
        'SETTLE ' || merchant as reference from (select settle_date, merchant,
          sum(case when type = 'refund' then -settled else settled end - fee)::bigint
          + case when hash(merchant || settle_date::varchar) % 97 = 0 then -100 else 0 end as net
        from charge group by settle_date, merchant) order by all) to '{folder}/bank.csv' (header)""")
    for name, text in (("tariff.toml", TARIFF), ("calendar.toml", CALENDAR)):
        with open(f"{folder}/{name}", "w", encoding="utf-8") as stream:
            stream.write(text)


if __name__ == "__main__":
    generate(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 1)
