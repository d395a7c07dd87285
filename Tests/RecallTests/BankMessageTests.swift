// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Recall
import Tender
import Testing

/// Messages in the style of banks and wallets; every name, number and amount is made up.
@Suite struct BankMessageTests {
    static let messages: [Remembered] = [
        .init(
            "【工商银行】您尾号1234卡11月19日15:03消费支出(示例超市)58元，余额1,000.20元。",
            "ICBC | card ending 1234 | Thu 2026-11-19 | time 15:03 | store 示例超市（人民路店） | amount 58.00 | not searched: other sum 1000.20",
            "2026-11-19 14:53..2026-11-19 15:13 15:03:00"),
        .init(
            "您尾号1234卡11月19日15:03POS支出(消费示例超市)58元，余额1000.20元。【工商银行】",
            "card ending 1234 | Thu 2026-11-19 | time 15:03 | store 示例超市（人民路店） | amount 58.00 | not searched: other sum 1000.20 | ICBC",
            "2026-11-19 14:53..2026-11-19 15:13 15:03:00"),
        .init(
            "【招商银行】您账户1234于11月19日15:03在财付通-微信支付-示例超市快捷支付58.00元，余额1000.20",
            "CMB | card ending 1234 | Thu 2026-11-19 | time 15:03 | merchant name 财付通 | WeChat Pay | store 示例超市（人民路店） | amount 58.00 | not searched: other sum 1000.20",
            "2026-11-19 14:53..2026-11-19 15:13 15:03:00"),
        .init(
            "您尾号1234的储蓄卡11月19日15时3分消费支出人民币58.00元,活期余额1000.20元。[建设银行]",
            "card ending 1234 | debit card | Thu 2026-11-19 | time 15:03 | amount 58.00 | not searched: other sum 1000.20 | CCB",
            "2026-11-19 14:53..2026-11-19 15:13 15:03:00"),
        .init(
            "【中国农业银行】您尾号1234账户11月19日15:03完成消费交易人民币-58.00，余额1000.20。",
            "ABC | card ending 1234 | Thu 2026-11-19 | time 15:03 | amount 58.00 | not searched: other sum 1000.20",
            "2026-11-19 14:53..2026-11-19 15:13 15:03:00"),
        .init(
            "【中国银行】您的借记卡账户1234，于11月19日POS消费支取人民币58.00元,交易后余额1000.20【中国银行】",
            "Bank of China | card ending 1234 | Thu 2026-11-19 | amount 58.00 | not searched: other sum 1000.20",
            "2026-11-19 00:00..2026-11-19 23:59 -"),
        .init(
            "【交通银行】您尾号*1234的卡于11月19日15:03在示例超市消费58.00元，交易后余额为1000.20元。",
            "BoCom | card ending 1234 | Thu 2026-11-19 | time 15:03 | merchant name 示例超市 | amount 58.00 | not searched: other sum 1000.20",
            "2026-11-19 14:53..2026-11-19 15:13 15:03:00"),
        .init(
            "【云闪付】您尾号1234的银联卡11月19日15:03在示例超市支付58.00元，已优惠2.00元",
            "UnionPay app | card ending 1234 | UnionPay | Thu 2026-11-19 | time 15:03 | merchant name 示例超市 | amount 58.00 | not searched: other sum 2.00",
            "2026-11-19 14:53..2026-11-19 15:13 15:03:00"),
        .init(
            "微信支付凭证\n付款金额 ¥58.00\n收款方 示例超市\n支付方式 零钱\n当前状态 支付成功\n支付时间 2026年11月19日 15:03:07\n交易单号 4200001234202611191234567890\n商户单号 SO20261119-0042",
            "WeChat Pay | amount 58.00 | merchant name 示例超市 | Thu 2026-11-19 | time 15:03 | wallet order 4200001234202611191234567890 {order 4200001234202611191234567890} | order SO20261119-0042",
            "2026-11-19 14:53..2026-11-19 15:13 15:03:07"),
        .init(
            "账单详情\n示例超市\n-58.00\n交易成功\n支付时间 2026-11-19 15:03:12\n付款方式 花呗\n商品说明 示例超市消费\n订单号 2026111922001412345678901234\n商家订单号 SO20261119-0042",
            "store 示例超市（人民路店） | amount 58.00 | Thu 2026-11-19 | time 15:03 | Alipay | store 示例超市（人民路店） | order 2026111922001412345678901234 {wallet order 2026111922001412345678901234} | order SO20261119-0042",
            "2026-11-19 14:53..2026-11-19 15:13 15:03:12"),
        .init(
            "支付宝 账单详情 示例超市 -58.00 交易成功 付款方式 工商银行储蓄卡(1234) 创建时间 2026-11-19 15:03:12",
            "Alipay | store 示例超市（人民路店） | amount 58.00 | ICBC | card ending 1234 | Thu 2026-11-19 | time 15:03",
            "2026-11-19 14:53..2026-11-19 15:13 15:03:12"),
        .init(
            "ICBC: Your card ending 1234 was charged CNY 58.00 at EXAMPLE MART on 19 Nov 15:03. Available balance CNY 1,000.20.",
            "ICBC | card ending 1234 | amount 58.00 | merchant name EXAMPLE MART | Thu 2026-11-19 | time 15:03 | not searched: other sum 1000.20",
            "2026-11-19 14:53..2026-11-19 15:13 15:03:00"),
        .init(
            "Dear customer, you spent HKD 58.00 at EXAMPLE MART with card ****1234 on 19/11/2026 15:03. Balance HKD 900.00. Enquiries 95588.",
            "amount HKD 58.00 | merchant name EXAMPLE MART | card ending 1234 | Thu 2026-11-19 | time 15:03 | not searched: other sum 900.00",
            "2026-11-19 14:53..2026-11-19 15:13 15:03:00"),
        .init(
            "Alert: A purchase of USD 58.00 was made on your card ending in 1234 at Example Mart on Nov 19, 2026 at 3:03 PM. Avail bal USD 1200.34",
            "amount USD 58.00 | card ending 1234 | merchant name Example Mart | Thu 2026-11-19 | time 15:03 | not searched: other sum 1200.34",
            "2026-11-19 14:53..2026-11-19 15:13 15:03:00"),
        .init(
            "WeChat Pay payment notification: Amount ¥58.00, Payee Example Mart, Time 2026-11-19 15:03:07, Transaction ID 4200001234202611191234567890",
            "WeChat Pay | amount 58.00 | merchant name Example Mart | Thu 2026-11-19 | time 15:03 | wallet order 4200001234202611191234567890 {order 4200001234202611191234567890}",
            "2026-11-19 14:53..2026-11-19 15:13 15:03:07"),
        .init(
            "【民生银行】您尾号1234的信用卡于11月19日15时03分消费58.00元人民币，可用额度12000.00元，客服95568。",
            "CMBC | card ending 1234 | credit card | Thu 2026-11-19 | time 15:03 | amount 58.00 | not searched: other sum 12000.00",
            "2026-11-19 14:53..2026-11-19 15:13 15:03:00"),
        .init(
            "【浦发银行】尊敬的客户，您的尾号为1234的信用卡11月19日15:03交易人民币58.00元，剩余额度8,000元，退订回T",
            "SPDB | card ending 1234 | credit card | Thu 2026-11-19 | time 15:03 | amount 58.00 | not searched: other sum 8000.00",
            "2026-11-19 14:53..2026-11-19 15:13 15:03:00"),
        .init(
            "【邮储银行】26年11月19日15:03您尾号1234账户快捷支付，支出金额58.00元，余额1000.20元。",
            "PSBC | Thu 2026-11-19 | time 15:03 | card ending 1234 | amount 58.00 | not searched: other sum 1000.20",
            "2026-11-19 14:53..2026-11-19 15:13 15:03:00"),
        .init(
            "【招商银行】您尾号1234信用卡11月19日15:03退款58.00人民币",
            "CMB | card ending 1234 | credit card | Thu 2026-11-19 | time 15:03 | refund | amount 58.00",
            "2026-11-19 14:53..2026-11-19 15:13 15:03:00"),
        .init(
            "【工商银行】11月19日15:03，您账户余额1000.20元，尾号1234消费58.00元，手续费0.00元",
            "ICBC | Thu 2026-11-19 | time 15:03 | not searched: other sum 1000.20 | card ending 1234 | amount 58.00 | not searched: other sum 0.00",
            "2026-11-19 14:53..2026-11-19 15:13 15:03:00"),
        .init(
            "您尾号1234的储蓄卡账户11月19日15时3分向示例超市支付人民币58.00元,活期余额1000.00元",
            "card ending 1234 | debit card | Thu 2026-11-19 | time 15:03 | store 示例超市（人民路店） | amount 58.00 | not searched: other sum 1000.00",
            "2026-11-19 14:53..2026-11-19 15:13 15:03:00"),
        .init(
            "您的账户*1234于11月19日 15:03 支付宝快捷支付人民币58.00。可用余额99.00",
            "card ending 1234 | Thu 2026-11-19 | time 15:03 | Alipay | amount 58.00 | not searched: other sum 99.00",
            "2026-11-19 14:53..2026-11-19 15:13 15:03:00"),
        .init(
            "您尾号1234的卡于19日15:03消费58.00元，余额2000",
            "card ending 1234 | Thu 2026-11-19 | time 15:03 | amount 58.00 | not searched: other sum 2000.00",
            "2026-11-19 14:53..2026-11-19 15:13 15:03:00"),
        .init(
            "HSBC: Card x1234 used for RMB58.00 at EXAMPLE MART 19NOV 15:03. Avail Bal RMB100.00",
            "card ending 1234 | amount 58.00 | merchant name EXAMPLE MART | Thu 2026-11-19 | time 15:03 | not searched: other sum 100.00",
            "2026-11-19 14:53..2026-11-19 15:13 15:03:00"),
        .init(
            "支付宝通知：您在示例超市付款58.00元，交易号2026111922001412345678901234",
            "Alipay | merchant name 示例超市 | amount 58.00 | wallet order 2026111922001412345678901234 {order 2026111922001412345678901234}"
        ),
    ]

    @Test(arguments: messages)
    func `a pasted message is read whole`(_ row: Remembered) {
        let (query, chips, window) = Remembered.read(row.text)
        #expect(chips == row.chips)
        #expect(window == row.window)
        #expect(query.isMessage)
    }

    @Test(arguments: messages)
    func `the balance is never taken for the amount`(_ row: Remembered) {
        let query = Remembered.read(row.text).query
        #expect(query.amount?.low.minor == 5_800)
        #expect(query.amount?.isExact == true)
        #expect(query.chips.filter { $0.kind == "money" }.count == 1)
    }
}
