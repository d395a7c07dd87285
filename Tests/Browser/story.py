# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""What the stories share: a shop of people, one browser for each of them, a printer with a tape, a mail server, a
gateway for short messages, and a counter of clicks."""

import contextlib
import datetime
import hashlib
import hmac
import json
import os
import pathlib
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller
from selenium.common.exceptions import WebDriverException

from shop import BINARY, PASSWORD, ROOT, Browser, Server, free_port, import_files, sign_in

sys.path.insert(0, str(ROOT / "Campaigns/printing"))
from printing import Printer  # noqa: E402

SECRET = "story-secret"
STORE = "S1"
# The most clicks each task may take, from the page where the person notices; product reference, section 4.
MOST = {
    "charged, no slip, customer waiting": 4, "paper out": 4, "customer left": 3, "double charge": 5,
    "double charge: approval": 1, "wrong amount": 5, "evidence pack": 3,
}
CLICKS: dict[tuple[str, str], int] = {}


class Person(Browser):
    """Somebody in a browser of their own. Their clicks are counted by the driver itself."""

    def __init__(self, base, language, folder, name=""):
        super().__init__(base, language, folder)
        self.language, self.name, self.clicks = language, name, 0
        if name:
            self.go(f"/signin?lang={language}")
            sign_in(self, name)

    def notices(self, path):
        """Opens the page on which the person notices; the count of clicks begins here."""
        self.go(path + ("&" if "?" in path else "?") + f"lang={self.language}")
        self.clicks = 0

    def click(self, css, leaves=True):
        """One press on what a person sees; with `leaves` it waits for the page it leads to."""
        thing = self.one(css)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", thing)
        assert thing.is_displayed(), css
        self.clicks += 1
        if leaves:
            self.leaves(thing.click)
        else:
            thing.click()

    def counted(self, task):
        """Notes how many clicks the task took, and fails when they are too many."""
        CLICKS[task, self.language] = self.clicks
        assert self.clicks <= MOST[task], f"{task}: {self.clicks} clicks"

    def looks(self, name):
        """Pictures of the page on a desk and on a phone, when somebody asked for pictures."""
        for width in (1280, 390):
            self.shot(f"story-{name}-{self.language}-{width}", width)

    def sees(self, *texts, css="main"):
        shown = self.text(css)
        for text in texts:
            assert text in shown, f"{text!r} is not on {self.path()}:\n{shown[:1500]}"

    def waits_for(self, text, seconds=20):
        """The page itself comes to say it, by its live updates."""
        self.until(lambda: self.is_loaded() and text in self.calm_text(), seconds)

    def comes_to(self, condition, seconds=20):
        """Looks again until it is so."""
        def again():
            self.driver.refresh()
            return condition()
        self.until(again, seconds)

    def calm_text(self):
        try:
            return self.text()
        except WebDriverException:  # the page is being replaced at this very moment
            return ""

    def rate(self, score, text=""):
        """The customer's own opinion on the receipt page."""
        self.one("#opinion textarea").send_keys(text)
        self.leaves(lambda: self.one(f"#opinion button[value='{score}']").click())
        assert len(self.all("#opinion .band.ok")) == 1

    def opens_receipt(self, code, fact):
        self.go(f"/r?c={code}&lang={self.language}")
        self.fill("fact", fact)
        self.leaves(lambda: self.one("form button.main").click())
        assert self.path().startswith("/r") and self.all(".amount"), self.text("body")


