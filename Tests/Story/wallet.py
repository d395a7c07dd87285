# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""A customer pays with WeChat Pay, gets a part back over the refunds page's door, and the next day's bill agrees.

The wallet is simulated and lives a day in the past, so that its bill of the sale's day can be had now. The refund's
answer is lost once: the refund is unknown, never failed, and a second one is refused while it is. A till that gives
back as well is told that too much would go. A notice comes to the link's own address, twice, and counts once.

    wallet.py --binary .build/release/counterfoil
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import tempfile
import urllib.error
import urllib.request

from paper_out import Shop, until

TERMINAL = "W0000001"
DAY = 86_400_000


class Wallet:
    """`counterfoil simulate wallet`, a day behind."""

    def __init__(self, binary, folder, log):
        self.keys = folder / "keys"
        self.child = subprocess.Popen(
            [binary, "simulate", "wallet", "--listen", "0", "--keys", self.keys],
            stdout=subprocess.PIPE, stderr=log, text=True)
        self.port = re.search(r"port (\d+)", self.child.stdout.readline()).group(1)
        names = self.child.stdout.readline()
        self.merchant, self.app, self.serial = re.search(
            r"wechat: merchant (\S+), app (\S+), certificate (\S+);", names).groups()
        self.do(f"/control/advance?ms={-DAY}")

    def do(self, path):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", method="POST")
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.read()

    def stop(self):
        self.child.terminate()
        self.child.wait(10)


class LinkedShop(Shop):
    """A shop whose till scans WeChat Pay codes."""

    def __init__(self, binary, folder, log, wallet):
        self.config = folder / "counterfoil.toml"
        self.config.write_text(
            f'[[link]]\nterminal = "{TERMINAL}"\nkind = "wechat"\naddress = "http://127.0.0.1:{wallet.port}"\n'
            f'merchant = "{wallet.merchant}"\napp_id = "{wallet.app}"\nserial = "{wallet.serial}"\n'
            f'key_file = "{wallet.keys}/merchant.pem"\napi_key_file = "{wallet.keys}/api-key.txt"\n'
            'answer_within = 6\n')
        super().__init__(binary, folder, log)


def money(text):
    return {"amount": text, "currency": "CNY"}


def pay(shop, wallet):
    """The sale's attempt."""
    status, paid = shop.post(
        "/api/v1/sales/R-58/attempts?wait=20",
        {"amount": money("58.00"), "terminal": TERMINAL, "wallet_code": "134567890123456789"}, "till-1/58/1")
    assert status == 201 and paid["state"] == "approved", (status, paid)
    # The wallet tells it once more, by the link's own address and by the common one.
    for notice in json.loads(wallet.do("/control/notices")):
        for path in (f"/hooks/wallets/wechat/{TERMINAL}", "/hooks/wallets/wechat"):
            assert deliver(shop, path, notice) == 200, notice
        assert deliver(shop, "/hooks/wallets/wechat/W0000009", notice) == 404
    return paid


def deliver(shop, path, notice):
    request = urllib.request.Request(
        f"http://127.0.0.1:{shop.port}{path}", method="POST", data=notice["body"].encode(),
        headers={**notice["headers"], "Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def give_back(shop, wallet, paid):
    """A part goes back over the link; its answer is lost once."""
    receipt = shop.call("GET", f"/api/v1/receipts/{paid['receipt']}")
    sale = (receipt.get("receipt") or receipt)["transaction"]
    offer = shop.call("GET", f"/api/v1/transactions/{sale}/refund-offer")
    assert offer["terminal"] == TERMINAL, offer
    wallet.do("/control/fault/answer-lost?wallet=wechat")
    status, refund = shop.post(
        "/api/v1/refunds", {"transaction": sale, "amount": money("20.00"), "reason": "returned"}, "back-1")
    assert status == 201 and refund["state"] == "unknown", (status, refund)
    print("  refund", refund["id"], "is on its way over the link")
    status, second = shop.post(
        "/api/v1/refunds", {"transaction": sale, "amount": money("5.00"), "reason": "wrongAmount"}, "back-2")
    assert status == 409, (status, second)
    status, till = shop.post(
        "/api/v1/sales/R-58/attempts",
        {"amount": money("58.00"), "terminal": TERMINAL, "kind": "refund", "original": paid["id"]}, "till-1/58/2")
    assert status == 409, (status, till)
    print("  the till gives back as well:", till["what_to_do"]["zh"])
    until("the refund is over", lambda: shop.call(
        "GET", f"/api/v1/refunds/{refund['id']}")["refund"]["state"] == "succeeded", 90)
    detail = shop.call("GET", f"/api/v1/refunds/{refund['id']}")
    assert len(detail["attempts"]) == 1 and detail["attempts"][0]["state"] == "approved", detail
    status, till = shop.post(
        "/api/v1/sales/R-58/attempts",
        {"amount": money("38.01"), "terminal": TERMINAL, "kind": "refund", "original": paid["id"]}, "till-1/58/3")
    assert status == 409 and till["code"] == "beyond_captured", (status, till)
    return sale


def bill(shop, sale):
    """The bill of the sale's day is fetched and imported, and the record agrees."""
    account = shop.call("GET", "/api/v1/bills")["items"][0]
    day = account["days"][0]["day"]
    status, fetched = shop.post("/api/v1/bills", {"account": account["account"], "day": day}, "bill-1")
    assert status == 200 and fetched["state"] == "fetched" and fetched["rows"] == 2, (status, fetched)
    print("  bill of", day, "is here:", fetched["name"], fetched["rows"], "rows")
    shop.kill()
    shop.start()
    again = shop.call("GET", "/api/v1/bills")["items"][0]
    assert again["days"][0]["tries"] == fetched["tries"], again["days"][0]
    detail = shop.call("GET", f"/api/v1/transactions/{sale}")
    transaction = detail["transaction"]
    assert transaction["money"] == "partlyRefunded" or "refund" in json.dumps(transaction).lower(), transaction
    related = detail.get("related", [])
    assert len(related) == 1, related
    print("  findings:", transaction["codes"] or "none")
    offer = shop.call("GET", f"/api/v1/transactions/{sale}/refund-offer")
    assert offer["available"]["amount"] == "38.00" and offer["held"]["amount"] == "20.00", offer


def story(shop, wallet):
    paid = pay(shop, wallet)
    sale = give_back(shop, wallet, paid)
    bill(shop, sale)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", type=pathlib.Path, required=True)
    binary = parser.parse_args().binary.resolve()
    with tempfile.TemporaryDirectory() as folder, open(os.environ.get("STORY_LOG", os.devnull), "w") as log:
        folder = pathlib.Path(folder)
        wallet = Wallet(binary, folder, log)
        shop = None
        try:
            shop = LinkedShop(binary, folder, log, wallet)
            story(shop, wallet)
        finally:
            if shop:
                shop.stop()
            wallet.stop()
    print("paid, given back in part, and the bill of the day agrees")


if __name__ == "__main__":
    main()
