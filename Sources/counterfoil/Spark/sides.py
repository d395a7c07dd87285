# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""Lists of receipts and of orders as Spark SQL, held against the transactions that `rules` has joined.

    judged ──first rows──▶ transactions ◀─ key, merchant, day ─ receipts            RC-01 RC-02 RC-05 RC-07 PY-03
                               └─ order number ─▶ charges of an order ◀─ orders     PY-02 PY-05 … RF-01

A transaction has a till row, an acquirer row or both. What each line means stands in `Reconciliation/Sides`.
"""
import rules

RECEIPT = ["merchant", "terminal", "rrn", "batch", "trace", "type", "amount", "time", "printed", "level", "currency", "order_no"]
ORDER = ["order_no", "merchant", "terminal", "rrn", "batch", "trace", "amount", "time", "status", "currency"]
BACK = "('refund', 'reversal', 'void')"
# What a finding says of the receipt or order it rests on, and by what it is sorted where it has no other row.
WITNESS = ["kind", "place", "line", "merchant", "terminal", "rrn", "type", "number", "status", "minor", "charged", "key_terminal",
           "key_ref", "key_type"]
ACQUIRER = ["place", "line", "merchant", "terminal", "ref", "type", "product", "minor", "time", "fee", "settle_day"]


def receipt_rows(job):
    own = rules.literal(job["currency"])
    return f"""
      SELECT *, {rules.KEY} AS ref, {rules.match_day(rules.business_day('moment', job['cutOff']))} AS day,
        coalesce(moment < {job['notDueFrom']}, true) AS is_due, printed = '0' AS is_unprinted, level IN ('E0', 'E1') AS is_unconfirmed
      FROM (SELECT *, tbl * 1099511627776L + off AS place, CASE WHEN fault <> '' THEN fault WHEN type NOT IN ({rules.TYPES})
          THEN 'badType' WHEN minor IS NULL THEN 'badAmount' WHEN time <> '' AND moment IS NULL THEN 'badTime'
          WHEN currency NOT IN ('', {own}) THEN 'foreignCurrency' WHEN printed NOT IN ('', '0', '1') THEN 'badPrinted'
          WHEN level NOT IN ('', 'E0', 'E1', 'E2', 'E3', 'E4') THEN 'badLevel' WHEN terminal = '' THEN 'noTerminal'
          WHEN {rules.NO_KEY} OR {rules.is_scientific('rrn')} THEN 'noKey' END AS reason
        FROM (SELECT *, {rules.minor('amount', job['decimals'])} AS minor,
            CASE WHEN time <> '' THEN {rules.seconds('time')} END AS moment FROM receipt_text))"""


def order_rows(job):
    own = rules.literal(job["currency"])
    return f"""
      SELECT *, IF(is_keyed, {rules.KEY}, '') AS ref, {rules.match_day(rules.business_day('moment', job['cutOff']))} AS day,
        moment < {job['notDueFrom']} AS is_due
      FROM (SELECT *, tbl * 1099511627776L + off AS place, terminal <> '' AND NOT ({rules.NO_KEY}) AND NOT {rules.is_scientific('rrn')} AS is_keyed,
          CASE WHEN fault <> '' THEN fault WHEN order_no = '' THEN 'noOrder'
            WHEN {rules.is_scientific('order_no')} THEN 'scientificKey' WHEN minor IS NULL THEN 'badAmount'
            WHEN moment IS NULL THEN 'badTime' WHEN status NOT IN ('', 'paid', 'unpaid', 'closed') THEN 'badOrderStatus'
            WHEN currency NOT IN ('', {own}) THEN 'foreignCurrency' END AS reason
        FROM (SELECT *, {rules.minor('amount', job['decimals'])} AS minor, {rules.seconds('time')} AS moment FROM order_text))"""


def transactions(job, views):
    """One row for each joined key: its first rows, and the row whose merchant and day stand for it."""
    return " UNION ALL ".join(f"""
      SELECT place AS id, terminal, ref, type, is_settled, till, IF(is_settled, key_row.merchant, head.merchant) AS key_merchant,
        IF(is_settled, key_row.day, head.day) AS key_day, IF(side = 1, struct({', '.join(ACQUIRER + rules.special(job))}), NULL) AS acquirer,
        IF(till IS NULL, merchant, till.merchant) AS first_merchant, IF(till IS NULL, day, till.day) AS first_day,
        {"IF(till IS NULL, number, till.number)" if job["usesOrders"] else "''"} AS first_number
      FROM {view} WHERE bucket NOT IN ('quarantined', 'mixed')
        AND ((side = 1 AND place = acquirer_place) OR (side = 0 AND place = till.place AND acquirer_place IS NULL))"""
        for view in views)


def placed(job, thirds):
    """Rows of a third source, each with the transaction of its key, merchant and day; none where more than one could be meant.

    thirds: terminal, ref, type, merchant, day and all that is to be kept, as `third`.
    """
    uses = "true" if job["usesMerchant"] else "false"
    may_be = f"""(NOT {uses} OR t.merchant = '' OR key_merchant = '' OR t.merchant = key_merchant)
        AND (t.ref NOT LIKE 'V%' OR t.day = 0 OR key_day = 0 OR abs(t.day - key_day) <= 1)"""
    differs = f"""({uses} AND t.merchant <> key_merchant)
        OR (t.ref LIKE 'V%' AND t.day <> key_day AND (t.day = 0 OR key_day = 0 OR abs(t.day - key_day) > 1))"""
    return f"""
      SELECT third, CASE WHEN count_if(fits) = 1 THEN max(IF(fits, id, NULL))
          WHEN count_if(fits) = 0 AND count(id) = 1 THEN max(id) END AS id
      FROM (SELECT third, id, id IS NOT NULL AND NOT ({differs}) AS fits FROM ({thirds}) t
        LEFT JOIN transactions g ON t.terminal = g.terminal AND t.ref = g.ref AND t.type = g.type AND {may_be})
      GROUP BY third"""


def witness(kind, **values):
    """A finding's witness as SQL; what is not given is empty."""
    numbers = {"place": "0L", "line": "0L", "minor": "0L", "charged": "0L"}
    texts = {name: values.get(name, numbers.get(name, "''")) for name in WITNESS} | {"kind": f"'{kind}'"}
    return "named_struct(" + ", ".join(f"'{name}', {texts[name]}" for name in WITNESS) + ")"


