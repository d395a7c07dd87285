# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""The file job on Apache Spark. Started by `counterfoil reconcile --engine spark`, never by hand.

usage: main.py FOLDER          reads FOLDER/request.json; writes FOLDER/findings.csv and FOLDER/figures.csv

Then it waits for FOLDER/days.csv: settlement days whose deposits do not fit, and writes their rows to FOLDER/rows.csv.
An empty one, or the folder's end, ends it.

What Spark is good at happens here: reading, joining, fees, sums, sorting. Counterfoil writes the output files from
what is handed back, with the same code as after its own engine.
"""
import csv, json, os, sys, time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import reading, rules

try:
    from pyspark import cloudpickle
    from pyspark.sql import SparkSession
except ImportError:
    sys.exit("counterfoil: this Python has no pyspark")


class Refused(Exception):
    """Why the job cannot be done, in the words of Counterfoil's own errors."""


def session(job):
    size = sum(file["size"] for file in job["files"])
    is_small = size < 64 << 20
    builder = SparkSession.builder.appName("counterfoil")
    if job["remote"]:
        builder = builder.remote(job["remote"])
    else:
        # Workers run the Python that runs this, unless the cluster says which.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        if not job["isSubmitted"]:
            builder = builder.master(job["master"] or f"local[{job['threads']}]").config("spark.ui.enabled", "false")
            builder = builder.config("spark.driver.memory", job["memory"] or "2g")
            if is_small:  # Compiling well would cost more than it saves.
                builder = builder.config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        builder = builder.config("spark.ui.showConsoleProgress", "false")
    spark = builder.getOrCreate()
    if not job["remote"]:
        spark.sparkContext.setLogLevel("ERROR")
    for key, value in (("spark.sql.session.timeZone", "UTC"), ("spark.sql.ansi.enabled", "true"),
                       ("spark.sql.shuffle.partitions", str(min(4000, max(2, job["threads"], size >> 26)))),
                       # Sums come with lists beside them: many groups are no reason to sort all rows.
                       ("spark.sql.objectHashAggregate.sortBased.fallbackThreshold", "1000000"),
                       ("spark.sql.codegen.wholeStage", "false" if is_small else "true"),
                       ("spark.sql.execution.arrow.maxRecordsPerBatch", "20000")):
        spark.conf.set(key, value)
    # The reading functions travel with the tasks, so that workers need nothing of ours installed.
    cloudpickle.register_pickle_by_value(reading)
    return spark


def chunks_of(file, size):
    return [(start, min(file["size"], start + size)) for start in range(file["dataStart"], file["size"], size)]


def text_schema(names):
    return "tbl INT, off BIGINT, line BIGINT, fault STRING, " + ", ".join(f"`{name}` STRING" for name in names)


def survey(spark, files, size):
    """(file, chunk, state on entry, line) of every chunk of our own CSV files."""
    import pyarrow

    chunks = [(number, chunk) for number, file in files for chunk in chunks_of(file, size)]
    if not chunks:
        return []
    by_number = dict(files)

    def run(frames):
        for frame in frames:
            for id in frame.column(0).to_pylist():
                number, chunk = chunks[id]
                lines, marked, after = reading.survey(chunk, by_number[number]["path"], by_number[number]["size"])
                yield pyarrow.RecordBatch.from_pylist([dict(id=id, lines=lines, marked=marked, **after)])

    schema = "id BIGINT, lines BIGINT, marked BOOLEAN, `out` STRING, `in` STRING, half STRING"
    found = {row["id"]: row for row in spark.range(0, len(chunks), 1, len(chunks)).mapInArrow(run, schema).collect()}
    settled, last = [], None
    for id, (number, chunk) in enumerate(chunks):
        if number != last:
            entry, line, last = reading.OUT, by_number[number]["firstLine"], number
        settled.append((number, chunk, entry, line))
        line += found[id]["lines"]
        entry = found[id][entry]
    return settled


def csv_rows(spark, files, settled, wanted):
    """Rows of our own CSV files as texts."""
    mine = [task for task in settled if task[0] in dict(files)]
    by_number = dict(files)

    def run(frames):
        for frame in frames:
            for id in frame.column(0).to_pylist():
                number, chunk, entry, line = mine[id]
                yield from reading.batches(number, chunk, entry, line, by_number[number], wanted)

    if not mine:
        return None
    return spark.range(0, len(mine), 1, len(mine)).mapInArrow(run, text_schema(wanted))


