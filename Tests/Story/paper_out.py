# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""Charged, and the paper runs out in the middle of the slip.

A till that knows nothing of Counterfoil prints through it to the simulated printer. The roll ends after a few lines,
the server is killed, a new roll goes in, the server starts again. The customer ends with exactly one whole receipt on
paper, or a marked copy, or one on the phone; and the console said the truth all along.

    paper_out.py --binary .build/release/counterfoil
"""

import argparse
import contextlib
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Campaigns/printing"))
from printing import Printer  # noqa: E402

PASSWORD = "correct horse battery 58"
REFERENCE = "112515030001"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Shop:
    """One server over one data folder; it can be killed and started again."""

    config = None
    """The settings file, where it has one."""

    def __init__(self, binary, folder, log):
        self.binary, self.data, self.log = binary, folder / "data", log
        self.port = free_port()
        for command in (
            ["store", "add", "S1", "--name", "南京路店"],
            ["user", "add", "owner", "--role", "administrator", "--language", "zh"],
            ["user", "add", "li", "--role", "manager", "--store", "S1", "--language", "zh"],
        ):
            subprocess.run([binary, *command, "--data", self.data], check=True, stdout=log, stderr=log,
                           env={**os.environ, "COUNTERFOIL_PASSWORD": PASSWORD})
        self.start()

    def start(self):
        self.child = subprocess.Popen(
            [self.binary, "serve", "--data", self.data, "--listen", f"127.0.0.1:{self.port}",
             *(["--config", self.config] if self.config else [])],
            stdout=self.log, stderr=self.log)
        until("the server is ready", lambda: self.call("GET", "/readyz", token=None) is not None, 60)
        self.tokens = {name: self.call("POST", "/api/v1/session", {"name": name, "password": PASSWORD}, None)["token"]
                       for name in ("owner", "li")}

    def kill(self):
        self.child.send_signal(signal.SIGKILL)
        self.child.wait()

    def stop(self):
        self.child.terminate()
        self.child.wait(30)

    def post(self, path, body, key, token="li"):
        """Status and body, whatever the status."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", method="POST", data=json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.tokens[token]}", "Content-Type": "application/json",
                     "Idempotency-Key": key})
        try:
            with urllib.request.urlopen(request, timeout=90) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def call(self, method, path, body=None, token="li"):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", method=method)
        if token:
            request.add_header("Authorization", f"Bearer {self.tokens[token]}")
        if body is not None:
            request.add_header("Content-Type", "application/json")
        data = None if body is None else json.dumps(body).encode()
        try:
            with urllib.request.urlopen(request, data, timeout=20) as answer:
                text = answer.read()
                return json.loads(text) if text[:1] in (b"{", b"[") else text
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.code} {error.read().decode()[:300]}") from error
        except (ConnectionError, urllib.error.URLError):
            return None

    def printer(self):
        return self.call("GET", "/api/v1/printers")["items"][0]

    def receipts(self):
        return self.call("GET", "/api/v1/receipts")["items"]

    def transaction(self):
        return self.call("GET", f"/api/v1/transactions/{self.number}")["transaction"]


def until(what, condition, seconds=20):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(ConnectionError, TypeError, IndexError):
            if condition():
                return
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s: {what}")


def slip():
    lines = ["南京路店", "银联POS签购单 POS SALES SLIP", "商户编号: 301110154110001", "终端编号: 10025871",
             "交易类型: 消费 SALE", "卡号: 622200******1234", "批次号: 000128", "凭证号: 004512", "授权码: 731904",
             f"参考号: {REFERENCE}", "日期/时间: 2026/11/25 15:03:07", "金额: RMB 58.00", "持卡人存根", "谢谢惠顾"]
    return b"\x1b@\x1c&" + "\n".join(lines).encode("gbk") + b"\n\n\x1dVB\x03"


def whole(lines):
    text = "\n".join(lines)
    return text.count("RMB 58.00") == 1 and "谢谢惠顾" in text and REFERENCE in text


def open_day(shop, printer, port):
    shop.call("PUT", "/api/v1/printers/front", {
        "store": "S1", "address": f"127.0.0.1:{printer.port}", "listenPort": port}, "owner")
    until("the printer is known and ready", lambda: (shop.printer()["condition"] or {}).get("isReady"))
    sale = {"source": "till", "type": "sale", "status": "approved", "amount": {"amount": "58.00"}, "store": "S1",
            "terminal": "10025871", "reference": REFERENCE, "occurredAt": "2026-11-25T15:03:07+08:00"}
    answer = shop.call("POST", "/api/v1/observations", {"observations": [sale]})
    shop.number = answer["transactions"][0]


