#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""The same rows as CSV and as workbooks written by other projects, read by `counterfoil`.

    python3 Tests/Differential/spreadsheets.py --binary .build/release/counterfoil [--seeds 3] [--seed 1]

Tables of many kinds (own till, acquirer and bank files, bills and exports of wallets, of a bank and of providers) are
written as CSV and as .xlsx by openpyxl, by XlsxWriter (shared and inline texts), by pandas, and, where it is installed,
by LibreOffice out of the CSV. `counterfoil import --json` must record the same rows and put the same ones aside, and
`counterfoil reconcile` must give the same findings, sums and figures; only the places in the files differ. Then
hostile workbooks, each of which must be refused with a reason. Exits 1 at the first difference.
"""
import argparse, csv, datetime, io, json, pathlib, random, re, shutil, subprocess, sys, tempfile, zipfile

import openpyxl, pandas, xlsxwriter
from openpyxl.styles import Font

D = datetime.datetime(2026, 11, 20, 8)
TAB = "\t"


class Table:
    """Rows of cells; a cell is text, int, float-as-text ('n:12.50'), datetime, date or time."""

    def __init__(self, name, rows, side, footer=(), preamble=(), encoding="utf-8"):
        self.name, self.rows, self.side, self.preamble = name, rows, side, list(preamble)
        self.footer, self.encoding = list(footer), encoding

    @property
    def all(self):
        return [[line] for line in self.preamble] + self.rows + [[line] for line in self.footer]


class Number:
    def __init__(self, text):
        self.text = text


def as_text(cell):
    if isinstance(cell, Number):
        return cell.text
    if isinstance(cell, datetime.datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if isinstance(cell, datetime.time):
        return cell.strftime("%H:%M:%S")
    return "" if cell is None else str(cell)


def amount(rng):
    return Number(f"{rng.choice([rng.randint(1, 99999), rng.randint(1, 999999999)]) / 100:.2f}")


def moment(rng):
    return D + datetime.timedelta(seconds=rng.randint(0, 50000))


def tills(rng, count):
    rows = [["terminal", "rrn", "type", "amount", "time", "merchant", "printed", "status", "product"]]
    acq = [["merchant", "terminal", "rrn", "type", "amount", "fee", "net", "settle_date", "product"]]
    for n in range(count):
        rrn, money, at = f"{261120000000 + n}", amount(rng), moment(rng)
        kind = rng.choice(["sale"] * 9 + ["refund"])
        if rng.random() < 0.95:
            rows.append([f"T{n % 7}", rrn, kind, money, at, "898440154110001", rng.choice([1, 1, 1, 0, None]),
                         rng.choice(["approved"] * 9 + ["unknown", "declined", "odd"]), "debit"])
        if rng.random() < 0.95:
            fee = Number(f"{float(money.text) * 0.005:.2f}")
            other = amount(rng) if rng.random() < 0.05 else money
            acq.append(["898440154110001", f"T{n % 7}", rrn, kind, other, fee, None, at.date(), "debit"])
            if rng.random() < 0.03:
                acq.append(list(acq[-1]))
        if rng.random() < 0.03:
            acq.append(["898440154110001", f"T{n % 7}", None, "sale", money, None, None, at.date(), 'a "quoted", one'])
    bank = [["date", "amount", "merchant", "reference"]]
    for day in range(3):
        bank.append([D.date() + datetime.timedelta(day), amount(rng), "898440154110001", f"P{day}"])
    return [Table("till", rows, "pos"), Table("acquirer", acq, "acquirer"), Table("bank", bank, "bank")]


def alipay(rng, count):
    header = ["支付宝交易号", "商户订单号", "业务类型", "商品名称", "创建时间", "完成时间", "门店编号", "门店名称", "操作员", "终端号",
              "对方账户", "订单金额（元）", "商家实收（元）", "支付宝红包（元）", "集分宝（元）", "支付宝优惠（元）", "商家优惠（元）",
              "券核销金额（元）", "券名称", "商家红包消费金额（元）", "卡消费金额（元）", "退款批次号/请求号", "服务费（元）", "分润（元）", "备注"]
    rows, got = [header], 0
    for n in range(count):
        fen, at = rng.randint(1, 99999), moment(rng)
        got += fen
        money = Number(f"{fen / 100:.2f}")
        rows.append([f"20261120220014{n:014d}" + TAB, f"M{n:06d}" + TAB, "交易", "面, 大份", at, at, "", "", "", "", "a***@x",
                     money, money, Number("0.00"), 0, Number("0.00"), Number("0.00"), Number("0.00"), "", Number("0.00"),
                     Number("0.00"), "", Number(f"-{round(fen * 0.006) / 100:.2f}"), Number("0.00"), ""])
    return Table(
        "alipay", rows, "acquirer", preamble=["#支付宝业务明细查询", "#账号：[20880000000000000156]",
                                              "#起始日期：[2026年11月20日 00:00:00]   终止日期：[2026年11月21日 00:00:00]",
                                              "#-----------------------------------------业务明细列表----------------------------------------"],
        footer=["#-----------------------------------------业务明细列表结束------------------------------------",
                f"#交易合计：{count}笔，商家实收共{got / 100:.2f}元，商家优惠共0.00元",
                "#退款合计：0笔，商家实收退款共0.00元，商家优惠退款共0.00元", "#导出时间：[2026年11月21日 10:00:00]"])


def wallet(rng, count):
    rows = [["交易时间", "交易类型", "交易对方", "商品", "收/支", "金额(元)", "支付方式", "当前状态", "交易单号", "商户单号", "备注"]]
    income = spent = 0
    for n in range(count):
        fen = rng.randint(1, 99999)
        comes = rng.random() < 0.5
        income, spent = income + (fen if comes else 0), spent + (0 if comes else fen)
        rows.append([moment(rng), "二维码收款" if comes else "商户消费", "/", "收款方备注:二维码收款" if comes else "咖啡",
                     "收入" if comes else "支出", f"¥{fen / 100:.2f}", "零钱", "已收钱" if comes else "支付成功",
                     f"100010810120261120{n:010d}" + TAB, f"W{n:010d}" + TAB, "/"])
    return Table("wallet", rows, None, preamble=["微信支付账单明细", "微信昵称：[店]", "----------------------微信支付账单明细列表--------------------"])


def account(rng, count):
    rows = [["交易日期", "交易时间", "交易摘要", "交易金额", "本次余额", "对手信息", "日志号", "交易渠道", "交易附言"]]
    for n in range(count):
        at, comes = moment(rng), rng.random() < 0.6
        money = amount(rng)
        rows.append([at.date().strftime("%Y%m%d"), at.time(), "转存" if comes else "转支",
                     money if comes else Number("-" + money.text), amount(rng), "银联商务", f"{123450000 + n}", "网上银行",
                     "POS 清算"])
    return Table("abc", rows, "bank")


def stripe(rng, count):
    rows = [["automatic_payout_id", "automatic_payout_effective_at", "balance_transaction_id", "created", "reporting_category",
             "currency", "gross", "fee", "net", "charge_id", "payment_intent_id", "description"]]
    total = 0
    for n in range(count):
        fen = rng.randint(500, 99999)
        fee = fen * 29 // 1000 + 30
        total += fen - fee
        rows.append(["po_1", D + datetime.timedelta(2), f"txn_{n:05d}", moment(rng), "charge", "eur", Number(f"{fen / 100:.2f}"),
                     Number(f"{fee / 100:.2f}"), Number(f"{(fen - fee) / 100:.2f}"), f"ch_{n:05d}", f"pi_{n:05d}", "x <y> & z"])
    rows.append(["po_1", D + datetime.timedelta(2), "txn_po", D + datetime.timedelta(2), "payout", "eur",
                 Number(f"-{total / 100:.2f}"), Number("0.00"), Number(f"-{total / 100:.2f}"), "", "", ""])
    return Table("stripe", rows, "acquirer")


# Writers: each gives the bytes of a workbook.


def write_csv(table):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([[as_text(c) for c in row] for row in table.all])
    return text.getvalue().encode()


def by_openpyxl(table):
    book = openpyxl.Workbook()
    book.active.title = "读我"
    hidden = book.create_sheet("hidden")
    hidden.sheet_state = "hidden"
    hidden.append(["terminal", "rrn", "type", "amount", "time"])
    sheet = book.create_sheet("Daten & 表")
    for at, row in enumerate(table.all, 1):
        for column, cell in enumerate(row, 1):
            if as_text(cell) == "":
                continue
            place = sheet.cell(at, column)
            place.value = float(cell.text) if isinstance(cell, Number) else cell
            if at == 1:
                place.font = Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def by_xlsxwriter(table, inline=False, epoch1904=False):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": inline, "date_1904": epoch1904})
    stamp = book.add_format({"num_format": "yyyy/m/d h:mm"})
    day = book.add_format({"num_format": "[$-804]yyyy\"年\"m\"月\"d\"日\""})
    clock = book.add_format({"num_format": "hh:mm:ss"})
    money = book.add_format({"num_format": "¥#,##0.00;[Red]-¥#,##0.00"})
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet("账单")
    for at, row in enumerate(table.all):
        for column, cell in enumerate(row):
            if isinstance(cell, Number):
                sheet.write_number(at, column, float(cell.text), money)
            elif isinstance(cell, datetime.datetime):
                sheet.write_datetime(at, column, cell, stamp)
            elif isinstance(cell, datetime.date):
                sheet.write_datetime(at, column, cell, day)
            elif isinstance(cell, datetime.time):
                sheet.write_datetime(at, column, cell, clock)
            elif isinstance(cell, int):
                sheet.write_number(at, column, cell)
            elif as_text(cell):
                if not inline and len(cell) > 3 and at == len(table.preamble) + 1:
                    sheet.write_rich_string(at, column, cell[:2], bold, cell[2:])
                else:
                    sheet.write_string(at, column, cell)
    book.close()
    return out.getvalue()


def by_pandas(table):
    if table.preamble or table.footer:
        return None
    frame = pandas.DataFrame(
        [[float(c.text) if isinstance(c, Number) else c for c in row] for row in table.rows[1:]], columns=table.rows[0])
    out = io.BytesIO()
    frame.to_excel(out, index=False, engine="openpyxl")
    return out.getvalue()


def by_libreoffice(table, folder):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        return None
    source = folder / "office.csv"
    source.write_bytes(write_csv(table))
    # Every column as text (2): what a careful person chooses in the dialogue.
    columns = "/".join(f"{n}/2" for n in range(1, 41))
    subprocess.run(
        [office, "--headless", f"-env:UserInstallation=file://{folder}/profile", f"--infilter=CSV:44,34,76,1,{columns}",
         "--convert-to", "xlsx", "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=300)
    return (folder / "office.xlsx").read_bytes()


WRITERS = [
    ("openpyxl", lambda t, f: by_openpyxl(t)), ("XlsxWriter", lambda t, f: by_xlsxwriter(t)),
    ("XlsxWriter in line", lambda t, f: by_xlsxwriter(t, inline=True)),
    ("XlsxWriter 1904", lambda t, f: by_xlsxwriter(t, epoch1904=True)),
    ("XlsxWriter in a zip", lambda t, f: zipped("book.xlsx", by_xlsxwriter(t))),
    ("pandas", lambda t, f: by_pandas(t)), ("LibreOffice", by_libreoffice)]


def zipped(name, content):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


# Readers.


def run(binary, *words):
    done = subprocess.run([binary, *map(str, words)], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def fail(message, *more):
    print(message, *more, sep="\n")
    sys.exit(1)


def preview(binary, path):
    """What would be imported: the lines without names, places, and the row's own text of what is put aside."""
    code, out, err = run(binary, "import", "--preview", "--language", "en", path)
    if code:
        return [f"exit {code}", re.sub(r"^[^:]*: ", "", err.strip())]
    lines = []
    for line in out.splitlines()[1:]:
        if line.startswith("  ! sheets of the workbook"):
            continue
        place = re.match(r"  \S.*?:(\d+)@\d+ (.*?): ", line)
        lines.append(f"{place[1]} {place[2]}" if place and " | " not in line else line)
    return lines