def added(rows):
    """Judged rows added up by bucket; what is worth telling is a group of its own."""
    return f"""
      SELECT bucket, told, count(*) AS rows, sum(shiftright(minor, 32)) AS minor_high, sum(minor & 4294967295L) AS minor_low
      FROM ({rows}) GROUP BY bucket, told"""


TOLD = "codes, till, acquirer, first_place, first_line, witness"


def receipts(job):
    kept = ["place", "line", "terminal", "ref", "type", "merchant", "day", "minor", "is_due", "is_unprinted", "is_unconfirmed",
            "rrn", "level", "order_no"]
    thirds = f"SELECT terminal, ref, type, merchant, day, struct({', '.join(kept)}) AS third FROM receipt_rows WHERE reason IS NULL"
    alone = ", ".join(f"IF(id IS NULL, third.{name}, '')" for name in ("terminal", "ref", "type", "merchant"))
    seen = f"""SELECT third AS r, id, row_number() OVER (PARTITION BY id, {alone},
        IF(id IS NULL AND third.ref LIKE 'V%', third.day, 0) ORDER BY third.place) AS copy FROM ({placed(job, thirds)})"""
    of_receipt = witness("receipt", place="r.place", line="r.line", merchant="r.merchant", terminal="r.terminal", rrn="r.rrn",
                         type="r.type", number="r.order_no", status="r.level", minor="r.minor", key_terminal="r.terminal",
                         key_ref="r.ref", key_type="r.type")
    return added(f"""
      SELECT CASE WHEN r IS NULL THEN NULL WHEN copy > 1 THEN 'receipt_copies' WHEN is_charged THEN 'receipt_matched'
          WHEN r.is_due THEN 'receipt_without_charge' ELSE 'receipt_in_transit' END AS bucket, coalesce(r.minor, 0L) AS minor,
        IF(size(codes) > 0, struct({TOLD}), NULL) AS told
      FROM (SELECT *, IF(r IS NULL, {witness('none')}, {of_receipt}) AS witness, CAST(NULL AS BIGINT) AS first_place,
          CAST(NULL AS BIGINT) AS first_line, array_compact(CASE
            WHEN r IS NULL THEN array(IF((acquirer IS NOT NULL OR till.status = 'approved') AND NOT knows
              AND type IN ('sale', 'completion'), 'RC-01', NULL))
            WHEN copy > 1 THEN array(IF(copy > 2, 'RC-05', NULL))
            WHEN NOT is_charged THEN array(IF(r.is_due, 'PY-03', NULL))
            ELSE array(IF(coalesce(acquirer.minor, till.minor) <> r.minor, 'RC-07', NULL),
              CASE WHEN r.is_unprinted AND NOT knows THEN 'RC-01' WHEN r.is_unconfirmed THEN 'RC-02' END) END) AS codes
        FROM (SELECT r, copy, g.type, till, acquirer, coalesce(till.printed = '0', false) AS knows,
            acquirer IS NOT NULL OR coalesce(till.status <> 'declined', false) AS is_charged
          FROM ({seen}) s FULL OUTER JOIN transactions g ON s.id = g.id))""")


