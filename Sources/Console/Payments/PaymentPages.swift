// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Store
import Tender

/// Attempts as a table.
struct PaymentRows: Sendable, Equatable {
    let caption: String
    let lines: [PaymentLine]

    /// nil without a row.
    init?(_ records: [PaymentRecord], _ caption: String, from view: Viewpoint, clocks: Clockwork) {
        guard !records.isEmpty else { return nil }
        self.caption = caption
        lines = records.map { PaymentLine($0, from: view, clocks: clocks) }
    }
}

/// Attempts to pay: those that are open first.
struct PaymentsPage: Sendable {
    let title: String
    let lead: String
    let open: PaymentRows?
    let over: PaymentRows?
    let empty: Blank?

    init(_ records: [PaymentRecord], from view: Viewpoint, clocks: Clockwork) {
        let words = view.words
        title = words["payments.title"]
        lead = words["payments.lead"]
        let (waiting, known) = (records.filter { !$0.attempt.state.isOver }, records.filter(\.attempt.state.isOver))
        open = PaymentRows(
            waiting, words.text("payments.openCaption", ["count": String(waiting.count)]), from: view, clocks: clocks)
        over = PaymentRows(
            known, words.text("payments.overCaption", ["count": String(known.count)]), from: view, clocks: clocks)
        empty =
            records.isEmpty
            ? Blank(
                icon: "payments", heading: words["payments.empty.heading"],
                lines: [words["payments.empty.why"], words["payments.empty.act"]]) : nil
    }
}

/// One attempt: how it stands, every step, and for whoever may the form that settles it with proof.
struct PaymentPage: Sendable {
    let title: String
    let now: PaymentCard
    let steps: [PaymentStep]
    let numbers: [TransactionPage.Pair]
    let others: PaymentRows?
    let maySettle: Bool
    let proof: String
    let problem: String?

    /// - Parameter sale: all attempts of the same sale.
    init(
        _ record: PaymentRecord, sale: [PaymentRecord], transaction: String?, maySettle: Bool, proof: String = "",
        problem: String? = nil, from view: Viewpoint, clocks: Clockwork
    ) {
        let words = view.words
        now = PaymentCard(record, transaction: transaction, from: view, clocks: clocks)
        title = words.text("payments.oneTitle", ["amount": now.amount, "order": now.order])
        steps = PaymentStep.all(record, from: view, clocks: clocks)
        let request = record.attempt.request
        let handed = record.deliveredAt.map { "\(clocks.zone(of: record.store).civil(at: $0))" }
        let delivered = request.isProxied ? handed ?? words["payments.undelivered"] : nil
        let named: [(String, String?)] = [
            ("payments.number", now.number), ("field.terminal", now.terminal), ("field.batch", request.batch?.text),
            ("field.voucher", request.voucher.text), ("field.order", now.order),
            ("payments.link", words["payments.links.\(request.link.name)"]), ("payments.code", now.code),
            ("field.reference", now.reference), ("field.authorisation", now.authorisation),
            ("field.card", now.card), ("payments.key", request.isProxied ? nil : request.key),
            ("payments.till", request.isProxied ? request.till : nil), ("payments.delivered", delivered),
        ]
        numbers = named.compactMap { key, text in text.map { .init(name: words[key], text: $0) } }
        others = PaymentRows(
            sale.filter { $0.id != record.id }, words["payments.others"], from: view, clocks: clocks)
        let state = record.attempt.state
        self.maySettle = maySettle && !state.isOver && state != .intended
        self.proof = proof
        self.problem = problem
    }
}
