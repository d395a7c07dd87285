// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

/// The statements of the projection, each prepared on its connection when it is first wanted.
final class Statements {
    private enum Query: Int, CaseIterable {
        case byFingerprint, byOrder, byChannelOrder, byReference, byVoucher, byAuthorisation, byAmount, weakByAmount
        case byOriginal, byID, observations, findings
        case insertTransaction, updateTransaction, insertObservation, insertFinding, deleteFindings

        var sql: String {
            let select = "SELECT \(TransactionRow.selection) FROM txn WHERE "
            return switch self {
            case .byFingerprint: "SELECT 1 FROM observation WHERE fingerprint = ?"
            case .byOrder: select + "order_no = ? ORDER BY id LIMIT 200"
            case .byChannelOrder: select + "channel_order = ? ORDER BY id LIMIT 200"
            case .byReference: select + "reference = ? ORDER BY id LIMIT 200"
            case .byVoucher: select + "voucher = ? AND terminal = ? AND batch = ? ORDER BY id LIMIT 200"
            case .byAuthorisation: select + "authorisation = ? AND amount = ? ORDER BY id LIMIT 200"
            case .byAmount: select + "amount = ? AND moment BETWEEN ? AND ? ORDER BY moment, id LIMIT 200"
            case .weakByAmount:
                select + "amount = ? AND moment BETWEEN ? AND ? AND reference IS NULL ORDER BY moment, id LIMIT 200"
            case .byOriginal: select + "original = ? ORDER BY id LIMIT 200"
            case .byID: select + "id = ?"
            case .observations:
                "SELECT number, join_key, confidence, payload FROM observation WHERE txn = ? ORDER BY number"
            case .findings: "SELECT code, field, ordinal, since FROM finding WHERE txn = ?"
            case .insertTransaction: TransactionRow.insertion
            case .updateTransaction: TransactionRow.update
            case .insertObservation:
                """
                INSERT INTO observation (number, txn, file, source, is_sample, fingerprint, join_key, confidence,
                  payload)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
            case .insertFinding:
                """
                INSERT INTO finding (txn, code, field, ordinal, store, moment, day, difference, since)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
            case .deleteFindings: "DELETE FROM finding WHERE txn = ?"
            }
        }
    }

    private let database: Database
    private var prepared = [Statement?](repeating: nil, count: Query.allCases.count)

    init(_ database: Database) { self.database = database }

    private func statement(_ query: Query) throws -> Statement {
        if let made = prepared[query.rawValue] { return made }
        let made = try database.makeStatement(sql: query.sql)
        prepared[query.rawValue] = made
        return made
    }

    func isKnown(_ fingerprint: Fingerprint) throws -> Bool {
        try Row.fetchOne(statement(.byFingerprint), arguments: [DatabaseBytes.value(fingerprint.bytes)]) != nil
    }

    /// Stored transactions that share a strong key with the facts; one may come twice.
    func sharing(_ facts: Facts) throws -> [TransactionRow] {
        var found: [TransactionRow] = []
        if let order = facts.order { found += try rows(.byOrder, [order.text.databaseValue]) }
        if let order = facts.channelOrder { found += try rows(.byChannelOrder, [order.text.databaseValue]) }
        if let reference = facts.reference { found += try rows(.byReference, [reference.text.databaseValue]) }
        if let voucher = facts.voucher, let batch = facts.batch, let terminal = facts.terminal {
            found += try rows(
                .byVoucher, [voucher.text.databaseValue, terminal.text.databaseValue, batch.text.databaseValue])
        }
        if let code = facts.authorisation, let amount = facts.amount {
            found += try rows(.byAuthorisation, [code.text.databaseValue, amount.minor.databaseValue])
        }
        return found
    }

    /// Stored transactions of the same amount within the seconds; without a reference where the facts have one,
    /// for two different references never join.
    func sharingAmount(_ facts: Facts, within seconds: Int64) throws -> [TransactionRow] {
        guard let amount = facts.amount, let time = facts.occurredAt else { return [] }
        return try rows(
            facts.reference == nil ? .byAmount : .weakByAmount,
            [
                amount.minor.databaseValue, (time.secondsSinceEpoch &- seconds).databaseValue,
                (time.secondsSinceEpoch &+ seconds).databaseValue,
            ])
    }

    /// Stored transactions that give another one as their original.
    func returning(_ original: String) throws -> [TransactionRow] { try rows(.byOriginal, [original.databaseValue]) }

    /// Stored transactions with this text as order number, channel's number or reference.
    func named(_ text: String) throws -> [TransactionRow] {
        try rows(.byOrder, [text.databaseValue]) + rows(.byChannelOrder, [text.databaseValue])
            + rows(.byReference, [text.databaseValue])
    }

