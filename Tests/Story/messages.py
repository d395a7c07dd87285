#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""A customer is told, by a real mail server and a stand-in for a provider of short messages.

    payment ─▶ POST /api/v1/messages ─▶ outbox ─▶ SMTP (aiosmtpd) ─▶ letter read back and checked
                                              └─▶ HTTP gateway ─▶ signature checked

Told and asserted: a letter is taken; one is refused (550); one is greylisted (451) and taken on the second try;
one is lost after its final dot and is *unknown*, never sent again by itself; the gateway takes a text whose
signature fits; kill -9 while the gateway holds its answer leaves that message unknown, and a restart sends nothing
twice.
"""

import argparse
import email
import email.policy
import hashlib
import hmac
import http.cookiejar
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

SECRET = "story-secret"


class Mail:
    """Answers by the name of the mailbox; keeps every letter it took."""

    def __init__(self):
        self.letters, self.tries = [], {}

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        self.tries[name] = self.tries.get(name, 0) + 1
        if name == "nobody":
            return "550 5.1.1 no such user"
        if name == "grey" and self.tries[name] == 1:
            return "451 4.7.1 greylisted, come back"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.letters.append((envelope.rcpt_tos[0], bytes(envelope.content)))
        if envelope.rcpt_tos[0].startswith("lost@"):
            server.transport.abort()
            return "250 never heard"
        return "250 2.0.0 kept as %d" % len(self.letters)


class Gateway(BaseHTTPRequestHandler):
    seen, hold = [], threading.Event()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        at = self.headers["x-counterfoil-timestamp"]
        code = hmac.new(SECRET.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
        told = json.loads(body)
        Gateway.seen.append((told, code == self.headers["x-counterfoil-signature"]))
        if told["to"].endswith("9999"):
            Gateway.hold.wait(60)
        answer = json.dumps({"id": "gw-%d" % len(Gateway.seen), "delivered": True}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


class Shop:
    def __init__(self, binary, folder, environment):
        self.binary, self.folder, self.environment = binary, folder, environment
        self.start()

    def start(self):
        self.log = open(os.path.join(self.folder, "log"), "a+", encoding="utf-8")
        self.process = subprocess.Popen(
            [self.binary, "serve", "--sample", "--data", os.path.join(self.folder, "data"), "--listen", "127.0.0.1:0"],
            stdout=subprocess.PIPE, stderr=self.log, text=True, env={**os.environ, **self.environment})
        for line in self.process.stdout:
            if "http://" in line:
                self.base = line.split("http://")[1].split()[0]
                break
        else:
            raise SystemExit("the server did not start: " + open(self.log.name, encoding="utf-8").read()[-2000:])
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def state(self, message):
        return self.call("GET", "/api/v1/messages/" + message)[1]["message"]

    def until(self, message, test, seconds=90):
        end = time.time() + seconds
        while time.time() < end:
            record = self.state(message)
            if test(record):
                return record
            time.sleep(0.3)
        raise SystemExit("FAIL: %s is %s" % (message, json.dumps(self.state(message), ensure_ascii=False)))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def check(truth, what):
    print(("  ok   " if truth else "  FAIL ") + what)
    if not truth:
        sys.exit(1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    binary = os.path.abspath(parser.parse_args().binary)
    folder = tempfile.mkdtemp(prefix="counterfoil-messages-")
    mail = Mail()

    def authenticator(server, session, envelope, mechanism, data):
        good = isinstance(data, LoginPassword) and data.login == b"shop" and data.password == b"mail secret"
        return AuthResult(success=good)

    class Server(Controller):
        def factory(self):
            return SMTP(self.handler, authenticator=authenticator, auth_required=True, auth_require_tls=False)

    mail_port = free_port()
    server = Server(mail, hostname="127.0.0.1", port=mail_port)
    server.start()
    gateway = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=gateway.serve_forever, daemon=True).start()
    shop = Shop(binary, folder, {
        "COUNTERFOIL_MAIL_SERVER": "127.0.0.1:%d" % mail_port, "COUNTERFOIL_MAIL_SECURITY": "none",
        "COUNTERFOIL_MAIL_FROM": "receipts@example.cn", "COUNTERFOIL_MAIL_FROM_NAME": "示例超市",
        "COUNTERFOIL_MAIL_USER": "shop", "COUNTERFOIL_MAIL_PASSWORD": "mail secret",
        "COUNTERFOIL_SMS_PROVIDER": "generic", "COUNTERFOIL_SMS_SECRET": SECRET,
        "COUNTERFOIL_SMS_ADDRESS": "http://127.0.0.1:%d/send" % gateway.server_address[1],
        "COUNTERFOIL_MESSAGE_SIGN": "示例超市", "COUNTERFOIL_MESSAGE_SITE": "r.example.cn",
        "COUNTERFOIL_MESSAGE_PHONE": "400-000-0000",
    })
    try:
        tell(shop, mail)
    finally:
        Gateway.hold.set()
        shop.process.kill()
        server.stop()
        gateway.shutdown()
    print("messages: all told")


def tell(shop, mail):
    become(shop)
    found = shop.call("GET", "/api/v1/transactions?limit=12")[1]["items"]
    payments = [row["id"] for row in found]

    def send(to, index, template="N1.zh"):
        status, answer = shop.call(
            "POST", "/api/v1/messages", {"template": template, "transaction": payments[index], "to": to})
        check(status == 201, "queued to %s: %s" % (to, answer))
        return answer["id"]

    taken, refused = send("anna@example.com", 0), send("nobody@example.com", 1)
    grey, lost = send("grey@example.com", 2), send("lost@example.com", 3)
    text, held = send("13800000000", 4), send("13800009999", 5)
    record = shop.until(taken, lambda m: m["state"] == "sent")
    check("kept as" in record["reference"], "the letter was taken: " + record["reference"])
    record = shop.until(refused, lambda m: m["state"] == "failed")
    check(record["isUndeliverable"] and record["fault"].startswith("550"), "refused for good: " + record["fault"])
    record = shop.until(lost, lambda m: m["state"] == "unknown" and m["fault"])
    check(record["isUndeliverable"], "lost after the dot is unknown: " + record["fault"])
    shop.until(text, lambda m: m["state"] == "delivered")
    check(all(good for _, good in Gateway.seen), "every signature fits")
    letter = next(content for to, content in mail.letters if to == "anna@example.com")
    read(letter)
    record = shop.until(grey, lambda m: m["state"] == "sent", seconds=120)
    check(record["attempts"] == 2, "greylisted, and taken on the second try")
    again = shop.call(
        "POST", "/api/v1/messages", {"template": "N1.zh", "transaction": payments[0], "to": "anna@example.com"})
    check(again[1]["id"] == taken and not again[1]["isNew"], "asked for twice, it is the same message")
    shop.process.send_signal(signal.SIGKILL)
    shop.process.wait()
    Gateway.hold.set()
    shop.start()
    become(shop)
    record = shop.until(held, lambda m: m["state"] == "unknown" and m["fault"])
    time.sleep(3)
    sent = [told["id"] for told, _ in Gateway.seen].count(held)
    check(sent == 1, "killed in mid-send it is unknown, and was sent once: " + record["fault"])
    check(len([1 for to, _ in mail.letters if to == "lost@example.com"]) == 1, "the lost letter went out once")
    shop.process.send_signal(signal.SIGTERM)
    check(shop.process.wait(timeout=20) == 0, "the server stops in order")


def become(shop):
    """Through the sample shop's own door: anybody at this machine may become somebody of it."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = opener.open("http://%s/signin" % shop.base, timeout=30).read().decode()
    token = re.search(r'name="_csrf" value="([^"]+)"', page).group(1)
    people = re.findall(r'<button class="ask" name="name" value="([^"]+)"', page)
    who = next((name for name in people if "service" in name or "kefu" in name), people[2])
    data = urllib.parse.urlencode({"_csrf": token, "name": who}).encode()
    opener.open("http://%s/sample/entry" % shop.base, data, timeout=30)
    home = opener.open("http://%s/transactions" % shop.base, timeout=30).read().decode()
    csrf = re.search(r'name="_csrf" value="([^"]+)"', home)
    shop.opener, shop.csrf = opener, csrf.group(1) if csrf else token

    def call(method, path, body=None):
        request = urllib.request.Request("http://%s%s" % (shop.base, path), method=method)
        request.add_header("X-CSRF-Token", shop.csrf)
        if body is not None:
            request.add_header("Content-Type", "application/json")
            request.data = json.dumps(body).encode()
        try:
            with opener.open(request, timeout=30) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"null")

    shop.call = call


def read(content):
    """The letter as another program understands it."""
    letter = email.message_from_bytes(content, policy=email.policy.default)
    check(letter["subject"] == "示例超市：已扣款未出票", "subject: " + letter["subject"])
    check(letter["from"] == "示例超市 <receipts@example.cn>", "from: " + str(letter["from"]))
    check(letter["list-unsubscribe"] is None, "a letter of service has no List-Unsubscribe")
    plain = letter.get_body(("plain",)).get_content().strip()
    page = letter.get_body(("html",)).get_content()
    check(plain.startswith("【示例超市】您") and "取单码" in plain, "plain text: " + plain)
    check(plain in page, "the page says the same words")
    enclosed = [part for part in letter.iter_attachments()]
    check(len(enclosed) == 1 and enclosed[0].get_content()[:5] == b"%PDF-", "the receipt lies in it as a PDF")
    check(max(len(line) for line in content.split(b"\r\n")) <= 78, "no line is longer than 78 signs")


if __name__ == "__main__":
    main()
