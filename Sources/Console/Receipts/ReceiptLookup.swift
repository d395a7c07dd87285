// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Printing
import Store
import Tender

/// Receipts as far as the caller sees: their stores, and as many days back as their role looks.
struct ReceiptLookup: Sendable {
    let call: Call
    /// The wall clocks of the stores.
    let clocks: Clockwork
    /// When the first day begins that the caller may see; nil when there is none.
    private let earliest: Instant?

    init(_ call: Call) async throws {
        self.call = call
        clocks = try await Clockwork(call.site)
        let zone = try await call.site.zone()
        earliest = call.reach.earliest(today: try await call.site.today()).map {
            zone.instant(of: CivilTime($0, secondOfDay: 0))
        }
    }

    /// One receipt by the text of its name.
    ///
    /// - Throws: `Refusal.notFound` when it is not there, or not for the caller.
    func detail(_ name: some StringProtocol) async throws -> ReceiptDetail {
        guard let id = PrintJobID(String(name)) else { throw Refusal.notFound }
        let detail = try await call.shop.receipt(id, in: call.stores)
        if let earliest, detail.record.endedAt < earliest { throw Refusal.notFound }
        return detail
    }

    /// A page of receipts, newest first; it ends where the caller's days end.
    func list(_ filter: ReceiptFilter, cursor: String?, limit: Int) async throws -> PageOf<ReceiptRecord> {
        let page = try await call.shop.receipts(filter, in: call.stores, cursor: cursor, limit: limit)
        guard let earliest, let last = page.elements.last, last.endedAt < earliest else { return page }
        return PageOf(elements: page.elements.filter { $0.endedAt >= earliest }, nextCursor: nil)
    }
}
