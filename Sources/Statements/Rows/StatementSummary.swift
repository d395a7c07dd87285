// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What is known of a file after its last row.
public struct StatementSummary: Hashable, Sendable {
    public let counts: RowCounts
    public let controlTotals: [ControlTotal]
    /// Things a person should know that do not refuse the file.
    public let warnings: [Phrase]

    public init(counts: RowCounts, controlTotals: [ControlTotal], warnings: [Phrase]) {
        self.counts = counts
        self.controlTotals = controlTotals
        self.warnings = warnings
    }
}
