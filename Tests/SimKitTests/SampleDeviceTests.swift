// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import SimKit
import Tender
import Testing

/// The sample's terminals: each has a trouble of its own, and together they show every code that devices raise.
@Suite struct SampleDeviceTests {
    static let shop = JudgedShop.shop.sample
    static let now = Zone.shanghai.instant(of: CivilTime(JudgedShop.today, secondOfDay: 50_000))

    static func codes(of report: DeviceReport, at terminal: SampleTerminal) -> [String] {
        let state = DeviceState(report)
        let policy = shop.devicePolicy(of: terminal)
        let books = state.batches.map { batch in
            BatchBook(
                terminal: terminal.id, number: batch.number, firstAt: CivilTime(JudgedShop.today.adding(days: -1)),
                count: batch.count, amount: batch.amount, report: batch, isReporting: true)
        }
        let batches = books.compactMap { $0.finding(shop.calendar(of: terminal.store), now: now) }
        return (state.findings(policy, zone: .shanghai, now: now) + batches).map(\.code.text).sorted()
    }

    @Test func `every code of devices is shown by one terminal`() {
        let found = zip(shop.deviceReports(at: Self.now), shop.terminals).flatMap { Self.codes(of: $0, at: $1) }
        #expect(Set(found) == Set(SampleShop.deviceTroubles.map(\.text)))
        #expect(found.count == SampleShop.deviceTroubles.count)
    }

    private var shop: SampleShop { Self.shop }
}
