// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Matching
internal import Tender

/// What is said of the row that looks most like a lone one.
struct NearestWords {
    let nearest: NearestRows
    let decimals: Int
    /// Reads a candidate.
    let till: (MatchRow) -> TillRecord?
    let acquirer: (MatchRow) -> AcquirerRecord?

    /// Half a sentence for a finding about a row without a counterpart; nil where none looks like it.
    func words(for finding: RowFinding) -> Bilingual? {
        switch finding.code {
        case .chargeWithoutSale: finding.acquirer.flatMap { words(acquirer: $0) }
        case .notSettled, .outcomeUnknown: finding.acquirer == nil ? finding.till.flatMap { words(till: $0) } : nil
        default: nil
        }
    }

    func words(acquirer row: MatchRow) -> Bilingual? {
        guard let candidate = nearest.candidate(acquirer: row), let till = till(candidate.row) else { return nil }
        return words(
            candidate, side: Bilingual(zh: "收银", en: "till"), reference: till.reference, key: key(till.rrn),
            amount: till.amount, time: till.timeText)
    }

    func words(till row: MatchRow) -> Bilingual? {
        guard let candidate = nearest.candidate(till: row), let acquirer = acquirer(candidate.row) else { return nil }
        let time = acquirer.timeText.isEmpty ? acquirer.settleDate?.description ?? "" : acquirer.timeText
        return words(
            candidate, side: Bilingual(zh: "收单", en: "acquirer"), reference: acquirer.reference,
            key: key(acquirer.rrn), amount: acquirer.amount, time: time)
    }

    private func key(_ rrn: String) -> String { rrn.isEmpty ? "" : "\(rrn) " }

    private func words(
        _ candidate: NearestRows.Candidate, side: Bilingual, reference: String, key: String, amount: Int64,
        time: String
    ) -> Bilingual {
        let money = Money.text(minor: Int128(amount), decimals: decimals)
        let what = [key + money, time].filter { !$0.isEmpty }.joined(separator: " ")
        let likeness = words(candidate.likeness, hasTerminal: candidate.row.terminal != 0)
        let more = candidate.count - 1
        return Bilingual(
            zh: "；最接近：\(side.chinese) \(reference)（\(what)），\(likeness.chinese)"
                + (more > 0 ? "，另有 \(more) 笔同样接近" : ""),
            en: "; nearest: \(side.english) \(reference) (\(what)), \(likeness.english)"
                + (more > 0 ? ", and \(more) more just as near" : ""))
    }

    private func words(_ likeness: NearestRows.Likeness, hasTerminal: Bool) -> Bilingual {
        switch (likeness.sameAmount, likeness.oneDigit) {
        case (true, true):
            Bilingual(zh: "终端和金额相同，参考号只差一位", en: "same terminal and amount, one digit of the RRN differs")
        case (false, true): Bilingual(zh: "终端相同，参考号只差一位", en: "same terminal, one digit of the RRN differs")
        // Rows that are known by their order number have no terminal that could be the same.
        case _ where !hasTerminal: Bilingual(zh: "金额相同，时间相近", en: "same amount, close in time")
        default: Bilingual(zh: "终端和金额相同，时间相近", en: "same terminal and amount, close in time")
        }
    }
}
