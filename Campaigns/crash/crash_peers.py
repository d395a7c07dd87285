# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""The other sides of a shop that is killed: simulated wallets, terminals and hosts, each with books of its own.

A peer says what really happened to an order (`compare`), whatever the shop believes. Both must agree once everything
is over; a difference is money or a slip that was lost.
"""
import collections
import http.client
import json
import os
import re
import signal
import subprocess


class Broken(Exception):
    """Something that was promised is not so."""


class Process:
    """A program whose first lines say where it listens."""

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


class Control:
    """A simulator's own door."""

    def __init__(self, port):
        self.port = port

    def call(self, method, path):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        line.request(method, path)
        answer = line.getresponse().read()
        line.close()
        return answer

    def tell(self, path):
        self.call("POST", path)

    def read(self, path):
        return json.loads(self.call("GET", path))


class Wallets:
    """`simulate wallet`: WeChat Pay and Alipay behind one port."""

    def __init__(self, binary, keys):
        self.keys = keys
        self.process = Process([binary, "simulate", "wallet", "--listen", "0", "--keys", keys], r"port (\d+)")
        if not self.process.found:
            raise Broken("the wallets did not start")
        self.port = int(self.process.found.group(1))
        self.control = Control(self.port)
        words = re.search(r"merchant (\S+), app (\S+), certificate (\S+); alipay: app (\S+)",
                          self.process.child.stdout.readline())
        self.merchant, self.application, self.serial, self.alipay = words.groups()

    def link(self, terminal, wallet):
        own = (f'address = "http://127.0.0.1:{self.port}"\nmerchant = "{self.merchant}"\n'
               f'app_id = "{self.application}"\nserial = "{self.serial}"\n'
               f'platform_key_files = ["{self.keys}/wallet-certificate.pem"]\napi_key_file = "{self.keys}/api-key.txt"')
        if wallet == "alipay":
            own = (f'address = "http://127.0.0.1:{self.port}/gateway.do"\napp_id = "{self.alipay}"\n'
                   f'platform_key_files = ["{self.keys}/wallet-public.pem"]')
        return (f'[[link]]\nterminal = "{terminal}"\nkind = "{wallet}"\nanswer_within = 3\n{own}\n'
                f'key_file = "{self.keys}/merchant.pem"\n')

    def prepare(self, wallet, trouble):
        self.control.tell(f"/control/clear?wallet={wallet}")
        if trouble:
            self.control.tell(f"/control/{trouble}?wallet={wallet}")

    def calm(self):
        self.control.tell("/control/clear")

    def books(self):
        return {row["number"]: row for row in self.control.read("/control/truth")}

    def compare(self, order, items, books, counts):
        """Every payment and refund is there exactly as often as here."""
        sales = [i for i in items if i["kind"] == "sale"]
        refunds = [i for i in items if i["kind"] == "refund" and i["state"] == "approved"]
        paid = [i["id"] for i in sales if books.get(i["id"], {}).get("state") == "paid"]
        approved = [i["id"] for i in sales if i["state"] == "approved"]
        if len(paid) > 1:
            raise Broken(f"{order} was paid twice: {paid}")
        if set(approved) != set(paid):
            raise Broken(f"{order}: paid {paid}, here {[(i['id'], i['state']) for i in sales]}")
        there = sum(books[number]["refunds"] for number in paid)
        if there != len(refunds):
            raise Broken(f"{order}: {there} refunds there, {len(refunds)} here")
        counts["wallet payments"] += len(approved)
        counts["wallet refunds"] += len(refunds)
        counts["reversed"] += sum(i["state"] == "reversed" for i in sales)