def parquet_text(field, decimals):
    """A Parquet column as the text our own CSV would have."""
    kind, name = field.dataType.typeName(), f"`{field.name}`"
    if kind == "date":
        return f"date_format({name}, 'yyyy-MM-dd')"
    if kind.startswith("timestamp"):
        return f"date_format({name}, 'yyyy-MM-dd HH:mm:ss')"
    if kind == "decimal":
        text = f"CAST({name} AS STRING)"
        if field.dataType.scale > decimals:
            dot = r"\\." if decimals == 0 else ""
            text = rf"regexp_replace({text}, '{dot}(?<=\\.[0-9]{{{decimals}}})0+$', '')" if decimals else \
                rf"regexp_replace({text}, '\\.0+$', '')"
        return text
    if kind == "boolean":
        return f"IF({name}, '1', '0')"
    if kind in ("string", "char", "varchar", "byte", "tinyint", "short", "smallint", "integer", "int", "long", "bigint"):
        return f"CAST({name} AS STRING)"
    return None


def parquet_rows(spark, number, file, side, wanted, decimals):
    """Rows of a Parquet file as texts; a row's place is its number, from 1."""
    frame = spark.read.parquet(file["path"])
    names = [field.name.strip(" \t").lower() for field in frame.schema.fields]
    file["columns"] = names
    known = set(wanted)
    for name in known:
        if names.count(name) > 1:
            raise Refused("duplicateColumn", file["name"], name)
    for name in rules.REQUIRED[side]:
        if name not in names:
            raise Refused("missingColumn", file["name"], name)
    if side != "bank" and "rrn" not in names and not {"batch", "trace"} <= set(names):
        raise Refused("missingColumn", file["name"], "rrn (or batch and trace)")
    texts = {}
    for name, field in zip(names, frame.schema.fields):
        text = parquet_text(field, decimals)
        if text is None and name in known:
            kind = field.dataType.simpleString()
            raise Refused("unreadable", file["name"], f"{name} 列是 {kind}；金额和键只能是文字或 DECIMAL，不能是浮点数",
                          f"the column {name} is a {kind}; money and keys are text or DECIMAL, never floating point")
        texts[name] = f"coalesce({text or f'CAST(`{field.name}` AS STRING)'}, '')"
    cells = f"array({', '.join(texts[name] for name in names)})"
    return frame.selectExpr(
        f"{number} AS tbl", "_metadata.row_index + 1 AS off", "_metadata.row_index + 1 AS line", "'' AS fault",
        *(f"{texts[name] if name in texts else literal('')} AS `{name}`" for name in wanted), f"{cells} AS cells")


def literal(text):
    return rules.literal(text)


def texts_of(spark, job, side, wanted, settled):
    """One view of all rows of a side, as texts."""
    files = [(number, file) for number, file in enumerate(job["files"]) if file["side"] == side]
    frames = []
    own = [(number, file) for number, file in files if file["kind"] == "csv"]
    rows = csv_rows(spark, own, settled, wanted)
    if rows is not None:
        frames.append(rows.selectExpr("*", "CAST(NULL AS ARRAY<STRING>) AS cells"))
    for number, file in files:
        if file["kind"] == "parquet":
            frames.append(parquet_rows(spark, number, file, side, wanted, job["decimals"]))
    if not frames:
        frames = [spark.createDataFrame([], text_schema(wanted) + ", cells ARRAY<STRING>")]
    frame = frames[0]
    for other in frames[1:]:
        frame = frame.unionByName(other)
    frame.createOrReplaceTempView(f"{side}_text")


def currency(spark, job):
    """The run's currency: that of the first row that names one, else CNY."""
    for file in job["files"]:
        if file["side"] == "bank":
            continue
        code = file.get("firstCurrency", "")
        if file["kind"] == "parquet":
            frame = spark.read.parquet(file["path"])
            names = {name.strip(" \t").lower(): name for name in frame.columns}
            if "currency" in names:
                row = frame.where("_metadata.row_index = 0").selectExpr(f"CAST(`{names['currency']}` AS STRING)").first()
                code = (row[0] or "") if row else ""
        if code in job["currencies"]:
            return code
    return "CNY"


def has_merchant(spark, job, side):
    for file in job["files"]:
        if file["side"] == side:
            names = file["columns"] if file["kind"] == "csv" else [
                name.strip(" \t").lower() for name in spark.read.parquet(file["path"]).columns]
            if "merchant" in names:
                return True
    return False


