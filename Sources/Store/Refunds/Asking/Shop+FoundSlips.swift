// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
public import Refunds
internal import Tender

extension Shop {
    /// Notes a slip that somebody left behind.
    ///
    /// - Throws: `.missing` for another's store; `.invalid` when nothing identifies it or a text is too long.
    public func noteFoundSlip(
        _ slip: FoundSlip, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> UInt64 {
        guard let store = StoreID(slip.store), scope.holds(store) else { throw .missing }
        guard !slip.voucher.isEmpty || !slip.words.isEmpty else {
            throw .invalid("a voucher number or a description is needed")
        }
        guard slip.voucher.utf8.count <= 40, slip.terminal.utf8.count <= 64,
            slip.words.utf8.count <= RefundOrder.wordsLimit
        else { throw .invalid("words: at most \(RefundOrder.wordsLimit) bytes") }
        return try await write { planning throws(StoreError) in
            guard planning.known.stores[store] != nil else { throw .missing }
            return try planning.add(.refund(.found(slip)), by: actor)
        }
    }

    /// Says what becomes of a found slip.
    ///
    /// - Throws: `.missing` when it, or the charge it is matched to, is not in the caller's stores.
    public func noteFoundSlip(
        _ number: UInt64, _ event: FoundSlipFile.Event, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> AmendsAnswer<FoundSlipRecord> {
        try await write { planning throws(StoreError) in
            guard let known = try planning.ask({ try FoundSlipTable.read(number, in: $0) }),
                scope.holds(StoreID(known.file.slip.store))
            else { throw .missing }
            if case .matched(let charge) = event { _ = try planning.footing(of: charge, in: scope) }
            var file = known.file
            let isNew: Bool
            do throws(FoundSlipFile.Fault) {
                isNew = try file.step(event, at: planning.now(), by: actor.name)
            } catch {
                return .refused(error.words)
            }
            if isNew { try planning.add(.refund(.foundEvent(number, event)), by: actor) }
            return .done(FoundSlipRecord(number: number, file: file, foundBy: known.foundBy, candidates: []))
        }
    }

    /// Slips that were left behind, the newest first, at most 200, with the charges they may belong to.
    ///
    /// - Parameter isKept: only those that are still here.
    public func foundSlips(isKept: Bool, in scope: StoreScope) async throws(StoreError) -> [FoundSlipRecord] {
        var condition = Condition()
        condition.add(scope, table: "found_slip")
        if isKept { condition.add("found_slip.state = 'kept'") }
        let sql = """
            SELECT \(FoundSlipTable.columns) FROM found_slip\(condition.clause) ORDER BY number DESC LIMIT 200
            """
        let arguments = condition.arguments
        return try await read { [known] database in
            let reader = try Reader(database, known)
            return try Row.fetchAll(database, sql: sql, arguments: arguments).map { row in
                let (file, foundBy) = FoundSlipTable.read(row)
                return FoundSlipRecord(
                    number: UInt64(clamping: row[0] as Int64), file: file, foundBy: foundBy,
                    candidates: file.state == .kept ? try Self.candidates(for: file.slip, reader, in: scope) : [])
            }
        }
    }

    /// Slips in the register that may be a charge's: what a search for a lost slip looks through first.
    public func foundSlips(
        for transaction: String, in scope: StoreScope
    ) async throws(StoreError) -> [FoundSlipRecord] {
        let facts = try await self.transaction(transaction, in: scope).summary.believed
        return try await foundSlips(isKept: true, in: scope).filter { $0.file.slip.mayBe(of: facts) }
    }

    private static func candidates(
        for slip: FoundSlip, _ reader: Reader, in scope: StoreScope
    ) throws -> [TransactionSummary] {
        guard !slip.voucher.isEmpty else { return [] }
        let bare = String(slip.voucher.drop { $0 == "0" })
        let whole = String(repeating: "0", count: max(0, 6 - bare.utf8.count)) + bare
        let sql = """
            SELECT \(TransactionRow.selection) FROM txn WHERE voucher IN (?, ?, ?) ORDER BY moment DESC LIMIT 50
            """
        return try Row.fetchAll(reader.database, sql: sql, arguments: [slip.voucher, bare, whole])
            .map { TransactionRow($0) }
            .filter { scope.holds($0.facts.store) && slip.mayBe(of: $0.facts) }
            .sorted { ($0.isMissed ? 0 : 1, -$0.moment, $0.id) < ($1.isMissed ? 0 : 1, -$1.moment, $1.id) }
            .prefix(5).map(\.summary)
    }
}

extension TransactionRow {
    /// Whether somebody says that its slip is lost.
    fileprivate var isMissed: Bool { codes.contains(.rc04) }
}
