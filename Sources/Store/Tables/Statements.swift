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
        case insertTransaction, updateTransaction, updateBesideKeys, insertObservation, insertFinding, deleteFindings

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
            case .updateBesideKeys: TransactionRow.updateBesideKeys
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
    private var prepared = [HotStatement?](repeating: nil, count: Query.allCases.count)

    init(_ database: Database) { self.database = database }

    /// A statement ready to be bound.
    private func start(_ query: Query) throws -> HotStatement {
        if let made = prepared[query.rawValue] {
            made.start()
            return made
        }
        let made = try HotStatement(query.sql, in: database)
        prepared[query.rawValue] = made
        return made
    }

    func isKnown(_ fingerprint: Fingerprint) throws -> Bool {
        let statement = try start(.byFingerprint)
        statement.bind(fingerprint.bytes)
        defer { statement.finish() }
        return try statement.step()
    }

    /// Stored transactions that share a strong key with the facts; one may come twice.
    func sharing(_ facts: Facts) throws -> [TransactionRow] {
        var found: [TransactionRow] = []
        if let order = facts.order { try rows(.byOrder, order.text, into: &found) }
        if let order = facts.channelOrder { try rows(.byChannelOrder, order.text, into: &found) }
        if let reference = facts.reference { try rows(.byReference, reference.text, into: &found) }
        if let voucher = facts.voucher, let batch = facts.batch, let terminal = facts.terminal {
            let statement = try start(.byVoucher)
            statement.bind(voucher.text)
            statement.bind(terminal.text)
            statement.bind(batch.text)
            try rows(statement, into: &found)
        }
        if let code = facts.authorisation, let amount = facts.amount {
            let statement = try start(.byAuthorisation)
            statement.bind(code.text)
            statement.bind(amount.minor)
            try rows(statement, into: &found)
        }
        return found
    }

    /// Stored transactions of the same amount within the seconds; without a reference where the facts have one,
    /// for two different references never join.
    func sharingAmount(_ facts: Facts, within seconds: Int64) throws -> [TransactionRow] {
        try near(facts, facts.reference == nil ? .byAmount : .weakByAmount, within: seconds)
    }

    /// Stored transactions that give another one as their original.
    func returning(_ original: String, into found: inout [TransactionRow]) throws {
        try rows(.byOriginal, original, into: &found)
    }

    /// Stored transactions with this text as order number, channel's number or reference.
    func named(_ text: String, into found: inout [TransactionRow]) throws {
        for query in [Query.byOrder, .byChannelOrder, .byReference] { try rows(query, text, into: &found) }
    }

    /// Stored transactions with the same order number or reference, whatever their type.
    func sharingNumbers(_ facts: Facts) throws -> [TransactionRow] {
        var found: [TransactionRow] = []
        if let order = facts.order { try rows(.byOrder, order.text, into: &found) }
        if let reference = facts.reference { try rows(.byReference, reference.text, into: &found) }
        return found
    }

    /// Stored transactions of the same amount within the seconds.
    func lookAlikes(_ facts: Facts, within seconds: Int64) throws -> [TransactionRow] {
        try near(facts, .byAmount, within: seconds)
    }

    private func near(_ facts: Facts, _ query: Query, within seconds: Int64) throws -> [TransactionRow] {
        guard let amount = facts.amount, let time = facts.occurredAt else { return [] }
        let statement = try start(query)
        statement.bind(amount.minor)
        statement.bind(time.secondsSinceEpoch &- seconds)
        statement.bind(time.secondsSinceEpoch &+ seconds)
        var found: [TransactionRow] = []
        try rows(statement, into: &found)
        return found
    }

    func transaction(_ id: Int64) throws -> TransactionRow? {
        let statement = try start(.byID)
        statement.bind(id)
        var found: [TransactionRow] = []
        try rows(statement, into: &found)
        return found.first
    }

    private func rows(_ query: Query, _ text: String, into found: inout [TransactionRow]) throws {
        let statement = try start(query)
        statement.bind(text)
        try rows(statement, into: &found)
    }

    private func rows(_ statement: HotStatement, into found: inout [TransactionRow]) throws {
        while try statement.step() { found.append(TransactionRow(statement)) }
        statement.finish()
    }

    /// All observations of a transaction in the order of the journal.
    func entries(of id: Int64, known: Known) throws -> [TransactionDetail.Entry] {
        let statement = try start(.observations)
        statement.bind(id)
        var found: [TransactionDetail.Entry] = []
        while try statement.step() {
            if let entry = TransactionDetail.Entry(statement, known: known) { found.append(entry) }
        }
        statement.finish()
        return found
    }

    /// Since when each finding of a transaction has been known.
    func findings(of id: Int64) throws -> [FindingKey: Instant] {
        let statement = try start(.findings)
        statement.bind(id)
        var found: [FindingKey: Instant] = [:]
        while try statement.step() {
            let key = FindingKey(
                code: statement.text(0) ?? "", field: statement.text(1) ?? "", ordinal: statement.number(2) ?? 0)
            found[key] = Instant(milliseconds: statement.number(3) ?? 0)
        }
        statement.finish()
        return found
    }

    func insert(_ row: TransactionRow) throws {
        let statement = try start(.insertTransaction)
        statement.bind(row.id)
        row.bind(to: statement)
        try statement.run()
    }

    func update(_ row: TransactionRow, from stored: TransactionRow) throws {
        let withKeys = !row.hasSameKeys(as: stored)
        let statement = try start(withKeys ? .updateTransaction : .updateBesideKeys)
        row.bind(to: statement, withKeys: withKeys)
        statement.bind(row.id)
        try statement.run()
    }

    func insert(
        _ prepared: PreparedObservation, number: UInt64, transaction: Int64, file: Int64, join: Join
    ) throws {
        let statement = try start(.insertObservation)
        statement.bind(Int64(clamping: number))
        statement.bind(transaction)
        statement.bind(file)
        statement.bind(Int64(prepared.observation.source.rawValue))
        statement.bind(prepared.observation.isSample ? 1 : 0)
        statement.bind(prepared.fingerprint.bytes)
        statement.bind(join.key)
        statement.bind(Int64(join.confidence))
        statement.bind(prepared.payload)
        try statement.run()
    }

    func insert(_ finding: FindingRecord) throws {
        let statement = try start(.insertFinding)
        statement.bind(finding.transaction)
        statement.bind(finding.key.code)
        statement.bind(finding.key.field)
        statement.bind(finding.key.ordinal)
        statement.bind(finding.store)
        statement.bind(finding.moment)
        statement.bind(Int64(finding.day.daysSinceEpoch))
        statement.bind(finding.difference)
        statement.bind(finding.since.milliseconds)
        try statement.run()
    }

    func deleteFindings(of id: Int64) throws {
        let statement = try start(.deleteFindings)
        statement.bind(id)
        try statement.run()
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
    init?(_ row: some ColumnSource, known: Known) {
        let payload = row.bytes(3)
        guard let decoded = try? JournalEntry.decode(type: 1, payload: payload[...]),
            case .observation(let observation, let file) = decoded.entry
        else { return nil }
        self.init(
            observation: known.complete(observation, file: file),
            join: Join(key: row.text(1) ?? "", confidence: Int(clamping: row.number(2) ?? 0)),
            journalNumber: UInt64(clamping: row.number(0) ?? 0))
    }
}

extension Observation {
    /// Whether it belongs to the sample shop.
    var isSample: Bool { origin.name.hasPrefix("sample:") }
}
