#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""Bank statements written by other projects' writers, read by their readers and by `counterfoil`.

    python3 Tests/Differential/bank_statements.py --binary .build/release/counterfoil [--seeds 5] [--seed 1]

MT940 is written by mt940-writer and by hand in three manners of field 86, and read by mt-940. BAI2 is written by
mock-bank and by bai2, and read by bai2. camt.052, 053 and 054 are written by mock-bank, and read by Python's own XML
parser. OFX 1 and 2 are written and read by ofxtools. The deposits that `counterfoil reconcile` finds (day and amount of
each) must be the readers' credits, and `counterfoil import` of each file twice must record them once. Exits 1 at the
first difference.
"""
import argparse, collections, csv, datetime, decimal, json, pathlib, random, subprocess, sys, tempfile
import xml.etree.ElementTree as ET

import mt940
import mt940_writer
from bai2 import bai2 as bai2_text, constants as bc, models as bm
from mockbank import bai2 as mock_bai2, messages as mock_camt
from ofxtools import models as om
from ofxtools.Client import OFXClient
from ofxtools.Parser import OFXTree
from ofxtools.utils import UTC

D = decimal.Decimal
NAMES = ["Acquirer & Sons", "Zahlungsdienst GmbH", "Card <Services>", "Möbel AG", "Shop No. 5"]
IBAN = "DE89370400440532013000"


class Movement:
    def __init__(self, number, day, minor, credit, name):
        self.number, self.day, self.minor, self.credit, self.name = number, day, minor, credit, name
        self.amount = D(minor) / 100

    @property
    def signed(self):
        return self.amount if self.credit else -self.amount


def movements(rng, day):
    return [
        Movement(n, day, rng.choice([1, 99, 100, 5800, rng.randint(1, 10**9)]), rng.random() < 0.7, rng.choice(NAMES))
        for n in range(1, rng.randint(2, 60))]


# Writers: each gives (name of the file, its bytes, currency, the reader that is not ours).


def mt940_by_writer(rng, day):
    moves = movements(rng, day)
    opening = D(rng.randint(-10**6, 10**6)) / 100
    text = str(mt940_writer.Statement(
        "REF1", mt940_writer.Account("0175526303", "50070010"), "1/1",
        mt940_writer.Balance(opening, day - datetime.timedelta(1), "EUR"),
        mt940_writer.Balance(opening + sum(m.signed for m in moves), day, "EUR"),
        [mt940_writer.Transaction(
            m.day, m.signed, mt940_writer.TransactionType.transfer, f"NONREF//B{m.number}",
            mt940_writer.TransactionAdditionalInfo(m.name)) for m in moves]))
    return "writer.sta", (text + "\n").encode(), "EUR", read_mt940


def mt940_by_hand(rng, day):
    moves, lines = movements(rng, day), []
    balance = D(0)
    for m in moves:
        # R takes back: RC is money out, RD money in.
        mark = rng.choice(["C", "C", "RD"]) if m.credit else rng.choice(["D", "D", "RC"])
        balance += m.signed
        digits = f"{m.minor // 100},{m.minor % 100:02}"
        entry = m.day.strftime("%m%d") if rng.random() < 0.7 else ""
        lines.append(f":61:{m.day:%y%m%d}{entry}{mark}{rng.choice(['', 'R'])}{digits}NTRFR{m.number}//B{m.number}")
        lines.append(rng.choice([
            f":86:166?00GUTSCHRIFT?20EREF+E{m.number}?21SVWZ+order {m.number}?32{m.name}",
            f":86:/TRTP/SEPA/NAME/{m.name}/REMI/order {m.number}/EREF/E{m.number}",
            f":86:{m.name}\r\norder {m.number}"]))
    side = "C" if balance >= 0 else "D"
    text = "\r\n".join([
        "{1:F01DEUTDEFFXXXX0000000000}{2:O9401200261120DEUTDEFFXXXX00000000002611201200N}{4:", ":20:X",
        ":25:50070010/0175526303", ":28C:7/1", f":60F:C{day:%y%m%d}EUR0,00", *lines,
        f":62F:{side}{day:%y%m%d}EUR{str(abs(balance)).replace('.', ',')}", "-}"]) + "\r\n"
    if "." not in str(abs(balance)):
        text = text.replace(f"EUR{abs(balance)}\r\n-}}", f"EUR{abs(balance)},\r\n-}}")
    return "hand.sta", text.encode("utf-8"), "EUR", read_mt940


def read_mt940(path):
    out = []
    for row in mt940.parse(str(path), encoding="utf-8"):
        status, amount = row.data["status"], abs(row.data["amount"].amount)
        if status not in ("C", "RC"):
            continue
        day = row.data.get("entry_date") or row.data["date"]
        out.append((f"{day:%Y-%m-%d}", amount if status == "C" else -amount))
    return out


def payments(moves):
    rows = []
    for m in moves:
        row = collections.defaultdict(lambda: None, {
            "id": m.number, "amount": m.minor, "currency": "EUR", "end_to_end_id": f"E-{m.number}", "note": [],
            "value_date": m.day.isoformat(), "msg_id": "MSG-1", "credit": m.credit, "incoming": m.credit,
            "debtor_name": m.name, "creditor_name": m.name})
        rows.append(row)
    return rows


ACCOUNT = {"id": 7, "iban": IBAN, "currency": "EUR", "name": "Shop", "bic": "MOCKNL2A"}


def camt(kind):
    def write(rng, day):
        moves = movements(rng, day)
        opening = rng.randint(-10**6, 10**6)
        closing = opening + sum(m.minor if m.credit else -m.minor for m in moves)
        at = datetime.datetime.combine(day, datetime.time(18, 0), tzinfo=datetime.timezone.utc)
        rows, zone = payments(moves), datetime.timezone.utc
        if kind == "054":
            data = mock_camt.write_camt054(ACCOUNT, rows, day, "M1", at)
        else:
            writer = mock_camt.write_camt053 if kind == "053" else mock_camt.write_camt052
            data = writer(ACCOUNT, day, 3, opening, closing, rows, "M1", at, zone)
        return f"camt{kind}.xml", data, "EUR", read_camt
    return write


def read_camt(path):
    out = []
    for entry in ET.parse(path).iter():
        if entry.tag.rpartition("}")[2] != "Ntry":
            continue
        value = {child.tag.rpartition("}")[2]: child for child in entry}
        if value["CdtDbtInd"].text == "CRDT":
            out.append((value["BookgDt"][0].text, D(value["Amt"].text)))
    return out


def bai2_by_mock(rng, day):
    moves = movements(rng, day)
    closing = sum(m.minor if m.credit else -m.minor for m in moves)
    at = datetime.datetime.combine(day, datetime.time(18, 0), tzinfo=datetime.timezone.utc)
    text = mock_bai2.write_statement(ACCOUNT, day, 1, 0, closing, payments(moves), created_at=at)
    return "mock.bai", text.encode(), "EUR", read_bai2


def bai2_by_writer(rng, day):
    details = [
        bm.TransactionDetail(
            type_code=bc.TypeCodes["165" if m.credit else "455"], amount=m.minor, bank_reference=f"B{m.number}",
            customer_reference=f"C{m.number}", text=f"{m.name} order, {m.number}" * rng.randint(1, 6))
        for m in movements(rng, day)]
    account = bm.Account(
        header=bm.AccountIdentifier(customer_account_number="0975312468", currency="EUR"), trailer=bm.AccountTrailer(),
        children=details)
    group = bm.Group(
        header=bm.GroupHeader(
            ultimate_receiver_id="SHOP", originator_id="BANK", group_status=bc.GroupStatus.update,
            as_of_date=day, currency="EUR"), trailer=bm.GroupTrailer(), children=[account])
    file = bm.Bai2File(
        header=bm.Bai2FileHeader(
            sender_id="BANK", receiver_id="SHOP", creation_date=day, creation_time=datetime.time(1, 0), file_id="1"),
        trailer=bm.Bai2FileTrailer(), children=[group])
    return "writer.bai", (bai2_text.write(file) + "\n").encode(), "EUR", read_bai2


def read_bai2(path):
    out = []
    for group in bai2_text.parse_from_string(path.read_text(), check_integrity=True).children:
        for account in group.children:
            for row in account.children:
                if row.type_code.transaction == bc.TypeCodeTransaction.credit:
                    out.append((f"{group.header.as_of_date:%Y-%m-%d}", D(row.amount) / 100))
    return out


def ofx(version, close):
    def write(rng, day):
        at = datetime.datetime.combine(day, datetime.time(12, 0), tzinfo=UTC)
        status = om.STATUS(code=0, severity="INFO")
        rows = [
            om.STMTTRN(
                trntype="CREDIT" if m.credit else "DEBIT", dtposted=at, trnamt=m.signed, fitid=f"F{m.number}",
                name=m.name, memo=f"order {m.number} & more") for m in movements(rng, day)]
        statement = om.STMTRS(
            curdef="EUR", bankacctfrom=om.BANKACCTFROM(bankid="COBADEFF", acctid="0532013000", accttype="CHECKING"),
            banktranlist=om.BANKTRANLIST(*rows, dtstart=at, dtend=at),
            ledgerbal=om.LEDGERBAL(balamt=D("1.00"), dtasof=at))
        whole = om.OFX(
            signonmsgsrsv1=om.SIGNONMSGSRSV1(sonrs=om.SONRS(
                status=status, dtserver=at, language="ENG", fi=om.FI(org="Bank", fid="1"))),
            bankmsgsrsv1=om.BANKMSGSRSV1(om.STMTTRNRS(trnuid="1", status=status, stmtrs=statement)))
        data = OFXClient("https://example.invalid").serialize(
            whole, version=version, prettyprint=rng.random() < 0.5, close_elements=close)
        return f"ofx{version}{'' if close else '-open'}.ofx", data, "EUR", read_ofx
    return write


def read_ofx(path):
    tree = OFXTree()
    tree.parse(str(path))
    return [
        (f"{row.dtposted:%Y-%m-%d}", row.trnamt) for statement in tree.convert().statements
        for row in statement.transactions if row.trnamt > 0]


WRITERS = [
    mt940_by_writer, mt940_by_hand, camt("053"), camt("052"), camt("054"), bai2_by_mock, bai2_by_writer,
    ofx(103, True), ofx(103, False), ofx(203, True)]


def deposits(binary, folder, path, currency):
    """Day and amount of every deposit that the file job finds; nothing else is in the run, so each is announced."""
    (folder / "pos.csv").write_text(
        f"terminal,rrn,type,amount,time,currency\nT1,1,sale,1.00,2020-01-01 10:00:00,{currency}\n")
    (folder / "acquirer.csv").write_text(
        f"terminal,rrn,type,amount,settle_date,currency\nT1,1,sale,1.00,2020-01-02,{currency}\n")
    out = folder / "out"
    done = subprocess.run(
        [binary, "reconcile", "--pos", folder / "pos.csv", "--acquirer", folder / "acquirer.csv", "--bank", path, "--out",
         out], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{path}: {done.stdout}{done.stderr}")
    with open(out / "findings.csv", newline="", encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["code"] == "ST-08"]
    with open(out / "quarantine.csv", newline="", encoding="utf-8-sig") as file:
        expected = ("money that left the account", "a payment out that came back")
        bad = [row for row in csv.DictReader(file) if not row["reason"].startswith(expected)]
    if bad:
        sys.exit(f"{path}: set aside: {bad[0]}")
    lines = path.read_bytes()
    for row in rows:
        line, byte = row["acquirer_ref"].rpartition(":")[2].split("@")
        if lines[: int(byte)].count(b"\n") + 1 != int(line):
            sys.exit(f"{path}: {row['acquirer_ref']} is not where that byte is")
    number = lambda text: D("".join(sign for sign in text.split(" without")[0] if sign in "-.0123456789"))
    return [(row["settle_date"], number(row["detail"])) for row in rows]


def imported(binary, folder, path):
    def once():
        done = subprocess.run(
            [binary, "import", path, "--data", folder / "shop", "--json"], capture_output=True, text=True)
        if done.returncode not in (0, 1):
            sys.exit(f"{path}: {done.stdout}{done.stderr}")
        return json.loads(done.stdout)
    return once(), once()


def added(answer):
    """How many rows a run of the importer says it added."""
    files = answer if isinstance(answer, list) else answer.get("items", answer.get("data", [answer]))
    return sum(file["rowsAdded"] for file in files)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    total = 0
    for seed in range(options.seed, options.seed + options.seeds):
        for write in WRITERS:
            rng = random.Random(seed * 1000 + WRITERS.index(write))
            day = datetime.date(2026, 1, 1) + datetime.timedelta(rng.randint(0, 364))
            name, data, currency, read = write(rng, day)
            with tempfile.TemporaryDirectory() as place:
                folder = pathlib.Path(place)
                path = folder / name
                path.write_bytes(data)
                theirs = sorted(read(path))
                ours = sorted(deposits(options.binary, folder, path, currency))
                if ours != theirs:
                    kept = pathlib.Path(tempfile.gettempdir()) / f"differs-{name}"
                    kept.write_bytes(data)
                    more = collections.Counter(ours) - collections.Counter(theirs)
                    less = collections.Counter(theirs) - collections.Counter(ours)
                    sys.exit(f"seed {seed} {name} (kept as {kept}): only ours {dict(more)}, only theirs {dict(less)}")
                first, again = imported(options.binary, folder, path)
                if (added(first), added(again)) != (len(theirs), 0):
                    sys.exit(f"seed {seed} {name}: {added(first)} and {added(again)} added, {len(theirs)} and 0 expected")
                total += len(theirs)
    print(f"{options.seeds} seeds, {len(WRITERS)} writers: {total} deposits, the same by all readers; again adds nothing")


if __name__ == "__main__":
    main()
