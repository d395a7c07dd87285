# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""What is found, as the rows that Counterfoil writes into its own words: sorted, each with the texts of its rows.

The cells of a row are told in `Reconciliation/Engines/EngineFindings`.
"""
import rules


def reference(place, line, job):
    """`file:line@byte`, or `file:row` of a Parquet file, as SQL."""
    names = ", ".join(rules.literal(file["name"]) for file in job["files"])
    kinds = ", ".join("true" if file["kind"] == "csv" else "false" for file in job["files"])
    number, byte = rules.FILE.format(place), rules.BYTE.format(place)
    return f"""concat(get(array({names}), {number}), ':', {line}, IF(get(array({kinds}), {number}), concat('@', {byte}), ''))"""


def row_texts(row, has_time):
    """The texts of a row as findings carry them, by name, as SQL over the columns of `row` (a prefix)."""
    of = lambda name: f"{row}{name}"
    key = lambda text: text.replace("ref", of("ref"))
    texts = {name: of(name) for name in ("merchant", "terminal", "type", "product", "minor", "status", "fee", "printed", "time")}
    texts |= {"rrn": key(rules.RRN), "batch": key(rules.BATCH), "trace": key(rules.TRACE),
              "settle_date": f"CAST(date_from_unix_date({of('settle_day')}) AS STRING)"}
    if not has_time:
        texts["time"] = f"date_format(timestamp_seconds({of('moment')}), 'yyyy-MM-dd HH:mm:ss')"
    return lambda name: f"coalesce(CAST({texts[name]} AS STRING), '')"


NAMES = ["merchant", "terminal", "rrn", "batch", "trace", "type", "product", "minor", "time"]
SORTED = "code, merchants, terminal, rrn, type, till_ref, acquirer_ref, third"


def fee_cells(job, row, has_row="true"):
    """What a tariff with special terms asks of an acquirer's row, after all other cells."""
    return [f"IF({has_row}, coalesce({row}{name}, ''), '')" for name in rules.PRICED] if job["isSpecial"] else []


def row_lines(job, wanted):
    """Findings of rows with some codes: their sort keys and cells."""
    codes = ", ".join(f"IF((bits & {1 << number}) <> 0, {rules.literal(code)}, NULL)" for number, code in enumerate(rules.CODES)
                      if code in wanted)
    till_ref, mine = reference("t.place", "t.line", job), reference("place", "line", job)
    first = f"""CASE code WHEN 'PY-07' THEN {till_ref}
        WHEN 'PY-06' THEN {reference('acquirer_place', 'acquirer_line', job)} ELSE '' END"""
    own, of_till = row_texts("", True), row_texts("t.", False)
    till = [f"IF(side = 0, {own(name)}, {of_till(name)})" for name in [*NAMES, "status"]]
    acquirer = [f"IF(side = 1, {own(name)}, '')" for name in [*NAMES, "fee", "settle_date"]]
    if job["isSpecial"]:
        acquirer[NAMES.index("batch")] = "IF(side = 1, own_batch, '')"
    more = "".join(f", {cell}" for cell in fee_cells(job, "", "side = 1"))
    return f"""SELECT code, merchants, terminal, {rules.RRN} AS rrn, type, till_ref, acquirer_ref, '' AS third,
        array(code, LEFT(ref, 1), till_ref, {', '.join(till)}, acquirer_ref, {', '.join(acquirer)}, {first}{more}) AS cells
      FROM (SELECT *, IF(side = 0, {mine}, IF(t.place IS NULL, '', {till_ref})) AS till_ref,
          IF(side = 1, {mine}, '') AS acquirer_ref,
          IF(merchant <> '' OR side = 0, merchant, coalesce(t.merchant, '')) AS merchants
        FROM (SELECT *, till AS t, explode(array_compact(array({codes}))) AS code FROM found WHERE bits <> 0))"""


def side_lines(job, rows, has_till):
    """Findings that rest on a receipt or an order, with ten cells more that say what it says."""
    ref = lambda row: f"IF({row}.place IS NULL, '', {reference(row + '.place', row + '.line', job)})"
    of_till, of_acquirer = row_texts("t.", False), row_texts("a.", True)
    till = [of_till(name) if has_till else "''" for name in [*NAMES, "status"]]
    acquirer = [of_acquirer(name) for name in [*NAMES, "fee", "settle_date"]]
    either = lambda name: f"coalesce(a.{name}, {f't.{name}, ' if has_till else ''}w.key_{name})"
    said = ["w.kind", "third", *(f"CAST(w.{name} AS STRING)" for name in (
        "merchant", "terminal", "rrn", "type", "number", "status", "minor", "charged")), *fee_cells(job, "a.")]
    if job["isSpecial"]:
        acquirer[NAMES.index("batch")] = "coalesce(a.own_batch, '')"
    key = rules.RRN.replace("ref", "key_ref")
    return f"""SELECT code, merchants, key_terminal AS terminal, {key} AS rrn, key_type AS type,
        IF(own_ref = '' AND acquirer_ref = '', third, own_ref) AS till_ref, acquirer_ref, third,
        array(code, LEFT(key_ref, 1), own_ref, {', '.join(till)}, acquirer_ref, {', '.join(acquirer)}, first_ref, {', '.join(said)}) AS cells
      FROM (SELECT *, {ref('t') if has_till else "''"} AS own_ref, {ref('a')} AS acquirer_ref,
          IF(w.kind = 'none', '', {reference('w.place', 'w.line', job)}) AS third,
          IF(first_place IS NULL, '', {reference('first_place', 'first_line', job)}) AS first_ref,
          CASE WHEN a.merchant <> '' THEN a.merchant {"WHEN t.place IS NOT NULL THEN t.merchant" if has_till else ""} ELSE w.merchant END
            AS merchants, {either('terminal')} AS key_terminal, {either('ref')} AS key_ref, {either('type')} AS key_type
        FROM (SELECT *, {"till AS t, " if has_till else ""}acquirer AS a, witness AS w, explode(codes) AS code FROM ({rows})))"""


def write(spark, path, queries, are_few):
    """Findings in their order, one CSV row each: code, form, till row, acquirer row, first row of the key, witness, terms."""
    line = """array_join(transform(cells, cell -> concat('"', replace(cell, '"', '""'), '"')), ',')"""
    query = " UNION ALL ".join(f"SELECT {SORTED}, {line} AS line FROM ({one})" for one in queries)
    hint, order = ("/*+ COALESCE(1) */ ", "SORT") if are_few else ("", "ORDER")
    ordered = spark.sql(f"SELECT line FROM (SELECT {hint}* FROM ({query})) {order} BY {SORTED}")
    with open(path, "w", newline="", encoding="utf-8") as stream:
        for row in ordered.toLocalIterator(prefetchPartitions=True):
            stream.write(row[0])
            stream.write("\n")
        stream.write('"end"\n')
