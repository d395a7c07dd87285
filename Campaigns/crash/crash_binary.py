#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kills the real server at each of its durable writes, socket writes and reads, and asks the wallet what was paid.

    crash_binary.py --binary PATH [--kills 200] [--minutes 60] [--seed 1] [--workers 1] [--report FILE.md]

    till ─ POST /api/v1/sales/…/attempts ─▶ server ─ HTTPS-shaped requests ─▶ `simulate wallet` (the truth)
                                             ✝ at the n-th call that the preloaded shim counts

A point is a flow (sale, sale refused, refund, and the start of the program with attempts open) and a number n: the
server is killed before its n-th counted call after the flow began, or in the middle of it where it is a write. n
counts up until the flow ends without having been killed; then the next flow begins, and the first one again over a
shop that has grown meanwhile. After each kill the server is started again and the till presses again with the same
key. When all terminals of the shop were used, everything is left to end, and then

  1. no sale is paid twice, and no refund is paid twice, in the wallet's own books;
  2. what the wallet holds, the shop knows as approved, with a receipt; what the shop calls approved, the wallet holds;
  3. nothing that a till was told is untrue; every attempt has an end;
  4. `journal verify` finds the journal in order, and a rebuild gives the same attempts.

The shim is compiled with cc from shim/crash_shim.c; it is never part of the product. Exit code 0: all of it held.
"""
import argparse
import collections
import http.client
import json
import mmap
import multiprocessing
import os
import random
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PASSWORD = "a long password for the campaign"
LANES = 60
KINDS = ["none", "create", "write", "sync", "truncate", "remove", "rename", "send", "receive"]
BEFORE, MIDDLE = 0, 1
OVER = {"approved", "partial", "declined", "not_charged", "notCharged", "reversed"}


class Broken(Exception):
    """Something that was promised is not so."""


class Died(Exception):
    """The server is not there any more."""


class Control:
    """The page that the shim and this driver share; its layout is in crash_shim.c."""

    def __init__(self, path):
        with open(path, "wb") as out:
            out.write(bytes(4096))
        self.file = open(path, "r+b")
        self.page = mmap.mmap(self.file.fileno(), 4096)

    def arm(self, number, how=BEFORE):
        self.page[16:20] = struct.pack("<i", how)
        self.page[0:8] = struct.pack("<q", number)

    def disarm(self):
        self.page[0:8] = struct.pack("<q", 0)

    def forget(self):
        self.page[20:24] = struct.pack("<i", 0)

    @property
    def killed(self):
        return KINDS[struct.unpack("<i", self.page[20:24])[0]]

    @property
    def what(self):
        return self.page[32:512].split(b"\0")[0].decode()


class Process:
    def __init__(self, arguments, pattern, environment=None):
        self.child = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                      env=environment)
        self.found = None
        for line in self.child.stdout:
            self.found = re.search(pattern, line)
            if self.found:
                return
        self.child.wait()

    def end(self, number=signal.SIGTERM):
        if self.child.poll() is None:
            self.child.send_signal(number)
        self.child.wait(timeout=60)
        self.child.stdout.close()


class Shop:
    """One data folder, its server under the shim, and everything that tills were told."""

    def __init__(self, binary, folder, shim, wallet, keys, seed):
        self.binary, self.folder = binary, folder
        self.pick = random.Random(seed)
        self.data = os.path.join(folder, "data")
        self.control = Control(os.path.join(folder, "control"))
        self.shim, self.wallet, self.keys = shim, wallet, keys
        self.server, self.line, self.token = None, None, None
        self.told, self.orders, self.starts = {}, [], 0
        self.furnish()

    def run(self, *arguments, allowed=(0,), **named):
        done = subprocess.run([self.binary, *arguments, "--data", self.data], capture_output=True, text=True, **named)
        if done.returncode not in allowed:
            raise Broken(f"{' '.join(arguments)}: {done.returncode} {done.stderr}")
        return done.stdout

    def furnish(self):
        self.run("store", "add", "S1", "--name", "Campaign", "--zone", "Asia/Shanghai")
        self.run("user", "add", "m1", "--role", "manager", "--store", "S1", input=PASSWORD + "\n")
        today = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 86400))
        rows = os.path.join(self.folder, "till.csv")
        with open(rows, "w") as out:
            out.write("store,terminal,rrn,batch,trace,type,amount,time,card,status,printed\n")
            for i in range(LANES):
                out.write(f"S1,W{i:07d},1120150{i:05d},000001,{i:06d},sale,1.00,{today} 10:01:02,"
                          f"622212******3456,declined,1\n")
        self.run("import", rows, allowed=(0, 1))
        self.settings = os.path.join(self.folder, "settings.toml")
        with open(self.settings, "w") as out:
            for i in range(LANES):
                out.write(f"""
