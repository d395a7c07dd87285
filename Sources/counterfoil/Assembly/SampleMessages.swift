// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Links
import Messages
import Printing
import Store
import Tender

/// Messages of the sample shop: one in each state, one of them the specimen of RC-08. Nothing is sent to anybody.
enum SampleMessages {
    /// What became of each, and the number it went to.
    private static let fates: [(phone: String, events: [MessageEvent.Kind])] = [
        ("+8613800000004", [.failed(code: "isv.MOBILE_NUMBER_ILLEGAL", isFinal: true)]),
        ("+8613800000000", [.sent(reference: "900000000000000001^0"), .delivered]),
        ("+8613800000005", [.unknown("connection lost")]),
        ("+8613800000001", [.sent(reference: "900000000000000002^0")]),
    ]

    static func load(into shop: Shop, settings: MessagingSettings) async throws {
        var fates = fates[...]
        let receipts = try await shop.receipts(ReceiptFilter(), in: .all, cursor: nil, limit: 200).elements
        for receipt in receipts where receipt.copy == 1 {
            guard let fate = fates.first else { return }
            guard let transaction = receipt.transaction, let store = receipt.store, receipt.report == .onPaper else {
                continue
            }
            let detail = try await shop.transaction(transaction, in: .all)
            guard detail.summary.codes.isEmpty, let time = detail.summary.believed.occurredAt,
                let amount = detail.summary.believed.amount
            else { continue }
            fates = fates.dropFirst()
            guard let address = ContactAddress(fate.phone, route: .sms) else { continue }
            let contact = try await shop.keepContact(
                ContactRequest(address: address, language: .chinese, matter: transaction, store: store), by: .sample)
            var values = settings.shopValues
            values[.day] = MessageWords.day(time.date, in: .chinese)
            values[.amount] = MessageWords.amount(amount, in: .chinese)
            values[.code] = try await shop.pickupCode(for: receipt.id, in: .all, by: .sample).text
            var request = MessageRequest(template: TemplateKey(.n1, .chinese), values: values, contact: contact)
            request.transaction = transaction
            request.receipt = receipt.id.text
            guard case .queued(let id) = try await shop.queueMessage(request, in: .all, by: .sample) else { continue }
            try await shop.noteMessage(id, .sending(attempt: 1), by: .sample)
            for kind in fate.events { try await shop.noteMessage(id, kind, by: .sample) }
        }
    }
}
