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
        var candidates = labelledAmounts()
        if !candidates.contains(where: { [.charged, .local, .authorised, .total, .paid].contains($0.role) }) {
            candidates += amountOfType().map { [$0] } ?? []
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
        var paid = candidates.filter { $0.role == .paid && chosen.role != .paid }
        if paid.isEmpty, let left = leftAfterDiscount(of: chosen, candidates) {
            // 应收 45.80 − 优惠 0.80 = 实收 45.00: three figures that bear each other out.
            paid = [left]
            confidence = max(confidence, 80)
        }
        facts.amount = SlipFacts.Fact(money, confidence: confidence, line: fact.line)
        facts.netPaid = settle(
            paid.map {
                SlipFacts.Fact(
                    Money(minor: $0.amount.money.minor, currency: currency.value), confidence: $0.certainty,
                    line: $0.line)
            }, .netPaid)
        if chosen.amount.isNegative, facts.kind == nil {
            facts.kind = SlipFacts.Fact(.refund, confidence: 50, line: chosen.line)
        }
    }

    private func labelledAmounts() -> [Candidate] {
        // Only Japanese slips have kana; their ¥ is the yen.
        let isJapanese = lines.contains { $0.text.contains { "\u{3041}"..."\u{30F6}" ~= $0 } }
        return values.compactMap { value -> Candidate? in
            // 交易金额未超过1000.00元,免密免签: a limit.
            if ["未", "小于", "低于", "不足", "不超"].contains(where: { value.value.starts(with: $0) }) { return nil }
            guard case .amount(let role) = value.meaning, let read = PrintedAmount.only(in: value.value) else {
                return nil
            }
            let amount = isJapanese ? read.inYen ?? read : read
            return Candidate(role: role, amount: amount, certainty: value.certainty, line: value.line)
        }
    }

    /// `SALE   GBP12.50`: the amount stands behind the type, with a currency's sign and nothing else.
    private func amountOfType() -> Candidate? {
        let found = lines.compactMap { line -> Candidate? in
            guard let start = line.text.firstIndex(where: { PrintedAmount.digit($0) != nil }) else { return nil }
            let words = line.text[..<start].reversed().drop { $0 != " " }.reversed()
            guard SlipWords.kind(ofLine: LabelScan.trimmed(Array(words)[...])) != nil,
                let amount = PrintedAmount.only(in: line.text), amount.isExact, amount.currencyCertainty > 0
            else { return nil }
            return Candidate(role: .charged, amount: amount, certainty: 75, line: line.number)
        }
        return Set(found.map(\.amount.money)).count == 1 ? found.first : nil
    }

    /// What was taken, where it is the amount less the discounts and no change was given.
    private func leftAfterDiscount(of chosen: Candidate, _ candidates: [Candidate]) -> Candidate? {
        guard !candidates.contains(where: { $0.role == .change && $0.amount.money.minor > 0 }) else { return nil }
        let discounts = candidates.filter { $0.role == .discount && $0.amount.money.minor > 0 }
        let sum = discounts.prefix(8).reduce(Int64(0)) { $0 &+ $1.amount.money.minor }
        guard sum > 0 else { return nil }
        let left = candidates.first {
            $0.role == .received && $0.amount.money.minor == chosen.amount.money.minor &- sum
        }
        return left.map { Candidate(role: .paid, amount: $0.amount, certainty: 85, line: $0.line) }
    }

    /// The amount the slip is about: the till's currency where two stand there, the total where there is one beside
    /// parts of it, else the amount, else what was held or paid; what was handed over in cash only where nothing else
    /// stands and no change was given.
    private mutating func charged(_ candidates: [Candidate]) -> (Candidate, SlipFacts.Fact<Money>)? {
        let hasTip = candidates.contains { $0.role == .tip }
        let order: [[FactLabels.AmountRole]] =
            [[.local]]
            + (hasTip ? [[.total], [.charged]] : [[.charged, .total]]) + [[.authorised], [.paid]]
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
