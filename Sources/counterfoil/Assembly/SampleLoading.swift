// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Console
import Crypto
import Links
import Logging
import SimKit
import Store
import Tender

/// Puts the sample shop into a shop's memory, as that actor whose settings go when the sample goes.
enum SampleLoading {
    /// Stores, terminals, people, tariff and sixty days of observations; adds nothing that is there already.
    @Sendable static func load(into shop: Shop, clock: any WallClock) async throws {
        let now = Zone.shanghai.civil(at: clock.now())
        let sample = SampleShop.make(today: now.date, now: now)
        for store in sample.stores {
            let contact = StoreContact(
                address: store.address, telephone: store.telephone, taxNumber: store.taxNumber,
                statementName: store.statementName)
            let record = StoreRecord(
                id: store.id, name: store.name, zone: store.zone, businessDay: store.businessDay, contact: contact)
            try await shop.putStore(record, by: .sample)
        }
        for terminal in sample.terminals {
            try await shop.putTerminal(
                terminal: terminal.id, merchant: terminal.merchant, store: terminal.store, by: .sample)
        }
        try await shop.putTariff(source: sample.tariffSource, tariff: sample.tariff, by: .sample)
        try await addPeople(of: sample, to: shop)
        for start in stride(from: 0, to: sample.observations.count, by: 5_000) {
            let end = min(start + 5_000, sample.observations.count)
            _ = try await shop.record(Array(sample.observations[start..<end]), by: .sample)
        }
        try await SampleReceipts.load(into: shop)
        try await SamplePayments.load(sample, into: shop)
        try await SampleTerminals.load(sample, into: shop, clock: clock)
        try await SampleDirectory.load(sample, into: shop)
        try await SamplePaper.load(sample, into: shop, clock: clock)
        try await shop.watch()
        try await SampleCases.load(sample, into: shop)
        try await SampleRefunds.load(sample, into: shop)
        try await SampleMessages.load(
            into: shop, settings: MessagePost.settings(ServerConfiguration(), sample: true))
    }

    /// Makes an empty shop the sample shop, and an older sample one of today: without that every new day would
    /// seem to miss its clearing files. A shop that somebody set up is left alone.
    ///
    /// - Returns: whether it was loaded.
    static func refresh(_ shop: Shop, clock: any WallClock, _ logger: Logger) async throws -> Bool {
        guard await !shop.isSetUp else { return false }
        let today = Zone.shanghai.civil(at: clock.now()).date
        if try await !shop.samplePeople().isEmpty {
            // Its tariff was put in force on the day the sample was made.
            guard let made = try await shop.tariffHistory().first(where: { $0.madeBy == Actor.sample.name }),
                Zone.shanghai.civil(at: made.madeAt).date < today
            else { return false }
            try await shop.removeSample(by: .sample)
        } else if try await shop.counts().observations > 0 {
            return false
        }
        logger.notice("loading the sample shop")
        try await load(into: shop, clock: clock)
        return true
    }

    /// Nobody knows these passwords: the sample's people come in through the sample's own door.
    private static func addPeople(of sample: SampleShop, to shop: Shop) async throws {
        let known = Set(try await shop.people().map(\.name))
        for person in sample.staff where !known.contains(person.name) {
            guard let role = Role(rawValue: person.role) else { continue }
            let secret = unsafe SymmetricKey(size: .bits256).withUnsafeBytes { unsafe Array($0) }
            _ = try await shop.addPerson(
                name: person.name, displayName: person.displayName, role: role, stores: Set(person.stores),
                language: person.language, password: secret.map { String($0, radix: 16) }.joined(separator: "-"),
                by: .sample)
        }
    }
}
