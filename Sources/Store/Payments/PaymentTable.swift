// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Foundation
internal import GRDB
internal import Printing
internal import Refunds
internal import Tender

/// Rows of attempts to pay.
enum PaymentTable {
    static func insert(_ record: PaymentRecord, in database: Database) throws {
        let request = record.attempt.request
        let sql = """
            INSERT INTO payment (id, order_no, terminal, voucher, store, state, is_over, changed, begun_by, refund,
              is_sample, intent, events, batch)
            VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)
            """
        try database.cachedStatement(sql: sql).execute(arguments: [
            record.id.text, request.order.text, request.terminal.text, request.voucher.text, record.store?.text,
            record.attempt.state.name, record.attempt.changedAt.milliseconds, record.by,
            request.refund.isEmpty ? nil : request.refund, record.isSample ? 1 : 0,
            Data(AttemptRecord.intended(record.attempt).encoded()), Data(), request.batch?.text,
        ])
        // A till numbers its messages itself.
        guard !request.isProxied else { return }
        let number = """
            INSERT INTO payment_number (terminal, last, is_sample) VALUES (?, ?, ?)
            ON CONFLICT (terminal) DO UPDATE SET last = excluded.last
            """
        try database.cachedStatement(sql: number).execute(arguments: [
            request.terminal.text, Int64(request.voucher.text) ?? 0, record.isSample ? 1 : 0,
        ])
    }

    static func update(_ record: PaymentRecord, in database: Database) throws {
        let sql = """
            UPDATE payment SET state = ?, is_over = ?, trouble = ?, changed = ?, receipt = ?, events = ? WHERE id = ?
            """
        let attempt = record.attempt
        try database.cachedStatement(sql: sql).execute(arguments: [
            attempt.state.name, attempt.state.isOver ? 1 : 0, attempt.trouble.map { Int64($0.rawValue) },
            attempt.changedAt.milliseconds, record.receipt?.text, Data(log(record)), record.id.text,
        ])
    }

    /// Takes what is told to the till of an attempt.
    static func put(_ entry: ProxyRecord, at time: Instant, in database: Database) throws {
        switch entry {
        case .answered(let id, let answer):
            try database.cachedStatement(sql: "UPDATE payment SET answer = ? WHERE id = ?")
                .execute(arguments: [Data(answer), id.text])
        case .delivered(let id):
            let sql = "UPDATE payment SET delivered = ? WHERE id = ? AND delivered IS NULL"
            try database.cachedStatement(sql: sql).execute(arguments: [time.milliseconds, id.text])
        }
    }

    /// What the till is to be told of an attempt; nil where the terminal never told.
    static func answer(of id: AttemptID, in database: Database) throws -> [UInt8]? {
        let statement = try database.cachedStatement(sql: "SELECT answer FROM payment WHERE id = ?")
        return try Data.fetchOne(statement, arguments: [id.text]).map { Array($0) }
    }

    /// Number of the newest exchange at a terminal; 0 before the first.
    static func lastNumber(of terminal: TerminalID, in database: Database) throws -> Int64 {
        let sql = "SELECT last FROM payment_number WHERE terminal = ?"
        return try Int64.fetchOne(database.cachedStatement(sql: sql), arguments: [terminal.text]) ?? 0
    }

    static func record(_ id: AttemptID, in database: Database) throws -> PaymentRecord? {
        try all(" WHERE id = ?", [id.text], in: database).first
    }

    static func records(of order: OrderNumber, in database: Database) throws -> [PaymentRecord] {
        try all(" WHERE order_no = ?", [order.text], in: database).sorted {
            ($0.attempt.intendedAt, $0.id) < ($1.attempt.intendedAt, $1.id)
        }
    }

    /// Attempts that carried a refund out, oldest first.
    static func records(of refund: RefundID, in database: Database) throws -> [PaymentRecord] {
        try all(" WHERE refund = ?", [refund.text], in: database).sorted {
            ($0.attempt.intendedAt, $0.id) < ($1.attempt.intendedAt, $1.id)
        }
    }

    static func open(in database: Database) throws -> [PaymentRecord] {
        try all(" WHERE is_over = 0", [], in: database)
    }

    /// The newest attempt with a number at a terminal.
    static func newest(_ voucher: VoucherNumber, at terminal: TerminalID, in database: Database) throws -> AttemptID? {
        try all(" WHERE terminal = ? AND voucher = ?", [terminal.text, voucher.text], in: database)
            .max { $0.attempt.intendedAt < $1.attempt.intendedAt }?.id
    }

    /// - Parameter rest: SQL of our own after the table's name; values only as arguments.
    static func all(
        _ rest: String, _ arguments: StatementArguments, in database: Database
    ) throws -> [PaymentRecord] {
        let sql = "SELECT intent, events, store, begun_by, receipt, is_sample, delivered FROM payment\(rest)"
        let statement = try database.cachedStatement(sql: sql)
        return try Row.fetchAll(statement, arguments: arguments).compactMap { row in
            let (intent, log): (Data, Data) = (row[0], row[1])
            guard case .intended(let attempt) = try? AttemptRecord(decoding: Array(intent)) else { return nil }
            let store = (row[2] as String?).flatMap { StoreID($0) }
            var record = PaymentRecord(attempt, store: store, by: row[3], isSample: row[5] as Int64 == 1)
            record.events = events(Array(log))
            for event in record.events { _ = try? record.attempt.step(event) }
            record.deliveredAt = (row[6] as Int64?).map { Instant(milliseconds: $0) }
            record.receipt = (row[4] as String?).flatMap { PrintJobID($0) }
            return record
        }
    }

    static func removeSample(in database: Database) throws {
        for table in ["payment", "payment_number"] {
            try database.execute(sql: "DELETE FROM \(table) WHERE is_sample = 1")
        }
    }

    // MARK: - Events in a column

    /// Each event as the journal has it, with its length before it: 4 bytes, big-endian.
    private static func log(_ record: PaymentRecord) -> [UInt8] {
        var bytes: [UInt8] = []
        for event in record.events {
            let encoded = AttemptRecord.event(record.id, event).encoded()
            let count = UInt32(clamping: encoded.count)
            bytes.append(contentsOf: [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) })
            bytes.append(contentsOf: encoded)
        }
        return bytes
    }

    private static func events(_ bytes: [UInt8]) -> [AttemptEvent] {
        var found: [AttemptEvent] = []
        var rest = bytes[...]
        while rest.count >= 4 {
            let count = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            guard count <= rest.count else { break }
            if case .event(_, let event) = try? AttemptRecord(decoding: Array(rest.prefix(count))) {
                found.append(event)
            }
            rest = rest.dropFirst(count)
        }
        return found
    }
}
