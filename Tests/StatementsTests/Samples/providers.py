# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""Files of payment providers as other tools write them (csv, decimal, json flattened as pandas does it).

Run in this folder; the files are committed.
"""
import csv
from decimal import Decimal

# Adyen settlement details, batch 4: two sales, a refund, a chargeback, fees, a reserve, and the payout.
ADYEN = (
    "Company Account,Merchant Account,Psp Reference,Merchant Reference,Payment Method,Creation Date,TimeZone,Type,"
    "Modification Reference,Gross Currency,Gross Debit (GC),Gross Credit (GC),Exchange Rate,Net Currency,"
    "Net Debit (NC),Net Credit (NC),Commission (NC),Markup (NC),Scheme Fees (NC),Interchange (NC),Batch Number"
).split(",")


def adyen(psp, order, method, when, zone, kind, change="", gross=("", ""), net=("", ""), parts=("", "", "", ""),
          currency="EUR", net_currency="EUR"):
    return ["TestCompany", "TestMerchant", psp, order, method, when, zone, kind, change, currency, *gross, "1",
            net_currency, *net, *parts, "4"]


rows = [
    adyen("8816000000000001", "A-1001", "visa", "2026-07-20 23:30:00", "CEST", "Settled", "8816000000000001",
          ("", "100.00"), ("", "99.10"), ("", "0.20", "0.10", "0.60")),
    adyen("8816000000000002", "A-1002", "mc", "2026-11-20 10:00:00", "CET", "Settled", "8816000000000002",
          ("", "50.00"), ("", "49.00"), ("1.00", "", "", "")),
    adyen("8816000000000002", "A-1002", "mc", "2026-11-21 10:00:00", "CET", "Refunded", "8816000000000003",
          ("20.00", ""), ("20.30", ""), ("0.30", "", "", "")),
    adyen("8816000000000004", "A-0900", "visa", "2026-11-21 11:00:00", "CET", "Chargeback", "8816000000000005",
          ("30.00", ""), ("37.50", ""), ("7.50", "", "", "")),
    adyen("8816000000000006", "A-1003", "jcb", "2026-11-21 12:00:00", "JST", "Settled", "8816000000000006",
          ("", "5800"), ("", "33.10"), ("0.90", "", "", ""), currency="JPY"),
    adyen("", "Transaction Fees November", "", "2026-11-21 20:00:00", "CET", "Fee", "Transaction Fees", ("", ""),
          ("0.40", ""), currency=""),
    adyen("", "", "", "2026-11-21 20:00:00", "CET", "ReserveAdjustment", "", ("", ""), ("10.00", ""), currency=""),
    adyen("8816000000000007", "A-1004", "visa", "2026-11-20 10:00:00", "IST", "Settled", "8816000000000007",
          ("", "10.00"), ("", "9.90"), ("0.10", "", "", "")),
    adyen("8816000000000008", "A-1005", "visa", "2026-11-20 10:00:00", "CET", "Settled", "8816000000000008",
          ("", "10.00"), ("", "9.00"), ("0.10", "", "", "")),
    adyen("", "", "", "2026-11-21 21:00:00", "CET", "MerchantPayout", "TX 4", ("", ""), ("131.80", ""), currency=""),
    adyen("8816000000000009", "A-1006", "visa", "2026-11-20 10:00:00", "CET", "Settled", "8816000000000009",
          ("1.00", "10.00"), ("", "9.90"), ("0.10", "", "", "")),
]
with open("adyen.csv", "w", encoding="utf-8", newline="") as file:
    csv.writer(file, lineterminator="\n").writerows([ADYEN, *rows])

# Stripe itemised payout reconciliation: two payouts in two currencies, one of them with a dispute.
STRIPE = ("automatic_payout_id,automatic_payout_effective_at_utc,balance_transaction_id,created_utc,currency,gross,fee,"
          "net,reporting_category,source_id,payment_intent_id,charge_id,description,card_brand,customer_email,"
          "payment_metadata[order_no]").split(",")


def stripe(payout, entry, when, currency, gross, fee, kind, source, intent="", order="", net=None, mail=""):
    net = str(Decimal(gross) - Decimal(fee)) if net is None else net
    return [payout, "2026-11-23 00:00:00" if payout else "", entry, when, currency, gross, fee, net, kind, source, intent,
            source if kind == "charge" else "ch_1" if intent else "", "", "Visa" if intent else "", mail, order]


rows = [
    stripe("po_1", "txn_1", "2026-11-20 16:30:00", "gbp", "45.99", "0.89", "charge", "ch_1", "pi_1", "A-1",
           mail="person@example.com"),
    stripe("po_1", "txn_2", "2026-11-20 17:00:00", "gbp", "-5.00", "0.00", "refund", "re_1", "pi_1", "A-1"),
    stripe("po_1", "txn_3", "2026-11-20 18:00:00", "gbp", "-20.00", "15.00", "dispute", "dp_1", "pi_0"),
    stripe("po_1", "txn_4", "2026-11-21 09:00:00", "gbp", "-0.50", "0.00", "fee", "fee_1"),
    stripe("po_1", "txn_5", "2026-11-23 00:00:00", "gbp", "-4.60", "0.00", "payout", "po_1"),
    stripe("po_2", "txn_6", "2026-11-20 16:30:00", "jpy", "5800", "209", "charge", "ch_2", "pi_2", "A-2"),
    stripe("po_2", "txn_7", "2026-11-23 00:00:00", "jpy", "-5590", "0", "payout", "po_2"),
    stripe("", "txn_8", "2026-11-20 16:30:00", "kwd", "1.250", "0.040", "charge", "ch_3", "pi_3", "A-3"),
    stripe("", "txn_9", "2026-11-24 00:00:00", "kwd", "-1.210", "0.000", "payout", "po_3"),
    stripe("po_1", "txn_10", "2026-11-20 16:30:00", "gbp", "10.00", "0.30", "charge", "ch_4", "pi_4", "A-4", net="9.80",
           mail="other@example.com"),
    stripe("po_1", "txn_11", "2026-11-20 16:30:00", "gbp", "10.00", "0.30", "mystery", "ch_5", "pi_5", "A-5"),
]
with open("stripe.csv", "w", encoding="utf-8", newline="") as file:
    csv.writer(file, lineterminator="\n").writerows([STRIPE, *rows])

# Square payout entries, flattened with dots.
SQUARE = ("id,payout_id,effective_at,type,gross_amount_money.amount,gross_amount_money.currency,fee_amount_money.amount,"
          "fee_amount_money.currency,net_amount_money.amount,net_amount_money.currency,type_charge_details.payment_id,"
          "type_refund_details.payment_id,type_refund_details.refund_id").split(",")
rows = [
    ["poe_1", "po_a", "2026-11-20T03:07:09Z", "CHARGE", 15000, "USD", 465, "USD", 14535, "USD", "pay_1", "", ""],
    ["poe_2", "po_a", "2026-11-20T19:07:09.250-08:00", "REFUND", -5000, "USD", -155, "USD", -4845, "USD", "", "pay_1",
     "ref_1"],
    ["poe_3", "po_a", "2026-11-20T03:07:09Z", "CHARGE", 580, "JPY", -20, "JPY", 560, "JPY", "pay_2", "", ""],
    ["poe_4", "po_a", "2026-11-20T03:07:09Z", "DEPOSIT_FEE", -150, "USD", 0, "USD", -150, "USD", "", "", ""],
    ["poe_5", "po_a", "2026-11-20T03:07:09Z", "CHARGE", 15000, "USD", 465, "USD", 14530, "USD", "pay_3", "", ""],
    ["poe_6", "po_a", "2026-11-20 03:07:09", "CHARGE", 15000, "USD", 465, "USD", 14535, "USD", "pay_4", "", ""],
    ["poe_7", "po_a", "2026-11-20T03:07:09Z", "CHARGE", "150.00", "USD", 465, "USD", 14535, "USD", "pay_5", "", ""],
]
with open("square.csv", "w", encoding="utf-8", newline="") as file:
    csv.writer(file).writerows([SQUARE, *rows])

# An aggregator's bill that counts fen, GBK.
FEN = "商户号,终端号,商户订单号,平台订单号,交易类型,交易时间,支付渠道,交易金额(分),手续费(分),结算金额(分),商户退款单号,交易状态,备注".split(",")
rows = [
    ["M1", "T1", "A-1", "P-1", "支付", "2026-11-20 10:00:00", "微信", 5800, 22, 5778, "", "成功", ""],
    ["M1", "T1", "A-1", "P-1", "退款", "2026-11-20 11:00:00", "微信", -1000, -4, -996, "R-1", "成功", ""],
    ["M1", "T1", "A-1", "P-1", "退款", "2026-11-20 12:00:00", "微信", 1000, 4, 996, "R-2", "成功", ""],
    ["M1", "T1", "A-2", "P-2", "支付", "2026-11-20 12:00:00", "支付宝", 100, 0, 100, "", "失败", ""],
    ["M1", "T1", "A-3", "P-3", "支付", "2026-11-20 12:00:00", "支付宝", "58.00", 22, 5778, "", "成功", ""],
    ["M1", "T1", "A-4", "P-4", "支付", "2026-11-20 12:00:00", "支付宝", 5800, 22, 5800, "", "成功", ""],
    ["M1", "T1", "A-5", "P-5", "退款", "2026-11-20 12:00:00", "支付宝", 5800, 22, 5778, "", "成功", ""],
]
with open("fen.csv", "w", encoding="gbk", newline="") as file:
    csv.writer(file).writerows([FEN, *rows])