def judge(spark, job):
    """The views `judged`, sums by file, bucket, day and merchant, and `found`, the rows worth telling."""
    source = f"{rules.till_rows(job)} UNION ALL {rules.acquirer_rows(job)}"
    once = spark.sql(rules.summed(rules.judged(job, source, ""))).persist()
    once.createOrReplaceTempView("judged_once")
    if spark.sql("SELECT 1 FROM judged_once WHERE bucket = 'mixed' LIMIT 1").first() is not None:
        keys = "SELECT DISTINCT key.terminal AS kt, key.ref AS kr, key.type AS ky FROM (SELECT explode(keys) AS key FROM judged_once)"
        again = f"SELECT r.* FROM ({source}) r LEFT SEMI JOIN ({keys}) k ON terminal = kt AND ref = kr AND type = ky"
        apart = rules.judged(job, rules.told_apart(job, again), ", own_merchant, stretch")
        once = once.where("bucket <> 'mixed'").unionByName(spark.sql(rules.summed(apart)).persist())
    once.createOrReplaceTempView("judged")
    spark.sql("SELECT row.* FROM (SELECT explode(found) AS row FROM judged)").createOrReplaceTempView("found")


def write_figures(spark, job, path):
    """Everything but the findings. The first cell of a row says what it is."""
    with open(path, "w", newline="", encoding="utf-8") as stream:
        out = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
        put = lambda kind, query: [out.writerow([kind, *("" if cell is None else cell for cell in row)])
                                   for row in spark.sql(query).toLocalIterator()]
        out.writerow(["currency", job["currency"]])
        good = "bucket <> 'quarantined'"
        put("file", f"""SELECT tbl, sum(IF({good}, rows, 0)), sum(IF({good}, minor, 0)), sum(IF({good} AND side = 1, fee, 0)),
            sum(IF({good}, 0, rows)) FROM judged GROUP BY tbl ORDER BY tbl""")
        put("bucket", "SELECT bucket, sum(rows), sum(minor) FROM judged GROUP BY bucket ORDER BY bucket")
        put("transit", """SELECT settle_day, sum(rows), sum(minor) FROM judged WHERE bucket = 'in_transit'
            GROUP BY settle_day ORDER BY settle_day""")
        put("sum", f"""SELECT settle_day, merchant, sum(rows), sum(gross), sum(fee), sum(net), sum(net_differs)
            FROM judged WHERE side = 1 AND {good} GROUP BY settle_day, merchant ORDER BY settle_day, merchant""")
        put("fees", f"""SELECT coalesce(sum(fee_right), 0), coalesce(sum(fee_over), 0), coalesce(sum(over_by), 0),
            coalesce(sum(fee_under), 0), coalesce(sum(under_by), 0), coalesce(sum(fee_open), 0)
            FROM judged WHERE side = 1 AND {good}""")
        for number, file in enumerate(job["files"]):
            if file["kind"] == "parquet":
                out.writerow(["columns", number, *file["columns"]])
        aside = lambda row: out.writerow(["aside", row["tbl"], row["off"], row["line"], row["reason"], *(row["cells"] or [])])
        for row in spark.sql("""SELECT tbl, off, line, reason, cells FROM found WHERE reason IS NOT NULL
                ORDER BY tbl, off""").toLocalIterator():
            aside(row)
        for row in spark.sql(rules.bank_rows(job)).toLocalIterator():
            if row["reason"] is None:
                out.writerow(["deposit", row["tbl"], row["off"], row["line"], row["deposit_day"], row["merchant"],
                              row["minor"], row["reference"]])
            else:
                aside(row)
        out.writerow(["end"])


def reference(number, line, off, job):
    """`file:line@byte`, or `file:row` of a Parquet file, as SQL."""
    names = ", ".join(literal(file["name"]) for file in job["files"])
    kinds = ", ".join("true" if file["kind"] == "csv" else "false" for file in job["files"])
    return f"""concat(get(array({names}), {number}), ':', {line}, IF(get(array({kinds}), {number}), concat('@', {off}), ''))"""