def reconciled(binary, folder, files):
    """Findings without places, sums, places put aside, and figures without names and digests."""
    words = [word for side, paths in files.items() for word in [f"--{side}", *paths]]
    code, _, err = run(binary, "reconcile", *words, "--out", folder)
    if code > 1:
        fail(f"reconcile: exit {code}", " ".join(map(str, words)), err)
    read = lambda name: list(csv.reader(open(folder / name, encoding="utf-8", newline="")))
    findings, aside = read("findings.csv"), read("quarantine.csv")
    refs = [findings[0].index(name) for name in ("pos_ref", "acquirer_ref", "detail")]
    plain = sorted(tuple(c for i, c in enumerate(row) if i not in refs) for row in findings)
    lines = sorted((re.sub(r"@\d+$", "", re.sub(r"^.*:", "", row[refs[0]])), re.sub(r"@\d+$", "", re.sub(r"^.*:", "", row[refs[1]])))
                   for row in findings[1:])
    summary = json.loads((folder / "summary.json").read_text())
    for file in summary.get("files", []):
        # A workbook's texts have no encoding of their own.
        for key in ("file", "name", "sha256", "bytes", "encoding"):
            file.pop(key, None)
    unread = [name for name in summary.pop("not_read", []) if not re.search(r"\[[^\]]+\]$", name)]
    if unread:
        fail("a whole file was not read", *unread)
    sums = read("settlement.csv")
    shutil.rmtree(folder)
    return plain, lines, sorted((row[1], row[3]) for row in aside[1:]), sums, summary


