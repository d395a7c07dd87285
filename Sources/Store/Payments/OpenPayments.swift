// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import GRDB

/// Attempts that are not over as their rows have them, so that a step need not read back what was written before it.
///
///     intended ─▶ kept ─ steps ─▶ over ─ end of the group ─▶ forgotten: the row alone has it
///
/// It holds nothing that the rows do not: what is not here is read there. Forgotten whole whenever a group is undone.
struct OpenPayments {
    private var records: [AttemptID: PaymentRecord] = [:]
    /// Ended by the group in hand, which may ask for them once more.
    private var over: [AttemptID] = []

    /// Beyond it rows are read.
    private static let limit = 20_000

    func record(_ id: AttemptID, in database: Database) throws -> PaymentRecord? {
        try records[id] ?? PaymentTable.record(id, in: database)
    }

    /// Takes what was just written to the table.
    mutating func keep(_ record: PaymentRecord) {
        guard records[record.id] != nil || records.count < Self.limit else { return }
        records[record.id] = record
        if record.attempt.state.isOver { over.append(record.id) }
    }

    mutating func endGroup() {
        for id in over where records[id]?.attempt.state.isOver == true { records[id] = nil }
        over = []
    }
}
