// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Refunds
import Store
import Tender

extension Call {
    /// The role as the rules of money know it.
    var refundRole: RefundRole { RefundRole(rawValue: person.role.rawValue) ?? .technician }
}

extension Mark {
    /// A refund's state as a page shows it.
    init(refund file: RefundFile, _ words: Words) {
        let text = words.pick(file.state.label)
        self =
            switch file.state {
            case .requested where file.isWaiting: Mark(.warn, icon: "wait", words["refunds.waiting"])
            case .requested: Mark(.warn, icon: "next", words["refunds.ready"])
            case .accepted: Mark(.warn, icon: "wait", text)
            case .succeeded: Mark(.ok, text)
            case .failed where file.isRefused: Mark(.mute, words["refunds.refused"])
            case .failed: Mark(.bad, text)
            case .unknown: Mark(.unknown, text)
            }
    }
}

/// A refund as a row of a table.
struct RefundLine: Sendable, Equatable {
    let number: String
    let href: String
    let when: String
    let amount: String
    let route: String
    let channel: String
    let reason: String
    let mark: Mark
    let who: String
    let store: String
    let transaction: String?
    let transactionHref: String?
    /// What is to be done next; nil when nothing is.
    let next: String?
    /// Where this person agrees to it; nil where nothing waits for them.
    var approvalHref: String?

    init(_ record: RefundRecord, from view: Viewpoint, clocks: Clockwork) {
        let (words, order) = (view.words, record.order)
        number = record.id.text
        href = "/refunds/\(record.id)"
        when = words.moment(clocks.zone(of: record.store).civil(at: record.file.requestedAt))
        amount = words.amount(order.amount)
        route = words.pick(order.route.label)
        channel = words.pick(order.channel.label)
        reason = words.pick(order.reason.label)
        mark = Mark(refund: record.file, words)
        who = order.requestedBy
        store = view.store(record.store)
        transaction = order.transaction.isEmpty ? nil : order.transaction
        transactionHref = transaction.map { "/transactions/\($0)" }
        next = Self.next(record.file).map { words["refunds.next.\($0)"] }
    }

    /// Name of the next step.
    static func next(_ file: RefundFile) -> String? {
        switch file.state {
        case .requested where file.isWaiting: file.order.approval == .finance ? "finance" : "approve"
        case .requested: file.order.route == .transfer ? "transfer" : "portal"
        case .accepted: "watch"
        case .unknown: "ask"
        case .failed where !file.isRefused: "again"
        case .failed, .succeeded: nil
        }
    }
}

/// Money back of one charge, as its own page and its case's page show it: what was asked for, and the way to ask.
struct RefundPanel: Sendable, Equatable {
    let lines: [RefundLine]
    let hasLines: Bool
    /// Opens the form; nil for what is no charge.
    let newHref: String?

    /// - Parameter caseID: case that the form names; nil from the charge's own page.
    init(
        _ records: [RefundRecord], of charge: TransactionSummary, caseID: String? = nil, from view: Viewpoint,
        clocks: Clockwork
    ) {
        lines = records.map { RefundLine($0, from: view, clocks: clocks) }
        hasLines = !lines.isEmpty
        let isCharge = charge.believed.type == .sale || charge.believed.type == .completion
        let tail = caseID.map { "&case=\($0)" } ?? ""
        newHref = isCharge ? "/refunds/new?transaction=\(charge.id)\(tail)" : nil
    }
}
