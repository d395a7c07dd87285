#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a till journal, an acquirer file and a bank file with known faults, rows shuffled.

usage: generate.py ROWS DIR [SEED] [sides]        needs: pip install duckdb

The same ROWS and SEED give the same bytes. Faults: charges without a sale, sales without a charge, double charges,
other amounts, fees a fen too high, slips not printed, declined and unknown outcomes, short deposits. With `sides` the
till rows carry order numbers, and lists of receipts and of orders are written beside them, with faults of their own.
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


def generate(rows, folder, seed=1, sides=False):
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
        case when {dice(10)} % 501 = 0 then 0 else 1 end as printed,
        'SO' || lpad((case when {dice(30)} % 4001 = 0 then i + 1 else i end)::varchar, 10, '0') as order_no
        from range({rows}) t(i)""")
    number = ", case when type = 'sale' then order_no end as order_no" if sides else ""
    con.execute(f"""copy (select merchant, terminal, trace, rrn, card, type, product, {money('amount')} as amount,
        strftime(time, '%Y-%m-%d %H:%M:%S') as time, status, printed{number} from sale where {dice(11)} % 2003 <> 0
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
    if sides:
        generate_sides(con, folder, dice)
    for name, text in (("tariff.toml", TARIFF), ("calendar.toml", CALENDAR)):
        with open(f"{folder}/{name}", "w", encoding="utf-8") as stream:
            stream.write(text)


def generate_sides(con, folder, dice):
    """Receipts: missing, of another amount, unconfirmed, printed again and again, of no charge. Orders: unpaid or closed
    and charged, of another amount, not charged, and (by two sales of one number) charged twice."""
    con.execute(f"""create table slip as select *, case when {dice(31)} % 2003 = 0 then amount + 10 else amount end as shown,
        case when {dice(32)} % 1511 = 0 then 'E1' else 'E3' end as level from sale
        where status <> 'declined' and {dice(33)} % 1009 <> 0""")
    con.execute(f"""copy (select merchant, terminal, rrn, type, {money('shown')} as amount,
        strftime(time, '%Y-%m-%d %H:%M:%S') as time, level from (
          select * from slip union all select * from slip where {dice(34)} % 3001 = 0
          union all select * from slip where {dice(34)} % 3001 = 0
          union all select * replace ('9' || substr(rrn, 2) as rrn) from slip where {dice(35)} % 5003 = 0)
        order by {dice(36)}) to '{folder}/receipts.csv' (header)""")
    con.execute(f"""copy (select order_no, {money('due')} as amount, strftime(time, '%Y-%m-%d %H:%M:%S') as time, state as status from (
          select order_no, case when {dice(37)} % 5009 = 0 then amount + 100 else amount end as due, time, i,
            case when status = 'declined' or {dice(38)} % 6007 = 0 then 'unpaid' when {dice(38)} % 7001 = 1 then 'closed' else 'paid' end as state
          from sale where type = 'sale' and order_no = 'SO' || lpad(i::varchar, 10, '0') and {dice(39)} % 8009 <> 0
          union all select 'SX' || substr(order_no, 3), amount, time, i, 'paid' from sale where {dice(40)} % 9001 = 0)
        order by {dice(41)}) to '{folder}/orders.csv' (header)""")


if __name__ == "__main__":
    generate(
        int(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 1, sides=sys.argv[4:] == ["sides"])
