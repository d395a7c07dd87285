// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// PY: sources that do not say the same about amount, kind, party or outcome.
extension Judgement {
    /// The counter keyed another amount than the terminal or the acquirer's answer says was charged. A clearing
    /// row that differs is ST-04 instead: there the money has moved and is claimed, not corrected at the till.
    func wrongAmount() -> Finding? {
        guard let counter = testimony.counter, let here = counterAmount else { return nil }
        let witnesses = [Source.inquiry, .callback, .terminal].filter { $0 > counter }
        for source in witnesses {
            guard let there = amount(by: source), there != here else { continue }
            let (wrong, right) = (Words.money(there), Words.money(here))
            let pattern = AmountPattern(of: there, against: here)?.words ?? Bilingual("", "")
            return finding(
                .py09, field: "amount", expected: here.text, actual: there.text,
                difference: Words.loss(here, there, returnsMoney: type.returnsMoney),
                evidence: evidence(source, counter),
                zh: "应收 \(right.zh)，\(source.label.chinese)表明实收 \(wrong.zh)\(pattern.chinese)。",
                en: "\(right.en) was to be charged; \(source.label.english) shows \(wrong.en)\(pattern.english).")
        }
        return nil
    }

    func wrongType() -> Finding? {
        let told = testimony.all.filter { $0.source > .person }
        let other = told.first { $0.facts.type.direction != type.direction }
        let elsewhere = surroundings.otherTypes.filter { $0.type.direction != type.direction }.min { $0.id < $1.id }
        guard let wrong = other?.facts.type ?? elsewhere?.type else { return nil }
        let who = other?.source.label ?? Bilingual("交易 \(elsewhere?.id ?? "")", "transaction \(elsewhere?.id ?? "")")
        return finding(
            .py10, field: "type", expected: wrong.rawValue, actual: type.rawValue,
            zh: "同一笔交易类型不一致：这里是\(type.label.chinese)，\(who.chinese)是\(wrong.label.chinese)。",
            en:
                "The kinds do not agree: it is a \(type.label.english) here, and a \(wrong.label.english) by \(who.english)."
        )
    }

    func wrongParty() -> Finding? {
        if let bound = surroundings.boundStore,
            let other = testimony.all.first(where: { $0.source > .person && $0.facts.store.map { $0 != bound } == true }
            ),
            let store = other.facts.store
        {
            return finding(
                .py11, field: "store", expected: bound.text, actual: store.text, evidence: [other.origin.reference],
                zh: "终端绑定在门店 \(bound)，\(other.source.label.chinese)却记在门店 \(store)。",
                en: "The terminal is bound to store \(bound); \(other.source.label.english) has it at store \(store).")
        }
        if let bound = surroundings.boundMerchant,
            let other = testimony.all.first(where: {
                $0.source > .person && $0.facts.merchant.map { $0 != bound } == true
            }), let merchant = other.facts.merchant
        {
            return finding(
                .py11, field: "merchant", expected: bound.text, actual: merchant.text,
                evidence: [other.origin.reference],
                zh: "终端绑定的商户号是 \(bound)，\(other.source.label.chinese)却是 \(merchant)。",
                en: "The terminal is bound to merchant \(bound); \(other.source.label.english) has \(merchant).")
        }
        guard let counter = testimony.counter, let here = testimony.from(counter).compactMap(\.facts.merchant).first
        else { return nil }
        let other = testimony.all.first { $0.source > counter && $0.facts.merchant.map { $0 != here } == true }
        guard let other, let merchant = other.facts.merchant else { return nil }
        return finding(
            .py11, field: "merchant", expected: here.text, actual: merchant.text,
            evidence: evidence(other.source, counter),
            zh: "\(counter.label.chinese)的商户号是 \(here)，\(other.source.label.chinese)是 \(merchant)。",
            en: "The \(counter.noun) has merchant \(here); \(other.source.label.english) has \(merchant).")
    }

    /// The acquirer's own statements contradict each other; what the till says is no part of this.
    func sourcesDisagree() -> Finding? {
        let sources = testimony.sources.filter { $0 >= .callback }
        guard sources.count > 1 else { return nil }
        let said = sources.compactMap { source in
            testimony.status(of: source).flatMap { $0.isFinal ? (source: source, status: $0) : nil }
        }
        for (index, high) in said.enumerated() {
            for low in said.dropFirst(index + 1) where contradict(high, low) {
                return finding(
                    .py13, field: "status", expected: low.status.rawValue, actual: high.status.rawValue,
                    evidence: evidence(high.source, low.source),
                    zh:
                        "\(high.source.label.chinese)说\(high.status.label.chinese)，\(low.source.label.chinese)说\(low.status.label.chinese)，"
                        + "暂按前者。核实前请勿重复付款，也不要退款。",
                    en: "\(high.source.label.english.capitalisedFirst) says \(high.status.label.english), "
                        + "\(low.source.label.english) says \(low.status.label.english); the former is believed for now. "
                        + "Until the acquirer answers, do not charge again and do not refund.")
            }
        }
        return counterAmount == nil ? amountsDisagree(sources) : nil
    }

    private func contradict(
        _ high: (source: Source, status: ReportedStatus), _ low: (source: Source, status: ReportedStatus)
    ) -> Bool {
        guard high.status != low.status else { return false }
        let pair: Set<ReportedStatus> = [high.status, low.status]
        if pair == [.declined, .closed] { return false }
        guard pair == [.approved, .reversed] else { return true }
        // Approved and then reversed is a story, not a contradiction, unless the file still pays it out.
        let isReversalKnown = surroundings.linked.contains { $0.type != .refund && $0.state == .done }
        return high.source >= .clearing && high.status == .approved && !isReversalKnown
    }

    private func amountsDisagree(_ sources: [Source]) -> Finding? {
        let said = sources.compactMap { source in
            amount(by: source).map { (source: source, amount: $0) }
        }
        guard let high = said.first, let low = said.first(where: { $0.amount != high.amount }) else { return nil }
        let (first, second) = (Words.money(high.amount), Words.money(low.amount))
        return finding(
            .py13, field: "amount", expected: low.amount.text, actual: high.amount.text,
            evidence: evidence(high.source, low.source),
            zh: "\(high.source.label.chinese)的金额是 \(first.zh)，\(low.source.label.chinese)是 \(second.zh)，暂按前者。",
            en: "\(high.source.label.english.capitalisedFirst) has \(first.en), \(low.source.label.english) has "
                + "\(second.en); the former is believed for now.")
    }
}

extension TransactionType {
    /// Which way money goes: to the shop, back to the customer, or nowhere yet.
    enum Direction: Hashable { case charge, giveBack, hold }

    var direction: Direction {
        switch self {
        case .sale, .completion: .charge
        case .refund, .void, .reversal: .giveBack
        case .preauth: .hold
        }
    }
}
