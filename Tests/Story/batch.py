# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""A day at the acquirer's: sales with cards that the till read, and batches closed so that both sides agree.

Sales go through the till's door, each with a card, to a simulated acquirer. The batch is closed: both count the same,
and the number rises. In the next batch an answer is lost and reversals do not get through: the close is refused with
which sale it is. A person settles it wrongly as not charged. The close shows the difference, uploads every row, the
program is killed in the middle of it and goes on where it was, and a case says what each side counts. At the end not a
digit of a card stands in anything that was written.

    batch.py --binary .build/release/counterfoil
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import tempfile
import urllib.request

from paper_out import Shop, until

TERMINAL = "30100001"
MERCHANT = "898410154110001"
CARD = {"number": "6222021234567894", "expiry": "2912", "track2": "6222021234567894=29122010000012345678",
        "entry_mode": "magnetic", "pin_block": "0F1E2D3C4B5A6978"}
SECRETS = [CARD["number"], CARD["track2"], CARD["track2"].replace("=", "D"), CARD["pin_block"]]


class Acquirer:
    """`counterfoil simulate acquirer`, with what it really booked."""

    def __init__(self, binary, log):
        self.child = subprocess.Popen(
            [binary, "simulate", "acquirer", "--listen", "0", "--control", "0", "--latency", "30"],
            stdout=subprocess.PIPE, stderr=log, text=True)
        line = self.child.stdout.readline()
        self.port, control = re.search(r"port (\d+), control (\d+)", line).groups()
        self.control = f"http://127.0.0.1:{control}"

    def do(self, path):
        urllib.request.urlopen(urllib.request.Request(self.control + path, method="POST"), timeout=10).read()

    def lines(self, path):
        with urllib.request.urlopen(self.control + path, timeout=10) as answer:
            head, *rest = answer.read().decode().splitlines()
            return [dict(zip(head.split(","), line.split(","))) for line in rest]

    def stop(self):
        self.child.terminate()
        self.child.wait(10)


class DirectShop(Shop):
    """A shop whose till reads cards and speaks to the acquirer itself."""

    def __init__(self, binary, folder, log, acquirer):
        keys = folder / "keys"
        keys.write_text("TMK 11111111111111112222222222222222\n")
        keys.chmod(0o600)
        self.config = folder / "counterfoil.toml"
        self.config.write_text(
            f'[[link]]\nterminal = "{TERMINAL}"\nkind = "acquirer"\naddress = "127.0.0.1:{acquirer.port}"\n'
            f'merchant = "{MERCHANT}"\nmaster_key_file = "{keys}"\nbatch = "000727"\naccepts_cards = true\n'
            'answer_within = 2\nsettings = ["upload_rows=2"]\n')
        super().__init__(binary, folder, log)

    def pay(self, order, amount="58.00", card=CARD, wait=20):
        body = {"amount": {"amount": amount, "currency": "CNY"}, "terminal": TERMINAL}
        if card:
            body["card"] = card
        return self.post(f"/api/v1/sales/{order}/attempts?wait={wait}", body, f"till/{order}")

    def close_batch(self, key):
        return self.post("/api/v1/batches", {"terminal": TERMINAL}, key)

    def hand(self):
        return self.call("GET", "/api/v1/batches/open")["items"][0]

    def close(self, number):
        return self.call("GET", f"/api/v1/batches/{number}")


def sell(shop, orders):
    for order in orders:
        status, attempt = shop.pay(order)
        assert status == 201 and attempt["state"] == "approved", (status, attempt)
        assert attempt["answer"]["card"] == "622202******7894", attempt
        assert not any(secret in json.dumps(attempt) for secret in SECRETS), attempt


def agreed(shop, acquirer):
    sell(shop, ["R-1", "R-2", "R-3"])
    status, again = shop.pay("R-1", card=None)
    assert status == 200 and again["state"] == "approved", (status, again)
    status, refused = shop.pay("R-9", card=None)
    assert status == 422 and refused["code"] == "card_needed" and refused["what_to_do"]["zh"], (status, refused)
    hand = shop.hand()
    assert hand["batch"] == "000727" and hand["ours"]["debits"]["amount"] == "174.00", hand
    status, begun = shop.close_batch("close-1")
    assert status == 201 and begun["batch"] == "000727", (status, begun)
    until("the batch is closed", lambda: shop.close(begun["id"])["is_over"], 30)
    closed = shop.close(begun["id"])
    assert closed["balanced"] and closed["told"] is None and closed["begun_by"] == "li", closed
    assert shop.close_batch("close-1")[1]["id"] == begun["id"], "the same key is the same close"
    assert acquirer.lines("/batches")[0]["totals"] == "balanced", acquirer.lines("/batches")
    assert shop.hand()["batch"] == "000728", shop.hand()
    print("  three sales with cards, closed:", "both sides count the same, the next batch is 000728")


