// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Refunds
import Store
import Tender

/// What somebody is about to ask for, as an address or a form says it.
struct RefundDraft: Sendable {
    var transaction: String
    var amount: String
    /// The amount that should have been charged; the rest is computed from it.
    var right: String
    var reason: RefundReason
    var words: String
    var caseID: String
    var store: String

    init(_ query: Query) {
        self.init { query[$0] }
    }

    init(_ form: Form) {
        self.init { form[$0] }
    }

    /// - Parameter field: what a field holds; nil where it is empty.
    init(_ field: (String) -> String?) {
        transaction = String((field("transaction") ?? "").prefix(32))
        amount = String((field("amount") ?? "").prefix(32))
        right = String((field("right") ?? "").prefix(32))
        reason =
            field("reason").flatMap { RefundReason(rawValue: $0) } ?? (right.isEmpty ? .doubleCharge : .wrongAmount)
        words = String((field("words") ?? "").prefix(400))
        caseID = String((field("case") ?? "").prefix(64))
        store = String((field("store") ?? "").prefix(64))
    }

    /// What is to go back: what was typed, or what was taken too much.
    ///
    /// - Returns: nil when neither can be read; the difference is negative when too little was charged.
    func difference(from captured: Money?) -> Money? {
        guard let captured, let right = try? Money(text: right, currency: captured.currency), right.minor >= 0 else {
            return nil
        }
        let (minor, overflow) = captured.minor.subtractingReportingOverflow(right.minor)
        return overflow ? nil : Money(minor: minor, currency: captured.currency)
    }

    var request: RefundRequest? {
        guard let amount = try? Money(text: amount) else { return nil }
        var request = RefundRequest(transaction: transaction, amount: amount, reason: reason)
        request.words = words
        request.caseID = caseID
        request.store = StoreID(store)
        return request
    }
}
