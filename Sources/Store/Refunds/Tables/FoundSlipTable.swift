// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
internal import Refunds
internal import Tender

/// Rows of slips that were left behind.
enum FoundSlipTable {
    static let columns = """
        number, store, terminal, voucher, amount, currency, found, found_by, words, txn, state, ended, ended_by
        """

    static func insert(_ slip: FoundSlip, number: UInt64, _ head: EntryHead, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO found_slip (\(columns), is_sample)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 'kept', NULL, '', ?) ON CONFLICT DO NOTHING
                """,
            arguments: [
                Int64(clamping: number), slip.store, slip.terminal, slip.voucher, slip.amount?.minor,
                slip.amount?.currency.code, slip.foundAt.milliseconds, head.by, slip.words, head.isSample ? 1 : 0,
            ])
    }

    /// Takes an event; one that does not fit leaves no trace.
    static func take(
        _ event: FoundSlipFile.Event, of number: UInt64, _ head: EntryHead, in database: Database
    ) throws {
        guard var file = try read(number, in: database)?.file,
            (try? file.step(event, at: head.at, by: head.by)) == true
        else { return }
        try database.execute(
            sql: "UPDATE found_slip SET txn = ?, state = ?, ended = ?, ended_by = ? WHERE number = ?",
            arguments: [
                try RefundTable.resolved(file.charge, in: database), file.state.rawValue,
                file.endedAt?.milliseconds, file.endedBy, Int64(clamping: number),
            ])
    }

    static func read(
        _ number: UInt64, in database: Database
    ) throws -> (file: FoundSlipFile, foundBy: String)? {
        let sql = "SELECT \(columns) FROM found_slip WHERE number = ?"
        return try Row.fetchOne(database, sql: sql, arguments: [Int64(clamping: number)]).map { read($0) }
    }

    static func read(_ row: Row) -> (file: FoundSlipFile, foundBy: String) {
        var amount: Money?
        if let minor = row[4] as Int64?, let currency = (row[5] as String?).flatMap({ Currency(code: $0) }) {
            amount = Money(minor: minor, currency: currency)
        }
        let slip = FoundSlip(
            store: row[1], terminal: row[2], voucher: row[3], amount: amount,
            foundAt: Instant(milliseconds: row[6]), words: row[8])
        var file = FoundSlipFile(slip)
        let (at, by) = (Instant(milliseconds: (row[11] as Int64?) ?? 0), row[12] as String)
        if let transaction = row[9] as Int64? {
            _ = try? file.step(.matched(TransactionRow.publicNumber(transaction)), at: at, by: by)
        }
        switch row[10] as String {
        case "handedBack": _ = try? file.step(.handedBack, at: at, by: by)
        case "shredded": _ = try? file.step(.shredded, at: max(at, slip.shredAt), by: by)
        default: break
        }
        return (file, row[7])
    }
}
