// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Cases
internal import Charges
internal import GRDB
public import Refunds
internal import Tender

extension Shop {
    /// Notes a slip that somebody left behind. Where just one charge whose slip is missed (RC-04) has its numbers,
    /// the two are matched at once. The same slip from the same person within ten minutes is noted once.
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
            if let known = try planning.ask({ try Self.known(slip, by: actor, in: $0) }) { return known }
            let number = try planning.add(.refund(.found(slip)), by: actor)
            let reader = try planning.ask { try Reader($0, planning.known) }
            let missed = try planning.ask { _ in try Self.candidates(for: slip, reader, in: scope) }
                .filter { $0.codes.contains(.rc04) }
            if let charge = missed.first, missed.count == 1 {
                try planning.add(.refund(.foundEvent(number, .matched(charge.id))), by: actor)
                try planning.tellCase(of: charge.id, slip: number, by: actor)
            }
            return number
        }
    }

    /// Says what becomes of a found slip. Matched to a charge whose slip is missed, its case has it in hand and waits
    /// for the customer; handed back, that is the proof on which the case closes.
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
            if isNew {
                try planning.add(.refund(.foundEvent(number, event)), by: actor)
                switch event {
                case .matched(let charge): try planning.tellCase(of: charge, slip: number, by: actor)
                case .handedBack: try planning.tellCharge(of: file, slip: number, by: actor)
                case .shredded: break
                }
            }
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

    /// One slip with the charges that it may belong to.
    ///
    /// - Throws: `.missing` when it is not in the caller's stores.
    public func foundSlip(_ number: UInt64, in scope: StoreScope) async throws(StoreError) -> FoundSlipRecord {
        let found = try await read { [known] database -> FoundSlipRecord? in
            guard let (file, foundBy) = try FoundSlipTable.read(number, in: database) else { return nil }
            let candidates =
                file.state == .kept
                ? try Self.candidates(for: file.slip, try Reader(database, known), in: scope) : []
            return FoundSlipRecord(number: number, file: file, foundBy: foundBy, candidates: candidates)
        }
        guard let found, scope.holds(StoreID(found.file.slip.store)) else { throw .missing }
        return found
    }

    /// Slips in the register that may be a charge's: what a search for a lost slip looks through first.
    public func foundSlips(
        for transaction: String, in scope: StoreScope
    ) async throws(StoreError) -> [FoundSlipRecord] {
        let facts = try await self.transaction(transaction, in: scope).summary.believed
        return try await foundSlips(isKept: true, in: scope).filter { $0.file.slip.mayBe(of: facts) }
    }

    /// The number of a slip that was noted moments ago with the same content: an answer that got lost on its way.
    private static func known(_ slip: FoundSlip, by actor: Actor, in database: Database) throws -> UInt64? {
        let sql = """
            SELECT number FROM found_slip WHERE store = ? AND terminal = ? AND voucher = ? AND words = ?
              AND amount IS ? AND found_by = ? AND found >= ? AND state = 'kept' ORDER BY number LIMIT 1
            """
        return try Int64.fetchOne(
            database, sql: sql,
            arguments: [
                slip.store, slip.terminal, slip.voucher, slip.words, slip.amount?.minor, actor.name,
                slip.foundAt.milliseconds - RefundOrder.intentWindow,
            ]
        ).map { UInt64(clamping: $0) }
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

extension Planning {
    /// The search of the register is done (step 1 of RC-04), and the customer is awaited.
    fileprivate func tellCase(of charge: String, slip: UInt64, by actor: Actor) throws(StoreError) {
        guard let id = CaseID(transaction: charge, family: .receipts), var row = try caseRow(id),
            row.file.state.isOpen, row.file.codes.contains(.rc04)
        else { return }
        let words = FoundSlipFile.proof(slip)
        try take(.step(.rc04, 1, .done), on: id, reason: words, of: &row, by: actor)
        if row.file.state.moves.contains(.waiting(.customer)) {
            try take(.moved(.waiting(.customer)), on: id, reason: words, of: &row, by: actor)
        }
        announcements.append((.work, id.text, row.store))
    }

    /// The customer has the slip again: an observation of the charge, so that the verdict follows. A case that a
    /// person opened for nothing but the lost slip closes on it too.
    fileprivate func tellCharge(of file: FoundSlipFile, slip: UInt64, by actor: Actor) throws(StoreError) {
        guard !file.charge.isEmpty else { return }
        let footing = try footing(of: file.charge, in: .all)
        var facts = footing.row.facts.identity
        facts.slip = .onPaper
        facts.remark = FoundSlipFile.proof(slip)
        let observation = Observation(
            source: .person, origin: Origin(name: FoundSlipFile.proof(slip)), recordedAt: now(), facts: facts,
            occurrence: Int(clamping: lastNumber))
        _ = try observe(PreparedObservation(observation, file: 0), file: 0)
        guard let id = CaseID(transaction: file.charge, family: .receipts), var row = try caseRow(id),
            row.file.state.isOpen, row.told.contains(.rc04), row.file.codes.allSatisfy({ $0 == .rc04 })
        else { return }
        try take(.proved(FoundSlipFile.proof(slip)), on: id, reason: "", of: &row, by: .system)
        announcements.append((.work, id.text, row.store))
    }
}

extension FoundSlipFile {
    /// Names a found slip as a proof.
    fileprivate static func proof(_ number: UInt64) -> String { "found-slip:\(number)" }
}

extension TransactionRow {
    /// Whether somebody says that its slip is lost.
    fileprivate var isMissed: Bool { codes.contains(.rc04) }
}
