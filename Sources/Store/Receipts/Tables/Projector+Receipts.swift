// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Printing
internal import Tender

/// Takes what the journal keeps of receipts and printers. Every entry given again changes nothing.
extension Projector {
    func put(_ entry: ReceiptEntry, _ head: EntryHead, number: UInt64, in database: Database) throws {
        switch entry {
        case .captured(let job, let reading):
            try ReceiptTable.insert(job, reading, isSample: head.isSample, in: database)
        case .event(let event):
            try ReceiptTable.take(event, in: database)
            let (kind, word) = PrintWord.coded(event.kind)
            try step(event.job, number, at: event.at, (kind, word), event.by, head, in: database)
        case .printer(let printer): try PrinterTable.put(printer, isSample: head.isSample, in: database)
        case .condition(let condition): try PrinterTable.put(condition, isSample: head.isSample, in: database)
        case .copyAsked(let copy):
            try CopyTable.insert(copy, head, in: database)
            let word = "\(copy.copy) \(copy.reason)"
            try step(copy.original, number, at: head.at, ("copyAsked", word), head.by, head, in: database)
        case .delivery(let event):
            try PickupTable.take(event, isSample: head.isSample, in: database)
            try ReceiptTable.take(event, in: database)
            let (kind, word) = PrintWord.coded(event.kind)
            try step(event.receipt, number, at: event.at, (kind, word), event.by, head, in: database)
        }
    }

    private func step(
        _ receipt: PrintJobID, _ number: UInt64, at: Instant, _ coded: (kind: String, word: String), _ by: String,
        _ head: EntryHead, in database: Database
    ) throws {
        let sql =
            "INSERT INTO receipt_step (receipt, number, at, kind, word, actor, is_sample) VALUES (?, ?, ?, ?, ?, ?, ?)"
        try database.cachedStatement(sql: sql).execute(
            arguments: [
                receipt.text, Int64(clamping: number), at.milliseconds, coded.kind, coded.word, by,
                head.isSample ? 1 : 0,
            ])
    }

    /// The first observation of a slip says which transaction the receipt belongs to.
    func linkReceipt(_ observation: Observation, number: UInt64, in database: Database) throws {
        guard observation.source == .receipt, let job = observation.facts.printJob else { return }
        try database.cachedStatement(sql: "UPDATE receipt SET observation = ? WHERE id = ? AND observation IS NULL")
            .execute(arguments: [Int64(clamping: number), job])
    }

    func removeSampleReceipts(in database: Database) throws {
        for table in Schema.receiptTableNames {
            try database.execute(sql: "DELETE FROM \(table) WHERE is_sample = 1")
        }
    }
}
