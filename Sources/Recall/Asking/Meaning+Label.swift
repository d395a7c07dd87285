// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender

extension Meaning {
    /// Stable word for style sheets and the API.
    var kind: String {
        switch self {
        case .money: "money"
        case .day, .clock, .moment: "time"
        case .card: "card"
        case .phone: "phone"
        case .key, .batch: "number"
        case .terminal, .merchant: "terminal"
        case .store: "store"
        case .cashier: "cashier"
        case .channel: "channel"
        case .type: "type"
        case .trouble: "trouble"
        case .balance, .merchantName: "context"
        case .word: "word"
        }
    }

    /// What the chip says, in both languages.
    var label: Bilingual {
        switch self {
        case .money(let range): Bilingual(zh: "金额 \(range.words)", en: "amount \(range.words)")
        case .day(let days): Self.day(days)
        case .clock(let span): Self.clock(span)
        case .moment(let window): Self.moment(window)
        case .card(let card):
            Bilingual(
                zh: card.bin.isEmpty ? "尾号 \(card.last4)" : "卡号 \(card)",
                en: card.bin.isEmpty ? "card ending \(card.last4)" : "card \(card)")
        case .phone(let last4): Bilingual(zh: "手机尾号 \(last4)", en: "phone ending \(last4)")
        case .key(let key): key.label
        case .batch(let batch): Bilingual(zh: "批次 \(batch)", en: "batch \(batch)")
        case .terminal(let terminal): Bilingual(zh: "终端 \(terminal)", en: "terminal \(terminal)")
        case .merchant(let merchant): Bilingual(zh: "商户号 \(merchant)", en: "merchant \(merchant)")
        case .store(_, let name): Bilingual(zh: "门店 \(name)", en: "store \(name)")
        case .cashier(let name): Bilingual(zh: "收银员 \(name)", en: "cashier \(name)")
        case .channel(let channel): channel.name
        case .type(let type): type.words
        case .trouble(let trouble): trouble.name
        case .balance(let money): Bilingual(zh: "不查：其他金额 \(money.text)", en: "not searched: other sum \(money.text)")
        case .merchantName(let name): Bilingual(zh: "商户名 \(name)", en: "merchant name \(name)")
        case .word(let word): Bilingual(zh: "未识别 \(word)", en: "not understood: \(word)")
        }
    }

    private static func day(_ days: ClosedRange<CivilDate>) -> Bilingual {
        let first = days.lowerBound
        guard first != days.upperBound else {
            return Bilingual(
                zh: "日期 \(first) \(weekdays[first.weekday - 1].chinese)",
                en: "\(weekdays[first.weekday - 1].english) \(first)")
        }
        return Bilingual(zh: "日期 \(first) 至 \(days.upperBound)", en: "\(first) to \(days.upperBound)")
    }

    private static let weekdays = zip(
        ["周一", "周二", "周三", "周四", "周五", "周六", "周日"], ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    ).map { Bilingual(zh: $0, en: $1) }

    private static func clock(_ span: ClockSpan) -> Bilingual {
        if let said = span.said { return Bilingual(zh: "时间 \(short(said))", en: "time \(short(said))") }
        return Bilingual(
            zh: "时间 \(short(span.from))–\(short(span.to + 1))", en: "time \(short(span.from))–\(short(span.to + 1))")
    }

    private static func moment(_ window: TimeWindow) -> Bilingual {
        if let said = window.said { return Bilingual(zh: "时间 \(said.minute) 前后", en: "about \(said.minute)") }
        return Bilingual(
            zh: "时间 \(window.from.minute) 至 \(window.to.minute)", en: "\(window.from.minute) to \(window.to.minute)")
    }

    private static func short(_ second: Int) -> String {
        let time = CivilTime(secondsSinceEpoch: Int64(second))
        return String(time.clock.prefix(5))
    }
}

extension CivilTime {
    /// `2026-11-20 15:03`.
    var minute: String { String(description.dropLast(3)) }
}

extension AmountRange {
    /// `58.00`, `54.00–66.00`; with the currency's code where it is not CNY.
    var words: String {
        let text = isExact ? low.grouped : "\(low.grouped)–\(high.grouped)"
        return low.currency == .cny ? text : "\(low.currency.code) \(text)"
    }
}

extension ExactKey {
    var label: Bilingual {
        switch self {
        case .transaction(let id): Bilingual(zh: "交易 \(id)", en: "transaction \(id)")
        case .reference(let number): Bilingual(zh: "参考号 \(number)", en: "reference \(number)")
        case .order(let number): Bilingual(zh: "订单号 \(number)", en: "order \(number)")
        case .channelOrder(let number): Bilingual(zh: "交易单号 \(number)", en: "wallet order \(number)")
        case .voucher(let number): Bilingual(zh: "凭证号 \(number)", en: "voucher \(number)")
        case .authorisation(let code): Bilingual(zh: "授权码 \(code)", en: "auth code \(code)")
        }
    }
}

extension TransactionType {
    var words: Bilingual {
        switch self {
        case .sale: Bilingual(zh: "消费", en: "sale")
        case .refund: Bilingual(zh: "退款", en: "refund")
        case .void: Bilingual(zh: "撤销", en: "void")
        case .reversal: Bilingual(zh: "冲正", en: "reversal")
        case .preauth: Bilingual(zh: "预授权", en: "pre-authorisation")
        case .completion: Bilingual(zh: "预授权完成", en: "completion")
        }
    }
}