def orders(job):
    own = "terminal, ref, type, first_merchant AS merchant, first_day AS day, struct(first_number AS number, id AS place) AS third"
    thirds = f"""SELECT terminal, ref, 'sale' AS type, merchant, day, struct(order_no AS number, place) AS third FROM order_rows
        WHERE reason IS NULL AND is_keyed UNION ALL SELECT {own} FROM transactions WHERE is_settled AND first_number <> ''"""
    links = f"""SELECT third.number AS number, id FROM ({placed(job, thirds)}) WHERE id IS NOT NULL
        UNION ALL SELECT first_number AS number, id FROM transactions WHERE NOT is_settled AND first_number <> ''"""
    charges = f"""SELECT l.number, array_sort(collect_set(acquirer)) AS charges,
        coalesce(bool_or(acquirer IS NULL AND till.status <> 'declined'), false) AS waits
      FROM ({links}) l JOIN transactions g ON l.id = g.id GROUP BY l.number"""
    add = lambda rows: f"aggregate({rows}, 0L, (total, c) -> coalesce(try_add(total, c.minor), total))"
    none, taken_first = "IF(false, get(charges, 0), NULL)", "get(taken, 0)"
    last = lambda rows: f"get({rows}, size({rows}) - 1)"

    def find(code, charge, first=None):
        place, line = (f"{first}.place", f"{first}.line") if first else ("CAST(NULL AS BIGINT)", "CAST(NULL AS BIGINT)")
        return f"named_struct('code', '{code}', 'acquirer', {charge}, 'first_place', {place}, 'first_line', {line})"

    again = "slice(same, 2, greatest(size(same) - 1, 0))"
    settled = f"IF(due > 0, CAST(least(back div due, CAST(size({again}) AS BIGINT)) AS INT), 0)"
    of_order = witness("order", place="o.place", line="o.line", merchant="o.merchant", terminal="o.terminal", rrn="o.rrn",
                       number="o.order_no", status="o.status", minor="o.minor", charged="charged",
                       key_terminal="IF(o.is_keyed, o.terminal, '')", key_ref="o.ref", key_type="'sale'")
    judged = f"""
      SELECT *, back > taken_sum AND size(returned) > 0 AS is_over, size(taken) > 0 AND back < taken_sum AS holds,
        filter(taken, c -> c.minor = due) AS same
      FROM (SELECT *, {add('taken')} AS taken_sum, {add('returned')} AS back
        FROM (SELECT *, filter(charges, c -> c.type NOT IN {BACK}) AS taken, filter(charges, c -> c.type IN {BACK}) AS returned
          FROM (SELECT o, o.minor AS due, copy, first, IF(copy = 1, coalesce(charges, array()), array()) AS charges,
              coalesce(waits, false) AS waits
            FROM (SELECT struct(*) AS o, order_no, row_number() OVER k AS copy,
                first_value(struct(place, line)) OVER k AS first FROM order_rows WHERE reason IS NULL
              WINDOW k AS (PARTITION BY order_no ORDER BY place)) LEFT JOIN ({charges}) c ON order_no = c.number)))"""
    found = f"""array_compact(CASE
        WHEN copy > 1 THEN array({find('PY-07', none, 'first')})
        WHEN size(charges) = 0 THEN array(IF(NOT waits AND o.status IN ('', 'paid') AND o.is_due, {find('PY-05', none)}, NULL))
        ELSE concat(
          array(IF(is_over, {find('RF-01', last('returned'))}, NULL),
            IF(holds AND o.status = 'unpaid', {find('PY-02', taken_first)}, NULL),
            IF(holds AND o.status = 'closed', {find('PY-12', taken_first)}, NULL)),
          CASE WHEN NOT holds OR taken_sum = due THEN array()
            WHEN size(same) > 1 AND {add('same')} = taken_sum
            THEN transform(slice({again}, 1, size({again}) - {settled}), c -> {find('PY-06', 'c', 'get(same, 0)')})
            WHEN taken_sum - back <> due
            THEN array({find('PY-09', last('taken'))})
            ELSE array() END) END)"""
    return added(f"""
      SELECT bucket, minor, told FROM (
        SELECT CASE WHEN copy > 1 THEN 'order_repeated' WHEN size(charges) > 0 THEN 'order_charged' WHEN waits THEN 'order_at_till'
            WHEN o.status NOT IN ('', 'paid') THEN 'order_open' WHEN o.is_due THEN 'order_without_charge' ELSE 'order_in_transit' END
            AS bucket, due AS minor, IF(size(found) = 0, NULL, transform(found, f -> named_struct('codes', array(f.code),
              'acquirer', f.acquirer, 'first_place', f.first_place, 'first_line', f.first_line,
              'witness', witness))) AS told
        FROM (SELECT *, {of_order} AS witness, {found} AS found FROM (SELECT *, CASE WHEN copy > 1 THEN due
          WHEN size(charges) = 0 THEN 0L ELSE taken_sum END AS charged FROM ({judged}))))""")
