# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""One data folder, its server under the shim, and everything that tills were told."""
import collections
import http.client
import json
import mmap
import os
import random
import signal
import struct
import subprocess
import time

from crash_peers import Broken, Process

PASSWORD = "a long password for the campaign"
KINDS = ["none", "create", "write", "sync", "truncate", "remove", "rename", "send", "receive"]
BEFORE, MIDDLE = 0, 1
OVER = {"approved", "partial", "declined", "not_charged", "reversed"}
#: Kinds that may be tried in the middle of the call: half of it is done.
TEARABLE = {"write", "send"}


class Died(Exception):
    """The server is not there any more."""


class Page:
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
        self.page[0:8] = bytes(8)

    def forget(self):
        self.page[20:24] = bytes(4)

    @property
    def calls_left(self):
        return struct.unpack("<q", self.page[0:8])[0]

    @property
    def calls(self):
        return struct.unpack("<q", self.page[8:16])[0]

    @property
    def by_kind(self):
        return collections.Counter(dict(zip(KINDS, struct.unpack("<9q", self.page[512:584]))))

    @property
    def killed(self):
        return KINDS[struct.unpack("<i", self.page[20:24])[0]]

    @property
    def what(self):
        return self.page[32:512].split(b"\0")[0].decode()


class Shop:
    """A shop with lanes to wallets and terminals."""

    def __init__(self, binary, folder, shim, links, seed):
        self.binary, self.folder, self.shim, self.links = binary, folder, shim, links
        self.pick = random.Random(seed)
        self.data = os.path.join(folder, "data")
        self.settings = os.path.join(folder, "settings.toml")
        self.page = Page(os.path.join(folder, "control"))
        self.server, self.line, self.token = None, None, None
        self.told, self.starts = {}, 0
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
            for i, terminal in enumerate(self.links):
                out.write(f"S1,{terminal},1120150{i:05d},000001,{i:06d},sale,1.00,{today} 10:01:02,"
                          f"622212******3456,declined,1\n")
        self.run("import", rows, allowed=(0, 1))
        with open(self.settings, "w") as out:
            out.write("\n".join(self.links.values()))
        self.start()
        self.sign_in()

    def sign_in(self):
        self.token = None
        self.token = self.call("POST", "/api/v1/session", {"name": "m1", "password": PASSWORD})[1]["token"]

    # MARK: the server

    def start(self):
        """Starts the server; it may die on the way when the shim is armed."""
        self.starts += 1
        self.page.forget()
        environment = dict(os.environ, LD_PRELOAD=self.shim, CRASH_ROOT=self.data,
                           CRASH_CONTROL=os.path.join(self.folder, "control"), SWIFT_BACKTRACE="enable=no")
        self.server = Process([self.binary, "serve", "--data", self.data, "--config", self.settings, "--listen",
                               "127.0.0.1:0"], r"http://127\.0\.0\.1:(\d+)", environment)
        if not self.server.found:
            if self.page.killed == "none":
                raise Broken(f"the server did not start: exit {self.server.child.returncode}")
            raise Died("at its start")
        self.line = http.client.HTTPConnection("127.0.0.1", int(self.server.found.group(1)), timeout=30)

    def kill(self):
        self.server.end(signal.SIGKILL)

    def again(self):
        self.page.disarm()
        self.kill()
        self.start()

    def is_dead(self):
        """Whether the shim ended it; any other end is a fault of the program."""
        if self.page.killed != "none":
            return True
        if self.server.child.poll() is not None:
            raise Broken(f"the server ended by itself: exit {self.server.child.returncode}")
        return False

    def call(self, method, path, body=None, key=None, is_again=False):
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if key:
            headers["Idempotency-Key"] = key
        try:
            self.line.request(method, path, json.dumps(body) if body is not None else None, headers)
            answer = self.line.getresponse()
            status, told = answer.status, json.loads(answer.read() or b"null")
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.line.close()
            # A connection that lay idle while other shops had their turn is closed by the server, which lives.
            if not is_again and (method == "GET" or key) and not self.page.calls_left and not self.is_dead():
                return self.call(method, path, body, key, is_again=True)
            raise Died(str(error)) from error
        if status == 401 and self.token:
            # Sessions are no part of the journal: with the database they are gone.
            self.sign_in()
            return self.call(method, path, body, key)
        return status, told

    # MARK: the till

    def press(self, order, lane, kind="sale", original=None, wait=0, key=None, amount=None, extra=None):
        """Presses *pay*. Returns the attempt, or None where it is refused because something is in the way."""
        body = {"kind": kind, "terminal": lane,
                "amount": {"amount": amount or ("20.00" if kind == "refund" else "58.00"), "currency": "CNY"}}
        body.update(extra or {})
        if original:
            body["original"] = original
        status, answer = self.call("POST", f"/api/v1/sales/{order}/attempts?wait={wait}", body,
                                   key=key or f"{order}-{kind}")
        if status == 409 and key:
            return None
        if status not in (200, 201):
            raise Broken(f"{order} {kind}: {status} {answer}")
        self.hear(order, kind, answer)
        return answer

    def hear(self, order, kind, answer):
        """What a till was told is never taken back."""
        before = self.told.get(answer["id"])
        if before and before[2] in OVER and before[2] != answer["state"]:
            raise Broken(f"{order} {kind} was told {before[2]}, now {answer['state']}")
        self.told[answer["id"]] = (order, kind, answer["state"])

    def attempts(self, order):
        status, answer = self.call("GET", f"/api/v1/sales/{order}/attempts")
        if status != 200:
            raise Broken(f"attempts of {order}: {status} {answer}")
        return answer["items"]

    def open_attempts(self):
        status, answer = self.call("GET", "/api/v1/attempts?open=1&limit=500")
        if status != 200:
            raise Broken(f"open attempts: {status} {answer}")
        return answer["items"]

    # MARK: the end

    def judge(self, orders, peers, counts):
        """Compares orders, all of them over, with the peers' own books. Returns their attempts by id."""
        known, books = {}, {peer: peer.books() for peer in set(orders.values())}
        for order, peer in orders.items():
            items = self.attempts(order)
            known.update({item["id"]: item for item in items})
            peer.compare(order, items, books[peer], counts)
            for item in items:
                if item["state"] not in OVER:
                    raise Broken(f"{order}: {item['kind']} is {item['state']}")
                if item["state"] in ("approved", "partial") and not item["receipt"]:
                    raise Broken(f"{order}: {item['id']} is approved and has no receipt")
                self.hear(order, item["kind"], item)
        counts["orders"] += len(orders)
        return known

    def settle(self, orders, known):
        """The journal is in order, every told attempt and every slip is there, and a rebuild tells the same."""
        for number, (order, kind, state) in self.told.items():
            if number not in known:
                raise Broken(f"{order} {kind} was told {state} and is gone")
        for item in known.values():
            if item["receipt"] and self.call("GET", f"/api/v1/receipts/{item['receipt']}")[0] != 200:
                raise Broken(f"{item['order']}: slip {item['receipt']} is not there")
        self.server.end()
        self.run("journal", "verify")
        self.run("rebuild", "--json")
        self.start()
        # Sessions are no part of the journal.
        self.sign_in()
        after = {item["id"]: item for order in orders for item in self.attempts(order)}
        if after != known:
            raise Broken("a rebuild tells the attempts differently")
        self.server.end()
