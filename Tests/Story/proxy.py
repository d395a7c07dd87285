# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""The till changes one address: its terminal's. The rest it never notices.

A till that knows nothing of us (urllib, plain nexo) pays through `serve` at a simulated terminal. The terminal charges
the card and says nothing; the till gives up; the server is killed with SIGKILL and started again; another payment is
told to wait. The till asks again under its ServiceID and gets the approval with both receipts. At the end there is one
charge, one slip and one attempt, and the answer is told again although the terminal is deaf.

    proxy.py --binary .build/release/counterfoil
"""

import argparse
import json
import os
import pathlib
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request

from paper_out import free_port, until
from payment import POI, TERMINAL, LinkedShop, Terminal, explain


class Till:
    """A till of another maker."""

    def __init__(self, port):
        self.url = f"http://127.0.0.1:{port}/nexo"

    def say(self, category, service, body, patience):
        """The body of the answer; None where none came."""
        header = {"ProtocolVersion": "3.0", "MessageClass": "Service", "MessageCategory": category,
                  "MessageType": "Request", "ServiceID": service, "SaleID": "KASSE1", "POIID": POI}
        message = json.dumps({"SaleToPOIRequest": {"MessageHeader": header, f"{category}Request": body}}).encode()
        request = urllib.request.Request(self.url, message, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=patience) as answer:
                told = json.load(answer)["SaleToPOIResponse"]
        except (urllib.error.URLError, OSError, ValueError):
            return None
        assert told["MessageHeader"] == header | {"MessageType": "Response"}, told["MessageHeader"]
        return told[f"{category}Response"]

    def pay(self, service, order, amount, patience=90):
        sale = {"SaleTransactionID": {"TransactionID": order, "TimeStamp": "2026-03-26T10:15:30+08:00"}}
        money = {"AmountsReq": {"Currency": "CNY", "RequestedAmount": amount}}
        return self.say("Payment", service, {"SaleData": sale, "PaymentTransaction": money}, patience)

    def status(self, service, of):
        about = {"MessageCategory": "Payment", "SaleID": "KASSE1", "ServiceID": of}
        return self.say("TransactionStatus", service, {
            "MessageReference": about, "ReceiptReprintFlag": True,
            "DocumentQualifier": ["CashierReceipt", "CustomerReceipt"]}, 30)


class ProxiedShop(LinkedShop):
    """A shop that stands between the till and its terminal."""

    def __init__(self, binary, folder, log, terminal, listen):
        self.listen = listen
        super().__init__(binary, folder, log, terminal)

    def start(self):
        text = self.config.read_text()
        if "listen" not in text:
            self.config.write_text(text + f'listen = "127.0.0.1:{self.listen}"\n')
        super().start()

    def attempts(self, order):
        return self.call("GET", f"/api/v1/sales/{order}/attempts")["items"]


def story(shop, terminal):
    till = Till(shop.listen)
    first = till.pay("1", "R-57", 12.5)
    assert first["Response"]["Result"] == "Success" and len(first["PaymentReceipt"]) == 2, first
    terminal.do("/fault/silence")
    assert till.pay("2", "R-58", 58, patience=2) is None
    until("the terminal charged the card", lambda: len(terminal.charges()) == 2)
    terminal.do("/fault/dead")
    shop.kill()
    print("  charged at the terminal, the till heard nothing, the server killed")
    shop.start()
    busy = till.pay("3", "R-59", 3)
    assert busy["Response"]["ErrorCondition"] == "Busy", busy
    words = dict(urllib.parse.parse_qsl(busy["Response"]["AdditionalResponse"]))["message"]
    assert "R-58" in words, words
    print("  the next payment:", words)
    again = till.status("4", "2")
    assert again["Response"]["ErrorCondition"] == "InProgress", again
    refused = shop.pay("till-api/58", order="R-58")
    assert refused[0] == 409 and refused[1]["code"] == "unknown", refused
    terminal.do("/clear/dead")
    told = till.pay("2", "R-58", 58)
    assert told["Response"]["Result"] == "Success" and len(told["PaymentReceipt"]) == 2, told
    assert told["PaymentResult"]["AmountsResp"]["AuthorizedAmount"] == 58, told
    print("  asked again under the same ServiceID: approved, with both receipts")
    charges = [charge for charge in terminal.charges() if charge["sale"] == "R-58"]
    assert len(charges) == 1, terminal.charges()
    attempts = shop.attempts("R-58")
    assert len(attempts) == 1 and attempts[0]["state"] == "approved", attempts
    until("the answer is marked as handed over", lambda: shop.attempts("R-58")[0]["delivered_at"])
    terminal.do("/fault/dead")
    shop.kill()
    shop.start()
    kept = till.pay("2", "R-58", 58)
    assert kept["POIData"] == told["POIData"] and kept["PaymentReceipt"] == told["PaymentReceipt"], kept
    repeated = till.status("5", "2")["RepeatedMessageResponse"]["RepeatedResponseMessageBody"]["PaymentResponse"]
    assert repeated == kept, repeated
    terminal.do("/clear/dead")
    assert till.pay("6", "R-59", 3)["Response"]["Result"] == "Success"
    assert len(terminal.charges()) == 3, terminal.charges()
    receipts = [receipt for receipt in shop.receipts() if receipt["id"] == attempts[0]["receipt"]]
    assert len(receipts) == 1 and len(shop.receipts()) == 3, shop.receipts()
    terminal.do("/event/SecurityAlarm")
    device = f"/api/v1/devices/{TERMINAL}"
    until("the alarm stands at the device", lambda: shop.call("GET", device, token="owner")["readings"].get("event"))
    assert shop.call("GET", device, token="owner")["readings"]["event"] == "security_alarm", shop.call("GET", device, token="owner")
    explain(shop, receipts[0])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", type=pathlib.Path, required=True)
    binary = parser.parse_args().binary.resolve()
    with tempfile.TemporaryDirectory() as folder, open(os.environ.get("STORY_LOG", os.devnull), "w") as log:
        folder = pathlib.Path(folder)
        listen = free_port()
        terminal = Terminal(
            binary, folder, log, "--notify", f"http://127.0.0.1:{listen}/nexo", faults=())
        shop = None
        try:
            shop = ProxiedShop(binary, folder, log, terminal, listen)
            story(shop, terminal)
        finally:
            if shop:
                shop.stop()
            terminal.stop()
    print("one address changed: one charge, one slip, and the till has its approval")


if __name__ == "__main__":
    sys.exit(main())
