# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""The file job on Apache Spark. Started by `counterfoil reconcile --engine spark`, never by hand.

usage: main.py FOLDER          reads FOLDER/request.json; writes FOLDER/findings.csv and FOLDER/figures.csv

Then it waits for FOLDER/days.csv: settlement days whose deposits do not fit, and writes their rows to FOLDER/rows.csv.
An empty one, or the folder's end, ends it.

What Spark is good at happens here: reading, joining, fees, sums, sorting. Counterfoil writes the output files from
what is handed back, with the same code as after its own engine.
"""
from concurrent import futures
import csv, json, os, sys, time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import findings, reading, rules, sides

try:
    from pyspark import cloudpickle
    from pyspark.sql import SparkSession
except ImportError:
    sys.exit("counterfoil: this Python has no pyspark")


class Refused(Exception):
    """Why the job cannot be done, in the words of Counterfoil's own errors."""


def compiling(size):
    """How hard Java works on Spark's code before it runs it: what is done once need not be done well.

    Spark's methods for a whole stage are long, and Java leaves long ones uncompiled unless it is told otherwise.
    """
    if size < 64 << 20:
        return "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
    if size < 512 << 20:
        return "-XX:TieredStopAtLevel=1 -XX:-DontCompileHugeMethods -XX:+UseParallelGC"
    return "-XX:-DontCompileHugeMethods -XX:+UseParallelGC"


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
            builder = builder.config("spark.driver.extraJavaOptions", compiling(size))
        builder = builder.config("spark.ui.showConsoleProgress", "false")
    spark = builder.getOrCreate()
    if not job["remote"]:
        spark.sparkContext.setLogLevel("ERROR")
    for key, value in (("spark.sql.session.timeZone", "UTC"), ("spark.sql.ansi.enabled", "true"),
                       ("spark.sql.shuffle.partitions", str(min(4000, max(2, job["threads"], size >> 26)))),
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


# So few chunks are surveyed by us while Spark starts; more of them are worth a job.
SURVEYED_HERE = 24


def chunks_of_all(files, size):
    return [(number, chunk) for number, file in files for chunk in chunks_of(file, size)]


def survey_here(files, size):
    by_number = dict(files)
    return [survey_one(by_number[number], chunk) for number, chunk in chunks_of_all(files, size)]


def survey_one(file, chunk):
    lines, marked, after = reading.survey(chunk, file["path"], file["size"])
    return dict(lines=lines, marked=marked, **after)


def survey(spark, files, size):
    """What `survey_here` finds, by many workers."""
    import pyarrow

    chunks, by_number = chunks_of_all(files, size), dict(files)

    def run(frames):
        for frame in frames:
            for id in frame.column(0).to_pylist():
                number, chunk = chunks[id]
                lines, marked, after = reading.survey(chunk, by_number[number]["path"], by_number[number]["size"])
                yield pyarrow.RecordBatch.from_pylist([dict(id=id, lines=lines, marked=marked, **after)])

    schema = "id BIGINT, lines BIGINT, marked BOOLEAN, `out` STRING, `in` STRING, half STRING"
    found = {row["id"]: row for row in spark.range(0, len(chunks), 1, len(chunks)).mapInArrow(run, schema).collect()}
    return [found[id] for id in range(len(chunks))]


def settle(files, size, found):
    """(file, chunk, state on entry, line) of every chunk of our own CSV files."""
    settled, last, by_number = [], None, dict(files)
    for (number, chunk), seen in zip(chunks_of_all(files, size), found):
        if number != last:
            entry, line, last = reading.OUT, by_number[number]["firstLine"], number
        settled.append((number, chunk, entry, line))
        line += seen["lines"]
        entry = seen[entry]
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
    if side in ("till", "acquirer", "receipt") and "rrn" not in names and not {"batch", "trace"} <= set(names):
        raise Refused("missingColumn", file["name"], "rrn (or batch and trace)")
    texts = {}
    for name, field in zip(names, frame.schema.fields):
        text = parquet_text(field, decimals)
        if text is None and name in known:
            kind = field.dataType.simpleString()
            raise Refused("unreadable", file["name"], f"{name} 列是 {kind}；金额和键只能是文字或 DECIMAL，不能是浮点数",
                          f"the column {name} is a {kind}; money and keys are text or DECIMAL, never floating point")
        texts[name] = rf"trim(BOTH ' \t' FROM coalesce({text or f'CAST(`{field.name}` AS STRING)'}, ''))"
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
        if file["side"] not in ("till", "acquirer"):
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
    """The view `found`, the rows worth telling, and the sums of all rows; with lists of receipts or orders, `transactions`."""
    source, views = rules.rows_of(job), ["rows_once"]
    rows = kept(spark, job, rules.judged(job, source, ""), "rows_once")
    once = spark.sql(rules.summed(job, rows)).persist()
    once.createOrReplaceTempView("judged_once")
    sums = totals(spark, "judged_once")
    if any(row["bucket"] == "mixed" for row in sums):
        keys = "SELECT DISTINCT mixed_key.terminal AS kt, mixed_key.ref AS kr, mixed_key.type AS ky FROM judged_once"
        again = f"SELECT r.* FROM ({source}) r LEFT SEMI JOIN ({keys}) k ON terminal = kt AND ref = kr AND type = ky"
        rows = kept(spark, job, rules.judged(job, rules.told_apart(job, again), ", own_merchant, stretch"), "rows_apart")
        apart = spark.sql(rules.summed(job, rows)).persist()
        apart.createOrReplaceTempView("judged_apart")
        sums = [row for row in sums if row["bucket"] != "mixed"] + totals(spark, "judged_apart")
        once = once.unionByName(apart)
        views.append("rows_apart")
    once.where("told IS NOT NULL").select("told.*").createOrReplaceTempView("found")
    if job["usesSides"]:
        spark.sql(sides.transactions(job, views)).createOrReplaceTempView("transactions")
    return sums


def kept(spark, job, rows, name):
    """Judged rows, kept where lists of receipts or orders are held against them, too."""
    if not job["usesSides"]:
        return rows
    spark.sql(rows).persist().createOrReplaceTempView(name)
    return f"SELECT * FROM {name}"


def judge_sides(spark, job):
    """Findings of the lists of receipts and orders: (queries of them, rows of figures, how many are told)."""
    queries, figures, told = [], [], 0
    for side, typed, rule in (("receipt", sides.receipt_rows, sides.receipts), ("order", sides.order_rows, sides.orders)):
        if not any(file["side"] == side for file in job["files"]):
            continue
        spark.sql(typed(job)).persist().createOrReplaceTempView(f"{side}_rows")
        spark.sql(rule(job)).persist().createOrReplaceTempView(f"{side}_found")
        for row in spark.sql(f"""SELECT bucket, count(told) AS told, sum(rows) AS rows, sum(minor_high) AS high, sum(minor_low) AS low
                FROM {side}_found GROUP BY bucket ORDER BY bucket""").collect():
            told += row["told"]
            if row["bucket"] is not None:
                figures.append(["side_bucket", row["bucket"], row["rows"], (row["high"] << 32) + row["low"]])
        for row in spark.sql(f"""SELECT tbl, count_if(reason IS NULL) AS rows, count_if(reason IS NOT NULL) AS aside,
                sum(IF(reason IS NULL, shiftright(minor, 32), 0L)) AS high, sum(IF(reason IS NULL, minor & 4294967295L, 0L)) AS low
                FROM {side}_rows GROUP BY tbl ORDER BY tbl""").collect():
            figures.append(["file", row["tbl"], row["rows"], (row["high"] << 32) + row["low"], 0, row["aside"]])
        rows = f"SELECT explode(told) AS told FROM {side}_found" if side == "order" else \
            f"SELECT told FROM {side}_found WHERE told IS NOT NULL"
        queries.append(findings.side_lines(job, f"SELECT told.* FROM ({rows})", has_till=side == "receipt"))
    return queries, figures, told


# So many findings are sorted by one task; more of them are worth a look at how they spread.
FEW = 50_000


def totals(spark, view):
    """Rows of sums, each number whole again."""
    rows = []
    for row in spark.sql(rules.totals(view)).collect():
        row = row.asDict()
        for name in rules.SUMS:
            row[name] = ((row[name + "_high"] or 0) << 32) + (row[name + "_low"] or 0)
        rows.append(row)
    return rows


def added(rows, keys, names):
    """Sums by some columns, sorted; what has no value comes first."""
    sums = {}
    for row in rows:
        of = sums.setdefault(tuple(row[key] for key in keys), [0] * len(names))
        for place, name in enumerate(names):
            of[place] += row[name]
    return sorted(((*key, *of) for key, of in sums.items()), key=lambda cells: [(cell is not None, cell) for cell in cells[:len(keys)]])


def write_sums(out, sums):
    put = lambda kind, rows: [out.writerow([kind, *("" if cell is None else cell for cell in row)]) for row in rows]
    good = [row for row in sums if row["bucket"] != "quarantined"]
    charged = [row for row in good if row["side"] == 1]
    for number in sorted({row["tbl"] for row in sums}):
        mine = [row for row in good if row["tbl"] == number]
        put("file", [(number, sum(row["rows"] for row in mine), sum(row["minor"] for row in mine),
                      sum(row["fee"] for row in mine if row["side"] == 1),
                      sum(row["rows"] for row in sums if row["tbl"] == number) - sum(row["rows"] for row in mine))])
    put("bucket", added(sums, ["bucket"], ["rows", "minor"]))
    put("transit", added([row for row in sums if row["bucket"] == "in_transit"], ["settle_day"], ["rows", "minor"]))
    put("sum", added(charged, ["settle_day", "merchant"], ["rows", "gross", "fee", "net", "net_differs"]))
    put("volume", added([row for row in charged if row["sale_month"] is not None], ["sale_month", "merchant", "sale_product"], ["minor"]))
    names = ["fee_right", "fee_over", "over_by", "fee_under", "under_by", "fee_open"]
    put("fees", [[sum(row[name] for row in charged) for name in names]])


def write_figures(spark, job, sums, more, path):
    """Everything but the findings. The first cell of a row says what it is."""
    with open(path, "w", newline="", encoding="utf-8") as stream:
        out = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
        out.writerow(["currency", job["currency"]])
        write_sums(out, sums)
        out.writerows(more)
        for number, file in enumerate(job["files"]):
            if file["kind"] == "parquet":
                out.writerow(["columns", number, *file["columns"]])
        def aside(row):
            if row["reason"] == "dispute":
                raise Refused("unreadable", job["files"][row["tbl"]]["name"], f"第 {row['line']} 行是拒付或再请款，Spark 引擎还不会处理；请用 --engine native",
                              f"line {row['line']} is a chargeback or a representment, which the Spark engine does not know; use --engine native")
            out.writerow(["aside", row["tbl"], row["off"], row["line"], row["reason"], *(row["cells"] or [])])

        if any(row["bucket"] == "quarantined" for row in sums):
            for row in spark.sql(f"""SELECT {rules.FILE.format('place')} AS tbl, {rules.BYTE.format('place')} AS off, line, reason, cells
                    FROM found WHERE reason IS NOT NULL ORDER BY place""").toLocalIterator():
                aside(row)
        for side in ("receipt", "order"):
            if any(file["side"] == side for file in job["files"]):
                for row in spark.sql(f"""SELECT tbl, off, line, reason, cells FROM {side}_rows WHERE reason IS NOT NULL
                        ORDER BY place""").toLocalIterator():
                    aside(row)
        for row in spark.sql(rules.bank_rows(job)).toLocalIterator():
            if row["reason"] is None:
                out.writerow(["deposit", row["tbl"], row["off"], row["line"], row["deposit_day"], row["merchant"],
                              row["minor"], row["reference"]])
            else:
                aside(row)
        out.writerow(["end"])


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
    own, size = [(number, file) for number, file in enumerate(job["files"]) if file["kind"] == "csv"], job["chunkBytes"]
    early = None
    if len(chunks_of_all(own, size)) <= SURVEYED_HERE:
        early = futures.ThreadPoolExecutor(1).submit(survey_here, own, size)
    spark = session(job)
    try:
        job["currency"] = currency(spark, job)
        job["decimals"] = job["currencies"][job["currency"]]
        names = {file["side"] for file in job["files"]}
        job["usesOrders"], job["usesSides"] = "order" in names, bool(names & {"receipt", "order"})
        job["isSpecial"] = any(row["isSpecial"] for row in job["tariff"])
        job["usesMerchant"] = has_merchant(spark, job, "till") and has_merchant(spark, job, "acquirer")
        settled = settle(own, size, early.result() if early else survey(spark, own, size))
        links = rules.LINKS if job["usesOrders"] else []
        terms = rules.PRICED if job["isSpecial"] else []
        for side, wanted in (("till", rules.TILL + links), ("acquirer", rules.ACQUIRER + links + terms), ("bank", rules.BANK),
                             ("receipt", sides.RECEIPT), ("order", sides.ORDER)):
            texts_of(spark, job, side, wanted, settled)
        sums = judge(spark, job)
        queries, figures, told = judge_sides(spark, job)
        are_few = told + sum(row["told"] for row in sums) < FEW
        codes = [code for code in rules.CODES if code != "ST-05" or not job["isSpecial"]]
        findings.write(spark, f"{folder}/findings.csv", [findings.row_lines(job, codes), *queries], are_few)
        if job["isSpecial"]:
            # Fees that Counterfoil itself checks, and which of them are findings.
            findings.write(spark, f"{folder}/fees.csv", [findings.row_lines(job, ["ST-05"])], are_few)
        write_figures(spark, job, sums, figures, f"{folder}/figures.csv.partial")
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
