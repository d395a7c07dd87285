// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Messages
import Store
import Tender

/// Messages, templates and contacts as the API shows them; never an address.
struct MessageShape: Sendable {
    let clock: Clockwork

    func record(_ record: MessageRecord) -> JSON {
        let (file, order) = (record.file, record.order)
        return .object([
            ("id", .text(record.id.text)), ("template", .text(order.template.text)),
            ("route", .text(order.route.rawValue)), ("to", .text(record.hint)), ("contact", .text(order.contact.text)),
            ("text", .text(order.text)), ("state", .text(file.state.rawValue)),
            ("isUndeliverable", .boolean(file.isUndeliverable)), ("isOverdue", .boolean(file.isOverdue)),
            ("isWithdrawn", .boolean(file.isWithdrawn)), ("attempts", .integer(Int64(file.attempts))),
            ("reference", .text(file.reference)), ("fault", .text(file.fault)),
            ("case", JSON(order.caseID.isEmpty ? nil : order.caseID)),
            ("transaction", JSON(order.transaction.isEmpty ? nil : order.transaction)),
            ("queuedAt", .text(clock.text(file.queuedAt))), ("changedAt", .text(clock.text(file.changedAt))),
            ("dueAt", JSON(file.dueAt.map { clock.text($0) })), ("by", .text(record.by)),
        ])
    }

    func detail(_ detail: MessageDetail) -> JSON {
        .object([("message", record(detail.record)), ("steps", .list(detail.steps.map(step)))])
    }

    private func step(_ step: MessageStep) -> JSON {
        let (kind, word) = Self.words(of: step.event.kind)
        return .object([
            ("at", .text(clock.text(step.event.at))), ("kind", .text(kind)), ("detail", .text(word)),
            ("by", .text(step.event.by)), ("journalNumber", .integer(Int64(clamping: step.journalNumber))),
        ])
    }

    private static func words(of kind: MessageEvent.Kind) -> (String, String) {
        switch kind {
        case .sending(let attempt): ("sending", String(attempt))
        case .sent(let reference): ("sent", reference)
        case .delivered: ("delivered", "")
        case .failed(let code, let isFinal): (isFinal ? "refused" : "putOff", code)
        case .unknown(let why): ("unknown", why)
        case .gaveUp: ("gaveUp", "")
        case .overdue: ("overdue", "")
        case .askedAgain(let why): ("askedAgain", why)
        case .withdrawn(let why): ("withdrawn", why)
        }
    }

    func contact(_ contact: ContactRecord) -> JSON {
        .object([
            ("id", .text(contact.id.text)), ("route", .text(contact.route.rawValue)), ("hint", .text(contact.hint)),
            ("matter", .text(contact.matter)), ("keptAt", .text(clock.text(contact.keptAt))),
            ("by", .text(contact.keptBy)), ("hasConsent", .boolean(contact.hasConsent)),
            ("isNotTheirs", .boolean(contact.isNotTheirs)), ("isEnded", .boolean(contact.isEnded)),
            ("isErased", .boolean(contact.isErased)),
        ])
    }

    static func check(_ check: TemplateCheck) -> JSON {
        .object([
            ("provider", .text(check.rule.provider.rawValue)), ("isAcceptable", .boolean(check.isAcceptable)),
            ("sample", count(check.sample)), ("longest", count(check.longest)),
            (
                "complaints",
                .list(
                    check.complaints.map {
                        .object([
                            ("text", JSON($0.words)), ("excerpt", .text($0.excerpt)),
                            ("isWarning", .boolean($0.isWarning)),
                        ])
                    })
            ),
        ])
    }

    private static func count(_ count: SegmentCount) -> JSON {
        .object([
            ("alphabet", .text(count.alphabet.rawValue)), ("length", .integer(Int64(count.length))),
            ("parts", .integer(Int64(count.parts))), ("isTooLong", .boolean(count.isTooLong)),
        ])
    }
}
