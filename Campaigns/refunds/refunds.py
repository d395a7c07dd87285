#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kills the real server while fifty people ask it for one charge's money, and counts what was paid.

    refunds.py --binary PATH [--runs 10] [--seed 1] [--workers 2] [--report FILE.md]

    50 people ─ POST /api/v1/refunds (Idempotency-Key) ─▶ server ─▶ journal
        │                                                  ✝ kill -9, once or twice, at a seeded answer
        └─ sent ─▶ portal pays a number once ─ answer, or its loss ─▶ POST …/answers

A run is one charge of 58.00 in a data folder of its own. Fifty people ask at once, several of them for the same
refund; some press twice, some need a second person's yes. Each records that a number goes out, has the portal pay it,
and records the answer, which is lost now and then. Meanwhile the server is killed and started again, and everybody
asks again with the same keys. At the end

  1. the portal (its own ledger, outside of the program) never paid more than was captured, nor one intent twice;
  2. the API, the journal's export and the tables of a rebuild agree with that ledger to the last number;
  3. every answer that anybody heard is still true: no accepted request, no recorded step is gone.

Exit code 0: all of it held. A failure prints the seed that replays it.
"""
import argparse
import base64
import http.client
import json
import multiprocessing
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

CAPTURED, CLIENTS, PASSWORD = 5800, 50, "a long password for the campaign"
MANAGERS, HELPERS = ["m1", "m2", "m3", "m4", "m5", "m6"], ["k1", "k2"]
REASONS = ["doubleCharge", "wrongAmount", "returned"]
PASSING = {"session", "attempt", "answer"}
ORDER = {"requested": 0, "unknown": 1, "failed": 1, "accepted": 2, "succeeded": 3}


class Broken(Exception):
    """Something that was promised is not so."""


class Died(Exception):
    """The server is not there any more."""


def minor(money):
    whole, part = money["amount"].split(".")
    return int(whole) * 100 + int(part)


def text(amount):
    return f"{amount // 100}.{amount % 100:02d}"


class Server:
    def __init__(self, binary, data):
        self.process = subprocess.Popen([binary, "serve", "--data", data, "--listen", "127.0.0.1:0"],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                self.port = int(found.group(1))
                return
        raise Broken(f"the server did not start: exit {self.process.wait()}")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()


class Line:
    """One person's connection; anything that breaks it is the server's death."""

    def __init__(self, port, tokens):
        self.tokens = tokens
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)

    def call(self, person, method, path, body=None, key=None):
        headers = {"Authorization": f"Bearer {self.tokens[person]}"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if key:
            headers["Idempotency-Key"] = key
        try:
            if self.line.sock is None:
                self.line.connect()
                self.line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.line.request(method, path, json.dumps(body) if body is not None else None, headers)
            answer = self.line.getresponse()
            return answer.status, json.loads(answer.read() or b"null")
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.line.close()
            raise Died(str(error)) from error


class Portal:
    """The channel: it pays a number once, whoever sends it and however often."""

    def __init__(self, seed):
        self.pick, self.lock = random.Random(seed), threading.Lock()
        self.paid, self.asked, self.lost = {}, 0, 0

    def pay(self, number, intent):
        with self.lock:
            self.asked += 1
            known = self.paid.setdefault(number, (intent, f"P{len(self.paid) + 1:06d}"))
            if known[0] != intent:
                raise Broken(f"{number} was sent with another content")
            if self.pick.random() < 0.2:
                self.lost += 1
                return None
            return known[1]


class Person:
    """One of the fifty: what they want, which keys they use, and every answer they heard."""

    def __init__(self, index, pick):
        self.index = index
        self.name = pick.choice(MANAGERS) if pick.random() < 0.8 else pick.choice(HELPERS)
        self.amount = 150 + pick.randrange(12) * 75 if pick.random() < 0.95 else CAPTURED
        self.reason = pick.choice(REASONS)
        self.presses = 2 if pick.random() < 0.2 else 1
        self.number = None
        if pick.random() < 0.5:
            self.number = "RF" + "".join(pick.choice("23456789ABCDEFGHJKMNPQRSTUVWXYZ") for _ in range(6))
        self.heard = {}
        self.tries = 0
        self.done = False

    @property
    def intent(self):
        return (self.amount, self.reason)

    def hear(self, record):
        if (minor(record["amount"]), record["reason"]) != self.intent:
            raise Broken(f"person {self.index} was given {record['id']}, which is another's")
        before = self.heard.get(record["id"])
        if before is None or ORDER[record["state"]] >= ORDER[before]:
            self.heard[record["id"]] = record["state"]


class Run:
    def __init__(self, binary, template, tokens, seed):
        self.binary, self.seed, self.tokens = binary, seed, tokens
        self.pick = random.Random(seed)
        self.portal = Portal(seed ^ 0xA5A5)
        self.folder = tempfile.mkdtemp(prefix="refunds-")
        self.data = os.path.join(self.folder, "data")
        shutil.copytree(template, self.data)
        # T1 is in the clearing file and can be given back in parts; T2 is of today, so that the whole of it is a void.
        self.charge = "T0000000001" if seed % 4 else "T0000000002"
        self.people = [Person(i, self.pick) for i in range(CLIENTS)]
        self.answers, self.counted = 0, threading.Condition()
        self.faults, self.requests, self.deaths = [], 0, 0

    # The crowd and its server

    def play(self):
        try:
            for _ in range(1 + self.pick.randrange(2)):
                self.crowd(self.pick.randrange(110), self.pick.random() * 0.004)
            self.crowd(None, 0)
            return self.weigh()
        finally:
            if getattr(self, "server", None) and self.server.process.poll() is None:
                self.server.kill()
            shutil.rmtree(self.folder, ignore_errors=True)

    def crowd(self, deadly, delay):
        """Everybody at once; the server is killed after so many answers, or never."""
        self.server = Server(self.binary, self.data)
        self.answers = 0
        threads = [threading.Thread(target=self.guard, args=(one,)) for one in self.people]
        for thread in threads:
            thread.start()
        if deadly is not None:
            with self.counted:
                self.counted.wait_for(lambda: self.answers >= deadly or all(p.done for p in self.people), timeout=3)
            time.sleep(delay)
            self.server.kill()
            self.deaths += 1
        for thread in threads:
            thread.join()
        if self.faults:
            raise Broken(self.faults[0])

    def guard(self, person):
        line = Line(self.server.port, self.tokens)
        try:
            self.act(person, line)
            person.done = True
        except Died:
            if self.server.process.poll() is None and not self.is_dying():
                self.faults.append("the server broke a connection and lives")
        except (Broken, KeyError, AssertionError) as error:
            self.faults.append(f"person {person.index}: {error!r}")
        finally:
            line.line.close()
            with self.counted:
                self.counted.notify()

    def is_dying(self):
        try:
            self.server.process.wait(timeout=2)
            return True
        except subprocess.TimeoutExpired:
            return False

    def call(self, line, *arguments, **named):
        for _ in range(400):
            status, answer = line.call(*arguments, **named)
            with self.counted:
                self.answers += 1
                self.requests += 1
                self.counted.notify()
            if status in (401, 422, 429) or status >= 500:
                raise Broken(f"{arguments[1:3]}: {status} {answer}")
            # The same key is being answered on another line: ask again for that answer.
            if status == 409 and "underway" in json.dumps(answer):
                time.sleep(0.005)
                continue
            return status, answer
        raise Broken("a key stayed underway")

    def act(self, person, line):
        body = {"transaction": self.charge, "amount": {"amount": text(person.amount), "currency": "CNY"},
                "reason": person.reason, "words": "campaign"}
        if person.number:
            body["id"] = person.number
        twin = None
        if person.presses == 2:
            twin = threading.Thread(target=self.press_again, args=(person, body))
            twin.start()
        try:
            status, record = self.call(line, person.name, "POST", "/api/v1/refunds", body, f"ask-{person.index}")
        finally:
            if twin:
                twin.join()
        if status not in (200, 201):
            if person.heard:
                raise Broken(f"{list(person.heard)} was accepted, and later: {status} {record}")
            return
        person.hear(record)
        if record["isWaiting"]:
            agreed = {"amount": {"amount": text(person.amount), "currency": "CNY"}}
            status, record = self.call(line, "m1" if person.name != "m1" else "m2", "POST",
                                       f"/api/v1/refunds/{record['id']}/approval", agreed, f"yes-{record['id']}")
            if status not in (200, 201):
                raise Broken(f"the yes of a second person: {status} {record}")
        self.send(person, line, record["id"])

    def press_again(self, person, body):
        line = Line(self.server.port, self.tokens)
        try:
            status, record = self.call(line, person.name, "POST", "/api/v1/refunds", body, f"ask-{person.index}")
            if status in (200, 201):
                person.hear(record)
        except Died:
            pass
        except Broken as error:
            self.faults.append(str(error))
        finally:
            line.line.close()

    def send(self, person, line, number):
        """Recorded first, then sent, then the answer is recorded; what nobody knows goes out with the same number."""
        who = person.name if person.name in MANAGERS else "m1"
        for _ in range(60):
            record = self.call(line, who, "GET", f"/api/v1/refunds/{number}")[1]["refund"]
            person.hear(record)
            if record["state"] in ("succeeded", "failed"):
                return
            person.tries += 1
            if record["state"] in ("requested", "unknown"):
                status, sent = self.note(line, who, number, {"answer": "sent"}, f"{person.index}-{person.tries}-sent")
                if status != 200:
                    continue
                person.hear(sent)
            reference = self.portal.pay(number, person.intent)
            if reference is None:
                told = {"answer": "unknown", "words": "no answer"}
            else:
                told = {"answer": "succeeded", "reference": reference}
            status, after = self.note(line, who, number, told, f"{person.index}-{person.tries}-told")
            if status == 200:
                person.hear(after)
        raise Broken(f"{number} does not come to an end")

    def note(self, line, who, number, told, key):
        return self.call(line, who, "POST", f"/api/v1/refunds/{number}/answers", told, key)

    # What it came to

    def weigh(self):
        line = Line(self.server.port, self.tokens)
        records = line.call("m1", "GET", "/api/v1/refunds?limit=200")[1]["items"]
        line.line.close()
        self.server.kill()
        by_number = {record["id"]: record for record in records}
        ledger = {number: intent[0] for number, (intent, _) in self.portal.paid.items()}
        self.ledger_holds()
        live = [r for r in records if r["state"] != "failed"]
        self.expect(sum(minor(r["amount"]) for r in live) <= CAPTURED, "the API holds more than was captured")
        intents = [(r["amount"]["amount"], r["reason"]) for r in live]
        self.expect(len(intents) == len(set(intents)), "the API holds one intent twice")
        done = {r["id"]: minor(r["amount"]) for r in records if r["state"] == "succeeded"}
        self.expect(done == ledger, f"recorded {done}, paid {ledger}")
        for person in self.people:
            for number, state in person.heard.items():
                known = by_number.get(number)
                self.expect(known is not None, f"{number} was accepted and is gone")
                self.expect(ORDER[known["state"]] >= ORDER[state], f"{number} was {state} and is {known['state']}")
        tables = refund_rows(self.data)
        self.journal_holds(by_number)
        subprocess.run([self.binary, "rebuild", "--data", self.data, "--json"], check=True, capture_output=True)
        self.expect(refund_rows(self.data) == tables, "the rebuilt tables differ")
        return {
            "deaths": self.deaths, "requests": self.requests, "asked": self.portal.asked, "lost": self.portal.lost,
            "refunds": len(ledger), "paid": sum(ledger.values()), "heard": sum(len(p.heard) for p in self.people),
            "voids": sum(r["route"] == "void" for r in live), "approved": sum(r["approvedBy"] is not None for r in live),
        }

    def expect(self, truth, what):
        if not truth:
            raise Broken(what)

    def ledger_holds(self):
        paid = [intent for intent, _ in self.portal.paid.values()]
        self.expect(sum(intent[0] for intent in paid) <= CAPTURED, f"the portal paid {paid}")
        self.expect(len(paid) == len(set(paid)), f"one intent was paid twice: {sorted(paid)}")

    def journal_holds(self, by_number):
        """Every number of the tables is in the journal, and no other; the export is read by its own program."""
        out = subprocess.run([self.binary, "journal", "export", "--data", self.data], check=True, capture_output=True,
                             text=True).stdout
        numbers = set()
        for line in out.splitlines():
            record = json.loads(line)
            if record.get("type") == 19:
                numbers |= {m.decode() for m in re.findall(rb"RF[2-9A-HJKMNP-Z]{6}", base64.b64decode(record["payload"]))}
        self.expect(numbers == set(by_number), f"journal {sorted(numbers)}, API {sorted(by_number)}")


def refund_rows(data):
    """The tables of the folder as sorted rows, but for those the journal does not know."""
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("", "-wal"):
            path = os.path.join(data, "projection.sqlite" + suffix)
            if os.path.exists(path):
                shutil.copy(path, os.path.join(folder, "copy.sqlite" + suffix))
        base = sqlite3.connect(os.path.join(folder, "copy.sqlite"))
        names = [n for (n,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'") if n not in PASSING]
        rows = {name: sorted(map(repr, base.execute(f'SELECT * FROM "{name}"'))) for name in names}
        base.close()
        return {name: found for name, found in rows.items() if not name.startswith("search")}


def furnish(binary, folder):
    """A shop with its people and two charges of 58.00; copied for every run."""
    data = os.path.join(folder, "template")

    def run(*arguments, allowed=(0,), **named):
        done = subprocess.run([binary, *arguments, "--data", data], capture_output=True, text=True, **named)
        if done.returncode not in allowed:
            raise Broken(f"{' '.join(arguments)}: {done.stderr}")

    run("store", "add", "S1", "--name", "Campaign", "--zone", "Asia/Shanghai")
    for name in MANAGERS + HELPERS:
        role = "manager" if name in MANAGERS else "service"
        run("user", "add", name, "--role", role, "--store", "S1", input=PASSWORD + "\n")
    # The store's clock is eight hours ahead of UTC.
    now = time.time() + 8 * 3600
    today, yesterday = (time.strftime("%Y-%m-%d", time.gmtime(now - d * 86400)) for d in (0, 1))
    with open(os.path.join(folder, "till.csv"), "w") as out:
        out.write("store,terminal,rrn,batch,trace,type,amount,time,card,status,printed\n"
                  f"S1,T0000001,112015030001,000001,000101,sale,58.00,{yesterday} 10:01:02,622212******3456,approved,1\n"
                  f"S1,T0000002,112015030002,000007,000102,sale,58.00,{today} 00:00:01,622212******9876,approved,1\n")
    with open(os.path.join(folder, "acquirer.csv"), "w") as out:
        out.write("terminal,rrn,type,amount,fee,settle_date,time,card\n"
                  f"T0000001,112015030001,sale,58.00,0.29,{today},{yesterday} 10:01:02,622212******3456\n")
    for name in ("till.csv", "acquirer.csv"):
        run("import", os.path.join(folder, name), allowed=(0, 1))
    server = Server(binary, data)
    line, tokens = Line(server.port, {"": ""}), {}
    for name in MANAGERS + HELPERS:
        status, answer = line.call("", "POST", "/api/v1/session", {"name": name, "password": PASSWORD})
        if status != 201:
            raise Broken(f"sign-in of {name}: {status} {answer}")
        tokens[name] = answer["token"]
    server.process.terminate()
    server.process.wait(timeout=20)
    return data, tokens


def work(job):
    """A worker's share of the seeds; the shop is furnished anew now and then, for sessions end."""
    binary, seeds = job
    with tempfile.TemporaryDirectory(prefix="refunds-shop-") as folder:
        data, tokens = furnish(binary, folder)
        for seed in seeds:
            try:
                yield seed, Run(binary, data, tokens, seed).play()
            except Exception as error:  # noqa: BLE001 - every failure is told with its seed
                yield seed, f"{type(error).__name__}: {error}"