class Mail:
    """A real SMTP server on a loopback port; keeps every letter it took."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):
        self.letters.append((envelope.rcpt_tos[0], bytes(envelope.content).decode("utf-8", "replace")))
        return "250 2.0.0 kept"


class Gateway(BaseHTTPRequestHandler):
    """Stands in for a provider of short messages: checks the signature and says that it arrived."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        signed = self.headers["x-counterfoil-timestamp"].encode() + b"." + body
        is_ours = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest() == self.headers[
            "x-counterfoil-signature"]
        self.server.texts.append((json.loads(body), is_ours))
        answer = json.dumps({"id": f"gw-{len(self.server.texts)}", "delivered": True}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


class StoryShop:
    """One shop for a story: server, printer behind the print proxy, mail, short messages, and its people."""

    PEOPLE = {"li": "cashier", "wang": "manager", "kefu": "service", "caiwu": "finance"}

    def __init__(self, folder: pathlib.Path, earlier: pathlib.Path | None = None):
        self.folder, self.data = folder, folder / "data"
        self.sold = {}
        self.mail = Mail()
        self.smtp = Controller(self.mail, hostname="127.0.0.1", port=free_port())
        self.smtp.start()
        self.gateway = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
        self.gateway.texts = []
        threading.Thread(target=self.gateway.serve_forever, daemon=True).start()
        self.log = open(folder / "printer.log", "w")
        self.printer = Printer(str(BINARY), self.log)
        self.people()
        self.start({"LD_PRELOAD": str(earlier), "COUNTERFOIL_TEST_EARLIER": "900"} if earlier else {})
        self.print_port = free_port()
        self.call("PUT", "/api/v1/printers/front", {
            "store": STORE, "address": f"127.0.0.1:{self.printer.port}", "listenPort": self.print_port}, "owner")
        self.until("the printer is ready", lambda: self.printer_state().get("isReady"))

    def start(self, more):
        before = dict(os.environ)
        os.environ.update({**self.settings(), **more})
        try:
            self.server = Server(self.data)
        finally:
            os.environ.clear()
            os.environ.update(before)
        self.base, self.tokens = self.server.base, {}

    def lives_now(self):
        """The server that lived a quarter of an hour ago goes on in the present."""
        self.server.stop()
        self.start({})

    def people(self):
        def run(*arguments):
            subprocess.run(
                [str(BINARY), *arguments, "--data", str(self.data)], check=True, stdout=self.log, stderr=self.log,
                env={**os.environ, "COUNTERFOIL_PASSWORD": PASSWORD})
        run("store", "add", STORE, "--name", "示例超市南京路店")
        run("user", "add", "owner", "--role", "administrator", "--language", "zh")
        for name, role in self.PEOPLE.items():
            reach = [] if role in ("service", "finance") else ["--store", STORE]
            run("user", "add", name, "--role", role, "--language", "zh", *reach)

    def settings(self):
        return {
            "COUNTERFOIL_MAIL_SERVER": f"127.0.0.1:{self.smtp.port}", "COUNTERFOIL_MAIL_SECURITY": "none",
            "COUNTERFOIL_MAIL_FROM": "receipts@example.cn", "COUNTERFOIL_MAIL_FROM_NAME": "示例超市",
            "COUNTERFOIL_SMS_PROVIDER": "generic", "COUNTERFOIL_SMS_SECRET": SECRET,
            "COUNTERFOIL_SMS_ADDRESS": f"http://127.0.0.1:{self.gateway.server_address[1]}/send",
            "COUNTERFOIL_MESSAGE_SIGN": "示例超市", "COUNTERFOIL_MESSAGE_SITE": "r.example.cn",
            "COUNTERFOIL_MESSAGE_PHONE": "400-000-0000",
        }

    def close(self):
        self.server.stop()
        with contextlib.suppress(Exception):
            self.printer.stop()
        self.smtp.stop()
        self.gateway.shutdown()
        self.log.close()

    # Programs at the shop's door

    def token(self, name):
        if name not in self.tokens:
            self.tokens[name] = self.call(
                "POST", "/api/v1/session", {"name": name, "password": PASSWORD}, None)["token"]
        return self.tokens[name]

    def call(self, method, path, body=None, name="wang"):
        request = urllib.request.Request(self.base + path, method=method)
        if name:
            request.add_header("Authorization", f"Bearer {self.token(name)}")
        if body is not None:
            request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(
                    request, None if body is None else json.dumps(body).encode(), timeout=30) as answer:
                text = answer.read()
                return json.loads(text) if text[:1] in (b"{", b"[") else text
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.code} {error.read().decode()[:400]}") from error

    def until(self, what, condition, seconds=25):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with contextlib.suppress(KeyError, IndexError):
                if condition():
                    return
            time.sleep(0.1)
        raise AssertionError(f"not within {seconds} s: {what}")

    def printer_state(self):
        return self.call("GET", "/api/v1/printers")["items"][0]["condition"] or {}

    def transaction(self, number):
        return self.call("GET", f"/api/v1/transactions/{number}")["transaction"]

    def case(self, number):
        return self.call("GET", f"/api/v1/cases/{number}")

    def reference(self):
        """Twelve digits that no other payment of this shop has."""
        return f"1125{len(self.sold) + 1:08d}"

    def case_of(self, transaction, family):
        return f"K{transaction[1:]}-{family}"

    def sell(self, reference, amount="58.00", at=None, source="till", **more):
        """A sale as a till or a terminal tells it."""
        at = at or now()
        told = {"source": source, "type": "sale", "status": "approved", "amount": {"amount": amount}, "store": STORE,
                "terminal": "10025871", "reference": reference, "card": f"622200******{reference[-4:]}", "product": "debit",
                "occurredAt": at, **more}
        number = self.call("POST", "/api/v1/observations", {"observations": [told]})["transactions"][0]
        self.sold[number] = {"reference": reference, "amount": amount, "at": at}
        return number

    def till_prints(self, reference, amount="58.00", at=None):
        with socket.create_connection(("127.0.0.1", self.print_port), timeout=10) as till:
            till.sendall(slip(reference, amount, at or now()))
            till.shutdown(socket.SHUT_WR)
            while till.recv(100):
                pass

    def verifies(self, path):
        """`counterfoil evidence verify` on a pack, without the shop."""
        done = subprocess.run([str(BINARY), "evidence", "verify", str(path)], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        spoiled = bytearray(path.read_bytes())
        spoiled[len(spoiled) // 3] ^= 1
        bad = path.with_suffix(".spoiled.zip")
        bad.write_bytes(spoiled)
        assert subprocess.run([str(BINARY), "evidence", "verify", str(bad)], capture_output=True).returncode == 4


def settle(shop, finance, sales, backs=()):
    """The acquirer's file of the day comes in through the page: what was charged, and what went back.

    `sales` are numbers of transactions; `backs` are (type, reference, amount, number of the charge).
    """
    rows = [("terminal", "rrn", "type", "amount", "settle_date", "time", "original")]
    for number in sales:
        sale = shop.sold[number]
        rows.append(("10025871", sale["reference"], "sale", sale["amount"], sale["at"][:10],
                     sale["at"][:19].replace("T", " "), ""))
    for kind, reference, amount, number in backs:
        rows.append(("10025871", reference, kind, amount, now()[:10], now()[:19].replace("T", " "),
                     shop.sold[number]["reference"]))
    path = shop.folder / f"clearing-{len(list(shop.folder.glob('clearing-*')))}-{finance.language}.csv"
    path.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")
    told = import_files(finance, [path])
    assert all(result.startswith("/imports/files/") for result in told.values()), told
    for number in [*sales, *(back[3] for back in backs)]:
        shop.until(f"{number} is in order", lambda: shop.transaction(number)["codes"] == [])


def evidence_pack(shop, person, case):
    """Case, build, download; then verified without the shop, and found out when a byte is changed."""
    person.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {
        "behavior": "allow", "downloadPath": str(shop.folder)})
    person.notices(f"/cases/{case}")
    person.looks("case-over")
    person.click(f"a[href='/evidence?about={case}']")
    person.fill("reason", "顾客投诉" if person.language == "zh-CN" else "the customer complained")
    person.click("form[action='/evidence'] button.primary")
    person.looks("pack")
    known = set(shop.folder.glob("*.zip"))
    person.click("a[href^='/evidence/packs/']", leaves=False)
    shop.until("the pack is on the disk", lambda: set(shop.folder.glob("*.zip")) - known)
    person.counted("evidence pack")
    shop.verifies((set(shop.folder.glob("*.zip")) - known).pop())


def now(minutes_ago=0):
    zone = datetime.timezone(datetime.timedelta(hours=8))
    at = datetime.datetime.now(zone) - datetime.timedelta(minutes=minutes_ago)
    return at.strftime("%Y-%m-%dT%H:%M:%S+08:00")


def slip(reference, amount, at):
    lines = ["示例超市南京路店", "银联POS签购单 POS SALES SLIP", "商户编号: 301110154110001", "终端编号: 10025871",
             "交易类型: 消费 SALE", f"卡号: 622200******{reference[-4:]}", "批次号: 000128", "凭证号: 004512", "授权码: 731904",
             f"参考号: {reference}", f"日期/时间: {at[:19].replace('-', '/').replace('T', ' ')}",
             f"金额: RMB {amount}", "持卡人存根", "谢谢惠顾"]
    return b"\x1b@\x1c&" + "\n".join(lines).encode("gbk") + b"\n\n\x1dVB\x03"


def table():
    """The clicks of every task, as the driver counted them."""
    lines = [f"{'task':<38}{'zh-CN':>6}{'en':>6}{'most':>6}"]
    for task, most in MOST.items():
        counts = [str(CLICKS.get((task, language), "-")) for language in ("zh-CN", "en")]
        lines.append(f"{task:<38}{counts[0]:>6}{counts[1]:>6}{most:>6}")
    return "\n".join(lines)
