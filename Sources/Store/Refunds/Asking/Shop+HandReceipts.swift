// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
public import Refunds
internal import Tender

extension Shop {
    /// Registers a book of pre-numbered receipts.
    ///
    /// - Throws: `.missing` for another's store; `.conflict` when a book of this name is registered.
    public func registerBook(_ book: ReceiptBook, in scope: StoreScope, by actor: Actor) async throws(StoreError) {
        guard let store = StoreID(book.store), scope.holds(store) else { throw .missing }
        try await write { planning throws(StoreError) in
            guard planning.known.stores[store] != nil else { throw .missing }
            if let known = try planning.ask({ try HandReceiptTable.book(book.name, in: $0) }) {
                if known == book { return }
                throw .conflict("a book \(book.name) is registered")
            }
            try planning.add(.refund(.book(book)), by: actor)
        }
    }

    /// Enters a receipt that was written by hand.
    public func enterHandReceipt(
        _ receipt: HandReceipt, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> AmendsAnswer<HandReceiptRecord> {
        try await write { planning throws(StoreError) in
            try planning.hand(receipt.number, .written(receipt), in: scope, by: actor)
        }
    }

    /// Crosses a number out; both parts are kept.
    public func spoilHandReceipt(
        _ number: HandReceiptNumber, words: String, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> AmendsAnswer<HandReceiptRecord> {
        try await write { planning throws(StoreError) in
            try planning.hand(number, .spoiled(words), in: scope, by: actor)
        }
    }

    /// Says for which charge a hand-written receipt stands. The charge then has its receipt, and the number can
    /// never become a sale of its own.
    ///
    /// - Throws: `.missing` when the charge is not in the caller's stores.
    public func matchHandReceipt(
        _ number: HandReceiptNumber, to transaction: String, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> AmendsAnswer<HandReceiptRecord> {
        try await write { planning throws(StoreError) in
            let footing = try planning.footing(of: transaction, in: scope)
            let id = TransactionRow.publicNumber(footing.row.id)
            if let taken = try planning.ask({ try HandReceiptTable.holder(of: footing.row.id, in: $0) }),
                taken != number
            {
                return .refused(HandReceiptFile.Fault.chargeTaken(taken).words)
            }
            let known = try planning.ask { try HandReceiptTable.record(number, in: $0) }
            if let charged = footing.ground.captured, let receipt = known?.file.receipt, receipt.amount != charged {
                return .refused(HandReceiptFile.Fault.amountsDiffer(charged).words)
            }
            let isNew = known?.file.charge != id
            let answer = try planning.hand(number, .matched(id), in: scope, by: actor)
            if case .done = answer, isNew {
                var facts = footing.row.facts.identity
                facts.slip = .handwritten
                facts.remark = number.description
                let observation = Observation(
                    source: .person, origin: Origin(name: "hand-receipt:\(number)"), recordedAt: planning.now(),
                    facts: facts, occurrence: Int(clamping: planning.lastNumber))
                _ = try planning.observe(PreparedObservation(observation, file: 0), file: 0)
            }
            return answer
        }
    }

    /// Books with how far each is used.
    public func receiptBooks(in scope: StoreScope) async throws(StoreError) -> [ReceiptBookRecord] {
        var condition = Condition()
        condition.add(scope, table: "receipt_book")
        let sql = "SELECT name, first, last, store, made, made_by FROM receipt_book\(condition.clause) ORDER BY name"
        let arguments = condition.arguments
        return try await read { database in
            try Row.fetchAll(database, sql: sql, arguments: arguments).compactMap { row in
                guard let book = ReceiptBook(name: row[0], first: row[1], last: row[2], store: row[3]) else {
                    return nil
                }
                let used = try Set(
                    Int.fetchAll(
                        database, sql: "SELECT serial FROM hand_receipt WHERE book = ?", arguments: [book.name]))
                let next = (book.first...book.last).first { !used.contains($0) }
                return ReceiptBookRecord(
                    book: book, madeAt: Instant(milliseconds: row[4]), madeBy: row[5], used: used.count,
                    next: next.map { HandReceiptNumber(book: book.name, serial: $0) })
            }
        }
    }

    /// Receipts written by hand, the latest change first, at most 200.
    ///
    /// - Parameter isOpen: only those that belong to no charge yet.
    public func handReceipts(
        isOpen: Bool, in scope: StoreScope
    ) async throws(StoreError) -> [HandReceiptRecord] {
        var condition = Condition()
        condition.add(scope, table: "hand_receipt")
        if isOpen { condition.add("hand_receipt.txn IS NULL AND hand_receipt.spoiled = ''") }
        let sql = """
            SELECT \(HandReceiptTable.columns) FROM hand_receipt\(condition.clause)
            ORDER BY changed DESC, book, serial LIMIT 200
            """
        let arguments = condition.arguments
        return try await read { database in
            try Row.fetchAll(database, sql: sql, arguments: arguments).map { HandReceiptTable.record($0) }
        }
    }

    /// One number of a book.
    public func handReceipt(
        _ number: HandReceiptNumber, in scope: StoreScope
    ) async throws(StoreError) -> HandReceiptRecord {
        let found = try await read { try HandReceiptTable.record(number, in: $0) }
        guard let found, scope.holds(StoreID(found.store)) else { throw .missing }
        return found
    }
}

extension Planning {
    fileprivate func hand(
        _ number: HandReceiptNumber, _ event: HandReceiptFile.Event, in scope: StoreScope, by actor: Actor
    ) throws(StoreError) -> AmendsAnswer<HandReceiptRecord> {
        guard let book = try ask({ try HandReceiptTable.book(number.book, in: $0) }), book.holds(number) else {
            return .refused(HandReceiptFile.Fault.notInBook(number).words)
        }
        guard scope.holds(StoreID(book.store)) else { throw .missing }
        let known = try ask { try HandReceiptTable.record(number, in: $0) }
        var file = known?.file ?? HandReceiptFile(number)
        do throws(HandReceiptFile.Fault) {
            if try !file.step(event), let known { return .done(known) }
        } catch {
            return .refused(error.words)
        }
        try add(.refund(.hand(number, event)), by: actor)
        guard let after = try ask({ try HandReceiptTable.record(number, in: $0) }) else { throw .missing }
        return .done(after)
    }
}
