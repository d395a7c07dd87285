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
REQUIRED = {"till": ["terminal", "type", "amount", "time"], "acquirer": ["terminal", "type", "amount"],
            "bank": ["date", "amount"]}
TYPES = "'completion', 'preauth', 'refund', 'reversal', 'sale', 'void'"
DATE = r"\\A[0-9]{4}([-/]?)[0-9]{2}\\1[0-9]{2}\\z"
CLOCK = r"\\A(?:[0-9]{2}:[0-9]{2}(?::[0-9]{2})?|[0-9]{6})\\z"


def literal(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def minor(text, decimals):
    """Minor units of decimal text; null for what is no amount, or beyond 2^61."""
    fraction = rf"(\\.[0-9]{{1,{decimals}}})?" if decimals else ""
    scale = 10 ** decimals
    wide = f"try_cast({text} AS DECIMAL(30, {decimals})) * {scale}"
    # The usual form has all its decimals and few digits: the point is left out and the rest is a whole number.
    usual = f"length({text}) <= 17 AND substr({text}, -{decimals + 1}, 1) = '.'" if decimals else f"length({text}) <= 17"
    return f"""CASE WHEN length({text}) > 64 OR NOT {text} RLIKE '\\\\A[+-]?[0-9]+{fraction}\\\\z' THEN NULL
        WHEN {usual} THEN CAST(replace({text}, '.', '') AS BIGINT)
        WHEN abs({wide}) <= 2305843009213693952 THEN CAST({wide} AS BIGINT) END"""


def day(text):
    """Days since 1970 of `2026-11-20`, `2026/11/20` or `20261120`."""
    usual = f"try_cast({text} AS DATE)"
    other = rf"try_cast(regexp_replace({text}, '\\A([0-9]{{4}})[-/]?([0-9]{{2}})[-/]?([0-9]{{2}})\\z', '$1-$2-$3') AS DATE)"
    return f"""CASE WHEN {text} RLIKE '{DATE}' AND substr({text}, 1, 4) <> '0000' THEN unix_date(
        CASE WHEN substr({text}, 5, 1) = '-' THEN {usual} ELSE {other} END) END"""


def seconds(text):
    """Seconds since 1970 of a date and a clock with a blank or a T between."""
    parts = f"filter(split({text}, '[ T]'), x -> x <> '')"
    date, clock = f"get({parts}, 0)", f"get({parts}, 1)"
    digits = f"rpad(replace({clock}, ':', ''), 6, '0')"
    slow = f"""CASE WHEN size({parts}) = 2 THEN CASE WHEN {clock} RLIKE '{CLOCK}' THEN
        86400L * ({day(date)}) + {of_day(digits, 1, 3, 5)} END END"""
    usual = r"\\A[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\\z"
    fast = f"""CASE WHEN substr({text}, 1, 4) <> '0000' THEN
        86400L * unix_date(try_cast(substr({text}, 1, 10) AS DATE)) + {of_day(text, 12, 15, 18)} END"""
    return f"CASE WHEN {text} RLIKE '{usual}' THEN {fast} ELSE {slow} END"


def of_day(text, hour, minute, second):
    at = lambda place, limit: f"nullif(least(try_cast(substr({text}, {place}, 2) AS INT), {limit}), {limit})"
    return f"(3600 * {at(hour, 24)} + 60 * {at(minute, 60)} + {at(second, 60)})"


def business_day(moment, cut_off):
    return f"CAST((({moment} - {cut_off}) - pmod({moment} - {cut_off}, 86400L)) div 86400 AS INT)"


def match_day(days):
    """Days since 2000-01-01; 0 where unknown, as the join sees them."""
    return f"CASE WHEN {days} > 10957 AND {days} < 10957 + 32768 THEN {days} - 10957 ELSE 0 END"


NO_KEY = "rrn = '' AND (batch = '' OR trace = '')"
KEY = "CASE WHEN rrn <> '' THEN concat('R', rrn) ELSE concat('V', batch, chr(31), trace) END"


def till_rows(job):
    """Typed till rows; `reason` is why a row is put aside. A row put aside has a key of its own."""
    own = literal(job["currency"])
    return f"""
      SELECT 0 AS side, tbl, off, line, IF(reason IS NULL, NULL, cells) AS cells, tbl * 1099511627776L + off AS place, reason,
        IF(reason IS NULL, terminal, '') AS terminal, IF(reason IS NULL, {KEY}, concat('X', tbl, '@', off)) AS ref,
        IF(reason IS NULL, type, '') AS type, merchant, {match_day(business_day('moment', job['cutOff']))} AS day,
        minor, moment, IF(status = '', 'approved', status) AS status, printed, rrn, batch, trace, product, time,
        CAST(NULL AS BIGINT) AS fee, '' AS settle_date, CAST(NULL AS INT) AS settle_day, CAST(NULL AS BIGINT) AS net,
        '' AS payout
      FROM (SELECT *, CASE WHEN fault <> '' THEN fault WHEN {NO_KEY} THEN 'noKey' WHEN type NOT IN ({TYPES}) THEN 'badType'
          WHEN minor IS NULL THEN 'badAmount' WHEN moment IS NULL THEN 'badTime'
          WHEN status NOT IN ('', 'approved', 'declined', 'unknown') THEN 'badStatus'
          WHEN printed NOT IN ('', '0', '1') THEN 'badPrinted' WHEN currency NOT IN ('', {own}) THEN 'foreignCurrency'
          WHEN terminal = '' THEN 'noTerminal' END AS reason
        FROM (SELECT *, {minor('amount', job['decimals'])} AS minor, {seconds('time')} AS moment FROM till_text))"""


def acquirer_rows(job):
    own = literal(job["currency"])
    gross = "IF(type IN ('refund', 'reversal', 'void'), -minor, minor)"
    return f"""
      SELECT 1 AS side, tbl, off, line, IF(reason IS NULL, NULL, cells) AS cells, tbl * 1099511627776L + off AS place, reason,
        IF(reason IS NULL, terminal, '') AS terminal, IF(reason IS NULL, {KEY}, concat('X', tbl, '@', off)) AS ref,
        IF(reason IS NULL, type, '') AS type, merchant,
        {match_day(business_day('moment', job['cutOff']))} AS day, minor, moment, '' AS status, '' AS printed, rrn, batch,
        trace, product, time, fee_minor AS fee, settle_date, settle_day, net_minor AS net, payout
      FROM (SELECT *, CASE WHEN fault <> '' THEN fault WHEN {NO_KEY} THEN 'noKey' WHEN type NOT IN ({TYPES}) THEN 'badType'
          WHEN minor IS NULL THEN 'badAmount' WHEN currency NOT IN ('', {own}) THEN 'foreignCurrency'
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


def expected_fee(job):
    """The fee by the first tariff row that covers a row; rows come with the winner first."""
    cases = []
    for row in job["tariff"]:
        terms = []
        if row["product"] != "*":
            terms.append(f"product = {literal(row['product'])}")
        if row["merchant"] is not None:
            terms.append(f"merchant = {literal(row['merchant'])}")
        if row["acquirer"] is not None:
            continue  # Counterfoil's own files do not say whose they are
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
        cases.append(f"WHEN {' AND '.join(terms) or 'true'} THEN {price(row)}")
    return f"CASE {' '.join(cases)} END" if cases else "CAST(NULL AS BIGINT)"


def judged(job, source, part):
    """Every row with its bucket, its fee against the contract and the codes that hold of it.

    part: further columns that tell transactions of one reference apart; where empty, keys that need it get the bucket
    `mixed` and nothing else.
    """
    merchants = "AND first_merchant <> last_merchant" if job["usesMerchant"] else "AND false"
    unlike = f"""reason IS NULL AND ((first_merchant IS NOT NULL {merchants})
        OR (ref LIKE 'V%' AND last_day > 0 AND (first_day = 0 OR last_day - first_day > 1)))"""
    fee_day = f"coalesce({business_day('coalesce(moment, till_moment)', job['cutOff'])}, settle_day)" if job["isDated"] \
        else "CAST(NULL AS INT)"
    return f"""
      SELECT *, IF(side = 0, place <> till.place, place <> acquirer_place) AS is_again,
        CASE WHEN reason IS NOT NULL OR is_mixed THEN array() WHEN side = 0 THEN array_compact(array(
            IF(place <> till.place, 'PY-07', NULL),
            IF(place = till.place AND acquirer_place IS NULL AND status = 'unknown', 'PY-01', NULL),
            IF(place = till.place AND acquirer_place IS NULL AND status = 'approved' AND printed = '0', 'RC-01', NULL),
            IF(place = till.place AND acquirer_place IS NULL AND status = 'approved' AND moment < {job['notDueFrom']}, 'ST-01', NULL)))
          ELSE array_compact(array(
            IF(place <> acquirer_place, 'PY-06', NULL), IF(place = acquirer_place AND till.place IS NULL, 'PY-04', NULL),
            IF(place = acquirer_place AND till.status <> 'approved', 'PY-02', NULL),
            IF(place = acquirer_place AND till.minor <> minor, 'ST-04', NULL),
            IF(place = acquirer_place AND till.printed = '0', 'RC-01', NULL),
            IF(fee > expected, 'ST-05', NULL))) END AS codes,
        CASE WHEN reason IS NOT NULL THEN 'quarantined' WHEN is_mixed THEN 'mixed'
          WHEN side = 0 THEN CASE WHEN place <> till.place THEN 'booked_twice' WHEN acquirer_place IS NOT NULL THEN 'till_matched'
            WHEN status = 'unknown' THEN 'outcome_unknown' WHEN status = 'declined' THEN 'declined'
            WHEN moment < {job['notDueFrom']} THEN 'not_settled' ELSE 'in_transit' END
          WHEN place <> acquirer_place THEN 'charged_twice' WHEN till.place IS NULL THEN 'without_sale'
          ELSE 'acquirer_matched' END AS bucket
      FROM (SELECT *, CASE WHEN side = 1 AND fee IS NOT NULL THEN {expected_fee(job)} END AS expected
        FROM (SELECT *, {fee_day} AS fee_day, {'false' if part else unlike} AS is_mixed
          FROM (SELECT *, IF(head.side = 0, head, NULL) AS till, IF(head.side = 0, head.moment, NULL) AS till_moment
            FROM (SELECT *, first_value(struct(side, place, tbl, off, line, merchant, terminal, rrn, batch, trace, type,
                product, status, printed, minor, moment, time)) OVER w AS head,
              first_value(IF(side = 1, place, NULL), true) OVER w AS acquirer_place,
              first_value(IF(side = 1, line, NULL), true) OVER w AS acquirer_line,
              min(nullif(merchant, '')) OVER w AS first_merchant, max(nullif(merchant, '')) OVER w AS last_merchant,
              min(day) OVER w AS first_day, max(day) OVER w AS last_day
            FROM ({source})
            WINDOW w AS (PARTITION BY terminal, ref, type{part} ORDER BY side, place
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)))))"""


SUMS = ["minor", "gross", "fee", "net", "over_by", "under_by"]
FOUND = ["codes", "side", "tbl", "off", "line", "reason", "cells", "terminal", "ref", "type", "merchant", "rrn", "batch", "trace",
         "product", "minor", "time", "status", "fee", "settle_date", "acquirer_place", "acquirer_line", "till"]


def summed(rows):
    """Judged rows added up by file, bucket, day and merchant, with the few that are worth telling beside their sum.

    One small table answers everything, so that the rows themselves need not be kept. Sums are exact: the halves of a
    number are added up apart.
    """
    halves = ", ".join(f"sum(shiftright({name}, 32)) AS {name}_high, sum({name} & 4294967295L) AS {name}_low" for name in SUMS)
    whole = ", ".join(f"CAST(coalesce({name}_high, 0L) AS DECIMAL(38, 0)) * 4294967296L + coalesce({name}_low, 0L) AS {name}"
                      for name in SUMS)
    counts = "rows, net_differs, fee_right, fee_over, fee_under, fee_open"
    return f"""
      SELECT tbl, side, bucket, settle_day, merchants AS merchant, {counts}, {whole}, found, keys
      FROM (SELECT tbl, side, bucket, settle_day, merchants, spread, count(*) AS rows, count_if(net <> gross - fee) AS net_differs,
          count_if(is_priced AND fee = expected) AS fee_right, count_if(is_priced AND fee > expected) AS fee_over,
          count_if(is_priced AND fee < expected) AS fee_under, count_if(NOT is_priced) AS fee_open, {halves},
          collect_list(IF(size(codes) > 0 OR reason IS NOT NULL, told, NULL)) AS found,
          collect_set(IF(bucket = 'mixed', struct(terminal, ref, type), NULL)) AS keys
        FROM (SELECT tbl, side, bucket, IF(bucket = 'in_transit', day + 10957, settle_day) AS settle_day, codes, reason,
            terminal, ref, type, minor, gross, coalesce(fee, 0) AS fee,
            coalesce(net, gross - coalesce(fee, 0)) AS net, expected, told, IF(side = 1, merchant, '') AS merchants,
            IF(side = 0, pmod(hash(ref), 64), 0) AS spread, fee IS NOT NULL AND expected IS NOT NULL AS is_priced,
            IF(fee > expected, fee - expected, 0L) AS over_by, IF(fee < expected, expected - fee, 0L) AS under_by
          FROM (SELECT *, IF(type IN ('refund', 'reversal', 'void'), -minor, minor) AS gross,
              struct({', '.join(FOUND)}) AS told FROM ({rows})))
        GROUP BY tbl, side, bucket, settle_day, merchants, spread)"""


def told_apart(job, source):
    """Rows of mixed keys with what tells their transactions apart: the merchant, then the stretch of days."""
    merchant = "IF(most_merchant <> least_merchant, merchant, '')" if job["usesMerchant"] else "''"
    return f"""
      SELECT *, IF(max(run) OVER (PARTITION BY terminal, ref, type, own_merchant) > 1, run, 0) AS stretch
      FROM (SELECT *, IF(ref LIKE 'V%', sum(IF(day > 0 AND (before IS NULL OR before = 0 OR day - before > 1), 1, 0))
            OVER (PARTITION BY terminal, ref, type, own_merchant ORDER BY day), 0) AS run
        FROM (SELECT *, lag(day) OVER (PARTITION BY terminal, ref, type, own_merchant ORDER BY day) AS before
          FROM (SELECT *, {merchant} AS own_merchant
            FROM (SELECT *, min(nullif(merchant, '')) OVER k AS least_merchant, max(nullif(merchant, '')) OVER k AS most_merchant
              FROM ({source}) WINDOW k AS (PARTITION BY terminal, ref, type)))))"""
