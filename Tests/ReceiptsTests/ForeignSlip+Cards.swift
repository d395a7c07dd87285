// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Testing

/// Slips as other terminals and tills print them. All shops, people and numbers are made up.
struct ForeignSlip: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let says: [String: String]
    /// What must not be read at all.
    var never: Set<String> = []

    init(_ name: String, _ text: String, _ says: [String: String], never: Set<String> = []) {
        testDescription = name
        self.text = text
        self.says = says
        self.never = never
    }

    static let cards = [
        ForeignSlip(
            "terminal of a payment company, label and value on one line",
            """
                      商户存根
            商户名称：示例面馆
            商户编号：822290058120001
            终端编号：12345678
            操作员号：001
            发卡行：示例银行  收单行：示例支付
            卡号：622200******1234 /C
            交易类型：消费(SALE)
            批次号：000012
            凭证号：000345
            授权码：A12345
            参考号：112512034455
            日期/时间：2026/11/25 12:03:44
            金额：RMB 58.00
            备注：
            持卡人签名：
            """,
            [
                "merchantName": "示例面馆", "merchant": "822290058120001", "terminal": "12345678", "operator": "001",
                "card": "622200******1234", "kind": "sale", "batch": "000012", "voucher": "000345",
                "authorisation": "A12345", "reference": "112512034455", "time": "2026-11-25 12:03:44",
                "amount": "58.00", "currency": "CNY", "channel": "card",
            ]),
        ForeignSlip(
            "labels above values, two languages",
            """
            银联商务 POS签购单
            商户名称(MERCHANT NAME):
              示例百货有限公司
            商户编号(MERCHANT NO):
              898310058120002
            终端编号(TERMINAL NO): 80012345
            卡号(CARD NO):
              6222 00** **** 1234 /I
            交易类别(TRANS TYPE):
              消费(SALE)
            批次号(BATCH NO):000101 查询号:000345
            凭证号(VOUCHER NO):000777
            授权码(AUTH NO):731904
            参考号(REFER NO):261125120344
            日期/时间(DATE/TIME):
              2026/11/25 12:03:44
            金额(AMOUNT):
              RMB:1,058.00
            """,
            [
                "merchantName": "示例百货有限公司", "merchant": "898310058120002", "terminal": "80012345",
                "card": "622200******1234", "kind": "sale", "batch": "000101", "voucher": "000777",
                "authorisation": "731904", "reference": "261125120344", "time": "2026-11-25 12:03:44",
                "amount": "1058.00", "currency": "CNY",
            ]),
        ForeignSlip(
            "full-width digits and colons",
            """
            批次号：０００１２８　凭证号：００４５１２
            参考号：１２３４５６７８９０１２
            日期时间：２０２６－１１－２５　１２：０３：４４
            金额：￥５８．００
            """,
            [
                "batch": "000128", "voucher": "004512", "reference": "123456789012", "time": "2026-11-25 12:03:44",
                "amount": "58.00", "currency": "CNY",
            ]),
        ForeignSlip(
            "refund that names its original",
            """
            交易类型：退货(REFUND)
            原参考号：112400001111
            原交易日期：20261124
            原凭证号：000300
            参考号：112512034999
            凭证号：000346
            日期：20261125 时间：12:03:44
            金额：RMB -58.00
            """,
            [
                "kind": "refund", "originalReference": "112400001111", "originalDate": "2026-11-24",
                "originalVoucher": "000300", "reference": "112512034999", "voucher": "000346",
                "time": "2026-11-25 12:03:44", "amount": "58.00",
            ]),
        ForeignSlip(
            "void, type in a line of its own, a reprint",
            """
            ***重打印凭证/DUPLICATED***
            消费撤销(VOID)
            卡号: 622200******1234
            流水号: 000347
            原流水号: 000346
            交易时间: 2026年11月25日 12时03分44秒
            交易金额: 58.00元
            """,
            [
                "kind": "void", "card": "622200******1234", "voucher": "000347", "originalVoucher": "000346",
                "time": "2026-11-25 12:03:44", "amount": "58.00", "currency": "CNY",
            ]),
        ForeignSlip(
            "pre-authorisation completed",
            """
            交易类型: 预授权完成(AUTH COMPLETE)
            原授权码: 552210
            授权码: 552211
            终端号: 10025871
            金额: RMB 2,000.00
            """,
            [
                "kind": "completion", "originalAuthorisation": "552210", "authorisation": "552211",
                "terminal": "10025871", "amount": "2000.00",
            ]),
        ForeignSlip(
            "English terminal",
            """
            EXAMPLE COFFEE
            MERCHANT ID: 000000012345678
            TERMINAL ID: 00123456
            SALE
            VISA        XXXXXXXXXXXX1234
            ENTRY METHOD: CHIP
            DATE: 11/25/2026    TIME: 12:03:44
            BATCH #: 000128     TRACE #: 004512
            AUTH CODE: 731904
            REF #: 123456789012
            AMOUNT            $50.00
            TIP                $8.00
            TOTAL             $58.00
            APPROVED
            CUSTOMER COPY
            """,
            [
                "merchant": "000000012345678", "terminal": "00123456", "kind": "sale", "card": "****1234",
                "time": "2026-11-25 12:03:44", "batch": "000128", "voucher": "004512", "authorisation": "731904",
                "reference": "123456789012", "amount": "58.00",
            ], never: ["currency"]),
        ForeignSlip(
            "English terminal with dotted labels",
            """
            CREDIT SALE
            CARD NUMBER  ************1234
            TERM ID: 4321
            INVOICE NO. 000077
            REF.NO.: 998877665544
            APPR CODE: 55A01Z
            25 Nov 2026 12:03
            TOTAL AMOUNT: GBP 58.00
            """,
            [
                "kind": "sale", "card": "****1234", "terminal": "4321", "voucher": "000077",
                "reference": "998877665544", "authorisation": "55A01Z", "time": "2026-11-25 12:03:00",
                "amount": "58.00", "currency": "GBP",
            ]),
        ForeignSlip(
            "card reader of a phone",
            """
            Example Bakery
            Receipt #: AB12
            Nov 25, 2026 at 12:03 PM
            Croissant x 2          $7.00
            Subtotal               $7.00
            Sales Tax              $0.70
            Total                  $7.70
            Visa 1234 (Chip)       $7.70
            Auth code: 012345
            """,
            [
                "time": "2026-11-25 12:03:00", "amount": "7.70", "authorisation": "012345", "order": "AB12",
            ]),
        ForeignSlip(
            "Hong Kong terminal",
            """
            CARD NO.   4539 **** **** 1234
            DATE/TIME  25/11/2026 12:03:44
            BASE AMT.  HK$ 500.00
            TOTAL      HK$ 500.00
            """,
            [
                "card": "4539******1234", "time": "2026-11-25 12:03:44", "amount": "500.00", "currency": "HKD",
            ]),
    ]
}