    /// Stored transactions with the same order number or reference, whatever their type.
    func sharingNumbers(_ facts: Facts) throws -> [TransactionRow] {
        var found: [TransactionRow] = []
        if let order = facts.order { found += try rows(.byOrder, [order.text.databaseValue]) }
        if let reference = facts.reference { found += try rows(.byReference, [reference.text.databaseValue]) }
        return found
    }

    /// Stored transactions of the same amount within the seconds.
    func lookAlikes(_ facts: Facts, within seconds: Int64) throws -> [TransactionRow] {
        guard let amount = facts.amount, let time = facts.occurredAt else { return [] }
        return try rows(
            .byAmount,
            [
                amount.minor.databaseValue, (time.secondsSinceEpoch &- seconds).databaseValue,
                (time.secondsSinceEpoch &+ seconds).databaseValue,
            ])
    }

    func transaction(_ id: Int64) throws -> TransactionRow? { try rows(.byID, [id.databaseValue]).first }

    private func rows(_ query: Query, _ values: [DatabaseValue]) throws -> [TransactionRow] {
        let cursor = try Row.fetchCursor(statement(query), arguments: StatementArguments(values))
        var found: [TransactionRow] = []
        while let row = try cursor.next() { found.append(TransactionRow(row)) }
        return found
    }

    /// All observations of a transaction in the order of the journal.
    func entries(of id: Int64, known: Known) throws -> [TransactionDetail.Entry] {
        let cursor = try Row.fetchCursor(statement(.observations), arguments: [id])
        var found: [TransactionDetail.Entry] = []
        while let row = try cursor.next() {
            if let entry = TransactionDetail.Entry(row, known: known) { found.append(entry) }
        }
        return found
    }

    /// Since when each finding of a transaction has been known.
    func findings(of id: Int64) throws -> [FindingKey: Instant] {
        let cursor = try Row.fetchCursor(statement(.findings), arguments: [id])
        var found: [FindingKey: Instant] = [:]
        while let row = try cursor.next() {
            found[FindingKey(code: row[0], field: row[1], ordinal: row[2])] = Instant(milliseconds: row[3])
        }
        return found
    }

    func insert(_ row: TransactionRow) throws { try run(.insertTransaction, row.values) }

    func update(_ row: TransactionRow) throws {
        var values = row.values
        values.append(values.removeFirst())
        try run(.updateTransaction, values)
    }

    func insert(
        _ prepared: PreparedObservation, number: UInt64, transaction: Int64, file: Int64, join: Join
    ) throws {
        try run(
            .insertObservation,
            [
                Int64(clamping: number).databaseValue, transaction.databaseValue, file.databaseValue,
                Int64(prepared.observation.source.rawValue).databaseValue,
                Int64(prepared.observation.isSample ? 1 : 0).databaseValue,
                DatabaseBytes.value(prepared.fingerprint.bytes), join.key.databaseValue,
                join.confidence.databaseValue, DatabaseBytes.value(prepared.payload),
            ])
    }

    func insert(_ finding: FindingRecord) throws {
        try run(
            .insertFinding,
            [
                finding.transaction.databaseValue, finding.key.code.databaseValue, finding.key.field.databaseValue,
                finding.key.ordinal.databaseValue, finding.store?.databaseValue ?? .null,
                finding.moment.databaseValue, finding.day.daysSinceEpoch.databaseValue,
                finding.difference?.databaseValue ?? .null, finding.since.milliseconds.databaseValue,
            ])
    }

    func deleteFindings(of id: Int64) throws { try run(.deleteFindings, [id.databaseValue]) }

    private func run(_ query: Query, _ values: [DatabaseValue]) throws {
        let statement = try statement(query)
        statement.setUncheckedArguments(StatementArguments(values))
        try statement.execute()
    }
}

/// Names one finding of a transaction; the ordinal tells several with the same code and field apart.
struct FindingKey: Sendable, Hashable {
    let code: String
    let field: String
    let ordinal: Int64
}

/// A row of the table `finding`.
struct FindingRecord: Sendable, Hashable {
    let transaction: Int64
    let key: FindingKey
    let store: String?
    let moment: Int64
    let day: CivilDate
    let difference: Int64?
    let since: Instant
}

extension TransactionDetail.Entry {
    /// Reads `number, join_key, confidence, payload`; nil for a payload that is not an observation.
    init?(_ row: Row, known: Known) {
        let payload = DatabaseBytes.read(row, 3)
        guard let decoded = try? JournalEntry.decode(type: 1, payload: payload[...]),
            case .observation(let observation, let file) = decoded.entry
        else { return nil }
        self.init(
            observation: known.complete(observation, file: file),
            join: Join(key: row[1], confidence: row[2]), journalNumber: UInt64(clamping: row[0] as Int64))
    }
}

extension Observation {
    /// Whether it belongs to the sample shop.
    var isSample: Bool { origin.name.hasPrefix("sample:") }
}
