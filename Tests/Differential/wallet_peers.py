#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""Public clients of WeChat Pay v3 and Alipay talk to `counterfoil simulate wallet` without complaint.

    python3 Tests/Differential/wallet_peers.py --binary .build/debug/counterfoil

The clients sign and verify with their own code: what they accept is signed as the wallets sign. Exits 1 at the first
difference.
"""
import argparse
import gzip
import hashlib
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
import zipfile

import alipay as alipay_client
import requests
import wechatpayv3.core
from wechatpayv3 import WeChatPay, WeChatPayType

GATE = "https://api.mch.weixin.qq.com"
CHECKS = 0


def check(name, found, wanted=True):
    global CHECKS
    CHECKS += 1
    if found != wanted:
        sys.exit(f"{name}: {found!r}, not {wanted!r}")


def control(base, path):
    method = "GET" if path.startswith("truth") else "POST"
    with urllib.request.urlopen(urllib.request.Request(f"{base}/control/{path}", method=method)) as answer:
        return answer.read()


def redirect(base):
    """The client knows one address; what is meant for it goes to the simulated wallet."""
    for name in ("get", "post"):
        known = getattr(requests, name)

        def call(url=None, known=known, **options):
            return known(url=url.replace(GATE, base), **options)

        setattr(wechatpayv3.core.requests, name, call)


def wechat(base, keys, facts):
    redirect(base)
    client = WeChatPay(
        wechatpay_type=WeChatPayType.CODEPAY, mchid=facts["merchant"], appid=facts["wechat_app"],
        private_key=(keys / "merchant.pem").read_text(), cert_serial_no=facts["serial"],
        apiv3_key=(keys / "api-key.txt").read_text().strip())
    code = {"auth_code": "134567890123456789"}
    scene = {"device_id": "T1", "store_info": {"out_id": "S1"}}

    def pay(number, fen):
        status, text = client.pay(
            description="茶", out_trade_no=number, amount={"total": fen, "currency": "CNY"}, payer=code,
            scene_info=scene, notify_url="https://shop.example/notice")
        return status, json.loads(text)

    status, told = pay("PEER000001", 5800)
    check("pay", (status, told["trade_state"], told["amount"]["total"]), (200, "SUCCESS", 5800))
    status, text = client.query(out_trade_no="PEER000001")
    check("query", (status, json.loads(text)["transaction_id"]), (200, told["transaction_id"]))
    for _ in range(2):
        status, text = client.refund(
            out_refund_no="PEERBACK01", amount={"refund": 800, "total": 5800, "currency": "CNY"},
            out_trade_no="PEER000001")
        check("refund", (status, json.loads(text)["status"]), (200, "SUCCESS"))
    status, text = client.query_refund("PEERBACK01")
    check("refund query", (status, json.loads(text)["amount"]["refund"]), (200, 800))
    status, text = client.refund(
        out_refund_no="PEERBACK02", amount={"refund": 5001, "total": 5800, "currency": "CNY"},
        out_trade_no="PEER000001")
    check("refund of too much", status, 403)

    control(base, "customer/abandons?wallet=wechat")
    status, told = pay("PEER000002", 100)
    check("waits for a password", (status, told["trade_state"]), (202, "USERPAYING"))
    status, _ = client.codepay_reverse("PEER000002")
    check("reverse", status, 204)
    status, text = client.query(out_trade_no="PEER000002")
    check("reversed", json.loads(text)["trade_state"], "REVOKED")
    status, text = client.query(out_trade_no="NOBODY0001")
    check("unknown", (status, json.loads(text)["code"]), (404, "ORDER_NOT_EXIST"))

    control(base, "fault/wrong-signature?wallet=wechat")
    try:
        client.query(out_trade_no="PEER000001")
        sys.exit("a stranger's signature was accepted by the client")
    except Exception as refusal:
        check("a stranger's signature", "signature" in str(refusal))

    status, text = client.trade_bill(bill_date=facts["today"])
    check("bill", status, 200)
    place = json.loads(text)
    status, content = client.download_bill(place["download_url"])
    plain = gzip.decompress(content)
    check("bill's hash", hashlib.sha1(plain).hexdigest(), place["hash_value"])
    check("bill's rows", plain.decode("utf-8-sig").count("`MICROPAY"), 2)

    notices = [notice for notice in json.loads(control(base, "notices")) if notice["wallet"] == "wechat"]
    opened = [client.callback(notice["headers"], notice["body"]) for notice in notices]
    kinds = [notice and notice["event_type"] for notice in opened]
    check("notices", kinds, ["TRANSACTION.SUCCESS", "REFUND.SUCCESS"])
    check("a notice's payment", opened[0]["resource"]["out_trade_no"], "PEER000001")

    stranger = WeChatPay(
        wechatpay_type=WeChatPayType.CODEPAY, mchid=facts["merchant"], appid=facts["wechat_app"],
        private_key=(keys / "wallet.pem").read_text(), cert_serial_no=facts["serial"],
        apiv3_key=(keys / "api-key.txt").read_text().strip(), public_key=(keys / "wallet-public.pem").read_text(),
        public_key_id="PUB_KEY_ID_0000")
    status, text = stranger.query(out_trade_no="PEER000001")
    check("another merchant's key", (status, json.loads(text)["code"]), (401, "SIGN_ERROR"))


def alipay(base, keys, facts):
    client = alipay_client.AliPay(
        appid=facts["alipay_app"], app_notify_url=None, app_private_key_string=(keys / "merchant.pem").read_text(),
        alipay_public_key_string=(keys / "wallet-public.pem").read_text(), sign_type="RSA2")
    client._gateway = base + "/gateway.do"
    code = "283456789012345678"
    told = client.api_alipay_trade_pay("PEER000001", "bar_code", code, "茶 & 点心", total_amount="58.00")
    check("pay", (told["code"], told["total_amount"]), ("10000", "58.00"))
    told = client.api_alipay_trade_query(out_trade_no="PEER000001")
    check("query", told["trade_status"], "TRADE_SUCCESS")
    changed = []
    for _ in range(2):
        told = client.api_alipay_trade_refund("8.00", out_trade_no="PEER000001", out_request_no="PEERBACK01")
        changed.append(told["fund_change"])
    check("refund", changed, ["Y", "N"])
    told = client.api_alipay_trade_fastpay_refund_query("PEERBACK01", out_trade_no="PEER000001")
    check("refund query", (told["refund_amount"], told["refund_status"]), ("8.00", "REFUND_SUCCESS"))

    control(base, "customer/abandons?wallet=alipay")
    told = client.api_alipay_trade_pay("PEER000002", "bar_code", code, "茶", total_amount="1.00")
    check("waits for a password", told["code"], "10003")
    told = client.api_alipay_trade_cancel(out_trade_no="PEER000002")
    check("cancel", (told["code"], told["action"]), ("10000", "close"))
    told = client.api_alipay_trade_query(out_trade_no="PEER000002")
    check("cancelled", told["trade_status"], "TRADE_CLOSED")
    told = client.api_alipay_trade_query(out_trade_no="NOBODY0001")
    check("unknown", told["sub_code"], "ACQ.TRADE_NOT_EXIST")

    control(base, "fault/wrong-signature?wallet=alipay")
    try:
        client.api_alipay_trade_query(out_trade_no="PEER000001")
        sys.exit("a stranger's signature was accepted by the client")
    except alipay_client.exceptions.AliPayValidationError:
        check("a stranger's signature", True)

    told = client.server_api(
        "alipay.data.dataservice.bill.downloadurl.query", {"bill_type": "trade", "bill_date": facts["today"]})
    with urllib.request.urlopen(told["bill_download_url"]) as answer:
        archive = zipfile.ZipFile(io.BytesIO(answer.read()))
    text = archive.read(archive.namelist()[0]).decode("gbk")
    check("bill's totals", "#交易合计：1笔，商家实收共58.00元" in text and "商家实收退款共-8.00元" in text)

    notices = [notice for notice in json.loads(control(base, "notices")) if notice["wallet"] == "alipay"]
    check("notices", len(notices), 2)
    for notice in notices:
        values = dict(urllib.parse.parse_qsl(notice["body"], keep_blank_values=True))
        check("a notice's signature", client.verify(values, values.pop("sign")))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(
            [options.binary, "simulate", "wallet", "--listen", "0", "--keys", folder], stdout=subprocess.PIPE,
            text=True)
        try:
            port = re.search(r"port (\d+)", server.stdout.readline()).group(1)
            line = server.stdout.readline()
            found = re.search(r"merchant (\w+), app (\w+), certificate (\w+); alipay: app (\w+)", line)
            names = ("merchant", "wechat_app", "serial", "alipay_app")
            facts = dict(zip(names, found.groups()))
            today = subprocess.run(["date", "+%F"], env={"TZ": "UTC-8"}, capture_output=True, text=True)
            facts["today"] = today.stdout.strip()
            base, keys = f"http://127.0.0.1:{port}", pathlib.Path(folder)
            wechat(base, keys, facts)
            alipay(base, keys, facts)
        finally:
            server.terminate()
            server.wait()
    print(f"wallet peers: {CHECKS} checks, no difference")


if __name__ == "__main__":
    main()
