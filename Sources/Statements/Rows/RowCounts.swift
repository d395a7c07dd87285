// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// What became of the rows of a file: read = typed + rejected.
public struct RowCounts: Hashable, Sendable {
    public internal(set) var read: Int64 = 0
    public internal(set) var typed: Int64 = 0
    public internal(set) var rejected: Int64 = 0
    /// Typed rows by kind.
    public internal(set) var byKind: [StatementRow.Kind: Int64] = [:]
    /// Sum of the amounts of typed rows by kind, in minor units.
    public internal(set) var sums: [StatementRow.Kind: Int128] = [:]
    /// Sum of the fees of typed rows, in minor units.
    public internal(set) var fees: Int128 = 0

    public init() {}

    mutating func add(_ row: StatementRow) {
        read += 1
        typed += 1
        byKind[row.kind, default: 0] += 1
        if let amount = row.amount { sums[row.kind, default: 0] += Int128(amount.minor) }
        if let fee = row.fee { fees += Int128(fee.minor) }
    }

    mutating func addRejected() {
        read += 1
        rejected += 1
    }
}
