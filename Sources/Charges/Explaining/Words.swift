// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// A piece of a sentence in both languages.
struct Phrase {
    let zh: String
    let en: String
}

/// The pieces that the sentences about one transaction are made of.
struct Words {
    /// `58.00 元`; `CNY 58.00`.
    let amount: Phrase
    /// ` on 2026-11-20 at 15:03`; empty when nobody said.
    let time: Phrase
    /// What was done with the money: charged, refunded.
    let done: Phrase

    init(_ facts: Facts) {
        amount = facts.amount.map { Words.money($0) } ?? Phrase(zh: "款项", en: "the payment")
        time = facts.occurredAt.map { Words.time($0) } ?? Phrase(zh: "", en: "")
        done = Self.done(facts.type)
    }

    static func money(_ money: Money) -> Phrase {
        let figures = money.grouped
        let isHome = money.currency == .cny
        return Phrase(
            zh: isHome ? "\(figures) 元" : "\(figures) \(money.currency.code)", en: "\(money.currency.code) \(figures)")
    }

    static func day(_ day: CivilDate) -> Phrase {
        let (_, month, date) = day.components
        return Phrase(zh: "\(month)月\(date)日", en: day.description)
    }

    static func time(_ time: CivilTime) -> Phrase {
        let day = day(time.date)
        let clock = String(time.clock.prefix(5))
        return Phrase(zh: "\(day.zh) \(clock) ", en: " on \(day.en) at \(clock)")
    }

    /// What the shop loses when it expected one amount and the other one moved; nil across currencies.
    static func loss(_ expected: Money, _ actual: Money, returnsMoney: Bool) -> Money? {
        guard let loss = expected.adding(-actual) else { return nil }
        return returnsMoney ? -loss : loss
    }
}

extension Words {
    private static func done(_ type: TransactionType) -> Phrase {
        switch type {
        case .sale, .completion: Phrase(zh: "扣款", en: "charged")
        case .preauth: Phrase(zh: "冻结", en: "held")
        case .refund: Phrase(zh: "退款", en: "refunded")
        case .void: Phrase(zh: "撤销", en: "voided")
        case .reversal: Phrase(zh: "冲正", en: "reversed")
        }
    }
}

extension Judgement {
    /// When the outcome will be known, at the latest.
    var nextNews: Phrase {
        if isOpenRefund, let refundStuckFrom, !isRefundStuck {
            let day = Words.day(refundStuckFrom)
            return Phrase(zh: "最迟 \(day.zh)复查。", en: "It is checked again on \(day.en) at the latest.")
        }
        if !isPastDecision, type != .refund, let decidedBy {
            return Phrase(zh: "预计 \(decidedBy.clock) 前有结果。", en: "News is expected by \(decidedBy.clock).")
        }
        guard let dueOn, !isOverdue else {
            return Phrase(zh: "请向收单机构书面查询。", en: "Ask the acquirer in writing.")
        }
        let day = Words.day(dueOn)
        return Phrase(zh: "最迟 \(day.zh)的对账单会有结果。", en: "The clearing file of \(day.en) will tell at the latest.")
    }
}
