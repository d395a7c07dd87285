// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// Turns the wall clock of a store into RFC 3339 and back. Observations of no store use the shop's zone.
struct Clockwork: Sendable {
    private let shopZone: Zone
    private let byStore: [StoreID: Zone]

    init(_ site: Site) async throws { try await self.init(shop: site.shop) }

    init(shop: Shop) async throws {
        shopZone = try await shop.calendar(of: nil).zone
        var byStore: [StoreID: Zone] = [:]
        for store in try await shop.stores() { byStore[store.id] = SystemZone.named(store.zone) }
        self.byStore = byStore
    }

    /// One zone for all stores.
    init(zone: Zone) {
        shopZone = zone
        byStore = [:]
    }

    func zone(of store: StoreID?) -> Zone { store.flatMap { byStore[$0] } ?? shopZone }

    func text(_ instant: Instant) -> String { shopZone.rfc3339(instant) }

    func text(_ time: CivilTime, in store: StoreID?) -> String {
        let zone = zone(of: store)
        return zone.rfc3339(zone.instant(of: time))
    }

    /// What the clock in the store shows at an RFC 3339 time; nil for anything else.
    func civil(_ text: String, in store: StoreID?) -> CivilTime? {
        Self.instant(text).map { zone(of: store).civil(at: $0) }
    }

    /// Reads `2026-11-20T15:03:07+08:00` (or `Z`, or fractions of a second, which are dropped).
    static func instant(_ text: String) -> Instant? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.count <= 40, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
            let local = CivilTime(text: String(decoding: bytes[..<10] + [32] + bytes[11..<19], as: UTF8.self))
        else { return nil }
        var rest = bytes[19...]
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst().drop { $0 >= 48 && $0 <= 57 }
        }
        guard let offset = offset(Array(rest)) else { return nil }
        return Instant(milliseconds: (local.secondsSinceEpoch - offset) * 1_000)
    }

    private static func offset(_ bytes: [UInt8]) -> Int64? {
        if bytes == [UInt8(ascii: "Z")] || bytes == [UInt8(ascii: "z")] { return 0 }
        guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"),
            bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
            let second = CivilTime.secondOfDay(text: String(decoding: bytes[1...], as: UTF8.self))
        else { return nil }
        return bytes[0] == UInt8(ascii: "-") ? -Int64(second) : Int64(second)
    }
}

extension JSON {
    init(_ money: Money?) {
        guard let money else {
            self = .null
            return
        }
        self = ["amount": .text(money.text), "currency": .text(money.currency.code)]
    }

    init(_ text: Bilingual) { self = ["zh-CN": .text(text.chinese), "en": .text(text.english)] }
}
