#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""A customer is told, by real mail servers and stand-ins for providers of short messages.

    payment ─▶ POST /api/v1/messages ─▶ outbox ─▶ SMTP over STARTTLS (aiosmtpd) ─▶ letter read back and checked
                                              ├─▶ SMTP over implicit TLS; a wrong certificate, no STARTTLS: nothing sent
                                              └─▶ HTTP gateway ─▶ signature checked ─▶ its report, signed, pushed back

Told and asserted: a letter is taken over an encrypted line; one is refused (550); one is greylisted (451) and taken on
the second try; one is lost after its final dot and is *unknown*, never sent again by itself; a server whose certificate
is not trusted, or that offers no STARTTLS, gets neither password nor letter; the gateway takes a text whose signature
fits, and its report turns sent into delivered.

Then kill -9, at seeded moments: between "queued" and "sent" (it goes out once after the restart), while the gateway
holds its answer, and between the gateway's answer and its record. Nothing goes out twice by itself; what nobody knows
is shown as unknown; and when a person asks again the gateway gets the key it knows, and hands nothing out twice.
"""

import argparse
import email
import email.policy
import hashlib
import hmac
import http.cookiejar
import json
import logging
import os
import random
import re
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import warnings
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

SECRET = "story-secret"
HOOK = "hook-of-the-story-0001"


class Mail:
    """Answers by the name of the mailbox; keeps every letter it took."""

    def __init__(self):
        self.letters, self.tries, self.encrypted, self.signed = [], {}, {}, []

    async def handle_MAIL(self, server, session, envelope, address, options):
        if session.authenticated:
            self.signed.append(address)
        envelope.mail_from = address
        return "250 OK"

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
        secret = server.session.ssl or server.transport.get_extra_info("sslcontext")
        self.encrypted[envelope.rcpt_tos[0]] = bool(secret)
        if envelope.rcpt_tos[0].startswith("lost@"):
            server.transport.abort()
            return "250 never heard"
        return "250 2.0.0 kept as %d" % len(self.letters)


class Gateway(BaseHTTPRequestHandler):
    """Takes texts by their Idempotency-Key: what it knows it hands out once, however often it is asked."""

    seen, handed, hold, answered = [], {}, threading.Event(), threading.Event()
    lock = threading.Lock()
    delivers = True

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        at = self.headers["x-counterfoil-timestamp"]
        code = hmac.new(SECRET.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
        told = json.loads(body)
        with Gateway.lock:
            Gateway.seen.append((told, code == self.headers["x-counterfoil-signature"]))
            key = self.headers["idempotency-key"]
            number = Gateway.handed.setdefault(key, "gw-%d" % (len(Gateway.handed) + 1))
        if told["to"].endswith("9999"):
            Gateway.hold.wait(60)
        answer = json.dumps({"id": number, "delivered": Gateway.delivers}).encode()
        try:
            self.send_response(200)
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)
            self.wfile.flush()
        except OSError:
            pass
        Gateway.answered.set()

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

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def again(self, **environment):
        """Started anew on the same data, with other settings where they are given."""
        self.environment.update(environment)
        self.start()
        become(self)

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


def certificate(folder, name):
    """A key and a certificate of our own making, for localhost."""
    key, pem = os.path.join(folder, name + ".key"), os.path.join(folder, name + ".pem")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", pem],
        check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem, key)
    return pem, context


def authenticator(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and data.login == b"shop" and data.password == b"mail secret"
    return AuthResult(success=good)


class Post:
    """The mail servers of the story: STARTTLS wanted, TLS from the first byte, and one that offers no encryption."""

    def __init__(self, folder):
        self.mail, self.plain = Mail(), Mail()
        self.pem, context = certificate(folder, "ours")
        self.stranger, _ = certificate(folder, "stranger")
        self.servers = []
        self.starttls = self.serve(
            self.mail, lambda h: SMTP(h, authenticator=authenticator, auth_required=True, tls_context=context,
                                      require_starttls=True))
        self.tls = self.serve(
            self.mail, lambda h: SMTP(h, authenticator=authenticator, auth_required=True, auth_require_tls=False),
            context)
        self.bare = self.serve(
            self.plain, lambda h: SMTP(h, authenticator=authenticator, auth_require_tls=False))

    def serve(self, mail, make, context=None):
        class Server(Controller):
            def factory(self):
                return make(self.handler)

        port = free_port()
        server = Server(mail, hostname="127.0.0.1", port=port, ssl_context=context)
        server.start()
        self.servers.append(server)
        return "localhost:%d" % port

    def stop(self):
        for server in self.servers:
            server.stop()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=9)
    options = parser.parse_args()
    binary = os.path.abspath(options.binary)
    folder = tempfile.mkdtemp(prefix="counterfoil-messages-")
    # The mail servers' own remarks about refused handshakes are what is wanted here.
    warnings.simplefilter("ignore")
    logging.getLogger("mail.log").setLevel(logging.CRITICAL + 1)
    post = Post(folder)
    gateway = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=gateway.serve_forever, daemon=True).start()
    shop = Shop(binary, folder, {
        "COUNTERFOIL_MAIL_SERVER": post.starttls, "COUNTERFOIL_MAIL_SECURITY": "starttls",
        "COUNTERFOIL_MAIL_CA_FILE": post.pem,
        "COUNTERFOIL_MAIL_FROM": "receipts@example.cn", "COUNTERFOIL_MAIL_FROM_NAME": "示例超市",
        "COUNTERFOIL_MAIL_USER": "shop", "COUNTERFOIL_MAIL_PASSWORD": "mail secret",
        "COUNTERFOIL_SMS_PROVIDER": "generic", "COUNTERFOIL_SMS_SECRET": SECRET,
        "COUNTERFOIL_SMS_REPORT_SECRET": HOOK,
        "COUNTERFOIL_SMS_ADDRESS": "http://127.0.0.1:%d/send" % gateway.server_address[1],
        "COUNTERFOIL_MESSAGE_SIGN": "示例超市", "COUNTERFOIL_MESSAGE_SITE": "r.example.cn",
        "COUNTERFOIL_MESSAGE_PHONE": "400-000-0000",
    })
    try:
        become(shop)
        send = sending(shop)
        tell(shop, post.mail, send)
        report(shop, send)
        encrypt(shop, post, send)
        die(shop, send, options.kills, random.Random(options.seed))
        shop.process.send_signal(signal.SIGTERM)
        check(shop.process.wait(timeout=20) == 0, "the server stops in order")
    finally:
        Gateway.hold.set()
        shop.process.kill()
        post.stop()
        gateway.shutdown()
    print("messages: all told")


def sending(shop):
    """Queues one message about the next payment; every message is about a payment of its own."""
    found = shop.call("GET", "/api/v1/receipts?limit=200")[1]["items"]
    payments = iter(dict.fromkeys(row["transaction"] for row in found if row["transaction"] and row["copy"] == 1))

    def send(to, template="N1.zh"):
        status, answer = shop.call(
            "POST", "/api/v1/messages", {"template": template, "transaction": next(payments), "to": to})
        check(status == 201, "queued to %s" % to if status == 201 else "queued to %s: %s" % (to, answer))
        return answer["id"]

    return send


def tell(shop, mail, send):
    taken, refused = send("anna@example.com"), send("nobody@example.com")
    grey, lost, text = send("grey@example.com"), send("lost@example.com"), send("13800000000")
    record = shop.until(taken, lambda m: m["state"] == "sent")
    check("kept as" in record["reference"], "the letter was taken: " + record["reference"])
    check(mail.encrypted["anna@example.com"], "over a line that STARTTLS encrypted")
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
        "POST", "/api/v1/messages",
        {"template": "N1.zh", "transaction": shop.state(taken)["transaction"], "to": "anna@example.com"})
    check(again[1]["id"] == taken and not again[1]["isNew"], "asked for twice, it is the same message")


def report(shop, send):
    """The gateway takes a text and says later what became of it."""
    Gateway.delivers = False
    first, second = send("13800000011"), send("13800000012")
    for one in (first, second):
        shop.until(one, lambda m: m["state"] == "sent")
    Gateway.delivers = True
    body = json.dumps([{"id": first, "state": "delivered"}, {"id": second, "state": "failed", "code": "UNDELIV"}])
    check(push(shop, body, hook="wrong" + HOOK) == 404, "a report at a wrong address finds nothing")
    check(push(shop, body, key="wrong") == 401, "a report with a wrong signature is not taken")
    check(push(shop, body, late=400) == 401, "nor is an old one")
    check(shop.state(first)["state"] == "sent", "and changes nothing")
    for _ in range(3):
        check(push(shop, body) == 200, "the gateway's report is taken")
    check(shop.state(first)["state"] == "delivered", "sent became delivered")
    record = shop.state(second)
    check(record["state"] == "failed" and record["fault"] == "UNDELIV", "the other became failed, with its code")
    check(push(shop, json.dumps([{"id": first, "state": "failed"}])) == 200, "a late failure is heard")
    check(shop.state(first)["state"] == "delivered", "and takes nothing back")


def push(shop, body, hook=None, key=SECRET, late=0):
    at = str(int(time.time()) - late)
    code = hmac.new(key.encode(), (at + "." + body).encode(), hashlib.sha256).hexdigest()
    request = urllib.request.Request(
        "http://%s/hooks/messages/%s" % (shop.base, hook or HOOK), body.encode(), method="POST",
        headers={"Content-Type": "application/json", "X-Counterfoil-Timestamp": at, "X-Counterfoil-Signature": code})
    try:
        return urllib.request.urlopen(request, timeout=30).status
    except urllib.error.HTTPError as error:
        return error.code


def encrypt(shop, post, send):
    """Implicit TLS; and what a line that cannot be trusted gets, which is nothing."""
    shop.kill()
    shop.again(COUNTERFOIL_MAIL_SERVER=post.tls, COUNTERFOIL_MAIL_SECURITY="tls")
    shop.until(send("tls@example.com"), lambda m: m["state"] == "sent")
    check(post.mail.encrypted["tls@example.com"], "a letter goes over TLS from the first byte")
    for name, server, security, pem, want in (
            ("starttls", post.starttls, "starttls", post.stranger, "certificate"),
            ("tls", post.tls, "tls", post.stranger, "certificate"),
            ("bare", post.bare, "starttls", post.pem, "STARTTLS")):
        shop.kill()
        shop.again(COUNTERFOIL_MAIL_SERVER=server, COUNTERFOIL_MAIL_SECURITY=security, COUNTERFOIL_MAIL_CA_FILE=pem)
        record = shop.until(send("mallory-%s@example.com" % name), lambda m: m["attempts"] == 1 and m["fault"])
        check(record["state"] == "queued" and want in record["fault"], "%s: put off: %s" % (name, record["fault"]))
    got = [to for to, _ in post.mail.letters + post.plain.letters if to.startswith("mallory")]
    check(not got and not post.plain.signed, "and neither password nor letter went out")


def die(shop, send, kills, pick):
    held = send("13800009999")
    limit = time.time() + 30
    while not any(told["id"] == held for told, _ in Gateway.seen) and time.time() < limit:
        time.sleep(0.05)
    shop.kill()
    Gateway.hold.set()
    shop.again()
    record = shop.until(held, lambda m: m["state"] == "unknown" and m["fault"])
    check(times(held) == 1, "killed while the gateway held its answer: unknown, sent once: " + record["fault"])
    page = shop.opener.open("http://%s/messages/%s?lang=en" % (shop.base, held), timeout=30).read().decode()
    check("it may have gone out" in page, "and its page says that nobody knows")
    queued, unknown, known = 0, 0, 0
    for turn in range(kills):
        number = send("138000001%02d" % turn)
        if turn % 3 == 0:
            # Between "queued" and "sent": the answer that it is queued was heard, and nothing more.
            time.sleep(pick.random() * 0.02)
        else:
            # Between the gateway's answer and its record.
            Gateway.answered.clear()
            check(Gateway.answered.wait(30), "the gateway answers for %s" % number)
            time.sleep(pick.random() * 0.004)
        before = times(number)
        shop.kill()
        shop.again()
        record = shop.until(number, lambda m: m["state"] == "delivered" or m["state"] == "unknown" and m["fault"])
        check(times(number) <= 1, "%s is %s, sent %d time(s)" % (number, record["state"], times(number)))
        check(record["state"] == "unknown" or times(number) == 1, "and what is delivered went out")
        queued += before == 0
        if record["state"] == "unknown":
            unknown += 1
            status, _ = shop.call("POST", "/api/v1/messages/%s/again" % number, {"reason": "asked by the story"})
            check(status == 202, "a person asks for it again")
            shop.until(number, lambda m: m["state"] == "delivered")
            check(times(number) <= 2 and number in Gateway.handed, "the gateway knows its key and hands it out once")
        else:
            known += 1
    print("  %d kills: %d before it was sent, %d left unknown, %d known" % (kills, queued, unknown, known))
    time.sleep(3)
    twice = [told["id"] for told, _ in Gateway.seen if told["attempt"] == 1]
    check(len(twice) == len(set(twice)), "no first attempt went out twice")


def times(number):
    return [told["id"] for told, _ in Gateway.seen].count(number)


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
