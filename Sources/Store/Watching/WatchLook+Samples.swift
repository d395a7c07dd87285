// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Cases
internal import Charges
internal import GRDB
internal import Tender

extension WatchLook {
    /// Which of the things belong to the sample shop, and with them the groups that they may form.
    func samples(of things: [WatchedThing]) throws -> Set<WatchSubject> {
        let names = { (sql: String) in Set(try String.fetchAll(reader.database, sql: sql)) }
        let stores = try names("SELECT id FROM store WHERE is_sample = 1")
        guard !stores.isEmpty else { return [] }
        let terminals = try names(
            "SELECT id FROM terminal WHERE is_sample = 1 UNION SELECT terminal FROM device WHERE is_sample = 1")
        let printers = try names("SELECT name FROM printer WHERE is_sample = 1")
        let days = try Set(
            SettlementDay.sampleNames(in: reader.database).compactMap { WatchSubject(.settlement, $0) })
        let isSampleOnly = try names("SELECT id FROM store WHERE is_sample = 0").isEmpty
        var found = Set(
            things.filter { thing in
                switch thing.subject.kind {
                case .terminal, .batch: terminals.contains(thing.subject.terminal ?? "")
                case .printer: printers.contains(thing.subject.name)
                case .settlement: days.contains(thing.subject)
                case .gap, .store: thing.store.map { stores.contains($0.text) } ?? isSampleOnly
                case .shop: isSampleOnly
                case .bill: false
                }
            }.map(\.subject))
        found.formUnion(stores.compactMap { WatchSubject(.store, $0) })
        if isSampleOnly, let shop = WatchSubject(.shop) { found.insert(shop) }
        return found
    }
}
