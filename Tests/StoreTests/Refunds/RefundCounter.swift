// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Refunds
import Store
import Tender
import Testing

/// A shop with one sale of 58.00 and the people who give money back.
struct RefundCounter {
    let folder = DataFolder()
    let clock = TurnedClock("2026-11-20 15:03:10")
    let li = Actor(name: "li")
    let chen = Actor(name: "chen")
    let wang = Actor(name: "wang")

    static func furnish(_ shop: Shop) async throws {
        let store = StoreRecord(id: "S1", name: "南京路店", zone: "Asia/Shanghai", businessDay: .midnight)
        try await shop.putStore(store, by: .system)
        try await shop.putTerminal(terminal: "T0000001", merchant: nil, store: "S1", by: .system)
    }

    func open() async throws -> (shop: Shop, sale: String) {
        let shop = try await folder.open(clock)
        try await Self.furnish(shop)
        return (shop, try await sell("58.00", reference: "112015030001", in: shop))
    }

    /// - Returns: the charge's public number.
    func sell(
        _ amount: String, reference: String, in shop: Shop, status: ReportedStatus = .approved,
        _ more: (inout Facts) -> Void = { _ in }
    ) async throws -> String {
        let now = Zone.shanghai.civil(at: clock.now()).description
        let sold = try Told.by(.till, amount, at: now, recorded: clock.now().milliseconds) {
            $0.status = status
            $0.reference = ReferenceNumber(reference)
            more(&$0)
        }
        return try #require(try await shop.record([sold], by: .system).transactions.first)
    }

    func request(_ amount: String, of sale: String, _ reason: RefundReason = .doubleCharge) throws -> RefundRequest {
        RefundRequest(transaction: sale, amount: try Money(text: amount), reason: reason)
    }
}

extension RefundAnswer {
    var record: RefundRecord? {
        switch self {
        case .done(let record), .known(let record): record
        case .refused: nil
        }
    }

    var refusal: RefundRefusal? { if case .refused(let refusal) = self { refusal } else { nil } }
}
