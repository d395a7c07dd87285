// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Acquirers
public import Attempts
internal import Charges
internal import GRDB
public import Tender

extension Shop {
    /// Begins to close the batch that a terminal has open. What it uploads is fixed and durable with it, under the
    /// lock under which attempts are begun: none joins it any more.
    ///
    /// - Parameters:
    ///   - first: number of the terminal's first batch.
    ///   - rows: that one message of an upload carries.
    ///   - id: name for the close if it begins.
    /// - Throws: `.missing` for a terminal of none of the caller's stores.
    public func beginBatchClose(
        _ terminal: TerminalID, first: BatchNumber, rows: Int, id: BatchCloseID, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> BatchAdmission {
        try await write { planning throws(StoreError) in
            var place = Facts(type: .sale)
            place.terminal = terminal
            guard scope.holds(planning.known.store(of: place)) else { throw .missing }
            let hand = try planning.ask { [known = planning.known] database in
                try BatchInHand(terminal, first: first, known, in: database)
            }
            if let story = hand.underWay { return .underWay(story) }
            guard hand.unresolved.isEmpty else { return .refused(.unresolved(hand.unresolved)) }
            guard Set(hand.entries.map(\.amount.currency)).count <= 1 else { return .refused(.currencies) }
            let close = BatchClose(terminal, hand.number, hand.entries, rowsPerMessage: rows)
            try planning.add(.batch(.begun(id, close, at: planning.now())), by: actor)
            let story = try planning.ask { database in try BatchTable.story(id, in: database) }
            guard let story else { throw .missing }
            planning.announcements.append((.batch, id.text, story.store))
            return .begun(story)
        }
    }

    /// Records what happened with a close, before anything else of it is done.
    ///
    /// - Returns: the close as it stands then.
    @discardableResult
    public func step(_ id: BatchCloseID, _ kind: BatchStep.Kind) async throws(StoreError) -> BatchCloseStory {
        let story = try await write { planning throws(StoreError) -> BatchCloseStory in
            let before = try planning.ask { database in try BatchTable.story(id, in: database) }
            guard let before else { throw .missing }
            let step = BatchStep(at: planning.now(), kind)
            var probe = before
            guard probe.take(step) else { return before }
            try planning.add(.batch(.step(id, step)), by: .system)
            planning.announcements.append((.batch, id.text, before.store))
            return probe
        }
        if story.close.state == .closed { watchTimes.report() }
        return story
    }

    /// Closes that are under way, for whoever carries them on.
    ///
    /// - Parameter terminal: nil for all of them.
    public func openBatchCloses(of terminal: TerminalID? = nil) async throws(StoreError) -> [BatchCloseStory] {
        try await read { database in try BatchTable.open(of: terminal, in: database) }
    }

    /// The batch that a terminal has open.
    ///
    /// - Parameter first: number of its first batch.
    public func batchInHand(
        _ terminal: TerminalID, first: BatchNumber, in scope: StoreScope
    ) async throws(StoreError) -> BatchInHand {
        let hand = try await read { [known] database in
            try BatchInHand(terminal, first: first, try Reader(database, known).known, in: database)
        }
        guard scope.holds(hand.store) else { throw .missing }
        return hand
    }

    /// Closes, newest first.
    ///
    /// - Parameter terminal: nil for all of them.
    public func batchCloses(
        of terminal: TerminalID? = nil, limit: Int = 100, in scope: StoreScope
    ) async throws(StoreError) -> [BatchCloseStory] {
        var condition = Condition()
        condition.add(scope, table: "batch_close")
        if let terminal { condition.add("terminal = ?", [terminal.text]) }
        let rest = "\(condition.clause) ORDER BY begun DESC, id DESC LIMIT \(max(1, min(limit, 500)))"
        return try await read { [arguments = condition.arguments] database in
            try BatchTable.all(rest, arguments, in: database)
        }
    }

    /// - Throws: `.missing` outside the caller's stores.
    public func batchClose(_ id: BatchCloseID, in scope: StoreScope) async throws(StoreError) -> BatchCloseStory {
        let found = try await read { database in try BatchTable.story(id, in: database) }
        guard let found, scope.holds(found.store) else { throw .missing }
        return found
    }
}

extension BatchInHand {
    init(_ terminal: TerminalID, first: BatchNumber, _ known: Known, in database: Database) throws {
        let newest = try BatchTable.newest(of: terminal, in: database)
        let number = newest?.close.batch.next ?? first
        let attempts = try BatchTable.attempts(of: terminal, number, in: database)
        var place = Facts(type: .sale)
        place.terminal = terminal
        let store = known.store(of: place)
        self.init(
            terminal: terminal, number: number,
            entries: BatchClose.ordered(attempts.compactMap { BatchEntry(closing: $0) }),
            unresolved: attempts.filter { !$0.state.isOver }, firstAt: attempts.first?.intendedAt, store: store,
            zone: known.calendar(of: store).zone, underWay: newest?.close.state == .closed ? nil : newest)
    }
}
