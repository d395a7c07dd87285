// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Journal
internal import Tender

/// One group in the making: what a plan adds goes to the journal and to the tables alike, and becomes durable
/// with the group. Lives on the writer's queue.
final class Planning {
    let database: Database
    private let desk: Desk
    private(set) var count = 0
    /// Number of the record added last.
    private(set) var lastNumber: UInt64 = 0
    /// Changes to tell of when the group is durable, besides those of transactions.
    var announcements: [(kind: ShopChange.Kind, id: String, store: StoreID?)] = []

    init(database: Database, desk: Desk) {
        self.database = database
        self.desk = desk
    }

    var known: Known { desk.projector.known }

    /// What the group in hand brought and the tables do not have yet.
    var bench: Bench { desk.projector.bench }

    /// Attempts that are not over.
    var payments: OpenPayments { desk.projector.payments }

    /// The time by the shop's clock.
    func now() -> Instant { desk.clock.now() }

    /// Adds an entry of any type.
    ///
    /// - Returns: its number in the journal.
    @discardableResult
    func add(_ entry: JournalEntry, by actor: Actor) throws(StoreError) -> UInt64 {
        if case .timeReached = entry {} else { try reachToday() }
        let head = EntryHead(at: now(), by: actor.name)
        let payload = entry.payload(head)
        // What could not be read back would keep the shop from ever being rebuilt.
        guard (try? JournalEntry.decode(type: entry.type, payload: payload[...])) != nil else {
            throw .invalid("a text is longer than its field allows")
        }
        let number = try append(type: entry.type, payload: payload)
        do {
            try desk.projector.put(entry, head, number: number, in: database)
        } catch {
            throw StoreError(error)
        }
        return number
    }

    /// Asks for many rows at once what each would ask for itself. Before the first of them is added.
    func lookAhead(_ rows: [PreparedObservation]) throws(StoreError) {
        try reachToday()
        do {
            try desk.projector.lookAhead(rows, in: database)
        } catch {
            throw StoreError(error)
        }
    }

    /// Adds an observation unless the same row is known.
    ///
    /// - Returns: whether it was new.
    func observe(_ prepared: PreparedObservation, file: Int64) throws(StoreError) -> Bool {
        do {
            if try desk.projector.isKnown(prepared.fingerprint, in: database) { return false }
        } catch {
            throw StoreError(error)
        }
        try reachToday()
        let number = try append(type: 1, payload: prepared.payload)
        do {
            try desk.projector.observe(prepared, number: number, file: file, in: database)
        } catch {
            throw StoreError(error)
        }
        return true
    }

    /// The first entry of a new day says so, because verdicts depend on the day and on nothing else that passes.
    func reachToday() throws(StoreError) {
        if known.day(at: now()) != known.day(at: known.reached) { try add(.timeReached, by: .system) }
    }

    private func append(type: UInt8, payload: [UInt8]) throws(StoreError) -> UInt64 {
        count += 1
        do throws(JournalError) {
            lastNumber = try desk.append(type: type, payload: payload)
            return lastNumber
        } catch {
            throw StoreError(error)
        }
    }
}
