// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tariffs
internal import Tender

/// ST: what should have arrived and did not, or not as agreed.
extension Judgement {
    func neverSettled(_ money: Verdict.MoneyState, _ rules: FindingSet) -> Finding? {
        let withoutCounter = testimony.counter == nil && isExpected(money) && isOverdue && cleared.isEmpty
        // What was never sent cannot have settled: PY-16 says so.
        guard rules.contains(.st01) || withoutCounter, !testimony.has(.bank), !isUnsentTooLong, let dueOn else {
            return nil
        }
        let (what, when) = (words.amount, words.time)
        let file = surroundings.isClearingComplete
        return finding(
            .st01, field: "settlement", expected: dueOn.description,
            difference: type.returnsMoney ? nil : believed.amount,
            zh: "\(when.zh)\(what.zh)应于 \(dueOn) 清算，" + (file ? "当日对账单已读完，没有这笔。" : "至今没有出现在对账单中。"),
            en: "\(what.en.capitalisedFirst)\(when.en) was due for settlement on \(dueOn) and "
                + (file ? "is not in that day's complete clearing file." : "is in no clearing file yet."))
    }

    func holdExpiring() -> Finding? {
        guard isHoldExpiring, let expiry = holdExpiry else { return nil }
        let what = words.amount
        return finding(
            .st02, field: "expiry", expected: expiry.description,
            zh: "预授权 \(what.zh)将于 \(expiry) 到期，尚未完成或解冻。",
            en: "The hold of \(what.en) expires on \(expiry) and is neither captured nor released.")
    }

    func settledAmountDiffers(_ rules: FindingSet) -> Finding? {
        guard rules.contains(.st04) || currenciesDiffer, let here = counterAmount, let row = cleared.first,
            let there = row.facts.amount, let counter = testimony.counter
        else { return nil }
        let (sold, settled) = (Words.money(here), Words.money(there))
        let pattern = AmountPattern(of: there, against: here)?.words ?? Bilingual("", "")
        let first = testimony.from(counter).first { $0.facts.amount != nil }
        return finding(
            .st04, field: "amount", expected: here.text, actual: there.text,
            difference: Words.loss(here, there, returnsMoney: type.returnsMoney),
            evidence: [row.origin.reference] + (first.map { [$0.origin.reference] } ?? []),
            zh: "\(counter.label.chinese)为 \(sold.zh)，对账单为 \(settled.zh)\(pattern.chinese)。",
            en: "The \(counter.noun) has \(sold.en), the clearing file \(settled.en)\(pattern.english).")
    }

    private var currenciesDiffer: Bool {
        guard let here = counterAmount, let there = cleared.first?.facts.amount else { return false }
        return here.currency != there.currency
    }

    func feeOvercharged(_ checks: [FeeCheck]) -> Finding? {
        let over = checks.filter { ($0.difference ?? 0) > 0 }
        guard let worst = over.first else { return nil }
        let sum = Int64(clamping: over.reduce(Int128(0)) { $0 + Int128($1.difference ?? 0) })
        let more = Money(minor: sum, currency: worst.charged.currency)
        let (charged, contract, extra) = (
            Words.money(worst.charged), Words.money(worst.contract.fee), Words.money(more)
        )
        let guess = feeQuestion(for: worst.row).flatMap {
            tariff.explaining(fee: worst.charged, for: $0).first?.words(in: $0)
        }
        return finding(
            .st05, field: "fee", expected: worst.contract.fee.text, actual: worst.charged.text, difference: more,
            evidence: over.map(\.row.origin.reference),
            zh: "手续费收了 \(charged.zh)，按合同应为 \(contract.zh)（\(worst.contract.formula)），多收 \(extra.zh)"
                + (guess.map { "；\($0.chinese)" } ?? "") + "。",
            en: "A fee of \(charged.en) was charged; the contract gives \(contract.en) (\(worst.contract.formula)), "
                + "so \(extra.en) too much" + (guess.map { "; \($0.english)" } ?? "") + ".")
    }

    func unexpectedFee() -> Finding? {
        guard let row = loneFee, let fee = row.facts.fee else { return nil }
        let text = Words.money(fee)
        return finding(
            .st06, field: "fee", actual: fee.text, difference: fee, evidence: [row.origin.reference],
            zh: "对账单有一笔 \(text.zh)的费用，不属于任何交易，费率中也没有。",
            en: "The clearing file has a fee of \(text.en) that belongs to no transaction and to no rule of the tariff."
        )
    }
}
