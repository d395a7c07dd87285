#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`--engine spark` compared with the native engine, byte for byte, on random files.

usage: spark.py --binary .build/release/counterfoil [--seeds 3] [--first 1] [--python PYTHON] [--cluster]

needs: a Java, and a Python with the packages of Tests/requirements-spark.txt (this one, or --python)

The first round starts a Spark of its own; then one Spark Connect server does the others, its session warm, so that
more can be compared in little time. `--cluster` starts a master and two workers instead, as docs/SPARK.md tells it.
Each round is one run of Spark over everything at once that may differ: repeated keys on both sides, mixed merchants,
batch and trace that come back, quotation marks (some of them wrong), line ends inside cells, CRLF, no last line end,
bytes that are not UTF-8, rows of a wrong length, odd dates and amounts, a tariff with dates, caps, floors, ranges and
every rounding, deposits with and without a merchant, several files a side, chunks that end anywhere; in turn lists of
receipts and of orders, and a tariff with every special term. Then the same rows as Parquet, whose references are rows
instead of lines and bytes.
"""
import argparse, csv, datetime, json, os, pathlib, random, re, shutil, signal, socket, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = ["findings.csv", "settlement.csv", "quarantine.csv", "summary.json", "report.html"]
TILL = ["merchant", "terminal", "rrn", "batch", "trace", "type", "amount", "time", "status", "printed", "product", "card",
        "remark", "order_no", "original"]
ACQUIRER = ["merchant", "terminal", "rrn", "batch", "trace", "type", "amount", "fee", "net", "settle_date", "time", "product",
            "payout", "card", "remark", "order_no", "original", "brand", "channel", "instalments", "interchange", "scheme_fee",
            "markup"]
RECEIPT = ["merchant", "terminal", "rrn", "batch", "trace", "type", "amount", "time", "printed", "level", "order_no", "remark"]
ORDER = ["order_no", "merchant", "terminal", "rrn", "batch", "trace", "amount", "time", "status", "remark"]
TARIFF = """[[tariff]]
product = "credit"
rate = "0.60%"
valid_to = "2026-12-31"
[[tariff]]
product = "credit"
rate = "0.55%"
valid_from = "2027-01-01"
rounding = "half_even"
[[tariff]]
product = "debit"
rate = "0.50%"
cap = "20.00"
floor = "0.10"
rounding = "up"
[[tariff]]
product = "qr"
rate = "0.38%"
fixed = "0.01"
refund = "kept"
max_amount = "1000.00"
[[tariff]]
product = "qr"
rate = "0.25%"
rounding = "down"
min_amount = "1000.01"
[[tariff]]
product = "*"
merchant = "M-2"
rate = "1.00%"
"""
# Whatever few contracts say, in one.
TERMS = """[[merchant]]
merchant = "M-2"
mcc = "8062"
[[tariff]]
product = "credit"
mcc = ["8062", "8211-8299"]
rate = "0%"
[[tariff]]
product = "credit"
rate = "0.60%"
brand = "visa"
tax = "6%"
clause = "annex 2, 3.1"
[[tariff]]
product = "credit"
rate = "0.60%"
instalments = 12
add_on = "4.50%"
valid_from = "2026-12-30"
[[tariff]]
product = "credit"
rate = "0.60%"
refund = "proportional"
[[tariff]]
product = "debit"
channel = "online"
interchange = "0.20%"
scheme = "0.02%"
scheme_fixed = "0.01"
markup = "0.30%"
[[tariff]]
product = "debit"
rate = "0.60%"
volume = "marginal"
tiers = [{ above = "1000.00", rate = "0.50%" }, { above = "5000.00", rate = "0.40%" }]
[[tariff]]
product = "qr"
rate = "0.38%"
level = "batch"
max_amount = "4000.00"
[[tariff]]
product = "qr"
rate = "0.25%"
rounding = "down"
min_amount = "4000.01"
[[tariff]]
product = "other"
rate = "0.33%"
level = "day"
"""
CALENDAR = 'zone = "Asia/Shanghai"\ncut_off = "04:00"\nsettle_after_days = 1\nas_of = "2027-01-02"\nclosed_days = ["2027-01-01"]\n'


def cell(chance, text, quoting):
    if set(text) & set(',"\n\r') or chance.random() < quoting:
        return '"' + text.replace('"', '""') + '"'
    return text


def write_csv(path, columns, rows, chance, quoting, spoil):
    """A CSV file; `spoil` puts rows between the others that no reader should take."""
    order = columns[:]
    chance.shuffle(order)
    end = chance.choice([b"\n", b"\r\n"])
    lines = [",".join(order).encode()]
    for row in rows:
        lines.append(",".join(cell(chance, row[name], quoting) for name in order).encode())
        if spoil and chance.random() < 0.04:
            lines.append(chance.choice([
                b"one,two", b"", b'"open" shut' + b"," * (len(order) - 1), b"\xff\xfe" + b"," * (len(order) - 1),
                b"," * (len(order) + 3), b"card 6222001234567890123" + b"," * (len(order) - 1)]))
    text = end.join(lines) + (end if chance.random() < 0.6 else b"")
    if spoil and chance.random() < 0.3:
        text += (b"" if text.endswith(b"\n") else end) + b'"never closed,' + b"x," * 40
    path.write_bytes((b"\xef\xbb\xbf" if chance.random() < 0.3 else b"") + text)


def show(minor):
    return f"{'-' if minor < 0 else ''}{abs(minor) // 100}.{abs(minor) % 100:02}"


def sales(chance, count, vouchers):
    amounts = [1, 83, 100, 131, 132, 250, 500, 5800, 12500, 100000, 100001, 363637, 399900, 400000, 400100]
    days = [datetime.date(2026, 12, 29) + datetime.timedelta(n) for n in range(5)]
    for number in range(count):
        day = chance.choice(days)
        moment = f"{day} {chance.randrange(24):02}:{chance.randrange(60):02}:{chance.randrange(60):02}"
        key = chance.choice([f"{number:012}", f"{number:012}", f"{number % 11:012}", f"R{number % 7}X", str(number % 5), "a,b", 'q"q'])
        voucher = vouchers and chance.random() < 0.5
        order = chance.choice(["", f"SO{number}", f"SO{number % 90}", "SO，七", "a very long order number, longer than fifteen bytes"])
        yield day, {
            "order_no": order, "original": chance.choice(["", "", f"SO{number - 1}"]), "merchant": chance.choice(["M-1", "M-2", "M-2", ""] if number % 3 else ["M-1"]),
            "terminal": chance.choice(["T0000001", "T2", "=TERMINAL", "终端3"]), "rrn": "" if voucher else key,
            "batch": "000001" if voucher and number % 2 else "B" if voucher else "",
            "trace": (f"{number % 13:06}" if chance.random() < 0.97 else "") if voucher else "",
            "type": chance.choice(["sale", "sale", "sale", "refund", "void", "preauth", "completion", "reversal"]),
            "amount": show(chance.choice(amounts) if chance.random() < 0.8 else chance.randrange(1, 10**9)), "time": moment,
            "status": chance.choice(["approved", "approved", "", "declined", "unknown"]),
            "printed": chance.choice(["1", "1", "0", ""]), "product": chance.choice(["credit", "debit", "qr", "other", ""]),
            "card": "6222001234567890123", "remark": chance.choice(["", "plain", 'says "hi"', "two\nlines", "a,b", "中文，备注", "5\" nail"])}


ODD = {
    "amount": ["1,234.00", "1e3", "12.345", "", "abc", "-", "+5.00", "-3.10", "7", "7.5", "00000000000000000012.00", "5.",
               "92233720368547758.08", "23058430092136939.52", "23058430092136939.53", " 1.00", "１.00",
               "1..5", ".50", "-.50", "1.5.", "5.1 ", "1.2.34", "1 2.00", "1234567890123.45", "12345678901234567.89"],
    "time": ["2026/12/30 10:00:00", "20261230 100000", "2026-12-30T10:00", "2026-02-30 10:00:00", "2026-12-30 24:00:00",
             "2026-12-30", "", "0000-01-01 00:00:00", "1999-12-31 23:59:59", " 2026-12-30  09:08", "2026-12-30 9:08:07", "2026-12-30 10:00:.5",
             "2026-12-30 10:00:Z5", "2026-12-30 10:00:5 ", "2026-12-30 10:00: 5", "2026-12-3T10:00:00.5", "2026-12-30 1O:00:05"],
    "type": ["SALE", "", "sale "], "status": ["Approved", "ok"], "printed": ["yes", "2"], "terminal": [""]}

def lists(chance, rows):
    """Receipts and orders of some of the rows, with faults of their own."""
    receipts, orders = [], {}
    for row in rows:
        row = {name: row.get(name, "") for name in {*RECEIPT, *ORDER}}
        if chance.random() < 0.5:
            for _ in range(chance.choice([1] * 6 + [2, 3, 4])):
                mine = row | {"level": chance.choice(["", "E0", "E1", "E2", "E3", "E4"]), "printed": chance.choice(["", "1", "1", "0"])}
                for name, odd in (("amount", ["7.77", "x", "-3.10"]), ("merchant", ["", "M-2", "M-9"]), ("level", ["E9"]),
                                  ("time", ["", "2026-12-29 12:00:00", "2026-12-31 12:00:00", "2027-01-02 23:00:00", "soon"]),
                                  ("rrn", ["", "NOSUCH", "77"]), ("type", ["SALE", "refund"]), ("terminal", [""])):
                    if chance.random() < 0.06:
                        mine[name] = chance.choice(odd)
                receipts.append(mine)
        if row["order_no"] and chance.random() < 0.6:
            for _ in range(chance.choice([1] * 9 + [2])):
                amounts = orders.setdefault(row["order_no"], [])
                keyed = chance.random() < 0.5
                mine = row | {"status": chance.choice(["", "paid", "paid", "paid", "unpaid", "closed"])}
                mine |= {} if keyed else {name: "" for name in ("terminal", "rrn", "batch", "trace")}
                for name, odd in (("amount", ["7.77", "x", "0.00"]), ("time", ["", "2027-01-02 23:00:00"]), ("status", ["lost"]),
                                  ("order_no", ["", f"SX{len(orders)}"]), ("merchant", ["", "M-2"])):
                    if chance.random() < 0.05:
                        mine[name] = chance.choice(odd)
                amounts.append(mine)
    found = [row for rows in orders.values() for row in (rows if chance.random() < 0.3 else rows[:1])]
    chance.shuffle(receipts), chance.shuffle(found)
    return receipts, found


SETTLED = ["", "", "2026-13-01", "2026-12-3 ", "2026-1-031", "2026/12/31", "0000-01-01", "20261231"]


def make(folder, chance, count, vouchers, quoting, spoil, terms=False):
    till, acquirer, net = [], [], {}
    for day, row in sales(chance, count, vouchers):
        if chance.random() < 0.9:
            for _ in range(chance.choice([1] * 9 + [2])):
                mine = dict(row)
                if chance.random() < 0.05:
                    name = chance.choice(list(ODD))
                    mine[name] = chance.choice(ODD[name])
                till.append(mine)
        for _ in range(chance.choice([0, 1, 1, 1, 1, 1, 1, 2, 3]) if chance.random() < 0.9 else 0):
            minor = round(float(row["amount"]) * 100) + chance.choice([0] * 8 + [100])
            fee = chance.choice([minor * 6 // 1000, (minor * 55 + 5000) // 10000, minor * 38 // 10000 + 1, 2000, -minor * 6 // 1000])
            settled = day + datetime.timedelta(chance.choice([1, 1, 1, 2]))
            mine = dict(row) | {
                "amount": show(minor), "fee": chance.choice([show(fee)] * 6 + ["", "x"]),
                "net": chance.choice(["", "", show(minor - fee), show(minor)]),
                "settle_date": chance.choice([str(settled)] * 24 + SETTLED + [str(settled).replace("-", "")]),
                "time": chance.choice([row["time"]] * 4 + ["", "tomorrow"]), "payout": chance.choice(["", f"PO{settled.day}"]),
                "brand": chance.choice(["", "visa", "amex"]), "channel": chance.choice(["", "online", "store"]),
                "instalments": chance.choice(["", "12", "x"]), "interchange": chance.choice(["", show(minor * 2 // 1000), "x"]),
                "scheme_fee": chance.choice(["", "0.02"]), "markup": chance.choice(["", show(minor * 3 // 1000)])}
            if chance.random() < 0.04:
                name = chance.choice(["amount", "type", "terminal"])
                mine[name] = chance.choice(ODD[name])
            if vouchers and chance.random() < 0.2:
                mine["time"] = str(day + datetime.timedelta(chance.choice([1, 40]))) + row["time"][10:]
            acquirer.append(mine)
            place = (str(settled), mine["merchant"])
            net[place] = net.get(place, 0) + minor - fee
    receipts, orders = lists(chance, till + acquirer)
    bank = [{"date": day, "merchant": merchant if chance.random() < 0.8 else "", "amount": show(amount - chance.choice([0, 0, 1])),
             "reference": chance.choice(["IN 1", "=x", f"PAYOUT PO{int(day[-2:])}"])} for (day, merchant), amount in net.items() if chance.random() < 0.9]
    bank += [{"date": "2026-12-31", "merchant": "M-9", "amount": "5.00", "reference": ""},
             {"date": "soon", "merchant": "", "amount": "5.00", "reference": ""}]
    chance.shuffle(till), chance.shuffle(acquirer)
    (folder / "tariff.toml").write_text(TERMS if terms else TARIFF)
    (folder / "calendar.toml").write_text(CALENDAR)
    half = len(till) // 2
    tables = {"till-a": (TILL, till[:half]), "till-b": ([n for n in TILL if n not in ("remark", "product")], till[half:]),
              "acquirer-a": (ACQUIRER, acquirer[::2]), "acquirer-b": ([n for n in ACQUIRER if n != "net"], acquirer[1::2]),
              "receipts-a": (RECEIPT, receipts[::2]), "receipts-b": ([n for n in RECEIPT if n not in ("level", "time")], receipts[1::2]),
              "orders": (ORDER, orders), "bank": (["date", "merchant", "amount", "reference"], bank)}
    for name, (columns, rows) in tables.items():
        write_csv(folder / f"{name}.csv", columns, rows, chance, quoting, spoil and name != "bank")
    return tables


def write_parquet(folder, tables):
    import pyarrow, pyarrow.parquet

    for name, (columns, rows) in tables.items():
        pyarrow.parquet.write_table(pyarrow.table({c: [row[c] for row in rows] for c in columns}), folder / f"{name}.parquet",
                                    row_group_size=37)


def run(binary, folder, out, kind, *more, sides=(), environment=None):
    file = lambda *names: [str(folder / f"{name}.{kind}") for name in names]
    lists = {"receipts": ["receipts-a", "receipts-b"], "orders": ["orders"]}
    more += tuple(part for side in sides for part in (f"--{side}", *file(*lists[side])))
    done = subprocess.run(
        [binary, "reconcile", "--pos", *file("till-a", "till-b"), "--acquirer", *file("acquirer-a", "acquirer-b"), "--bank",
         *file("bank"), "--tariff", folder / "tariff.toml", "--calendar", folder / "calendar.toml", "--out", out, *more],
        capture_output=True, text=True, env=environment)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{folder} {kind} {more}: exit {done.returncode}\n{done.stdout[-1000:]}{done.stderr}")
    files = {name: (out / name).read_bytes() for name in FILES}
    files["summary.json"] = files["summary.json"].replace(b'"engine": "spark"', b'"engine": "native"')
    return files


def as_rows(files, out):
    """What a CSV run would say if its rows had numbers instead of lines and bytes: references and digests left out."""
    plain = {}
    for name in ("findings.csv", "settlement.csv"):
        with open(out / name, newline="", encoding="utf-8") as stream:
            plain[name] = [[cell for title, cell in row.items() if title not in ("pos_ref", "acquirer_ref", "detail")]
                           for row in csv.DictReader(stream)]
        plain[name].sort()
    summary = json.loads(files["summary.json"])
    for file in summary["files"]:
        for key in ("name", "bytes", "sha256", "encoding"):
            file.pop(key, None)
    plain["summary.json"] = summary
    return plain


def compare(what, folder, want, got):
    for name in want:
        if want[name] == got[name]:
            continue
        lines = zip(want[name].split(b"\n"), got[name].split(b"\n")) if isinstance(want[name], bytes) else [
            (a, b) for a, b in zip(want[name], got[name])] if isinstance(want[name], list) else [(want[name], got[name])]
        first = next(((a, b) for a, b in lines if a != b), ("the end", "the end"))
        kept = shutil.copytree(folder, tempfile.mkdtemp(prefix="spark-differs-"), dirs_exist_ok=True)
        raise SystemExit(f"{what}: {name} differs; files kept in {kept}\n  native {first[0]}\n  spark  {first[1]}")


def home_of(python):
    """The installation of Spark that a Python package carries."""
    return subprocess.run([python, "-c", "import pyspark; print(pyspark.__path__[0])"], capture_output=True, text=True,
                          check=True).stdout.strip()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Process:
    """A program of Spark's that listens on a loopback port; ended with its children by its own id."""

    def __init__(self, command, environment, folder, name, port):
        self.log = open(folder / f"{name}.log", "w+b")
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log, env=environment, cwd=folder, start_new_session=True)
        while port:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit(f"{name} did not start:\n" + self.said()[-3_000:])
                time.sleep(0.1)

    def said(self):
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    def stop(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait()


def server(python, folder):
    """A Spark Connect server on a free loopback port, and its address."""
    home, port = home_of(python), free_port()
    settings = {"spark.connect.grpc.binding.address": "127.0.0.1", "spark.connect.grpc.binding.port": port,
                "spark.ui.enabled": "false", "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
    command = [f"{home}/bin/spark-submit", "--master", "local[2]", "--driver-java-options",
               "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC", *(part for item in settings.items() for part in ("--conf", "%s=%s" % item)),
               "--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "spark-internal"]
    return Process(command, os.environ | {"SPARK_HOME": home, "PYSPARK_PYTHON": python}, folder, "server", port), f"sc://127.0.0.1:{port}"


class Cluster:
    """A master and workers of one core each, started by hand as docs/SPARK.md tells it."""

    def __init__(self, python, folder, workers=2):
        self.folder, self.home, self.parts = folder, home_of(python), []
        # What is written down by whoever starts it: one address, and Java that starts quickly.
        environment = os.environ | {"SPARK_HOME": self.home, "PYSPARK_PYTHON": python, "SPARK_LOCAL_IP": "127.0.0.1",
                                    "SPARK_DAEMON_MEMORY": "256m"}
        port, spark_class = free_port(), f"{self.home}/bin/spark-class"
        self.address = f"spark://127.0.0.1:{port}"
        try:
            self.parts.append(Process([
                spark_class, "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0"],
                environment, folder, "master", port))
            for number in range(workers):
                self.parts.append(Process([
                    spark_class, "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "1g",
                    "--webui-port", "0", "--work-dir", str(folder / f"work-{number}"), self.address],
                    environment, folder, f"worker-{number}", None))
            limit = time.monotonic() + 120
            while any("Successfully registered with master" not in part.said() for part in self.parts[1:]):
                if time.monotonic() > limit or any(part.process.poll() is not None for part in self.parts):
                    raise SystemExit("the cluster did not start:\n" + "\n".join(part.said()[-1_500:] for part in self.parts))
                time.sleep(0.2)
        except BaseException:
            self.stop()
            raise

    def executors(self):
        """How many executors have worked for the last application."""
        names = {}
        for path in self.folder.glob("work-*/app-*/*/stderr"):
            names.setdefault(path.parent.parent.name, set()).add(path.parent)
        return len(names[max(names)]) if names else 0

    def stop(self):
        for part in reversed(self.parts):
            part.stop()


def on_cluster(options, folder):
    """One seed on a cluster started by hand, by a plain Python and by spark-submit; returns how many comparisons were made."""
    cluster = Cluster(options.python, folder)
    try:
        job = folder / "job"
        job.mkdir()
        make(job, random.Random(options.first), options.rows, vouchers=True, quoting=0.03, spoil=True)
        native = run(options.binary, job, job / "native", "csv", "--threads", "2")
        own = os.environ | {"COUNTERFOIL_SPARK_MASTER": cluster.address, "COUNTERFOIL_SPARK_CHUNK": "20000", "SPARK_LOCAL_IP": "127.0.0.1"}
        ways = {"python": {"COUNTERFOIL_SPARK_PYTHON": options.python}, "spark-submit": {
            "COUNTERFOIL_SPARK_PYTHON": "", "SPARK_HOME": cluster.home, "PYSPARK_PYTHON": options.python}}
        for name, more in ways.items():
            spark = run(options.binary, job, job / name, "csv", "--engine", "spark", environment=own | more)
            compare(f"cluster, {name}", job, native, spark)
            if cluster.executors() != 2:
                raise SystemExit(f"{cluster.executors()} executors worked, not two")
            print(f"a master and two workers started by hand, {name}: two executors, the same bytes", flush=True)
        return len(ways)
    finally:
        cluster.stop()


def round_of(options, seed, address):
    """One seed: CSV, and for the first seed Parquet; returns how many comparisons were made."""
    with tempfile.TemporaryDirectory() as name:
        folder, chance = pathlib.Path(name), random.Random(seed)
        # Odd seeds: batch and trace, every cell quoted or nearly none. Even: references alone, no marks but needed ones.
        odd = seed % 2 == 1
        tables = make(folder, chance, options.rows, vouchers=odd, quoting=1 if seed % 4 == 1 else 0.03 if odd else 0, spoil=True,
                      terms=(seed - options.first) % 4 in (1, 2))
        chunk = chance.choice([4_000, 9_999, 20_000])
        own = os.environ | {"COUNTERFOIL_SPARK_PYTHON": options.python, "COUNTERFOIL_SPARK_CHUNK": str(chunk)}
        remote = own | {"COUNTERFOIL_SPARK_REMOTE": address}
        sides = [("receipts", "orders"), (), ("receipts",), ("orders",)][(seed - options.first) % 4]
        native = run(options.binary, folder, folder / "native", "csv", "--threads", "2", sides=sides)
        is_first = seed == options.first
        spark = run(options.binary, folder, folder / "spark", "csv", "--engine", "spark", sides=sides,
                    environment=own if is_first else remote)
        compare(f"seed {seed}, CSV {' '.join(sides)}", folder, native, spark)
        print(f"seed {seed}: {native['findings.csv'].count(10) - 1} findings, {native['quarantine.csv'].count(10) - 1} rows "
              f"put aside, chunks of {chunk}, lists of {' and '.join(sides) or 'nothing'}: the same bytes", flush=True)
        if not is_first:
            return 1
        for table, (columns, rows) in tables.items():
            write_csv(folder / f"{table}.csv", columns, rows, chance, 0, False)
        write_parquet(folder, tables)
        native = run(options.binary, folder, folder / "native", "csv", "--threads", "2", sides=sides)
        spark = run(options.binary, folder, folder / "spark", "parquet", "--engine", "spark", sides=sides, environment=remote)
        compare(f"seed {seed}, Parquet", folder, as_rows(native, folder / "native"), as_rows(spark, folder / "spark"))
        if b"till-a.parquet:" not in spark["findings.csv"] or re.search(rb"\.parquet:\d+@", spark["findings.csv"]):
            raise SystemExit("a Parquet row's reference is file:row")
        print(f"seed {seed}: the same rows as Parquet: the same findings", flush=True)
        return 2


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--rows", type=int, default=400)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--cluster", action="store_true", help="one seed on a master and two workers, started by hand")
    options = parser.parse_args()
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        raise SystemExit("spark.py: no Java here; apt-get install openjdk-17-jre-headless")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        if options.cluster:
            print(f"{on_cluster(options, folder)} passed, 0 failed")
            return
        connect, address = server(options.python, folder)
        try:
            passed = sum(round_of(options, seed, address) for seed in range(options.first, options.first + options.seeds))
        finally:
            connect.stop()
    print(f"{passed} passed, 0 failed")


if __name__ == "__main__":
    main()
