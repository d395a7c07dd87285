// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
internal import Refunds
internal import Tender

/// Rows of receipt books and of their numbers that are no longer blank.
enum HandReceiptTable {
    static let columns = """
        book, serial, store, amount, currency, items, written, terminal, cashier, payer, txn, spoiled, changed,
        changed_by
        """

    static func insert(_ book: ReceiptBook, _ head: EntryHead, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO receipt_book (name, first, last, store, made, made_by, is_sample)
                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """,
            arguments: [
                book.name, book.first, book.last, book.store, head.at.milliseconds, head.by, head.isSample ? 1 : 0,
            ])
    }

    /// Takes an event; one that does not fit leaves no trace.
    static func take(
        _ event: HandReceiptFile.Event, of number: HandReceiptNumber, _ head: EntryHead, in database: Database
    ) throws {
        guard let book = try book(number.book, in: database), book.holds(number) else { return }
        var file = try record(number, in: database)?.file ?? HandReceiptFile(number)
        guard (try? file.step(event)) == true else { return }
        let transaction = try RefundTable.resolved(file.charge, in: database)
        if let transaction, let other = try holder(of: transaction, in: database), other != number { return }
        let receipt = file.receipt
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO hand_receipt (\(columns), is_sample)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                number.book, number.serial, book.store, receipt?.amount.minor, receipt?.amount.currency.code,
                receipt?.items ?? "", receipt?.writtenAt.secondsSinceEpoch, receipt?.terminal ?? "",
                receipt?.cashier ?? "", receipt?.payer ?? "", transaction, file.spoiled, head.at.milliseconds, head.by,
                head.isSample ? 1 : 0,
            ])
    }

    /// The number whose receipt a charge has.
    static func holder(of transaction: Int64, in database: Database) throws -> HandReceiptNumber? {
        let sql = "SELECT book, serial FROM hand_receipt WHERE txn = ?"
        return try Row.fetchOne(database, sql: sql, arguments: [transaction])
            .map { HandReceiptNumber(book: $0[0], serial: $0[1]) }
    }

    static func book(_ name: String, in database: Database) throws -> ReceiptBook? {
        let sql = "SELECT name, first, last, store FROM receipt_book WHERE name = ?"
        return try Row.fetchOne(database, sql: sql, arguments: [name])
            .flatMap { ReceiptBook(name: $0[0], first: $0[1], last: $0[2], store: $0[3]) }
    }

    static func record(_ number: HandReceiptNumber, in database: Database) throws -> HandReceiptRecord? {
        let sql = "SELECT \(columns) FROM hand_receipt WHERE book = ? AND serial = ?"
        return try Row.fetchOne(database, sql: sql, arguments: [number.book, number.serial]).map { record($0) }
    }

    static func record(_ row: Row) -> HandReceiptRecord {
        let number = HandReceiptNumber(book: row[0], serial: row[1])
        var file = HandReceiptFile(number)
        if let minor = row[3] as Int64?, let currency = (row[4] as String?).flatMap({ Currency(code: $0) }) {
            let receipt = HandReceipt(
                number: number, amount: Money(minor: minor, currency: currency), items: row[5],
                writtenAt: CivilTime(secondsSinceEpoch: (row[6] as Int64?) ?? 0), terminal: row[7], cashier: row[8],
                payer: row[9])
            _ = try? file.step(.written(receipt))
        }
        if let transaction = row[10] as Int64? {
            _ = try? file.step(.matched(TransactionRow.publicNumber(transaction)))
        }
        if !(row[11] as String).isEmpty { _ = try? file.step(.spoiled(row[11])) }
        return HandReceiptRecord(
            file: file, store: row[2], changedAt: Instant(milliseconds: row[12]), changedBy: row[13])
    }
}
