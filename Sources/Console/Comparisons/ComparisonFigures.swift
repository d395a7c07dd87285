// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation

/// What a page shows of a finished comparison: read from its `summary.json`, so that page and file never differ.
struct ComparisonFigures: Sendable, Equatable {
    /// One code with how many findings it has, and the money at stake in major units.
    struct Code: Sendable, Equatable {
        let code: String
        let count: Int64
        let amount: String
    }

    struct File: Sendable, Equatable, Decodable {
        let name: String
        let side: String
        let rows: Int64
        let quarantined: Int64
        let amount: String
        let sha256: String
    }

    let currency: String
    let findings: Int64
    let matched: Int64
    let inTransit: Int64
    let quarantined: Int64
    /// Whether every row is in exactly one bucket.
    let isConserved: Bool
    let codes: [Code]
    let files: [File]

    private struct Summary: Decodable {
        struct Rows: Decodable {
            let matched: Int64
            let in_transit: Int64
            let quarantined: Int64
        }

        struct Findings: Decodable {
            let total: Int64
            let counts: [String: Int64]
            let amounts: [String: String]
        }

        struct Conservation: Decodable { let holds: Bool }

        let currency: String
        let rows: Rows
        let findings: Findings
        let conservation: Conservation
        let files: [File]
    }

    init?(json: Data) {
        guard let summary = try? JSONDecoder().decode(Summary.self, from: json) else { return nil }
        currency = summary.currency
        findings = summary.findings.total
        matched = summary.rows.matched
        inTransit = summary.rows.in_transit
        quarantined = summary.rows.quarantined
        isConserved = summary.conservation.holds
        codes = summary.findings.counts.keys.sorted().map {
            Code(code: $0, count: summary.findings.counts[$0] ?? 0, amount: summary.findings.amounts[$0] ?? "")
        }
        files = summary.files
    }
}
