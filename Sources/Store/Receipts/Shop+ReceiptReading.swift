// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
internal import GRDB
public import Printing
public import Tender

/// Which receipts a list shows.
public struct ReceiptFilter: Sendable, Hashable {
    public var printer: String?
    public var store: StoreID?
    public var report: SlipReport?
    /// Only those a person must choose or look at, and those that wait.
    public var isOpenOnly = false
    /// Words of the slip's text.
    public var text: String?
    public init() {}
}

/// One receipt with all that became of it.
public struct ReceiptDetail: Sendable, Hashable {
    public let record: ReceiptRecord
    /// In the order they happened.
    public let steps: [ReceiptStep]
    /// The original and its copies, by number, without this one.
    public let others: [ReceiptRecord]
    /// Pick-up codes that open it, newest first.
    public let codes: [String]
    /// Exactly the bytes for the printer.
    public let bytes: [UInt8]
}

extension Shop {
    /// Receipts, newest first.
    public func receipts(
        _ filter: ReceiptFilter, in scope: StoreScope, cursor: String?, limit: Int
    ) async throws(StoreError) -> PageOf<ReceiptRecord> {
        var condition = Condition()
        condition.add(scope, table: "receipt")
        if let printer = filter.printer { condition.add("receipt.printer = ?", [printer]) }
        if let store = filter.store { condition.add("receipt.store = ?", [store.text]) }
        if let report = filter.report { condition.add("receipt.report = ?", [report.rawValue]) }
        if filter.isOpenOnly { condition.add("receipt.report IN ('captured', 'held', 'unconfirmed', 'stale')") }
        for word in (filter.text ?? "").split(separator: " ").prefix(8) {
            condition.add("receipt.text LIKE ? ESCAPE '!'", ["%\(Self.escaped(word))%"])
        }
        if let cursor {
            let parts = cursor.split(separator: ".")
            guard parts.count == 2, let ended = Int64(parts[0]), let id = PrintJobID(String(parts[1])) else {
                throw .invalid("cursor: not one of ours")
            }
            condition.add("(receipt.ended, receipt.id) < (?, ?)", [ended, id.text])
        }
        let limit = max(1, min(limit, 200))
        let sql = """
            SELECT \(ReceiptTable.listing) FROM \(ReceiptTable.joined)\(condition.clause)
            ORDER BY receipt.ended DESC, receipt.id DESC LIMIT \(limit + 1)
            """
        let arguments = condition.arguments
        let rows = try await read { database in
            try Row.fetchAll(database, sql: sql, arguments: arguments).compactMap { ReceiptTable.record($0) }
        }
        let last = rows.count > limit ? rows[limit - 1] : nil
        return PageOf(
            elements: Array(rows.prefix(limit)), nextCursor: last.map { "\($0.endedAt.milliseconds).\($0.id)" })
    }

    private static func escaped(_ word: Substring) -> String {
        String(word.flatMap { "!%_".contains($0) ? ["!", $0] : [$0] })
    }

    /// One receipt.
    ///
    /// - Throws: `.missing` when there is none in the caller's stores.
    public func receipt(_ id: PrintJobID, in scope: StoreScope) async throws(StoreError) -> ReceiptDetail {
        let found = try await read { database -> ReceiptDetail? in
            let sql =
                "SELECT \(ReceiptTable.selection), receipt.content FROM \(ReceiptTable.joined) WHERE receipt.id = ?"
            guard let row = try Row.fetchOne(database, sql: sql, arguments: [id.text]),
                let record = ReceiptTable.record(row), scope.holds(record.store)
            else { return nil }
            let original = record.original ?? record.id
            let others = try Row.fetchAll(
                database,
                sql: """
                    SELECT \(ReceiptTable.listing) FROM \(ReceiptTable.joined)
                    WHERE (receipt.id = ? OR receipt.original = ?) AND receipt.id <> ? ORDER BY receipt.copy, receipt.id
                    """, arguments: [original.text, original.text, id.text]
            ).compactMap { ReceiptTable.record($0) }
            return ReceiptDetail(
                record: record, steps: try StepTable.steps(of: id, in: database), others: others,
                codes: try PickupTable.live(of: original, in: database), bytes: DatabaseBytes.read(row, 26))
        }
        guard let found else { throw .missing }
        return found
    }

    /// Receipts of a transaction, the original first.
    public func receipts(
        of transaction: String, in scope: StoreScope
    ) async throws(StoreError) -> [ReceiptRecord] {
        try await read { [known] database in
            guard let row = try Reader(database, known).row(transaction, in: scope) else { return [] }
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT \(ReceiptTable.listing) FROM \(ReceiptTable.joined)
                    WHERE observation.txn = ? ORDER BY receipt.started, receipt.copy, receipt.id LIMIT 100
                    """, arguments: [row.id]
            ).compactMap { ReceiptTable.record($0) }
        }
    }
}

/// Reads the steps of a receipt.
enum StepTable {
    static func steps(of receipt: PrintJobID, in database: Database) throws -> [ReceiptStep] {
        let sql = "SELECT at, kind, word, actor FROM receipt_step WHERE receipt = ? ORDER BY number LIMIT 1000"
        return try Row.fetchAll(database, sql: sql, arguments: [receipt.text]).compactMap { row in
            let (kind, word): (String, String) = (row[1], row[2])
            guard let kind = Self.kind(kind, word) else { return nil }
            return ReceiptStep(at: Instant(milliseconds: row[0]), kind: kind, by: row[3])
        }
    }

    private static func kind(_ kind: String, _ word: String) -> ReceiptStep.Kind? {
        if kind == "copyAsked" {
            let parts = word.split(separator: " ", maxSplits: 1)
            guard let number = parts.first.flatMap({ Int($0) }) else { return nil }
            return .copyAsked(number: number, reason: parts.count > 1 ? String(parts[1]) : "")
        }
        if let kind = PrintWord.printKind(kind, word) { return .print(kind) }
        return PrintWord.deliveryKind(kind, word).map { .delivery($0) }
    }
}
