// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
internal import Refunds

/// Takes what the journal keeps of refunds, compensation and paper. Every entry given again changes nothing.
extension Projector {
    func put(_ entry: RefundEntry, _ head: EntryHead, number: UInt64, in database: Database) throws {
        switch entry {
        case .asked(let order): try RefundTable.insert(order, number: number, head, in: database)
        case .event(let id, let event): try RefundTable.take(event, of: id, number: number, in: database)
        case .compensation(let given): try CompensationTable.insert(given, number: number, head, in: database)
        case .compensationEnded(let given, let state, let words):
            try CompensationTable.end(given, as: state, words: words, head, in: database)
        case .book(let book): try HandReceiptTable.insert(book, head, in: database)
        case .hand(let number, let event): try HandReceiptTable.take(event, of: number, head, in: database)
        case .found(let slip): try FoundSlipTable.insert(slip, number: number, head, in: database)
        case .foundEvent(let slip, let event): try FoundSlipTable.take(event, of: slip, head, in: database)
        }
    }

    func removeSampleRefunds(in database: Database) throws {
        for table in Schema.refundTableNames {
            try database.execute(sql: "DELETE FROM \(table) WHERE is_sample = 1")
        }
    }
}
