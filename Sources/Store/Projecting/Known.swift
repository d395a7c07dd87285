// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tariffs
internal import Tender

/// The settings that decide how an observation is joined and judged; small, so they are kept in memory beside
/// the tables that hold them.
struct Known: Sendable {
    private(set) var stores: [StoreID: StoreRecord] = [:]
    private(set) var terminals: [TerminalID: TerminalBinding] = [:]
    private(set) var tariff = Tariff.none
    private(set) var calendar = CalendarRecord()
    private(set) var rules = ShopRules.standard
    private(set) var files: [Int64: FileHead] = [:]
    private(set) var tillDays = TillDays()
    /// The last time that the journal says was reached.
    private(set) var reached = Instant(milliseconds: 0)
    private var calendars: [StoreID: SettlementCalendar] = [:]
    private var home = SettlementCalendar()

    init() {}

    init(_ database: Database) throws {
        try readSettings(database)
        calendar = try SettingTable.calendar(in: database)
        for (id, head) in try FileTable.heads(in: database) { files[id] = head }
        tillDays = try TillDays(database)
        let sql = "SELECT reached FROM position WHERE id = 1"
        reached = Instant(milliseconds: try Int64.fetchOne(database, sql: sql) ?? 0)
        makeCalendars()
    }

    /// Reads stores, terminals and the tariff anew, once the sample's are gone.
    mutating func readSettings(_ database: Database) throws {
        stores = [:]
        terminals = [:]
        for record in try StoreRow.all(in: database) { stores[record.id] = record }
        for binding in try TerminalRow.all(in: database) { terminals[binding.terminal] = binding }
        tariff = try TariffTable.newest(in: database) ?? .none
        rules = try RulesTable.newest(in: database).rules
        makeCalendars()
    }

    mutating func put(_ store: StoreRecord) {
        stores[store.id] = store
        makeCalendars()
    }

    mutating func put(_ binding: TerminalBinding) { terminals[binding.terminal] = binding }
    mutating func put(_ tariff: Tariff) { self.tariff = tariff }
    mutating func put(_ rules: ShopRules) { self.rules = rules }

    mutating func put(_ calendar: CalendarRecord) {
        self.calendar = calendar
        makeCalendars()
    }

    mutating func put(_ head: FileHead, file: Int64) { files[file] = head }
    mutating func removeFile(_ file: Int64) { files[file] = nil }

    mutating func reach(_ time: Instant) { reached = time }

    /// - Returns: whether the day is new.
    mutating func keep(_ key: TillDays.Key) -> Bool { tillDays.insert(key) }

    /// The day of the first store's clock.
    func day(at time: Instant) -> CivilDate { home.zone.civil(at: time).date }

    private mutating func makeCalendars() {
        calendars = stores.mapValues { store in
            SettlementCalendar(
                zone: SystemZone.named(store.zone) ?? .shanghai, businessDay: store.businessDay,
                settleAfterDays: calendar.settleAfterDays, closedDays: calendar.closedDays)
        }
        let first = stores.keys.min().flatMap { calendars[$0] }
        home =
            first
            ?? SettlementCalendar(
                settleAfterDays: calendar.settleAfterDays, closedDays: calendar.closedDays)
    }

    /// The calendar of a store, or of the first one when the store is not known.
    func calendar(of store: StoreID?) -> SettlementCalendar { store.flatMap { calendars[$0] } ?? home }

    /// The store that an observation speaks of: as it says, as its terminal stands, or the only one there is.
    func store(of facts: Facts) -> StoreID? {
        if let store = facts.store { return store }
        if let terminal = facts.terminal, let binding = terminals[terminal] { return binding.store }
        return stores.count == 1 ? stores.keys.first : nil
    }

    /// A row of a file with the name and digest that its record leaves out.
    func complete(_ observation: Observation, file: Int64) -> Observation {
        guard file != 0, let head = files[file] else { return observation }
        var whole = observation
        whole.origin = Origin(
            name: head.name, digest: head.digest, line: observation.origin.line, byte: observation.origin.byte)
        return whole
    }
}
