// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// What is special in a bank's or wallet's message: balances, the amount among other sums, the merchant.
struct MessageReader {
    let scan: Scan
    let money: MoneyReader

    // MARK: Is it one?

    private static let signs: [[Phrase]] = [
        ["余额", "可用额度", "balance", "avail", "bal"],
        ["尾号", "账户", "末四位", "卡号", "ending", "card", "a/c", "账号"],
        ["【", "[", "您", "your", "dear", "凭证", "账单详情", "账单", "notification", "alert", "通知", "hsbc", "bank"],
        [
            "消费", "支出", "支取", "扣款", "快捷支付", "付款", "支付", "交易", "退款", "spent", "charged", "purchase", "debited", "paid",
            "payment",
        ],
        [
            "收款方", "商户全称", "商品说明", "支付方式", "付款方式", "交易单号", "商户单号", "创建时间", "支付时间", "当前状态", "交易号", "订单号", "merchant",
            "transaction",
        ],
    ]

    /// A text of some length with at least three of five kinds of sign.
    static func isMessage(_ scan: Scan) -> Bool {
        guard scan.count >= 24 else { return false }
        var seen = Set<Int>()
        for position in 0..<scan.count {
            for (kind, phrases) in signs.enumerated() where !seen.contains(kind) {
                if phrases.contains(where: { scan.end(of: $0, at: position) != nil }) { seen.insert(kind) }
            }
            if seen.count >= 3 { return true }
        }
        return false
    }

    // MARK: Sums that are not the amount

    private static let otherSums: [Phrase] = [
        "余额", "可用余额", "账户余额", "活期余额", "当前余额", "交易后余额", "卡上余额", "可用额度", "剩余额度", "额度", "信用额度", "积分", "手续费",
        "优惠", "立减", "红包", "已优惠", "奖励金", "订单金额", "原价", "累计", "available balance", "avail bal", "avl bal",
        "current balance",
        "remaining balance", "balance", "bal", "available credit", "available limit", "available", "credit limit",
        "limit", "points", "fee", "discount", "remaining",
    ]

    /// `余额1,000.00元`: a sum that must not be taken for the amount. Outside a message only a balance is one.
    func otherSum(at position: Int, isMessage: Bool) -> (meaning: Meaning, end: Int)? {
        let labels = isMessage ? Self.otherSums : ["余额", "账户余额", "可用余额", "balance"]
        guard let after = scan.end(ofAny: labels, at: position), let figure = figure(after: after) else {
            return nil
        }
        return (.balance(figure.range.low), figure.end)
    }

    private func figure(after label: Int) -> MoneyReader.Figure? {
        var at = scan.skippingLabelMarks(label)
        for _ in 0..<2 {
            guard
                let more = scan.end(
                    ofAny: ["is", "of", "now", "amount", "约", "人民币", "共", "了", "金额"], at: at)
            else { break }
            // The currency belongs to the figure.
            if scan.end(of: "人民币", at: at) != nil { break }
            at = scan.skippingLabelMarks(more)
        }
        return money.figure(at: at)
    }

    // MARK: The amount

    private static let amountLabels: [Phrase] = [
        "消费支出", "消费支取", "消费", "支出", "支取", "付款金额", "支付金额", "交易金额", "扣款金额", "消费金额", "实付金额", "实付款", "实付", "扣款",
        "支付", "付款", "快捷支付", "转出", "金额", "扣除", "收入", "退款金额", "退款", "was charged", "charged", "was used for", "used for",
        "spent", "purchase of",
        "purchase", "payment of", "paid", "debited for", "debited by", "debited", "transaction of", "amount",
        "withdrawn", "refund of", "refunded",
    ]

    /// `消费支出人民币58.00元`, `you spent CNY 58`: the amount by its label, with or without a unit.
    func amount(at position: Int) -> (range: AmountRange, labelEnd: Int, end: Int)? {
        guard let after = scan.end(ofAny: Self.amountLabels, at: position), var figure = figure(after: after) else {
            return nil
        }
        // A day or a time behind the verb is no amount: `消费 11月20日`, `paid 15:03`.
        if scan.end(ofAny: ["月", "日", "年", ":", "-", "点", "时", "/"], at: figure.end) != nil { return nil }
        if !figure.isMarked, figure.end - after > 9 { return nil }
        if let end = scan.end(of: ".", at: figure.end), !scan.isDigit(end) {
            figure = MoneyReader.Figure(
                range: figure.range, end: end, isMarked: figure.isMarked, isNegative: figure.isNegative)
        }
        return (figure.range, after, figure.end)
    }

    // MARK: The merchant

    private static let merchantLabels: [Phrase] = [
        "商户名称", "商户全称", "商户", "商家", "收款方全称", "收款方", "交易对方", "商户为", "merchant", "at merchant", "在", "payee", "at", "to",
    ]
    private static let merchantEnds = "，,。;；\n)）】]】」>（("

    /// `在示例超市消费`, `at EXAMPLE MART on`: the name between a label and what follows.
    func merchant(at position: Int) -> (meaning: Meaning, end: Int)? {
        guard let after = scan.end(ofAny: Self.merchantLabels, at: position) else { return nil }
        var start = scan.skippingLabelMarks(after)
        while "【[「<（(".unicodeScalars.contains(where: { $0.value == scan[start] }) { start += 1 }
        guard !scan.isDigit(start), scan[start] != 0xA5 else { return nil }
        var end = start
        while scan[end] != 0, end - start < 32 {
            if Self.merchantEnds.unicodeScalars.contains(where: { $0.value == scan[end] }) { break }
            if end > start, scan.end(ofAny: Self.merchantStops, at: end) != nil { break }
            // `EXAMPLE MART 19NOV 15:03`: the day follows the name.
            if scan.isBlank(end), scan.isDigit(end + 1) { break }
            if scan[end] == 46, scan.isBlank(end + 1) || scan[end + 1] == 0 { break }
            end += 1
        }
        while end > start, scan.isBlank(end - 1) { end -= 1 }
        guard end - start >= 2 else { return nil }
        return (.merchantName(scan.substring(start..<end)), end)
    }

    private static let merchantStops: [Phrase] = [
        "消费", "支出", "支付", "付款", "快捷", "扣款", "交易", "的", "使用", "通过", " on ", " for ", " at ", " with ", " using ",
        " dated ",
        "完成", "发生", "pos", "人民币", "¥", "-¥", " -", "购买", "刷卡", "网上",
    ]
}
