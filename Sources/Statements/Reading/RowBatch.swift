// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Rows since the batch was last emptied, in file order.
public struct RowBatch: Sendable {
    public var rows: [StatementRow] = []
    public var rejected: [RejectedRow] = []

    public init() {}

    public var count: Int { rows.count + rejected.count }

    /// Empties it and keeps the room.
    public mutating func removeAll() {
        rows.removeAll(keepingCapacity: true)
        rejected.removeAll(keepingCapacity: true)
    }
}
