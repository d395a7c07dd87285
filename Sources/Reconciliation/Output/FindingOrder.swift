// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching

/// The order of `findings.csv`: code, merchant, terminal, rrn, type, references, each by the bytes of its text.
///
/// Terminals and merchants are compared by the rank of their text among all texts, so that millions of findings
/// are sorted without touching a text.
struct FindingOrder: Sendable {
    private let merchantRanks: [UInt32]
    private let terminalRanks: [UInt32]
    private let plan: ReadingPlan
    private let lines: [LineIndex]

    init(_ plan: ReadingPlan, lines: [LineIndex]) {
        self.plan = plan
        self.lines = lines
        merchantRanks = Self.ranks(of: plan.merchants.texts())
        terminalRanks = Self.ranks(of: plan.terminals.texts())
    }

    private static func ranks(of texts: [[UInt8]]) -> [UInt32] {
        var ranks = [UInt32](repeating: 0, count: texts.count)
        let heads = texts.map { head($0) }
        let order = texts.indices.sorted { left, right in
            heads[left] != heads[right]
                ? heads[left] < heads[right] : texts[left].lexicographicallyPrecedes(texts[right])
        }
        for (rank, number) in order.enumerated() { ranks[number] = UInt32(truncatingIfNeeded: rank) }
        return ranks
    }

    /// The first eight bytes as a number; where they differ, they decide.
    private static func head(_ text: [UInt8]) -> UInt64 {
        (0..<8).reduce(0) { $0 << 8 | ($1 < text.count ? UInt64(text[$1]) : 0) }
    }

    func sorted(_ findings: [RowFinding]) -> [RowFinding] {
        let lookup = RowLookup(plan, lines: lines)
        return findings.sorted { precedes($0, $1, lookup) }
    }

    private func precedes(_ left: RowFinding, _ right: RowFinding, _ lookup: RowLookup) -> Bool {
        if left.code != right.code { return left.code < right.code }
        if left.merchant != right.merchant { return rank(left.merchant) < rank(right.merchant) }
        let (first, second) = (left.key, right.key)
        if first.terminal != second.terminal { return rank(terminal: first) < rank(terminal: second) }
        if first.form != second.form || first.reference != second.reference {
            let (one, other) = (referenceText(first), referenceText(second))
            if one != other { return one.lexicographicallyPrecedes(other) }
        }
        if first.type != second.type { return first.type < second.type }
        return references(left, lookup).lexicographicallyPrecedes(references(right, lookup))
    }

    private func rank(_ merchant: UInt32) -> UInt32 {
        merchantRanks.indices.contains(Int(merchant)) ? merchantRanks[Int(merchant)] : .max
    }

    private func rank(terminal row: MatchRow) -> UInt32 {
        terminalRanks.indices.contains(Int(row.terminal)) ? terminalRanks[Int(row.terminal)] : .max
    }

    /// The text of the `rrn` column: empty for keys made of batch and trace.
    private func referenceText(_ row: MatchRow) -> [UInt8] {
        switch row.form {
        case 1...12:
            let digits = Array(String(row.reference).utf8)
            return Array(repeating: 48, count: max(0, Int(row.form) - digits.count)) + digits
        case JoinKey.oddReference: return plan.references.text(UInt32(truncatingIfNeeded: row.reference))
        default: return []
        }
    }

    private func references(_ finding: RowFinding, _ lookup: RowLookup) -> [UInt8] {
        let till = finding.till.map { lookup.reference($0, side: .till) } ?? ""
        let acquirer = finding.acquirer.map { lookup.reference($0, side: .acquirer) } ?? ""
        guard let witness = finding.witness, witness.side == .order || witness.row != .none else {
            return Array(till.utf8) + [0] + Array(acquirer.utf8)
        }
        let third = lookup.reference(witness.row, side: witness.side)
        let own = till.isEmpty && acquirer.isEmpty ? third : till
        return Array(own.utf8) + [0] + Array(acquirer.utf8) + [0] + Array(third.utf8)
    }
}