def share(job):
    return list(work(job))


TABLE = """# Refunds while the server is killed

`Campaigns/refunds/refunds.py --binary counterfoil --runs {runs} --seed {seed}`, {when}: the release program on a
loopback port, one charge of 58.00 a run, 50 people who ask at once over HTTP with `Idempotency-Key`s and up to 36
intents, a fifth of whom press twice and a fifth of whom need a second person's yes; `kill -9` once or twice at a
seeded answer, a new start, and everybody again with the same keys. Paid is what the portal's own ledger says, outside
of the program.

| what | count |
| --- | ---: |
| runs | {runs} |
| kill -9 | {deaths} |
| HTTP requests answered | {requests} |
| times the portal was asked to pay | {asked} |
| answers of the portal that got lost | {lost} |
| refunds and voids paid | {refunds} |
| of them voids | {voids} |
| with a second person's yes | {approved} |
| most paid of one charge of 58.00 | {most} |
| accepted answers that were heard, all still true at the end | {heard} |
| **runs that failed any check** | **{failed}** |

Checked in each run: Σ(refund + void) ≤ captured in the portal's ledger and in the API; at most one refund of an
intent; ledger, API and the journal's export name the same numbers and amounts; nothing that was answered is gone or
went back; every table after `counterfoil rebuild` is the same to the last value. {seconds:.0f} s in all,
{each:.2f} s a run on {workers} worker(s).
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--report")
    options = parser.parse_args()
    binary = os.path.abspath(options.binary)
    begun = time.monotonic()
    seeds = list(range(options.seed, options.seed + options.runs))
    shares = [(binary, seeds[i:i + 50]) for i in range(0, len(seeds), 50)]
    if len(shares) == 1 and options.workers > 1:
        shares = [(binary, seeds[i::options.workers]) for i in range(options.workers) if seeds[i::options.workers]]
    outcomes, failed = [], []
    with multiprocessing.Pool(options.workers) as pool:
        for part in pool.imap_unordered(share, shares):
            for seed, outcome in part:
                if isinstance(outcome, str):
                    failed.append(seed)
                    print(f"seed {seed}: {outcome}\n  replay: refunds.py --binary {options.binary} --runs 1 "
                          f"--seed {seed}", file=sys.stderr, flush=True)
                else:
                    outcomes.append(outcome)
            print(f"{len(outcomes) + len(failed)} of {options.runs} runs, {len(failed)} failed", file=sys.stderr,
                  flush=True)
    seconds = time.monotonic() - begun
    if not outcomes:
        return 1
    sums = {name: sum(o[name] for o in outcomes) for name in outcomes[0] if name != "paid"}
    report = TABLE.format(
        runs=options.runs, seed=options.seed, when=time.strftime("%Y-%m-%d"), failed=len(failed), seconds=seconds,
        each=seconds / options.runs, workers=options.workers, most=text(max(o["paid"] for o in outcomes)), **sums)
    print(report)
    if options.report:
        with open(options.report, "w") as out:
            out.write(report)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
