// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Recall
import Store
import Tender

/// One transaction on one line of the terminal.
enum TransactionLine {
    static func headings(_ tongue: Tongue) -> [TextTable.Heading] {
        [
            .init(tongue.choose(zh: "编号", en: "id")), .init(tongue.choose(zh: "时间", en: "time")),
            .init(tongue.choose(zh: "类型", en: "type")), .init(tongue.choose(zh: "金额", en: "amount"), number: true),
            .init(tongue.choose(zh: "卡", en: "card")), .init(tongue.choose(zh: "差异", en: "findings")),
        ]
    }

    static func cells(of candidate: RecallCandidate, _ tongue: Tongue) -> [String] {
        cells(id: candidate.id, facts: candidate.facts, codes: candidate.codes, tongue)
    }

    static func cells(of summary: TransactionSummary, _ tongue: Tongue) -> [String] {
        cells(id: summary.id, facts: summary.believed, codes: summary.codes, tongue)
    }

    private static func cells(id: String, facts: Facts, codes: [FindingCode], _ tongue: Tongue) -> [String] {
        [
            id, facts.occurredAt?.description ?? "–", facts.type.rawValue, facts.amount?.grouped ?? "–",
            facts.card?.description ?? "–", codes.map(\.text).joined(separator: " "),
        ]
    }
}
