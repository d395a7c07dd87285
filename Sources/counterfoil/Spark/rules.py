# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""The rules of the file job as Spark SQL.

    till_text, acquirer_text ──typed──▶ rows ──one shuffle by key──▶ judged ──▶ findings, buckets, sums
                                                   └─ keys whose merchants or days disagree: told apart first

Money is whole minor units (BIGINT; DECIMAL where a product does not fit), never floating point. Dates are days and
times are seconds since 1970 on the store's clock.
"""
TILL = ["merchant", "terminal", "rrn", "batch", "trace", "type", "amount", "time", "status", "printed", "product", "currency"]
ACQUIRER = ["merchant", "terminal", "rrn", "batch", "trace", "type", "amount", "time", "fee", "net", "settle_date",
            "product", "currency", "payout"]
BANK = ["date", "amount", "merchant", "reference", "currency"]
LINKS = ["order_no", "original"]  # of tills and acquirers, where there are lists of orders
REQUIRED = {"till": ["terminal", "type", "amount", "time"], "acquirer": ["terminal", "type", "amount"],
            "bank": ["date", "amount"], "receipt": ["terminal", "type", "amount"], "order": ["order_no", "amount", "time"]}
TYPES = "'completion', 'preauth', 'refund', 'reversal', 'sale', 'void'"
# Known to the native engine alone: a file with such rows is refused.
DISPUTES = "'chargeback', 'representment'"
DATE = r"\\A[0-9]{4}(?:([-/]?)[0-9]{2}\\1[0-9]{2}|([-/])[0-9]{1,2}\\2[0-9]{1,2})\\z"
CLOCK = r"\\A(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?|[0-9]{6})\\z"


def literal(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def minor(text, decimals):
    """Minor units of decimal text; null for what is no amount, or beyond 2^61."""
    fraction = rf"(\\.[0-9]{{1,{decimals}}})?" if decimals else ""
    wide = f"try_cast({text} AS DECIMAL(30, {decimals})) * {10 ** decimals}"
    # The usual form has all its decimals and few digits: without its point it is a whole number.
    ends = f"{text} >= '0' AND {text} < ':' AND {is_digit(text, -1)}"
    usual, whole = f"length({text}) <= 17 AND {ends}", text
    if decimals:
        usual = f"length({text}) BETWEEN {decimals + 2} AND 17 AND instr({text}, '.') = length({text}) - {decimals} AND {ends}"
        whole = f"concat(substr({text}, 1, length({text}) - {decimals + 1}), substr({text}, -{decimals}))"
    return f"""CASE WHEN {usual} THEN try_cast({whole} AS BIGINT)
        WHEN length({text}) > 64 OR NOT {text} RLIKE '\\\\A[+-]?[0-9]+{fraction}\\\\z' THEN NULL
        WHEN abs({wide}) <= 2305843009213693952 THEN CAST({wide} AS BIGINT) END"""


def is_digit(text, place):
    return f"substr({text}, {place}, 1) BETWEEN '0' AND '9'"


def day(text):
    """Days since 1970 of `2026-11-20`, `2026/11/20`, `20261120` or, as spreadsheets show it, `2026/1/5`."""
    usual = f"{dashed(text, 10)} AND {is_digit(text, -1)}"
    other = rf"regexp_replace({text}, '\\A([0-9]{{4}})[-/]?([0-9]{{1,2}})[-/]?([0-9]{{1,2}})\\z', '$1-$2-$3')"
    return f"""CASE WHEN {usual} THEN unix_date(try_cast({text} AS DATE))
        WHEN {text} RLIKE '{DATE}' AND substr({text}, 1, 4) <> '0000' THEN unix_date(try_cast({other} AS DATE)) END"""


def dashed(text, length):
    """Whether text begins as `2026-11-20` does and is so long. What is between the marks, a cast looks at."""
    return f"length({text}) = {length} AND {text} >= '0001' AND {text} < ':' AND instr({text}, '-') = 5 AND locate('-', {text}, 6) = 8"


def seconds(text):
    """Seconds since 1970 of a date and a clock with a blank or a T between."""
    parts = r"\\A[ T]*([^ T]+)[ T]+([^ T]+)[ T]*\\z"
    date, clock = f"regexp_extract({text}, '{parts}', 1)", f"regexp_extract({text}, '{parts}', 2)"
    digits = f"rpad(concat(IF(instr({clock}, ':') = 2, '0', ''), replace({clock}, ':', '')), 6, '0')"
    slow = f"CASE WHEN {clock} RLIKE '{CLOCK}' THEN 86400L * ({day(date)}) + {of_day(digits, 1, 3, 5)} END"
    usual = f"""{dashed(text, 19)} AND instr({text}, ' ') = 11 AND instr({text}, ':') = 14 AND locate(':', {text}, 15) = 17
        AND {is_digit(text, 19)}"""
    # The session's zone is UTC.
    return f"CASE WHEN {usual} THEN unix_seconds(try_cast({text} AS TIMESTAMP)) ELSE {slow} END"


def of_day(text, hour, minute, second):
    at = lambda place, limit: f"nullif(least(try_cast(substr({text}, {place}, 2) AS INT), {limit}), {limit})"
    return f"(3600 * {at(hour, 24)} + 60 * {at(minute, 60)} + {at(second, 60)})"


def business_day(moment, cut_off):
    return f"CAST((({moment} - {cut_off}) - pmod({moment} - {cut_off}, 86400L)) div 86400 AS INT)"


def match_day(days):
    """Days since 2000-01-01; 0 where unknown, as the join sees them."""
    return f"CASE WHEN {days} > 10957 AND {days} < 10957 + 32768 THEN {days} - 10957 ELSE 0 END"


NO_KEY = "rrn = '' AND (batch = '' OR trace = '')"


def is_scientific(text):
    """Whether a number is written as `4.00123E+27`, so that its last digits are lost."""
    return rf"({text} LIKE '%+%' AND {text} RLIKE '\\A(?=[.0-9]*[0-9])[0-9]*\\.?[0-9]*[eE]\\+[0-9]+\\z')"


KEY = "CASE WHEN rrn <> '' THEN concat('R', rrn) ELSE concat('V', lpad(length(batch), 7, '0'), batch, trace) END"
# What a key says again, so that rows need not carry it twice.
RRN = "IF(ref LIKE 'R%', substr(ref, 2), '')"
BATCH = "IF(ref LIKE 'V%', substr(ref, 9, CAST(substr(ref, 2, 7) AS INT)), '')"
TRACE = "IF(ref LIKE 'V%', substr(ref, 9 + CAST(substr(ref, 2, 7) AS INT)), '')"
# A place is where a row begins, in all files: file times 2^40 plus byte.
FILE, BYTE = "CAST({0} div 1099511627776 AS INT)", "{0} % 1099511627776"
# What rows are judged by; all else is read again where it is wanted.
SLIM = ["side", "place", "line", "cells", "reason", "terminal", "ref", "type", "merchant", "day", "minor", "moment", "status",
        "time", "printed", "product", "fee", "settle_day", "net"]


# What a tariff with special terms asks of an acquirer's row beyond that; empty on the till's side.
SPECIAL = ["own_batch", "brand", "channel", "instalments", "interchange", "scheme_fee", "markup"]
PRICED = ["brand", "channel", "instalments", "interchange", "scheme_fee", "markup"]


def special(job):
    return SPECIAL if job["isSpecial"] else []


def rows_of(job):
    """The rows of tills and acquirers together."""
    names = ", ".join(SLIM + (["number"] if job["usesOrders"] else []) + special(job))
    return f"SELECT {names} FROM ({till_rows(job)}) UNION ALL SELECT {names} FROM ({acquirer_rows(job)})"


def order_number(job):
    """The order that a row is about; money given back belongs to the order of what it gives back, where the row names it."""
    if not job["usesOrders"]:
        return "''"
    return "CASE WHEN type IN ('refund', 'reversal', 'void') AND original <> '' THEN original ELSE order_no END"


def till_rows(job):
    """Typed till rows; `reason` is why a row is put aside. A row put aside has a key of its own."""
    own = literal(job["currency"])
    return f"""
      SELECT 0 AS side, tbl, off, line, IF(reason IS NULL, NULL, cells) AS cells, tbl * 1099511627776L + off AS place, reason,
        IF(reason IS NULL, terminal, '') AS terminal, IF(reason IS NULL, {KEY}, concat('X', tbl, '@', off)) AS ref,
        IF(reason IS NULL, type, '') AS type, merchant, {match_day(business_day('moment', job['cutOff']))} AS day,
        minor, moment, IF(status = '', 'approved', status) AS status, printed, product, time, CAST(NULL AS BIGINT) AS fee,
        CAST(NULL AS INT) AS settle_day, CAST(NULL AS BIGINT) AS net, {order_number(job)} AS number{''.join(f", '' AS {name}" for name in special(job))}
      FROM (SELECT *, CASE WHEN fault <> '' THEN fault WHEN {NO_KEY} THEN 'noKey' WHEN {is_scientific('rrn')} THEN 'scientificKey'
          WHEN type NOT IN ({TYPES}) THEN 'badType'
          WHEN minor IS NULL THEN 'badAmount' WHEN moment IS NULL THEN 'badTime'
          WHEN status NOT IN ('', 'approved', 'declined', 'unknown') THEN 'badStatus'
          WHEN printed NOT IN ('', '0', '1') THEN 'badPrinted' WHEN currency NOT IN ('', {own}) THEN 'foreignCurrency'
          WHEN terminal = '' THEN 'noTerminal' END AS reason
        FROM (SELECT *, {minor('amount', job['decimals'])} AS minor, {seconds('time')} AS moment FROM till_text))"""


def part(name, job):
    """The text of what a fee is made of, in minor units; empty where it is no amount."""
    if name in ("brand", "channel", "instalments"):
        return name
    return f"IF({name} = '', '', coalesce(CAST({minor(name, job['decimals'])} AS STRING), ''))"


def acquirer_rows(job):
    own_code = literal(job["currency"])
    own = "".join(f", {'batch' if name == 'own_batch' else part(name, job)} AS {name}" for name in special(job))
    return f"""
      SELECT 1 AS side, tbl, off, line, IF(reason IS NULL, NULL, cells) AS cells, tbl * 1099511627776L + off AS place, reason,
        IF(reason IS NULL, terminal, '') AS terminal, IF(reason IS NULL, {KEY}, concat('X', tbl, '@', off)) AS ref,
        IF(reason IS NULL, type, '') AS type, merchant,
        {match_day(business_day('moment', job['cutOff']))} AS day, minor, moment, '' AS status, '' AS printed, batch,
        product, time, fee_minor AS fee, settle_day, net_minor AS net, payout,
        {order_number(job)} AS number{own}
      FROM (SELECT *, CASE WHEN fault <> '' THEN fault WHEN {NO_KEY} THEN 'noKey' WHEN {is_scientific('rrn')} THEN 'scientificKey'
          WHEN type IN ({DISPUTES}) THEN 'dispute'
          WHEN type NOT IN ({TYPES}) THEN 'badType'
          WHEN minor IS NULL THEN 'badAmount' WHEN currency NOT IN ('', {own_code}) THEN 'foreignCurrency'
          WHEN fee <> '' AND fee_minor IS NULL THEN 'badFee' WHEN net <> '' AND net_minor IS NULL THEN 'badNet'
          WHEN settle_date <> '' AND settle_day IS NULL THEN 'badSettleDate'
          WHEN time <> '' AND moment IS NULL THEN 'badTime' WHEN terminal = '' THEN 'noTerminal' END AS reason
        FROM (SELECT *, {minor('amount', job['decimals'])} AS minor,
            CASE WHEN fee <> '' THEN {minor('fee', job['decimals'])} END AS fee_minor,
            CASE WHEN net <> '' THEN {minor('net', job['decimals'])} END AS net_minor,
            CASE WHEN settle_date <> '' THEN {day('settle_date')} END AS settle_day,
            CASE WHEN time <> '' THEN {seconds('time')} END AS moment FROM acquirer_text))"""


def bank_rows(job):
    own = literal(job["currency"])
    return f"""
      SELECT tbl, off, line, cells, deposit_day, merchant, minor, reference, CASE WHEN fault <> '' THEN fault
          WHEN deposit_day IS NULL THEN 'badDate' WHEN currency NOT IN ('', {own}) THEN 'foreignCurrency'
          WHEN minor IS NULL THEN 'badAmount' END AS reason
      FROM (SELECT *, {day('date')} AS deposit_day, {minor('amount', job['decimals'])} AS minor FROM bank_text)
      ORDER BY tbl, off"""


def rounded(product, rounding):
    """A whole number of parts of a thousand million, rounded as the contract says."""
    if rounding == "half_up":
        return f"(({product} + 500000000) div 1000000000)"
    if rounding == "up":
        return f"(({product} + 999999999) div 1000000000)"
    if rounding == "down":
        return f"({product} div 1000000000)"
    whole, rest = f"({product} div 1000000000)", f"({product} % 1000000000)"
    return f"({whole} + IF({rest} > 500000000 OR ({rest} = 500000000 AND {whole} % 2 = 1), 1, 0))"


def price(row):
    """The fee of one tariff row for `minor`, which may be negative: then it is minus the fee of its magnitude."""
    if row["refund"] == "kept":
        kept = "WHEN type = 'refund' THEN 0L "
    else:
        kept = ""
    small = rounded(f"(abs(minor) * {row['rate']}L)", row["rounding"])
    large = rounded(f"(CAST(abs(minor) AS DECIMAL(19, 0)) * CAST({row['rate']} AS DECIMAL(10, 0)))", row["rounding"])
    fee = f"(IF(abs(minor) < 2147483648, {small}, CAST({large} AS BIGINT)) + {row['fixed']}L)"
    if row["floor"] is not None:
        fee = f"greatest({fee}, {row['floor']}L)"
    if row["cap"] is not None:
        fee = f"least({fee}, {row['cap']}L)"
    return f"CASE {kept}WHEN (type = 'refund') <> (minor < 0) THEN -{fee} ELSE {fee} END"


def covering(row):
    """What a tariff row asks of a row that it covers, as far as it is asked here; None where it speaks of another acquirer."""
    terms = []
    if row["product"] != "*":
        terms.append(f"product = {literal(row['product'])}")
    if row["merchant"] is not None:
        terms.append(f"merchant = {literal(row['merchant'])}")
    if row["acquirer"] is not None:
        return None  # Counterfoil's own files do not say whose they are
    if row["minAmount"] is not None:
        terms.append(f"minor >= {row['minAmount']}")
    if row["maxAmount"] is not None:
        terms.append(f"minor <= {row['maxAmount']}")
    if row["validFrom"] is not None or row["validTo"] is not None:
        terms.append("fee_day IS NOT NULL")
        if row["validFrom"] is not None:
            terms.append(f"fee_day >= {row['validFrom']}")
        if row["validTo"] is not None:
            terms.append(f"fee_day <= {row['validTo']}")
    return " AND ".join(terms) or "true"


def by_tariff(job, value, otherwise):
    """What the first tariff row that covers a row says to it; rows come with the winner first."""
    cases = [f"WHEN {covering(row)} THEN {value(row)}" for row in job["tariff"] if covering(row) is not None]
    return f"CASE {' '.join(cases)} ELSE {otherwise} END" if cases else otherwise


def expected_fee(job):
    """The fee, where it hangs on amount, product, merchant and day alone."""
    return by_tariff(job, lambda row: "CAST(NULL AS BIGINT)" if row["isSpecial"] else price(row), "CAST(NULL AS BIGINT)")


def is_open(job):
    """Whether Counterfoil itself checks a fee: a row with special terms may cover it, or it is a finding beside such ones."""
    if not job["isSpecial"]:
        return "false"
    may = by_tariff(job, lambda row: "true" if row["isSpecial"] else "false", "false")
    return f"side = 1 AND fee IS NOT NULL AND ({may} OR coalesce(fee > expected, false))"


CODES = ["PY-07", "PY-01", "RC-01", "ST-01", "PY-06", "PY-04", "PY-02", "ST-04", "ST-05"]


def judged(job, source, part):
    """Every row with its bucket, its fee against the contract and, as bits, the codes that hold of it.

    part: further columns that tell transactions of one reference apart; where empty, keys that need it get the bucket
    `mixed` and nothing else.
    """
    merchants = "AND first_merchant <> last_merchant" if job["usesMerchant"] else "AND false"
    unlike = f"""reason IS NULL AND ((first_merchant IS NOT NULL {merchants})
        OR (ref LIKE 'V%' AND last_day > 0 AND (first_day = 0 OR last_day - first_day > 1)))"""
    fee_day = f"coalesce({business_day('coalesce(moment, till_moment)', job['cutOff'])}, settle_day)" if job["isDated"] \
        else "CAST(NULL AS INT)"
    again, lone = "side = 0 AND place <> till.place", "side = 0 AND place = till.place AND acquirer_place IS NULL"
    first = "side = 1 AND place = acquirer_place"
    holds = {"PY-07": again, "PY-01": f"{lone} AND status = 'unknown'",
             "RC-01": f"printed_mark = '0' AND (({lone} AND status = 'approved') OR ({first}))",
             "ST-01": f"{lone} AND status = 'approved' AND moment < {job['notDueFrom']}",
             "PY-06": "side = 1 AND place <> acquirer_place", "PY-04": f"{first} AND till.place IS NULL",
             "PY-02": f"{first} AND till.status <> 'approved'", "ST-04": f"{first} AND till.minor <> minor",
             "ST-05": "is_open" if job["isSpecial"] else "side = 1 AND fee > expected"}
    head, for_sides = HEAD, ""
    if job["usesSides"]:
        head = HEAD + ["day"] + (["number"] if job["usesOrders"] else [])
        for_sides = f"min_by(struct(merchant, day), struct({place_on_side(job)}, side)) OVER w AS key_row,"
        if not part:
            for_sides += f" {is_settled(job, 'w')} AS is_settled,"
    bits = " | ".join(f"IF({holds[code]}, {1 << number}, 0)" for number, code in enumerate(CODES))
    return f"""
      SELECT *, IF(reason IS NOT NULL OR is_mixed, 0, {bits}) AS bits,
        CASE WHEN reason IS NOT NULL THEN 'quarantined' WHEN is_mixed THEN 'mixed'
          WHEN side = 0 THEN CASE WHEN place <> till.place THEN 'booked_twice' WHEN acquirer_place IS NOT NULL THEN 'till_matched'
            WHEN status = 'unknown' THEN 'outcome_unknown' WHEN status = 'declined' THEN 'declined'
            WHEN moment < {job['notDueFrom']} THEN 'not_settled' ELSE 'in_transit' END
          WHEN place <> acquirer_place THEN 'charged_twice' WHEN till.place IS NULL THEN 'without_sale'
          ELSE 'acquirer_matched' END AS bucket
      FROM (SELECT *, till.printed AS printed_mark, CASE WHEN side = 1 AND fee IS NOT NULL THEN {expected_fee(job)} END AS expected,
          {is_open(job)} AS is_open
        FROM (SELECT *, {fee_day} AS fee_day, {'false' if part else unlike} AS is_mixed
          FROM (SELECT *, IF(head.side = 0, head, NULL) AS till, IF(head.side = 0, head.moment, NULL) AS till_moment
            FROM (SELECT *, first_value(struct({', '.join(head)})) OVER w AS head, {for_sides}
              first_value(IF(side = 1, place, NULL), true) OVER w AS acquirer_place,
              first_value(IF(side = 1, line, NULL), true) OVER w AS acquirer_line,
              min(nullif(merchant, '')) OVER w AS first_merchant, max(nullif(merchant, '')) OVER w AS last_merchant,
              min(day) OVER w AS first_day, max(day) OVER w AS last_day
            FROM (SELECT *, xxhash64(terminal, ref, type) AS mix FROM ({source}))
            WINDOW w AS (PARTITION BY mix, terminal, ref, type{part} ORDER BY side, place
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)))))"""


def place_on_side(job):
    """Where a row begins in the files of its side, laid end to end."""
    bases, ends = [], {}
    for file in job["files"]:
        bases.append(ends.get(file["side"], 0))
        ends[file["side"]] = bases[-1] + file["size"]
    return f"get(array({', '.join(f'{base}L' for base in bases)}), {FILE.format('place')}) + {BYTE.format('place')}"


def is_settled(job, window):
    """Whether some row of a key may be another transaction than its first: then another row may stand for the key."""
    first = f"first_value(day) OVER {window}"
    low, high = f"min(day) OVER {window}", f"max(day) OVER {window}"
    merchants = f"min(merchant) OVER {window} <> max(merchant) OVER {window}" if job["usesMerchant"] else "false"
    return f"""({merchants} OR (ref LIKE 'V%' AND (({low} <> {first} AND ({low} = 0 OR {first} - {low} > 1))
        OR ({high} <> {first} AND ({first} = 0 OR {high} - {first} > 1)))))"""


HEAD = ["side", "place", "line", "merchant", "terminal", "ref", "type", "product", "status", "printed", "minor", "moment"]
SUMS = ["minor", "gross", "fee", "net", "over_by", "under_by"]
FOUND = ["bits", "side", "place", "line", "reason", "cells", "terminal", "ref", "type", "merchant", "product", "minor", "time",
         "status", "fee", "settle_day", "acquirer_place", "acquirer_line", "till"]
COUNTS = ["rows", "net_differs", "fee_right", "fee_over", "fee_under", "fee_open"]
HALVES = [f"{name}_{half}" for name in SUMS for half in ("high", "low")]


def counted_month(job):
    """The month whose volume a row counts in, as year times twelve plus month from 0; null where no price hangs on it."""
    if not job["hasVolumes"]:
        return "CAST(NULL AS INT)"
    day = f"date_from_unix_date(coalesce({business_day('moment', job['cutOff'])}, settle_day))"
    return f"""IF(side = 1 AND reason IS NULL AND type IN ('sale', 'completion') AND coalesce(moment, settle_day) IS NOT NULL,
        year({day}) * 12 + month({day}) - 1, NULL)"""


def summed(job, rows):
    """Judged rows added up by file, bucket, day and merchant; a row worth telling is a group of its own, `told`.

    One pass answers everything, so that the rows themselves need not be kept, and every sum is a whole number that
    changes in place. Sums are exact: the halves of a number are added up apart.
    """
    halves = ", ".join(f"sum(shiftright({name}, 32)) AS {name}_high, sum({name} & 4294967295L) AS {name}_low" for name in SUMS)
    return f"""
      SELECT tbl, side, bucket, settle_day, merchants AS merchant, sale_month, sale_product, told, mixed_key, count(*) AS rows,
        count_if(net <> gross - fee) AS net_differs, count_if(is_priced AND fee = expected) AS fee_right,
        count_if(is_priced AND fee > expected) AS fee_over, count_if(is_priced AND fee < expected) AS fee_under,
        count_if(NOT is_priced AND NOT is_open) AS fee_open, {halves}
      FROM (SELECT {FILE.format('place')} AS tbl, side, bucket, IF(bucket = 'in_transit', day + 10957, settle_day) AS settle_day, minor, gross,
          coalesce(fee, 0) AS fee, coalesce(net, gross - coalesce(fee, 0)) AS net, expected,
          IF(bits <> 0 OR reason IS NOT NULL, struct({', '.join(FOUND + special(job))}), NULL) AS told,
          IF(bucket = 'mixed', struct(terminal, ref, type), NULL) AS mixed_key,
          IF(side = 1, merchant, '') AS merchants, is_open, sale_month,
          IF(sale_month IS NULL, NULL, product) AS sale_product, fee IS NOT NULL AND expected IS NOT NULL AND NOT is_open AS is_priced,
          IF(fee > expected AND NOT is_open, fee - expected, 0L) AS over_by,
          IF(fee < expected AND NOT is_open, expected - fee, 0L) AS under_by
        FROM (SELECT *, {counted_month(job)} AS sale_month, IF(type IN ('refund', 'reversal', 'void'), -minor, minor) AS gross FROM ({rows})))
      GROUP BY tbl, side, bucket, settle_day, merchants, sale_month, sale_product, told, mixed_key"""


def totals(view):
    """The sums of a table of `summed` without its single rows, and how many of those it has."""
    names = ", ".join(f"sum({name}) AS {name}" for name in COUNTS + HALVES)
    keys = "tbl, side, bucket, settle_day, merchant, sale_month, sale_product"
    return f"SELECT {keys}, count(told) AS told, {names} FROM {view} GROUP BY {keys}"


def told_apart(job, source):
    """Rows of mixed keys with what tells their transactions apart: the merchant, then the stretch of days."""
    merchant = "IF(most_merchant <> least_merchant, merchant, '')" if job["usesMerchant"] else "''"
    settled = f", {is_settled(job, 'o')} AS is_settled" if job["usesSides"] else ""
    return f"""
      SELECT *, IF(max(run) OVER (PARTITION BY terminal, ref, type, own_merchant) > 1, run, 0) AS stretch
      FROM (SELECT *, IF(ref LIKE 'V%', sum(IF(day > 0 AND (before IS NULL OR before = 0 OR day - before > 1), 1, 0))
            OVER (PARTITION BY terminal, ref, type, own_merchant ORDER BY day), 0) AS run
        FROM (SELECT *, lag(day) OVER (PARTITION BY terminal, ref, type, own_merchant ORDER BY day) AS before
          FROM (SELECT *, {merchant} AS own_merchant{settled}
            FROM (SELECT *, min(nullif(merchant, '')) OVER k AS least_merchant, max(nullif(merchant, '')) OVER k AS most_merchant
              FROM ({source}) WINDOW k AS (PARTITION BY terminal, ref, type))
            WINDOW o AS (PARTITION BY terminal, ref, type ORDER BY side, place ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING))))"""