def compare(binary, rng, folder, count):
    own = tills(rng, count)
    tables = own + [alipay(rng, count), wallet(rng, min(count, 20)), account(rng, min(count, 20)), stripe(rng, min(count, 20))]
    checked, jobs = 0, 0
    books = {}
    for table in tables:
        plain = folder / f"{table.name}.csv"
        plain.write_bytes(write_csv(table))
        expected = preview(binary, plain)
        if expected[0].startswith("exit"):
            fail(f"{table.name}.csv is not read", *expected)
        for name, writer in WRITERS:
            book = writer(table, folder)
            if book is None:
                continue
            path = folder / f"{table.name} {name}{'.zip' if 'zip' in name else '.xlsx'}"
            path.write_bytes(book)
            books[table.name, name] = path
            got = preview(binary, path)
            if got != expected:
                pairs = [f"csv  {a}\nbook {b}" for a, b in zip(expected + [""] * 9, got + [""] * 9) if a != b]
                fail(f"{path}: not as the CSV", *pairs[:5])
            checked += 1
    for name, _ in WRITERS:
        if ("till", name) not in books:
            continue
        for acquirer in ("acquirer", "alipay", "stripe"):
            till = tills_by_order(rng, count) if acquirer != "acquirer" else None
            sides = {"pos": ["till"], "acquirer": [acquirer], "bank": ["bank"]}
            if (acquirer, name) not in books:
                continue
            pick = lambda get: {side: [get(t) for t in names] for side, names in sides.items()}
            csvs = pick(lambda t: folder / f"{t}.csv")
            xlsx = pick(lambda t: books.get((t, name), folder / f"{t}.csv"))
            if till:
                (folder / "orders.csv").write_bytes(write_csv(till))
                book = dict(WRITERS)[name](till, folder)
                (folder / "orders.xlsx").write_bytes(book or b"")
                csvs["pos"], xlsx["pos"] = [folder / "orders.csv"], [folder / ("orders.xlsx" if book else "orders.csv")]
                if "zip" in name:
                    (folder / "orders.xlsx").rename(folder / "orders.zip")
                    xlsx["pos"] = [folder / "orders.zip"]
                if acquirer == "stripe":
                    continue
            first = reconciled(binary, folder / "out", csvs)
            second = reconciled(binary, folder / "out", xlsx)
            for what, a, b in zip(["findings", "places", "put aside", "sums", "figures"], first, second):
                if a != b:
                    fail(f"{name}, {acquirer}: {what} differ", str(a)[:2000], str(b)[:2000])
            jobs += 1
    imported_once(binary, folder, own, books)
    return checked, jobs


