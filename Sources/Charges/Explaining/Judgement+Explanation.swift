// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// The sentence under a verdict: what happened, who says so, and what is still to come.
extension Judgement {
    func explanation(
        _ money: Verdict.MoneyState, slip: Verdict.SlipState, settlement: Verdict.SettlementState,
        fee: Verdict.FeeState
    ) -> Bilingual {
        let clauses = [moneyClause(money), settlementClause(settlement), slipClause(slip), feeClause(fee)]
            .compactMap { $0 }
        let ending = caution(money) ?? Phrase(zh: "", en: "")
        return Bilingual(
            clauses.map(\.zh).joined(separator: "；") + "。" + ending.zh,
            clauses.map(\.en).joined(separator: "; ").capitalisedFirst + "." + ending.en)
    }

    private func moneyClause(_ money: Verdict.MoneyState) -> Phrase {
        let (what, when) = (words.amount, words.time)
        guard let belief else {
            let who = testimony.sources.first?.label.chinese
            return Phrase(
                zh: "\(when.zh)\(what.zh)：\(who.map { "只有\($0)的记录，" } ?? "")还没有来源说明是否扣款",
                en: "\(what.en)\(when.en): no source has said yet whether it was charged")
        }
        if let fee = loneFee?.facts.fee {
            let text = Words.money(fee)
            return Phrase(
                zh: "对账单收取费用 \(text.zh)，不属于任何交易",
                en: "the clearing file takes a fee of \(text.en) that belongs to no transaction")
        }
        let who = belief.source.label
        switch money {
        case .charged:
            return Phrase(
                zh: "\(when.zh)已扣款 \(what.zh)（\(who.chinese)为证）",
                en: "\(what.en) was charged\(when.en), as \(who.english) shows")
        case .notCharged where type == .preauth && belief.status == .approved:
            return Phrase(
                zh: "\(when.zh)冻结 \(what.zh)（预授权），没有扣款",
                en: "\(what.en) was held\(when.en) (pre-authorisation); nothing was charged")
        case .notCharged:
            return Phrase(
                zh: "\(when.zh)\(what.zh)未\(words.done.zh)（\(who.chinese)：\(belief.status.label.chinese)）",
                en: "\(what.en) was not \(words.done.en)\(when.en): \(who.english) says \(belief.status.label.english)")
        case .pending:
            return Phrase(
                zh: "\(when.zh)\(what.zh)的\(type.label.chinese)正在处理，还没有最终结果",
                en: "the \(type.label.english) of \(what.en)\(when.en) is being processed; there is no final answer yet"
            )
        case .reversed where type == .void || type == .reversal:
            return Phrase(zh: "\(when.zh)\(what.zh)已\(words.done.zh)", en: "\(what.en) was \(words.done.en)\(when.en)")
        case .reversed:
            return Phrase(
                zh: "\(when.zh)\(what.zh)扣款后已撤回，顾客没有付款",
                en: "\(what.en) was charged\(when.en) and taken back; the customer has not paid")
        case .refunded(let back, let isFull): return refundClause(back, isFull: isFull)
        case .unknown:
            return Phrase(
                zh: "\(when.zh)\(what.zh)结果不明，还不知道是否已\(words.done.zh)",
                en: "it is not yet known whether \(what.en) was \(words.done.en)\(when.en)")
        }
    }

    private func refundClause(_ back: Money, isFull: Bool) -> Phrase {
        let (what, when, text) = (words.amount, words.time, Words.money(back))
        if type == .refund { return Phrase(zh: "\(when.zh)已退款 \(text.zh)", en: "\(text.en) was refunded\(when.en)") }
        if isFull {
            return Phrase(
                zh: "\(when.zh)扣款 \(what.zh)，已全部退回", en: "\(what.en) was charged\(when.en) and all of it was given back"
            )
        }
        return Phrase(
            zh: "\(when.zh)扣款 \(what.zh)，已退回 \(text.zh)",
            en: "\(what.en) was charged\(when.en), of which \(text.en) was given back")
    }

    private func settlementClause(_ settlement: Verdict.SettlementState) -> Phrase? {
        switch settlement {
        case .notDue: return nil
        case .due(by: let day):
            let day = Words.day(day)
            return Phrase(zh: "在途，应于\(day.zh)清算", en: "settlement is due on \(day.en)")
        case .settled(on: let day?):
            let day = Words.day(day)
            return Phrase(zh: "\(day.zh)已清算", en: "it settled on \(day.en)")
        case .settled(on: nil): return Phrase(zh: "已清算", en: "it has settled")
        case .overdue(since: let day):
            let day = Words.day(day)
            return Phrase(zh: "应于\(day.zh)清算，尚未清算", en: "settlement was due on \(day.en) and has not come")
        case .mismatched: return Phrase(zh: "清算金额与收银不符", en: "the settled amount is not the till's")
        }
    }

    private func slipClause(_ slip: Verdict.SlipState) -> Phrase? {
        switch slip {
        case .none, .unreported: nil
        case .pending where printed == false: Phrase(zh: "小票没有打出来", en: "the slip did not come out")
        case .pending: Phrase(zh: "小票是否打出尚不清楚", en: "it is not known whether the slip came out")
        case .issued: Phrase(zh: "小票已出", en: "the slip was issued")
        case .deliveredElectronically: Phrase(zh: "电子小票已送达", en: "the receipt was delivered electronically")
        case .lost: Phrase(zh: "小票遗失", en: "the slip was lost")
        case .handwritten: Phrase(zh: "已开手写收据", en: "a receipt was written by hand")
        }
    }

    private func feeClause(_ fee: Verdict.FeeState) -> Phrase? {
        switch fee {
        case .unknown: return nil
        case .asContract: return Phrase(zh: "手续费与合同相符", en: "the fee is as contracted")
        case .over(by: let money):
            let text = Words.money(money)
            return Phrase(zh: "手续费多收 \(text.zh)", en: "the fee is \(text.en) too high")
        case .under(by: let money):
            let text = Words.money(money)
            return Phrase(zh: "手续费少收 \(text.zh)", en: "the fee is \(text.en) lower than the contract's")
        }
    }

    /// While the outcome is open nobody may start another charge, and somebody wants to know when there is news.
    private func caution(_ money: Verdict.MoneyState) -> Phrase? {
        switch money {
        case .pending, .unknown:
            let again =
                type.returnsMoney
                ? Phrase(zh: "请勿重复付款，也不要再次退款。", en: " Do not charge again, and do not refund again.")
                : Phrase(zh: "请勿重复付款。", en: " Do not charge again.")
            return Phrase(zh: again.zh + nextNews.zh, en: "\(again.en) \(nextNews.en)")
        case .notCharged, .charged, .reversed, .refunded: return nil
        }
    }
}
