// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender

/// One finding on a transaction's page: what differs, both values, what it rests on and the next act.
struct FindingCard: Sendable {
    struct Value: Sendable, Equatable {
        let name: String
        let text: String
        let isDifference: Bool
    }

    let code: String
    let name: String
    let tone: String
    let icon: String
    let explanation: String
    let values: [Value]
    let hasValues: Bool
    let nextAction: String
    let evidence: [String]
    let hasEvidence: Bool

    init(_ finding: Finding, _ words: Words) {
        code = finding.code.text
        name = words.name(of: finding.code)
        tone = Mark.tone(of: finding.code).rawValue
        icon = Mark.icon(of: finding.code)
        explanation = words.pick(finding.explanation)
        values = Self.values(finding, words)
        hasValues = !values.isEmpty
        nextAction = words.pick(finding.nextAction)
        evidence = finding.evidence
        hasEvidence = !evidence.isEmpty
    }

    private static func values(_ finding: Finding, _ words: Words) -> [Value] {
        let field = words.text(ifKnown: "field.\(finding.field)") ?? finding.field
        let sides = [("detail.expected", finding.expected), ("detail.actual", finding.actual)]
        var values = sides.filter { !$0.1.isEmpty }.map { key, value in
            Value(
                name: words.text(key, ["field": field]), text: word(value, of: finding, words), isDifference: false)
        }
        if let difference = finding.difference {
            values.append(
                Value(name: words["column.difference"], text: words.amount(difference), isDifference: true))
        }
        return values
    }

    /// A value as people say it: a status by its word, an amount with its sign, anything else as it is.
    private static func word(_ value: String, of finding: Finding, _ words: Words) -> String {
        if let status = ReportedStatus(rawValue: value) { return words.status(status) }
        if let type = TransactionType(rawValue: value) { return words.type(type) }
        if ["printed", "delivery"].contains(finding.field), value == "1" || value == "0" {
            return words[value == "1" ? "common.yes" : "common.no"]
        }
        if SlipReport(rawValue: value) != nil, let word = words.text(ifKnown: "receipts.state.\(value)") { return word }
        guard let difference = finding.difference else { return value }
        let money = try? Money(text: value, currency: difference.currency)
        return money.map(words.amount) ?? value
    }
}