def till_prints(port):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as till:
        till.sendall(slip())
        till.shutdown(socket.SHUT_WR)
        while till.recv(100):
            pass


def story(binary, folder, log, loses_memory):
    printer = Printer(binary, log)
    shop = Shop(binary, folder, log)
    port = free_port()
    try:
        open_day(shop, printer, port)
        printer.do("/fault/paper-out?after-lines=5")
        till_prints(port)
        started = time.monotonic()
        until("the page says that the paper is out", lambda: shop.printer()["condition"]["paper"] == "out")
        print(f"  paper out on the page after {time.monotonic() - started:.2f} s")
        until("the slip is kept and not called printed", lambda: shop.receipts()[0]["level"] in ("E0", "E1"))
        until("the finding is there", lambda: {"RC-01", "RC-02"} & set(shop.transaction()["codes"]))
        print(f"  console: {shop.receipts()[0]['report']}, {shop.transaction()['codes']}")
        assert not any(whole(lines) for lines in printer.slips())
        shop.kill()
        if loses_memory:
            printer.do("/power/cycle")
        printer.heal()
        shop.start()
        until("a person is asked", lambda: shop.receipts()[0]["report"] == "unconfirmed", 30)
        receipt = shop.receipts()[0]["id"]
        printed = [lines for lines in printer.slips() if whole(lines)]
        if loses_memory:
            finish_with_copy(shop, printer, receipt, printed)
        else:
            until("the roll goes on by itself", lambda: any(whole(lines) for lines in printer.slips()))
            shop.call("POST", f"/api/v1/receipts/{receipt}/decision", {"decision": "onPaper"})
            until("the slip is issued", lambda: shop.transaction()["slip"] == "issued")
            assert sum(whole(lines) for lines in printer.slips()) == 1, printer.slips()
            assert not any("重打印" in line for lines in printer.slips() for line in lines)
            assert shop.receipts()[0]["level"] == "E4"
        until("nothing is left open", lambda: not {"RC-01", "RC-02"} & set(shop.transaction()["codes"]))
        open_on_the_phone(shop, receipt)
        print(f"  {sum(whole(lines) for lines in printer.slips())} whole slip on paper, 1 on the phone; "
              f"{shop.transaction()['codes'] or 'no finding'}")
    finally:
        shop.stop()
        printer.stop()


def finish_with_copy(shop, printer, receipt, printed):
    """The printer forgot the slip when it was switched off: the person sees none and has it printed again."""
    assert not printed, printed
    shop.call("POST", f"/api/v1/receipts/{receipt}/decision", {"decision": "printAgain"})
    until("the copy is on paper", lambda: any(whole(lines) for lines in printer.slips()))
    marked = [lines for lines in printer.slips() if whole(lines)]
    assert len(marked) == 1 and any("重打印" in line or "DUPLICATE" in line for line in marked[0]), marked
    until("the copy is issued", lambda: shop.transaction()["slip"] == "issued")


def open_on_the_phone(shop, receipt):
    """No account, no application: a code and what the customer paid."""
    code = shop.call("POST", f"/api/v1/receipts/{receipt}/code", {})["code"]
    jar = urllib.request.HTTPCookieProcessor()
    phone = urllib.request.build_opener(jar)
    base = f"http://127.0.0.1:{shop.port}"
    page = phone.open(f"{base}/r?c={code}", timeout=20).read().decode()
    csrf = re.search(r'name="_csrf" value="([^"]+)"', page)[1]
    form = urllib.parse.urlencode({"_csrf": csrf, "code": code, "fact": "58"}).encode()
    request = urllib.request.Request(f"{base}/r", form, {"Origin": base})
    assert "58.00" in phone.open(request, timeout=20).read().decode()


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--binary", default=".build/release/counterfoil")
    binary = str(pathlib.Path(options.parse_args().binary).resolve())
    for loses_memory in (False, True):
        print("the printer is switched off and on" if loses_memory else "the printer keeps what it took")
        with tempfile.TemporaryDirectory(prefix="counterfoil-story-") as folder:
            folder = pathlib.Path(folder)
            with open(folder / "log", "w") as log:
                try:
                    story(binary, folder, log, loses_memory)
                except Exception:
                    log.flush()
                    print((folder / "log").read_text(errors="replace")[-3000:], file=sys.stderr)
                    raise
    print("2 stories, each with one receipt for the customer")


if __name__ == "__main__":
    main()
