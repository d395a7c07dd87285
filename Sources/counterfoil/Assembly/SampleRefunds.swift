// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Refunds
import SimKit
import Store
import Tender

/// Money back and amends of the sample shop: a refund that waits for a second person, one whose outcome nobody knows,
/// one that went through, and compensation for a solved case. The double charge is left for whoever tries the shop.
enum SampleRefunds {
    static func load(_ sample: SampleShop, into shop: Shop) async throws {
        let charges = try await charges(of: sample, in: shop)
        guard charges.count >= 3 else { return }
        let (service, manager) = (Actor(name: "service"), Actor(name: "manager1"))
        try await ask(charges[0], .returned, "顾客退货，尺码不合 wrong size", as: .service, by: service, in: shop)
        let silent = try await ask(
            charges[1], .wrongAmount, "多收一件 charged for one item too many", by: manager, in: shop)
        if let silent { try await note(silent, [.sent], by: manager, in: shop) }
        let done = try await ask(charges[2], .returned, "包装破损 damaged", by: manager, in: shop)
        if let done {
            try await note(
                done, [.sent, .accepted(reference: "50000000001"), .succeeded(reference: "50000000001")], by: manager,
                in: shop)
        }
        try await amend(.py14, .coupon, "20.00", "让您多等了一次付款 for having to pay again", in: shop)
        try await amend(.py12, .gift, "8.00", "送豆浆一杯 a cup of soy milk", in: shop)
    }

    /// Charges of the first store that nothing is wrong with, settled some days ago, the latest first.
    static func charges(of sample: SampleShop, in shop: Shop) async throws -> [String] {
        var filter = TransactionFilter()
        filter.store = sample.stores.first?.id
        filter.to = sample.today.adding(days: -3)
        (filter.type, filter.money) = (.sale, "charged")
        let found = try await shop.transactions(filter, in: .all, cursor: nil, limit: 200).elements
        return found.filter { one in
            guard let amount = one.believed.amount, one.believed.settledOn != nil else { return false }
            return one.codes.isEmpty && (2_000...15_000).contains(amount.minor)
        }.map(\.id)
    }

    /// Half of a charge back.
    @discardableResult
    private static func ask(
        _ charge: String, _ reason: RefundReason, _ words: String, as role: RefundRole = .manager, by actor: Actor,
        in shop: Shop
    ) async throws -> RefundID? {
        guard let paid = try await shop.transaction(charge, in: .all).summary.believed.amount else { return nil }
        var request = RefundRequest(
            transaction: charge, amount: Money(minor: paid.minor / 2, currency: paid.currency), reason: reason)
        request.words = words
        switch try await shop.requestRefund(request, as: role, in: .all, by: actor) {
        case .done(let record), .known(let record): return record.id
        case .refused: return nil
        }
    }

    private static func note(
        _ id: RefundID, _ kinds: [RefundEvent.Kind], by actor: Actor, in shop: Shop
    ) async throws {
        for kind in kinds { _ = try await shop.recordRefund(id, kind, as: .manager, in: .all, by: actor) }
    }

    private static func amend(
        _ code: FindingCode, _ kind: Compensation.Kind, _ worth: String, _ words: String, in shop: Shop
    ) async throws {
        var filter = CaseFilter()
        filter.code = code
        let found = try await shop.cases(filter, in: .all, cursor: nil, limit: 1).elements.first
        guard let found, let store = found.store else { return }
        let given = Compensation(
            kind: kind, worth: try Money(text: worth), caseID: found.id.text, store: store.text, words: words, code: "")
        _ = try await shop.compensate(given, as: .finance, in: .all, by: .sample)
    }
}
