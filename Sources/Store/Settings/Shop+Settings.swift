// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
public import Tariffs
public import Tender

extension Shop {
    /// All stores, by number.
    public func stores() async throws(StoreError) -> [StoreRecord] {
        try await read { database in try StoreRow.all(in: database) }
    }

    /// Adds a store or changes one.
    public func putStore(_ store: StoreRecord, by actor: Actor) async throws(StoreError) {
        try Self.check(store)
        try await put(.store(store), "stores", by: actor)
    }

    static func check(_ store: StoreRecord) throws(StoreError) {
        guard SystemZone.named(store.zone) != nil else { throw .invalid("zone: not a time zone of this system") }
        guard !store.name.isEmpty, store.name.utf8.count <= 200 else { throw .invalid("name: 1 to 200 bytes") }
        if let problem = store.contact.problem { throw .invalid(problem) }
    }

    /// All terminals that are bound to a store.
    public func terminals() async throws(StoreError) -> [TerminalBinding] {
        try await read { database in try TerminalRow.all(in: database) }
    }

    /// Binds a terminal to a store; its earlier rows find their store too.
    public func putTerminal(
        terminal: TerminalID, merchant: MerchantID?, store: StoreID, by actor: Actor
    ) async throws(StoreError) {
        guard try await stores().contains(where: { $0.id == store }) else { throw .invalid("store: there is none") }
        let binding = TerminalBinding(terminal: terminal, merchant: merchant, store: store)
        try await put(.terminal(binding), "terminals", by: actor)
    }

    /// The tariff in force; empty when none was given.
    public func tariffs() async throws(StoreError) -> Tariff {
        try await read { database in try TariffTable.newest(in: database) ?? .none }
    }

    /// Puts a tariff in force. Fees of all transactions are judged by it at once.
    ///
    /// - Parameters:
    ///   - source: the text as it was given, kept for the history.
    ///   - tariff: what the text says.
    public func putTariff(source: String, tariff: Tariff, by actor: Actor) async throws(StoreError) {
        guard source.utf8.count <= 1 << 20 else { throw .invalid("tariff: at most 1 MiB") }
        try await put(.tariff(source: source, tariff), "tariff", by: actor)
    }

    /// Every tariff that was in force, newest first.
    public func tariffHistory() async throws(StoreError) -> [TariffEdition] {
        try await read { database in try TariffTable.history(in: database) }
    }

    /// Zone, day cut and settlement days of a store; of the first store when nil.
    public func calendar(of store: StoreID?) async throws(StoreError) -> SettlementCalendar {
        try await read { [known] database in try (known ?? Known(database)).calendar(of: store) }
    }

    /// Changes the days to settlement and the closed days, for all stores.
    public func putCalendar(
        settleAfterDays: Int, closedDays: Set<CivilDate>, by actor: Actor
    ) async throws(StoreError) {
        guard (0...60).contains(settleAfterDays) else { throw .invalid("settleAfterDays: 0 to 60") }
        guard closedDays.count <= 10_000 else { throw .invalid("closedDays: at most 10,000") }
        let calendar = CalendarRecord(settleAfterDays: settleAfterDays, closedDays: closedDays)
        try await put(.calendar(calendar), "calendar", by: actor)
    }

    /// Whether rows of the sample shop are there.
    public var hasSample: Bool {
        get async {
            let sql = "SELECT 1 FROM observation WHERE is_sample = 1 LIMIT 1"
            return (try? await read { database in try Int.fetchOne(database, sql: sql) }) != nil
        }
    }

    /// Takes the sample shop's rows out of every list. The journal keeps that they were there.
    public func removeSample(by actor: Actor) async throws(StoreError) {
        try await put(.sampleRemoved, "sample", by: actor)
    }

    private func put(_ entry: JournalEntry, _ name: String, by actor: Actor) async throws(StoreError) {
        try await write { planning throws(StoreError) in
            try planning.add(entry, by: actor)
            planning.announcements.append((.setting, name, nil))
        }
    }
}