def tills_by_order(rng, count):
    rows = [["terminal", "rrn", "order_no", "type", "amount", "time", "status"]]
    for n in range(count):
        rows.append(["T1", None, f"M{n:06d}", "sale", amount(rng), moment(rng), "approved"])
    return Table("orders", rows, "pos")


def imported_once(binary, folder, tables, books):
    """A workbook imported after its CSV adds nothing."""
    data = folder / "data"
    for table in tables:
        code, _, err = run(binary, "import", "--data", data, folder / f"{table.name}.csv")
        if code > 1:
            fail(f"import {table.name}.csv: exit {code}", err)
        for name, _ in WRITERS:
            if (table.name, name) not in books:
                continue
            code, out, err = run(binary, "import", "--data", data, "--json", books[table.name, name])
            if code > 1:
                fail(f"import {books[table.name, name]}: exit {code}", err)
            added = [int(n) for n in re.findall(r'"(?:rowsAdded|added)"\s*:\s*(\d+)', out)]
            if not added or any(added):
                fail(f"{books[table.name, name]}: added {added} after its CSV", out[:2000])
    shutil.rmtree(data)


# Hostile workbooks: (name, bytes, what the reason must say).


def rezipped(book, change):
    """The same package with some parts changed; `change` gives the new bytes, or None to leave one out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def hostile(rng):
    book = by_xlsxwriter(tills(rng, 20)[0])
    part = lambda wanted, give: rezipped(book, lambda name, content: give(content) if name == wanted else content)
    laughs = b'<!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>'
    zeros = b"<worksheet><sheetData><row r='1'><c r='A1' t='str'><v>" + b"0" * (64 << 20)
    yield "old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096, "xls"
    yield "locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1024 + "EncryptedPackage".encode("utf-16-le"), "password"
    yield "laughs.xlsx", part("xl/sharedStrings.xml", lambda _: laughs), "document type"
    yield "bomb.xlsx", part("xl/worksheets/sheet1.xml", lambda _: zeros), "times its size|longer than"
    yield "strings-bomb.xlsx", part("xl/sharedStrings.xml", lambda _: b"<sst><si><t>" + b"0" * (64 << 20)), "times its size|longer than"
    yield "no-sheet.xlsx", rezipped(book, lambda n, c: None if n == "xl/worksheets/sheet1.xml" else c), "no part"
    yield "no-main.xlsx", rezipped(book, lambda n, c: None if n == "_rels/.rels" else c), "no part"
    yield "short-sheet.xlsx", part("xl/worksheets/sheet1.xml", lambda c: c[: len(c) // 2]), "cut short"
    yield "text-9999999.xlsx", part("xl/worksheets/sheet1.xml", lambda c: re.sub(rb't="s"><v>\d+', b't="s"><v>9999999', c)), "does not exist"
    yield "rows-twice.xlsx", part("xl/worksheets/sheet1.xml", lambda c: re.sub(rb'<row r="\d+"', b'<row r="2"', c)), "out of order"
    yield "utf-16.xlsx", part("xl/sharedStrings.xml", lambda c: c.decode().encode("utf-16")), "UTF-8"
    yield "document.xlsx", part("xl/workbook.xml", lambda _: b"<document/>"), "no Excel workbook"
    yield "binary.xlsb", rezipped(book, lambda n, c: b"\0\1\2" if n == "xl/workbook.xml" else c), "workbook"
    yield "calc.ods", zipped_all({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}), "ods"
    hidden = part("xl/workbook.xml", lambda c: c.replace(b'sheetId="1"', b'sheetId="1" state="hidden"'))
    yield "hidden.xlsx", hidden, "unhide"


def zipped_all(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def refuse(binary, rng, folder):
    count = 0
    for name, content, says in hostile(rng):
        path = folder / name
        path.write_bytes(content)
        code, out, err = run(binary, "import", "--preview", "--language", "en", path)
        if code != 3 or not re.search(says, err):
            fail(f"{name}: exit {code}, expected a refusal that says {says}", out[:500], err[:500])
        count += 1
    book = by_xlsxwriter(tills(rng, 20)[0])
    for length in sorted({rng.randint(4, len(book) - 1) for _ in range(20)}):
        path = folder / "cut.xlsx"
        path.write_bytes(book[:length])
        if (code := run(binary, "import", "--preview", path)[0]) != 3:
            fail(f"a workbook cut at {length} of {len(book)}: exit {code}")
        count += 1
    return count


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--binary", required=True)
    words.add_argument("--seeds", type=int, default=3)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--rows", type=int, default=60)
    words = words.parse_args()
    for seed in range(words.seed, words.seed + words.seeds):
        rng = random.Random(seed)
        with tempfile.TemporaryDirectory() as folder:
            files, jobs = compare(words.binary, rng, pathlib.Path(folder), words.rows)
            refused = refuse(words.binary, rng, pathlib.Path(folder))
        print(f"seed {seed}: {files} workbooks as their CSV, {jobs} jobs alike, {refused} hostile ones refused")


main()
