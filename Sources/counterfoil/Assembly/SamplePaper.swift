// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Refunds
import SimKit
import Store
import Tender

/// Paper of the sample shop that no printer made: a slip somebody found, and a book of numbered receipts.
enum SamplePaper {
    static func load(_ sample: SampleShop, into shop: Shop, clock: any WallClock) async throws {
        if let store = sample.stores.first?.id.text,
            let book = ReceiptBook(name: "HW", first: 1, last: 50, store: store)
        {
            try await shop.registerBook(book, in: .all, by: .sample)
        }
        try await findSlip(in: shop, clock: clock)
        try await writeReceipts(sample, in: shop)
    }

    /// Two receipts that were written while nothing printed: one is matched to its charge, one is not yet.
    private static func writeReceipts(_ sample: SampleShop, in shop: Shop) async throws {
        let charges = try await SampleRefunds.charges(of: sample, in: shop).suffix(2)
        for (serial, charge) in zip(1..., charges) {
            let facts = try await shop.transaction(charge, in: .all).summary.believed
            guard let amount = facts.amount, let time = facts.occurredAt else { continue }
            let number = HandReceiptNumber(book: "HW", serial: serial)
            let receipt = HandReceipt(
                number: number, amount: amount, items: "早餐 breakfast", writtenAt: time,
                terminal: facts.terminal?.text ?? "", cashier: "cashier1", payer: "")
            _ = try await shop.enterHandReceipt(receipt, in: .all, by: .sample)
            if serial == 1 { _ = try await shop.matchHandReceipt(number, to: charge, in: .all, by: .sample) }
        }
    }

    /// The slip that a customer reported lost lay at the counter.
    private static func findSlip(in shop: Shop, clock: any WallClock) async throws {
        var filter = CaseFilter()
        filter.family = .receipts
        let cases = try await shop.cases(filter, in: .all, cursor: nil, limit: 500).elements
        guard let lost = cases.first(where: { $0.codes.contains(.rc04) })?.transaction else { return }
        let facts = try await shop.transaction(lost, in: .all).summary.believed
        guard let store = facts.store, let voucher = facts.voucher else { return }
        let slip = FoundSlip(
            store: store.text, terminal: facts.terminal?.text ?? "", voucher: voucher.text, amount: facts.amount,
            foundAt: clock.now(), words: "收银台下 under the counter")
        _ = try await shop.noteFoundSlip(slip, in: .all, by: .sample)
        // One that nobody misses, in the other store.
        guard let other = try await shop.stores().map(\.id).filter({ $0 != store }).min() else { return }
        let stray = FoundSlip(
            store: other.text, terminal: "", voucher: "000777", amount: nil, foundAt: clock.now(),
            words: "门口地上 on the floor by the door")
        _ = try await shop.noteFoundSlip(stray, in: .all, by: .sample)
    }
}
