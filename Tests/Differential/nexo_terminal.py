#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""A till written on its own (urllib, hashlib, openssl) talks to `counterfoil simulate terminal`, plain and sealed.

    python3 Tests/Differential/nexo_terminal.py --binary .build/debug/counterfoil [--sales 40]

Every sale loses its answer in one of the ways there are; what the status tells must be what was really charged.
"""
import argparse
import base64
import hashlib
import hmac
import json
import os
import pathlib
import random
import re
import ssl
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

POI = "V400m-346403161"
LOSSES = ["", "lost-answer", "cut-answer", "http-500", "double", "wrong-header", "refusal"]


def aes(data, key, iv, way):
    command = ["openssl", "enc", way, "-aes-256-cbc", "-K", key.hex(), "-iv", iv.hex()]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout


class Till:
    def __init__(self, url, authority, passphrase):
        self.url, self.passphrase, self.count = url, passphrase, 0
        self.context = ssl.create_default_context(cafile=authority)
        if passphrase:
            keys = hashlib.pbkdf2_hmac("sha1", passphrase.encode(), b"AdyenNexoV1Salt", 4000, 80)
            self.mac, self.key, self.iv = keys[:32], keys[32:64], keys[64:]

    def header(self, category, kind="Service"):
        self.count += 1
        number = str(self.count)
        header = {"ProtocolVersion": "3.0", "MessageClass": kind, "MessageCategory": category,
                  "MessageType": "Request", "ServiceID": number, "SaleID": "python", "POIID": POI}
        return header | ({"DeviceID": number} if kind == "Device" else {})

    def sealed(self, message, header):
        plain, nonce = json.dumps(message).encode(), os.urandom(16)
        iv = bytes(a ^ b for a, b in zip(self.iv, nonce))
        trailer = {"AdyenCryptoVersion": 1, "KeyIdentifier": "shop", "KeyVersion": 1,
                   "Nonce": base64.b64encode(nonce).decode(),
                   "Hmac": base64.b64encode(hmac.digest(self.mac, plain, "sha256")).decode()}
        blob = base64.b64encode(aes(plain, self.key, iv, "-e")).decode()
        return {"SaleToPOIRequest": {"MessageHeader": header, "NexoBlob": blob, "SecurityTrailer": trailer}}

    def opened(self, answer):
        inside = answer["SaleToPOIResponse"]
        trailer = inside["SecurityTrailer"]
        iv = bytes(a ^ b for a, b in zip(self.iv, base64.b64decode(trailer["Nonce"])))
        plain = aes(base64.b64decode(inside["NexoBlob"]), self.key, iv, "-d")
        assert hmac.compare_digest(base64.b64encode(hmac.digest(self.mac, plain, "sha256")).decode(), trailer["Hmac"])
        message = json.loads(plain)
        assert message["SaleToPOIResponse"]["MessageHeader"] == inside["MessageHeader"], "headers differ"
        return message

    def say(self, category, body, kind="Service"):
        """The header of the request, and the answer's body; None where no answer to it came."""
        header = self.header(category, kind)
        message = {"SaleToPOIRequest": {"MessageHeader": header, category + "Request": body}}
        sent = self.sealed(message, header) if self.passphrase else message
        request = urllib.request.Request(self.url, json.dumps(sent).encode(), {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=20, context=self.context) as answer:
                text = answer.read()
            if not text:
                return header, {}
            told = json.loads(text)
            told = (self.opened(told) if self.passphrase else told)["SaleToPOIResponse"]
        except (urllib.error.URLError, OSError, ValueError, AssertionError, KeyError):
            return header, None
        except Exception as error:  # http.client.IncompleteRead and its kin
            if type(error).__module__ != "http.client":
                raise
            return header, None
        if told["MessageHeader"].get("ServiceID") != header["ServiceID"]:
            return header, None
        return header, told[category + "Response"]

    def pay(self, order, amount):
        sale = {"SaleTransactionID": {"TransactionID": order, "TimeStamp": "2026-03-26T10:15:30+08:00"}}
        money = {"AmountsReq": {"Currency": "CNY", "RequestedAmount": amount}}
        return self.say("Payment", {"SaleData": sale, "PaymentTransaction": money})

    def status(self, header):
        about = {"MessageCategory": header["MessageCategory"], "SaleID": "python", "ServiceID": header["ServiceID"]}
        return self.say("TransactionStatus", {"MessageReference": about, "ReceiptReprintFlag": True,
                                              "DocumentQualifier": ["CashierReceipt", "CustomerReceipt"]})[1]


def control(port, method, path):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", method=method)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.read()


def check(till, port, sales, rng):
    assert till.say("Diagnosis", {"HostDiagnosisFlag": True})[1]["POIStatus"]["GlobalStatus"] == "OK"
    moved = 0
    for number in range(sales):
        loss, cents = rng.choice(LOSSES), rng.randint(1, 99_999)
        if loss:
            control(port, "POST", f"/fault/{loss}")
        header, answer = till.pay(f"S-{number}", cents / 100)
        if answer is None:
            told = till.status(header)
            assert told["Response"]["Result"] == "Success", told
            answer = told["RepeatedMessageResponse"]["RepeatedResponseMessageBody"]["PaymentResponse"]
            assert len(answer["PaymentReceipt"]) == 2
        done = answer["Response"]["Result"] == "Success"
        assert done == (loss != "refusal"), (loss, answer)
        if done:
            assert round(answer["PaymentResult"]["AmountsResp"]["AuthorizedAmount"] * 100) == cents
            moved += cents
            if number % 3 == 0:
                original = {"POITransactionID": answer["POIData"]["POITransactionID"]}
                back = {"OriginalPOITransaction": original, "ReversalReason": "MerchantCancel"}
                assert till.say("Reversal", back)[1]["Response"]["Result"] == "Success"
                moved -= cents
    assert json.loads(control(port, "GET", "/status"))["balance"] == moved
    content = {"OutputFormat": "Text", "OutputText": [{"Text": "from python"}]}
    output = {"DocumentQualifier": "Document", "ResponseMode": "PrintEnd", "OutputContent": content}
    assert till.say("Print", {"PrintOutput": output}, "Device")[1]["Response"]["Result"] == "Success"
    assert b"from python" in control(port, "GET", "/paper")
    totals = till.say("Reconciliation", {"ReconciliationType": "SaleReconciliation"})[1]["TransactionTotals"][0]
    sums = {row["TransactionType"]: row["TransactionAmount"] for row in totals["PaymentTotals"]}
    assert round((sums["Debit"] - sums.get("ReverseDebit", 0)) * 100) == moved, sums


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", default=".build/debug/counterfoil")
    parser.add_argument("--sales", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for passphrase in (None, "p@ssw0rd of a shop"):
        with tempfile.TemporaryDirectory() as folder:
            authority, secret = pathlib.Path(folder, "ca.pem"), pathlib.Path(folder, "secret")
            command = [options.binary, "simulate", "terminal", "--listen", "0", "--control", "0",
                       "--certificate-out", str(authority)]
            if passphrase:
                secret.write_text(passphrase + "\n")
                command += ["--passphrase-file", str(secret), "--key-id", "shop"]
            process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            try:
                line = process.stdout.readline()
                url, port = re.match(r"terminal ready: (\S+), control (\d+)", line).groups()
                till = Till(url, str(authority), passphrase)
                check(till, int(port), options.sales, random.Random(options.seed))
                if passphrase:
                    stranger = Till(url, str(authority), "another passphrase")
                    assert stranger.pay("S-X", 1.0)[1] is None
                    assert "S-X" not in control(int(port), "GET", "/charges").decode()
            finally:
                process.terminate()
                process.wait(timeout=10)
        print(f"{'sealed' if passphrase else 'plain'}: {options.sales} sales, the terminal and the till agree")


if __name__ == "__main__":
    sys.exit(main())
