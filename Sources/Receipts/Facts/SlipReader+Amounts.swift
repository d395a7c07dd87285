// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

extension SlipReader {
    private struct Candidate {
        let role: FactLabels.AmountRole
        let amount: PrintedAmount
        let certainty: Int
        let line: Int
    }

    mutating func readAmounts() {
        let candidates = values.compactMap { value -> Candidate? in
            guard case .amount(let role) = value.meaning, let amount = PrintedAmount.only(in: value.value) else {
                return nil
            }
            return Candidate(role: role, amount: amount, certainty: value.certainty, line: value.line)
        }
        guard let (chosen, fact) = charged(candidates) else { return }
        let capital = values.first { $0.meaning == .amount(.capital) }.map { String($0.value) }
        let currency = currency(of: chosen, candidates)
        facts.currency = currency
        let money = Money(minor: fact.value.minor, currency: currency.value)
        var confidence = fact.confidence
        if let capital {
            let agrees = capital.hasSuffix(CapitalAmount(fen: money.minor).description)
            confidence = agrees ? max(confidence, 99) : min(confidence, 55)
        }
        facts.amount = SlipFacts.Fact(money, confidence: confidence, line: fact.line)
        let paid = candidates.filter { $0.role == .paid && chosen.role != .paid }
            .map {
                SlipFacts.Fact(
                    Money(minor: $0.amount.money.minor, currency: currency.value), confidence: $0.certainty,
                    line: $0.line)
            }
        facts.netPaid = settle(paid, .netPaid)
        if chosen.amount.isNegative, facts.kind == nil {
            facts.kind = SlipFacts.Fact(.refund, confidence: 50, line: chosen.line)
        }
    }

    /// The amount the slip is about: the total where there is one beside parts of it, else the amount, else what was
    /// paid; what was handed over in cash only where nothing else stands and no change was given.
    private mutating func charged(_ candidates: [Candidate]) -> (Candidate, SlipFacts.Fact<Money>)? {
        let hasTip = candidates.contains { $0.role == .tip }
        let order: [[FactLabels.AmountRole]] =
            hasTip ? [[.total], [.charged], [.paid]] : [[.charged, .total], [.paid]]
        for roles in order {
            let fitting = candidates.filter { roles.contains($0.role) && $0.certainty >= 40 }
            guard !fitting.isEmpty else { continue }
            let facts = fitting.map { candidate in
                let exact = candidate.amount.isExact ? candidate.certainty : candidate.certainty - 15
                return SlipFacts.Fact(candidate.amount.money, confidence: exact, line: candidate.line)
            }
            if let best = settleAmounts(facts, candidates), let chosen = fitting.first(where: { $0.line == best.line })
            {
                return (chosen, best)
            }
            return nil
        }
        guard !candidates.contains(where: { $0.role == .change && $0.amount.money.minor > 0 }) else { return nil }
        let received = candidates.filter { $0.role == .received && $0.certainty >= 40 }
        let facts = received.map { SlipFacts.Fact($0.amount.money, confidence: min($0.certainty, 60), line: $0.line) }
        guard let best = settle(facts, .amount), let chosen = received.first(where: { $0.line == best.line }) else {
            return nil
        }
        return (chosen, best)
    }

    /// Where amounts differ, the one that received − change, or subtotal + tax, or paid + discount makes is the one.
    private mutating func settleAmounts(
        _ facts: [SlipFacts.Fact<Money>], _ candidates: [Candidate]
    ) -> SlipFacts.Fact<Money>? {
        let distinct = Set(facts.map(\.value.minor))
        if distinct.count <= 1 { return facts.max { $0.confidence < $1.confidence } }
        let sums = Self.sums(candidates)
        let proven = facts.filter { sums.contains($0.value.minor) }
        if Set(proven.map(\.value.minor)).count == 1, let best = proven.max(by: { $0.confidence < $1.confidence }) {
            return SlipFacts.Fact(best.value, confidence: min(best.confidence, 80), line: best.line)
        }
        return settle(facts, .amount)
    }

    private static func sums(_ candidates: [Candidate]) -> Set<Int64> {
        func all(_ role: FactLabels.AmountRole) -> [Int64] {
            Array(Set(candidates.filter { $0.role == role }.map(\.amount.money.minor)).prefix(8))
        }
        var sums: Set<Int64> = []
        for (ones, others, sign) in [
            (all(.received), all(.change), Int64(-1)), (all(.subtotal), all(.tax), 1), (all(.paid), all(.discount), 1),
        ] {
            for one in ones {
                for other in others { sums.insert(one &+ sign &* other) }
            }
        }
        return sums
    }

    private func currency(of chosen: Candidate, _ candidates: [Candidate]) -> SlipFacts.Fact<Currency> {
        let signed = [chosen] + candidates
        if let best = signed.first(where: { $0.amount.currencyCertainty > 0 }) {
            return SlipFacts.Fact(
                best.amount.money.currency, confidence: best.amount.currencyCertainty, line: best.line)
        }
        let isChinese = lines.contains { $0.text.contains { "金额额计单号卡商户".contains($0) } }
        return SlipFacts.Fact(.cny, confidence: isChinese ? 70 : 20, line: chosen.line)
    }
}