[[link]]
terminal = "W{i:07d}"
kind = "wechat"
address = "http://127.0.0.1:{self.wallet.port}"
answer_within = 3
merchant = "{self.wallet.merchant}"
app_id = "{self.wallet.app}"
serial = "{self.wallet.serial}"
key_file = "{self.keys}/merchant.pem"
platform_key_files = ["{self.keys}/wallet-certificate.pem"]
api_key_file = "{self.keys}/api-key.txt"
""")
        self.start()
        self.sign_in()

    def sign_in(self):
        self.token = None
        self.token = self.call("POST", "/api/v1/session", {"name": "m1", "password": PASSWORD})[1]["token"]

    # MARK: the server

    def start(self):
        """Starts the server; it may die on the way when the shim is armed."""
        self.starts += 1
        self.control.forget()
        environment = dict(os.environ, LD_PRELOAD=self.shim, CRASH_ROOT=self.data,
                           CRASH_CONTROL=os.path.join(self.folder, "control"), SWIFT_BACKTRACE="enable=no")
        self.server = Process([self.binary, "serve", "--data", self.data, "--config", self.settings, "--listen",
                               "127.0.0.1:0"], r"http://127\.0\.0\.1:(\d+)", environment)
        if not self.server.found:
            if self.control.killed == "none":
                raise Broken(f"the server did not start: exit {self.server.child.returncode}")
            raise Died("at its start")
        self.line = http.client.HTTPConnection("127.0.0.1", int(self.server.found.group(1)), timeout=30)

    def again(self):
        self.control.disarm()
        self.server.end(signal.SIGKILL)
        self.start()

    def call(self, method, path, body=None, key=None):
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if key:
            headers["Idempotency-Key"] = key
        try:
            self.line.request(method, path, json.dumps(body) if body is not None else None, headers)
            answer = self.line.getresponse()
            return answer.status, json.loads(answer.read() or b"null")
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.line.close()
            raise Died(str(error)) from error

    # MARK: flows

    def press(self, order, terminal, kind="sale", original=None, wait=0):
        body = {"kind": kind, "terminal": terminal,
                "amount": {"amount": "20.00" if kind == "refund" else "58.00", "currency": "CNY"}}
        if kind == "sale":
            body["wallet_code"] = "13" + f"{self.pick.randrange(10 ** 16):016d}"
        if original:
            body["original"] = original
        status, answer = self.call("POST", f"/api/v1/sales/{order}/attempts?wait={wait}", body, key=f"{order}-{kind}")
        if status not in (200, 201):
            raise Broken(f"{order} {kind}: {status} {answer}")
        self.told[answer["id"]] = (order, kind, answer["state"])
        return answer

    def flow(self, name, number, how, lane):
        """Plays a flow with the shim armed. Returns the kind of call that ended it, or None."""
        terminal, order = f"W{lane:07d}", f"R{self.starts}L{lane}N{number}{'m' if how else 'b'}{name}"
        self.orders.append(order)
        self.wallet.tell("clear?wallet=wechat")
        kind, original = "sale", None
        if name == "refund":
            sale = self.press(order, terminal, wait=5)
            kind, original = "refund", sale["id"]
            if sale["state"] != "approved":
                return "skipped"
        if name == "refused":
            self.wallet.tell("customer/no-money?wallet=wechat")
        try:
            if name == "start":
                # An attempt is out when the program goes; its next start is killed at its n-th call.
                self.wallet.tell("fault/request-lost?wallet=wechat")
                self.press(order, terminal)
                self.server.end(signal.SIGKILL)
                self.control.arm(number, how)
                self.start()
                time.sleep(0.05)
            else:
                self.control.arm(number, how)
                self.press(order, terminal, kind, original, wait=5)
        except Died:
            pass
        self.control.disarm()
        killed = self.control.killed
        if killed == "none" and self.server.child.poll() is None:
            return None
        if killed == "none":
            raise Broken(f"{order}: the server ended by itself")
        what = (killed, self.control.what)
        self.wallet.tell("clear?wallet=wechat")
        self.again()
        self.press(order, terminal, kind, original)
        return what

    # MARK: the end

    def settle(self):
        """Lets everything end and compares both books."""
        self.wallet.tell("clear")
        until = time.time() + 300
        while time.time() < until:
            status, answer = self.call("GET", "/api/v1/attempts?open=1&limit=500")
            if status == 200 and not answer["items"]:
                break
            time.sleep(0.5)
        else:
            raise Broken(f"never over: {[(a['order'], a['state']) for a in answer['items']]}")
        truth = {row["number"]: row for row in self.wallet.truth()}
        counts = collections.Counter()
        known = {}
        for order in self.orders:
            items = self.call("GET", f"/api/v1/sales/{order}/attempts")[1]["items"]
            known.update({item["id"]: item for item in items})
            self.compare(order, items, truth, counts)
        for number, (order, kind, state) in self.told.items():
            if number not in known or (state in OVER and known[number]["state"] != state):
                raise Broken(f"{order} {kind} was told {state}, now {known.get(number, {}).get('state')}")
        self.server.end()
        self.run("journal", "verify")
        self.run("rebuild", "--json")
        self.start()
        # Sessions are no part of the journal.
        self.sign_in()
        after = {item["id"]: item for order in self.orders
                 for item in self.call("GET", f"/api/v1/sales/{order}/attempts")[1]["items"]}
        if after != known:
            raise Broken("a rebuild tells the attempts differently")
        self.server.end()
        return counts

    def compare(self, order, items, truth, counts):
        sales = [i for i in items if i["kind"] == "sale"]
        refunds = [i for i in items if i["kind"] == "refund" and i["state"] == "approved"]
        paid = [i["id"] for i in sales if truth.get(i["id"], {}).get("state") == "paid"]
        approved = [i for i in sales if i["state"] == "approved"]
        if len(paid) > 1:
            raise Broken(f"{order} was paid twice: {paid}")
        if {i["id"] for i in approved} != set(paid):
            raise Broken(f"{order}: paid {paid}, approved here {[(i['id'], i['state']) for i in sales]}")
        there = sum(truth[number]["refunds"] for number in paid)
        if there != len(refunds):
            raise Broken(f"{order}: {there} refunds there, {len(refunds)} here")
        for item in approved + refunds:
            if not item["receipt"]:
                raise Broken(f"{order}: {item['id']} is approved and has no receipt")
        counts.update(sales=len(sales), approved=len(approved), refunds=len(refunds))


class Wallet:
    def __init__(self, binary, keys):
        self.process = Process([binary, "simulate", "wallet", "--listen", "0", "--keys", keys], r"port (\d+)")
        if not self.process.found:
            raise Broken("the wallet did not start")
        self.port = int(self.process.found.group(1))
        words = re.search(r"merchant (\S+), app (\S+), certificate (\S+);", self.process.child.stdout.readline())
        self.merchant, self.app, self.serial = words.groups()

    def call(self, method, path):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        line.request(method, "/control/" + path)
        answer = line.getresponse().read()
        line.close()
        return answer

    def tell(self, path):
        self.call("POST", path)

    def truth(self):
        return json.loads(self.call("GET", "truth?wallet=wechat"))


def work(job):
    """One worker: shop after shop until the kills or the time are used up."""
    binary, shim, kills, until, seed = job
    tally, points, rounds = collections.Counter(), collections.Counter(), collections.Counter()
    at = {name: [1, BEFORE] for name in ("sale", "refused", "refund", "start")}
    names = list(at)
    number = 0
    try:
        while tally["kills"] < kills and time.time() < until:
            with tempfile.TemporaryDirectory(prefix="crash-") as folder:
                keys = os.path.join(folder, "keys")
                wallet = Wallet(binary, keys)
                shop = Shop(binary, folder, shim, wallet, keys, seed + number)
                for lane in range(LANES):
                    name = names[number % len(names)]
                    number += 1
                    place = at[name]
                    what = shop.flow(name, place[0], place[1], lane)
                    if what == "skipped":
                        continue
                    if what is None:
                        rounds[name] = max(rounds[name], place[0] - 1)
                        tally[f"{name} enumerated"] += 1
                        place[0], place[1] = 1, BEFORE
                        continue
                    tally["kills"] += 1
                    tally[name] += 1
                    points[what] += 1
                    if place[1] == BEFORE and what[0] in ("write", "send"):
                        place[1] = MIDDLE
                    else:
                        place[0], place[1] = place[0] + 1, BEFORE
                tally["starts"] += shop.starts
                tally.update(shop.settle())
                tally["shops"] += 1
                wallet.process.end()
                print(f"worker {seed}: {tally['kills']} kills, {tally['shops']} shops, next {at}", file=sys.stderr,
                      flush=True)
        return tally, points, rounds, None
    except Exception as error:  # noqa: BLE001 - every failure is told
        return tally, points, rounds, f"seed {seed}: {type(error).__name__}: {error}"


def table(tally, points, rounds, failures, command, minutes):
    kinds = collections.Counter()
    for (kind, what), count in points.items():
        place = "a socket" if what == "socket" else re.sub(r"\d+", "#", what)
        kinds[f"{kind}: {place}"] += count
    lines = ["# The real server killed at its calls", "",
             "Each kill is before, or in the middle of, the n-th durable write, sync, socket write or socket read of a",
             "flow, counted by a preloaded shim; the wallet's books are a simulator's, outside of the program.", "",
             f"`{command}`, {time.strftime('%Y-%m-%d')}, {minutes:.1f} minutes:", "", "| what | count |",
             "| --- | ---: |"]
    rows = [("kills (SIGKILL) at an enumerated call", tally["kills"]), ("of them in a sale", tally["sale"]),
            ("in a sale that the wallet refuses", tally["refused"]), ("in a refund", tally["refund"]),
            ("in a start with attempts open", tally["start"]), ("starts of the program", tally["starts"]),
            ("shops carried to their end and compared with the wallet's books", tally["shops"]),
            ("sales approved, each once there and here, with a receipt", tally["approved"]),
            ("refunds, each once there and here", tally["refunds"]),
            ("**lost approvals, double charges, approvals without a slip, attempts without an end**", len(failures))]
    rows += [(f"calls of the flow “{name}” when it was enumerated to its end", count)
             for name, count in sorted(rounds.items())]
    rows += [(f"killed at {kind}", count) for kind, count in sorted(kinds.items())]
    return "\n".join(lines + [f"| {name} | {count} |" for name, count in rows]) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--report")
    options = parser.parse_args()
    begun = time.time()
    with tempfile.TemporaryDirectory(prefix="crash-shim-") as folder:
        shim = os.path.join(folder, "crash_shim.so")
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", shim, os.path.join(HERE, "shim", "crash_shim.c"), "-ldl",
                        "-lpthread"], check=True)
        share = -(-options.kills // options.workers)
        jobs = [(os.path.abspath(options.binary), shim, share, begun + options.minutes * 60, options.seed + 1000 * i)
                for i in range(options.workers)]
        if options.workers == 1:
            results = [work(jobs[0])]
        else:
            with multiprocessing.Pool(options.workers) as pool:
                results = pool.map(work, jobs)
    tally, points, rounds = collections.Counter(), collections.Counter(), collections.Counter()
    for one, found, ends, _ in results:
        tally.update(one)
        points.update(found)
        for name, count in ends.items():
            rounds[name] = max(rounds[name], count)
    failures = [failure for *_, failure in results if failure]
    command = f"crash_binary.py --kills {options.kills} --seed {options.seed} --workers {options.workers}"
    text = table(tally, points, rounds, failures, command, (time.time() - begun) / 60)
    print(text)
    for failure in failures:
        print(failure)
    if options.report:
        with open(options.report, "w") as out:
            out.write(text)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
