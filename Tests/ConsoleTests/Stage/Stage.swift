// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import Charges
import Foundation
import Hummingbird
import HummingbirdTesting
import Links
import Logging
import Printing
import Store
import Tender

/// A shop in a temporary folder with people and two stores, and the console in front of it.
struct Stage: Sendable {
    static let password = "korrekt horse 42"

    let shop: Shop
    let clock: TestClock
    let options: ConsoleOptions
    let site: Site

    /// Opens the doors, lets a test play, and clears everything away.
    static func play<Value: Sendable>(
        isSetUp: Bool = true, maxUploadBytes: Int64 = 10_000_000, isLive: Bool = false,
        desk: (any PrintDesk)? = nil, loadSample: (@Sendable (Shop) async throws -> Void)? = nil,
        prepare: (inout ConsoleOptions) -> Void = { _ in },
        _ act: @escaping @Sendable (Stage, any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(path: "counterfoil-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let clock = TestClock()
        var shopOptions = ShopOptions()
        shopOptions.passwordCost = 4
        shopOptions.cacheBytes = 4 << 20
        let path = folder.path(percentEncoded: false)
        let shop = try await Shop.open(directory: path, clock: clock, options: shopOptions)
        if isSetUp { try await people(shop) }
        var options = ConsoleOptions(dataDirectory: path, version: "1.2.3", clock: clock, loadSample: loadSample)
        options.maxUploadBytes = maxUploadBytes
        options.port = 0
        options.printDesk = desk
        (options.messaging.sign, options.messaging.site) = ("示例超市", "r.example.cn")
        options.messaging.phone = "400-000-0000"
        prepare(&options)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let site = try await Site(shop: shop, options: options, logger: logger)
        let application = ConsoleApplication.application(for: site) { _ in }
        let stage = Stage(shop: shop, clock: clock, options: options, site: site)
        let value = try await application.test(isLive ? .live : .router) { client in try await act(stage, client) }
        await shop.close()
        return value
    }

    private static func people(_ shop: Shop) async throws {
        let north = StoreRecord(
            id: "N1", name: "North", zone: "Asia/Shanghai", businessDay: .midnight)
        try await shop.setUp(language: "en", store: north, administrator: "admin", password: password)
        let south = StoreRecord(id: "S1", name: "South", zone: "Asia/Shanghai", businessDay: .midnight)
        try await shop.putStore(south, by: .system)
        let others: [(String, Role, Set<StoreID>)] = [
            ("cashier", .cashier, ["N1"]), ("manager", .manager, ["N1"]), ("service", .service, []),
            ("finance", .finance, []), ("auditor", .auditor, []), ("technician", .technician, ["N1"]),
            ("southerner", .cashier, ["S1"]),
        ]
        for (name, role, stores) in others {
            _ = try await shop.addPerson(
                name: name, displayName: name.capitalized, role: role, stores: stores, language: "en",
                password: password, by: .system)
        }
    }

    /// Records a sale and gives back its number.
    @discardableResult
    func sell(
        _ amount: String, store: StoreID, reference: String, at time: String = "2026-11-20 15:03:00",
        source: Source = .terminal, printed: Bool? = true, type: TransactionType = .sale
    ) async throws -> String {
        var facts = Facts(type: type)
        facts.status = .approved
        facts.amount = try Money(text: amount)
        facts.store = store
        facts.terminal = "T0000001"
        facts.merchant = "M00000000000001"
        facts.reference = ReferenceNumber(reference)
        facts.occurredAt = CivilTime(text: time)
        facts.card = MaskedPAN(bin: "622200", last4: "1234")
        facts.printed = printed
        let observation = Observation(
            source: source, origin: Origin(name: "test"), recordedAt: clock.now(), facts: facts)
        let outcome = try await shop.record([observation], by: .system)
        return outcome.transactions.first ?? ""
    }
}
