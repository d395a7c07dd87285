# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""The terminal's answer is cut off, the program is killed, the cashier presses pay again.

A sale is started through the till's door at a simulated terminal, which charges the card and says nothing. The server
is killed and started again while the terminal is deaf. Paying again is refused with what to do. When the terminal
hears again the shop ends with one charge, one slip and one calm explanation.

    payment.py --binary .build/release/counterfoil
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Campaigns/printing"))
from printing import Printer  # noqa: E402

from paper_out import Shop, free_port, until  # noqa: E402

TERMINAL = "10025871"
POI = "V400m-324688179"


class Terminal:
    """`counterfoil simulate terminal`, with what it really charged."""

    def __init__(self, binary, folder, log, *more, faults=("silence",)):
        self.certificate = folder / "terminal.pem"
        self.child = subprocess.Popen(
            [binary, "simulate", "terminal", "--listen", "0", "--control", "0", "--poi", POI, "--work", "300",
             "--certificate-out", self.certificate, *more, *(word for fault in faults for word in ("--fault", fault))],
            stdout=subprocess.PIPE, stderr=log, text=True)
        line = self.child.stdout.readline()
        self.address, control = re.search(r"(https://\S+), control (\d+)", line).groups()
        self.control = f"http://127.0.0.1:{control}"

    def do(self, path):
        urllib.request.urlopen(urllib.request.Request(self.control + path, method="POST"), timeout=10).read()

    def charges(self):
        with urllib.request.urlopen(self.control + "/charges", timeout=10) as answer:
            return [charge for charge in json.load(answer) if charge["ending"] == "approved"]

    def stop(self):
        self.child.terminate()
        self.child.wait(10)


class LinkedShop(Shop):
    """A shop whose terminal is linked."""

    def __init__(self, binary, folder, log, terminal):
        self.config = folder / "counterfoil.toml"
        self.config.write_text(
            f'[[link]]\nterminal = "{TERMINAL}"\nkind = "terminal"\naddress = "{terminal.address}"\n'
            f'poi_id = "{POI}"\nca_file = "{terminal.certificate}"\nprinter = "front"\nanswer_within = 20\n')
        super().__init__(binary, folder, log)

    def pay(self, key, order="R-58", wait=0):
        """Status and body."""
        return self.post(
            f"/api/v1/sales/{order}/attempts?wait={wait}",
            {"amount": {"amount": "58.00", "currency": "CNY"}, "terminal": TERMINAL}, key)


def story(shop, terminal, printer):
    port = free_port()
    shop.call("PUT", "/api/v1/printers/front", {
        "store": "S1", "address": f"127.0.0.1:{printer.port}", "listenPort": port}, "owner")
    until("the printer is ready", lambda: (shop.printer()["condition"] or {}).get("isReady"))
    status, begun = shop.pay("till-1/58/1")
    assert status == 201 and begun["state"] == "sending", (status, begun)
    until("the terminal charged the card", lambda: len(terminal.charges()) == 1)
    terminal.do("/fault/dead")
    shop.kill()
    print("  charged at the terminal, no answer, the program killed")
    shop.start()
    status, refused = shop.pay("till-1/58/2")
    assert status == 409 and refused["code"] == "unknown", (status, refused)
    assert "不" in refused["what_to_do"]["zh"] and refused["what_to_do"]["en"], refused
    print("  pay again:", refused["what_to_do"]["zh"])
    status, same = shop.pay("till-1/58/1")
    assert status == 200 and same["id"] == begun["id"], (status, same)
    assert same["state"] == "unknown" and not same["may_charge_again"], same
    terminal.do("/clear/dead")
    heard = time.monotonic()
    until("the outcome is known", lambda: shop.call("GET", f"/api/v1/attempts/{begun['id']}?wait=20")["is_over"], 60)
    attempt = shop.call("GET", f"/api/v1/attempts/{begun['id']}")
    print(f"  known {time.monotonic() - heard:.1f} s after the terminal hears again: {attempt['state']}")
    assert attempt["state"] == "approved" and attempt["receipt"], attempt
    status, paid = shop.pay("till-1/58/3")
    assert status == 409 and paid["code"] == "paid", (status, paid)
    assert len(terminal.charges()) == 1, terminal.charges()
    until("the slip is on paper", lambda: any("58.00" in line for lines in printer.slips() for line in lines))
    shop.kill()
    shop.start()
    slips = [lines for lines in printer.slips() if any("58.00" in line for line in lines)]
    assert len(slips) == 1, printer.slips()
    receipts = shop.receipts()
    assert len(receipts) == 1 and receipts[0]["id"] == attempt["receipt"], receipts
    explain(shop, receipts[0])


def explain(shop, receipt):
    detail = shop.call("GET", f"/api/v1/transactions/{receipt['transaction']}")
    transaction = detail["transaction"]
    assert transaction["money"] == "charged", transaction
    print("  one charge, one slip:", detail["explanation"]["zh"] if "explanation" in detail else transaction)
    print("  findings:", transaction["codes"] or "none")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", type=pathlib.Path, required=True)
    binary = parser.parse_args().binary.resolve()
    with tempfile.TemporaryDirectory() as folder, open(os.environ.get("STORY_LOG", os.devnull), "w") as log:
        folder = pathlib.Path(folder)
        terminal = Terminal(binary, folder, log)
        printer = Printer(binary, log)
        shop = None
        try:
            shop = LinkedShop(binary, folder, log, terminal)
            story(shop, terminal, printer)
        finally:
            if shop:
                shop.stop()
            printer.stop()
            terminal.stop()
    print("one charge, one slip, one calm explanation")


if __name__ == "__main__":
    main()