class Terminals:
    """Some `simulate terminal`, each a process with its own memory of what was charged."""

    def __init__(self, binary, folder, count):
        self.each = {}
        for number in range(count):
            poi = f"V400m-3246881{number:02d}"
            certificate = os.path.join(folder, f"terminal-{number}.pem")
            process = Process([binary, "simulate", "terminal", "--listen", "0", "--control", "0", "--poi", poi,
                               "--certificate-out", certificate], r"(https://\S+), control (\d+)")
            if not process.found:
                raise Broken("a terminal did not start")
            self.each[f"T{number:07d}"] = (process, process.found.group(1), poi, certificate,
                                           Control(int(process.found.group(2))))

    def link(self, terminal):
        _, address, poi, certificate, _ = self.each[terminal]
        return (f'[[link]]\nterminal = "{terminal}"\nkind = "terminal"\naddress = "{address}"\npoi_id = "{poi}"\n'
                f'ca_file = "{certificate}"\nanswer_within = 3\n')

    def prepare(self, terminal, trouble):
        control = self.each[terminal][4]
        if trouble:
            control.tell(f"/fault/{trouble}")

    def quiet(self, terminal, trouble):
        if trouble:
            self.each[terminal][4].tell(f"/clear/{trouble}")

    def heard(self, terminal, order):
        return any(entry["sale"] == order for entry in self.each[terminal][4].read("/charges"))

    def books(self):
        entries = collections.defaultdict(list)
        for *_, control in self.each.values():
            for entry in control.read("/charges"):
                if entry["ending"] == "approved":
                    entries[entry["sale"]].append(entry)
        return entries

    def compare(self, order, items, books, counts):
        """Each movement of the terminal is an attempt here in the same state, and the other way round."""
        entries = books.get(order, [])
        ours = {item["number"]: item for item in items}
        moves = {e["service"]: e for e in entries if e["type"] != "Reversal"}
        undone = collections.Counter(e["original"] for e in entries if e["type"] == "Reversal")
        strangers = set(moves) - set(ours)
        if strangers or any(count > 1 for count in undone.values()):
            raise Broken(f"{order}: {strangers} unknown here, given back {undone}")
        standing = 0
        for item in items:
            move, is_approved = moves.get(item["number"]), item["state"] == "approved"
            if item["kind"] in ("void", "preauth_void"):
                original = next(i for i in items if i["id"] == item["original"])
                number = moves.get(original["number"], {}).get("number")
                if is_approved != (number is not None and undone[number] == 1):
                    raise Broken(f"{order}: void {item['state']}, given back {undone}")
                counts["terminal voids"] += is_approved
                continue
            is_voided = any(i["original"] == item["id"] and i["state"] == "approved"
                            and i["kind"] in ("void", "preauth_void") for i in items)
            is_back = bool(move and undone[move["number"]])
            # An approval stands at the terminal; what is not approved here was never charged, or was given back.
            if is_approved != (move is not None and (not is_back or is_voided)):
                raise Broken(f"{order}: {item['kind']} {item['state']} here, there {move}, back {undone}")
            standing += is_approved and item["kind"] == "sale"
            counts[f"terminal {item['kind']}s"] += is_approved
            counts["reversed"] += item["state"] == "reversed"
        if standing > 1:
            raise Broken(f"{order} was charged twice: {entries}")

    def end(self):
        for process, *_ in self.each.values():
            process.end()


class Acquirers:
    """`simulate acquirer`: one host for all terminals of a shop, with accounts and a ledger."""

    KEY = "1111111111111111" "2222222222222222"
    MERCHANT = "898410154110001"
    CARD = {"number": "6222021234567894", "expiry": "3012", "track2": "6222021234567894=30122010000000000",
            "entry_mode": "magnetic"}

    def __init__(self, binary, folder, count):
        self.process = Process([binary, "simulate", "acquirer", "--listen", "0", "--control", "0",
                                "--balance", "1000000000"], r"port (\d+), control (\d+)")
        if not self.process.found:
            raise Broken("the acquirer did not start")
        self.port, self.control = int(self.process.found.group(1)), Control(int(self.process.found.group(2)))
        self.keys = os.path.join(folder, "keys.txt")
        with open(os.open(self.keys, os.O_WRONLY | os.O_CREAT, 0o600), "w") as out:
            out.write(f"TMK {self.KEY}\n")
        self.lanes = [f"301{number:05d}" for number in range(count)]

    def link(self, terminal):
        return (f'[[link]]\nterminal = "{terminal}"\nkind = "acquirer"\naddress = "127.0.0.1:{self.port}"\n'
                f'merchant = "{self.MERCHANT}"\nmaster_key_file = "{self.keys}"\nanswer_within = 3\n'
                f'batch = "000001"\naccepts_cards = true\n')

    def prepare(self, _, trouble):
        self.control.tell("/clear")
        if trouble:
            self.control.tell(f"/fault/{trouble}")

    def quiet(self, *_):
        self.control.tell("/clear")

    def books(self):
        rows = [line.split(",") for line in self.control.call("GET", "/entries").decode().splitlines()[1:]]
        return {(row[0], row[2]): {"kind": row[3], "amount": row[4], "state": row[5]} for row in rows}

    def compare(self, order, items, books, counts):
        """Each approval here is booked there and stands; whatever else was booked was taken back."""
        standing = 0
        for item in items:
            entry = books.get((item["terminal"], item["number"]))
            state = entry and entry["state"]
            is_approved = item["state"] == "approved"
            is_voided = any(i["original"] == item["id"] and i["state"] == "approved" and i["kind"].endswith("void")
                            for i in items)
            expected = {"voided"} if is_voided else {"approved", "completed"}
            if is_approved != (state in expected):
                raise Broken(f"{order}: {item['kind']} {item['state']} here, there {entry}")
            standing += is_approved and item["kind"] == "sale"
            counts[f"acquirer {item['kind']}s"] += is_approved
            counts["reversed"] += item["state"] == "reversed"
        if standing > 1:
            raise Broken(f"{order} was charged twice")

    def end(self):
        self.process.end()
