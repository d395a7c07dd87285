// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
internal import Tender

extension Shop {
    /// Records that a pack was handed over: who, when, why, its hash.
    ///
    /// - Returns: number of the record in the journal.
    @discardableResult
    public func handOver(_ handOver: HandOver, by actor: Actor) async throws(StoreError) -> UInt64 {
        guard handOver.subject.utf8.count <= 64, handOver.recipient.utf8.count <= 400,
            handOver.reason.utf8.count <= 2_000
        else { throw .invalid("reason: at most 2000 bytes; recipient: at most 400") }
        return try await write { planning throws(StoreError) in
            try planning.add(.evidence(.handedOver(handOver)), by: actor)
        }
    }

    /// Records that somebody looked at what is hidden, took data out, or checked something.
    ///
    /// - Returns: number of the record in the journal.
    @discardableResult
    public func audit(_ note: AuditNote, by actor: Actor) async throws(StoreError) -> UInt64 {
        guard note.subject.utf8.count <= 200, note.reason.utf8.count <= 2_000, note.detail.utf8.count <= 2_000
        else { throw .invalid("reason: at most 2000 bytes") }
        return try await write { planning throws(StoreError) in
            try planning.add(.evidence(.audit(note)), by: actor)
        }
    }

    /// Hand-overs and audit notes, newest first.
    ///
    /// - Parameters:
    ///   - subject: only those about this number; nil for all.
    ///   - handOversOnly: leaves the audit notes out.
    public func register(
        of subject: String? = nil, handOversOnly: Bool = false, before number: UInt64? = nil, limit: Int = 200
    ) async throws(StoreError) -> [RegisterLine] {
        var condition = Condition()
        if let subject { condition.add("subject = ?", [subject]) }
        if handOversOnly { condition.add("kind = 'handedOver'") }
        if let number { condition.add("number < ?", [Int64(clamping: number)]) }
        let sql = """
            SELECT \(RegisterTable.columns) FROM register\(condition.clause)
            ORDER BY number DESC LIMIT \(max(1, min(limit, 10_000)))
            """
        let arguments = condition.arguments
        return try await read { database in
            try Row.fetchAll(database, sql: sql, arguments: arguments).compactMap { RegisterTable.line($0) }
        }
    }
}