def write_findings(spark, job, path):
    """The findings in their order, one CSV row each: code, form, till row, acquirer row, first row of the key."""
    till_ref = reference("t.tbl", "t.line", "t.off", job)
    mine = reference("tbl", "line", "off", job)
    first = f"""CASE code WHEN 'PY-07' THEN {till_ref}
        WHEN 'PY-06' THEN {reference('CAST(acquirer_place div 1099511627776 AS INT)', 'acquirer_line', 'acquirer_place % 1099511627776', job)}
        ELSE '' END"""
    names = ["merchant", "terminal", "rrn", "batch", "trace", "type", "product", "minor", "time"]
    at = lambda table, name: f"coalesce(CAST({table}{name} AS STRING), '')"
    till = [f"IF(side = 0, {at('', name)}, {at('t.', name)})" for name in [*names, "status"]]
    acquirer = [f"IF(side = 1, {at('', name)}, '')" for name in [*names, "fee", "settle_date"]]
    query = f"""SELECT code, merchants, terminal, rrn, type, till_ref, acquirer_ref, array(code, LEFT(ref, 1), till_ref,
        {', '.join(till)}, acquirer_ref, {', '.join(acquirer)}, {first}) AS cells
      FROM (SELECT *, IF(side = 0, {mine}, IF(t.place IS NULL, '', {till_ref})) AS till_ref,
          IF(side = 1, {mine}, '') AS acquirer_ref,
          IF(merchant <> '' OR side = 0, merchant, coalesce(t.merchant, '')) AS merchants
        FROM (SELECT *, till AS t, explode(codes) AS code FROM found))"""
    line = """array_join(transform(cells, cell -> concat('"', replace(cell, '"', '""'), '"')), ',')"""
    ordered = spark.sql(f"""SELECT {line} AS line FROM ({query})
        ORDER BY code, merchants, terminal, rrn, type, till_ref, acquirer_ref""")
    with open(path, "w", newline="", encoding="utf-8") as stream:
        for row in ordered.toLocalIterator(prefetchPartitions=True):
            stream.write(row[0])
            stream.write("\n")
        stream.write('"end"\n')


def write_rows(spark, job, days, path):
    """The acquirer rows of some settlement days, for whoever explains their deposits."""
    wanted = [(int(day) if day else None, merchant) for day, merchant in days]
    spark.createDataFrame(wanted, "wanted_day INT, wanted_merchant STRING").createOrReplaceTempView("wanted")
    with open(path, "w", newline="", encoding="utf-8") as stream:
        out = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
        for row in spark.sql(f"""SELECT /*+ BROADCAST(wanted) */ tbl, off, line, coalesce(CAST(settle_day AS STRING), ''), merchant,
              coalesce(net, IF(type IN ('refund', 'reversal', 'void'), -minor, minor) - coalesce(fee, 0)), terminal, batch, payout
            FROM ({rules.acquirer_rows(job)}) LEFT SEMI JOIN wanted ON settle_day <=> wanted_day AND merchant = wanted_merchant
            WHERE side = 1 AND reason IS NULL ORDER BY tbl, off""").toLocalIterator():
            out.writerow(row)
        out.writerow(["end"])


def asked(folder):
    """The days that Counterfoil asks for; empty where it asks for none, or is gone."""
    limit = time.monotonic() + 900
    while os.path.isdir(folder) and time.monotonic() < limit:
        try:
            with open(f"{folder}/days.csv", newline="", encoding="utf-8") as stream:
                return list(csv.reader(stream))
        except FileNotFoundError:
            time.sleep(0.05)
    return []


def ready(folder, name):
    """A file is seen whole or not at all."""
    os.rename(f"{folder}/{name}.partial", f"{folder}/{name}")


def run(folder):
    with open(f"{folder}/request.json", encoding="utf-8") as stream:
        job = json.load(stream)
    spark = session(job)
    try:
        job["currency"] = currency(spark, job)
        job["decimals"] = job["currencies"][job["currency"]]
        job["usesMerchant"] = has_merchant(spark, job, "till") and has_merchant(spark, job, "acquirer")
        own = [(number, file) for number, file in enumerate(job["files"]) if file["kind"] == "csv"]
        settled = survey(spark, own, job["chunkBytes"])
        for side, wanted in (("till", rules.TILL), ("acquirer", rules.ACQUIRER), ("bank", rules.BANK)):
            texts_of(spark, job, side, wanted, settled)
        judge(spark, job)
        write_findings(spark, job, f"{folder}/findings.csv")
        write_figures(spark, job, f"{folder}/figures.csv.partial")
        ready(folder, "figures.csv")
        days = asked(folder)
        if days:
            write_rows(spark, job, days, f"{folder}/rows.csv.partial")
            ready(folder, "rows.csv")
    except Exception as problem:
        # A file that became shorter ends a worker; its name comes out of what Spark says of that.
        short = next((file["name"] for file in job["files"] if f"CUTSHORT {file['path']}\n" in f"{problem}\n"), None)
        refusal = problem if isinstance(problem, Refused) else short and Refused("cutShort", short)
        if not refusal:
            raise
        with open(f"{folder}/figures.csv.partial", "w", newline="", encoding="utf-8") as stream:
            csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow(["refused", *refusal.args])
        ready(folder, "figures.csv")
    finally:
        spark.stop()


if __name__ == "__main__":
    run(sys.argv[1])