def unresolved(shop, acquirer):
    sell(shop, [f"S-{number}" for number in range(10)])
    acquirer.do("/fault/silence?to=money")
    acquirer.do("/fault/lost-request?to=reversal&times=1000")
    status, lost = shop.pay("S-58", "9.90", wait=10)
    assert status == 201 and not lost["may_charge_again"], (status, lost)
    status, refused = shop.close_batch("close-2")
    assert status == 409 and refused["code"] == "unresolved", (status, refused)
    assert "S-58" in refused["what_to_do"]["zh"] and "S-58" in refused["detail"], refused
    print("  not closed while one has no result:", refused["what_to_do"]["zh"])
    status, settled = shop.post(
        f"/api/v1/attempts/{lost['id']}/settlement",
        {"charged": False, "proof": "the customer says so"}, "settle")
    assert status == 200 and settled["is_over"], (status, settled)
    acquirer.do("/clear")


def killed(shop, acquirer):
    # The answer to the second message of rows is lost, and the program ends before it is asked for again.
    acquirer.do("/fault/late?to=batch&times=6&ms=700")
    status, begun = shop.close_batch("close-3")
    assert status == 201, (status, begun)
    until("rows go out", lambda: shop.close(begun["id"])["rows_taken"] >= 2, 30)
    shop.kill()
    # It goes on by itself as soon as it starts; the host takes its time, so that one can look.
    acquirer.do("/clear")
    acquirer.do("/fault/late?to=batch&times=1&ms=8000")
    shop.start()
    taken = shop.close(begun["id"])["rows_taken"]
    assert 0 < taken < 10, taken
    print(f"  killed after {taken} of 10 rows were taken")
    status, joined = shop.pay("T-1")
    assert status == 201 and joined["state"] == "approved", (status, joined)
    until("the close goes on by itself", lambda: shop.close(begun["id"])["is_over"], 60)
    closed = shop.close(begun["id"])
    assert closed["balanced"] is False and closed["ours"]["count"] == 10 and closed["told"]["count"] == 11, closed
    batch = next(line for line in acquirer.lines("/batches") if line["batch"] == "000728")
    assert batch["rows"] == "10" and len(batch["unknown_there"].split()) == 1, batch
    hand = shop.hand()
    assert hand["batch"] == "000729" and hand["rows"] == 1, hand
    entries = [line for line in acquirer.lines("/entries") if line["batch"] == "000728"]
    assert len(entries) == 11, entries
    until("a case is open", lambda: [item for item in shop.call("GET", "/api/v1/cases")["items"]
                                     if item["code"] == "ST-03"], 60)
    print("  closed with a difference, a case is open:", closed["told"]["net"]["amount"], "against",
          closed["ours"]["net"]["amount"])


def nothing_kept(folder):
    seen = 0
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            seen += 1
            for secret in SECRETS:
                digits = secret.replace("=", "D").replace("D", "")
                packed = bytes.fromhex(digits if len(digits) % 2 == 0 else digits + "0") if digits.isalnum() else b""
                for form in (secret.encode(), secret.encode("utf-16-le"), packed, packed[:8]):
                    assert not form or form not in content, f"{path} holds a card's {secret[:6]}…"
    print(f"  no card in {seen} files: journal, database and log")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", type=pathlib.Path, required=True)
    binary = parser.parse_args().binary.resolve()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        with open(folder / "log", "w") as log:
            acquirer = Acquirer(binary, log)
            shop = None
            try:
                shop = DirectShop(binary, folder, log, acquirer)
                agreed(shop, acquirer)
                unresolved(shop, acquirer)
                killed(shop, acquirer)
                nothing_kept(folder)
            finally:
                if shop:
                    shop.stop()
                acquirer.stop()
                if "STORY_LOG" in os.environ:
                    log.flush()
                    pathlib.Path(os.environ["STORY_LOG"]).write_bytes((folder / "log").read_bytes())
    print("batches closed, both sides told apart, and no card kept")


if __name__ == "__main__":
    main()
