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
    rows = [["交易日期", "交易时间", "收入", "支出", "余额", "交易类型", "交易备注"]]
    for n in range(count):
        at, comes = moment(rng), rng.random() < 0.6
        rows.append([at.date().strftime("%Y%m%d"), at.time(), amount(rng) if comes else "", "" if comes else amount(rng),
                     amount(rng), "银联", "POS 清算"])
    return Table("cmb", rows, "bank")


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


def preview(binary, path):
    """What would be imported, without places."""
    code, out, err = run(binary, "import", "--dry-run", "--json", path)
    if code > 1:
        return code, err.strip()
    return code, json.loads(out)


def fail(message, *more):
    print(message, *more, sep="\n")
    sys.exit(1)
