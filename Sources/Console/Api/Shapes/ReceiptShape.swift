// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Printing
import Store
import Tender

/// Receipts and printers as the API shows them.
struct ReceiptShape: Sendable {
    let clock: Clockwork

    func record(_ record: ReceiptRecord) -> JSON {
        .object([
            ("id", .text(record.id.text)), ("printer", .text(record.printer)), ("store", JSON(record.store?.text)),
            ("sender", .text(record.sender)), ("startedAt", .text(time(record.startedAt, record.store))),
            ("endedAt", .text(time(record.endedAt, record.store))), ("ending", .text(record.ending.rawValue)),
            ("byteCount", .integer(Int64(record.byteCount))), ("digest", .text(record.digest)),
            ("maskedNumbers", .integer(Int64(record.maskedNumbers))), ("copy", .integer(Int64(record.copy))),
            ("original", JSON(record.original?.text)), ("encoding", .text(record.encoding)),
            ("confidence", .integer(Int64(record.confidence))), ("isCutShort", .boolean(record.isCutShort)),
            ("level", .text(record.level.name)), ("report", .text(record.report.rawValue)),
            ("fault", JSON(record.fault?.rawValue)), ("changedAt", .text(time(record.changedAt, record.store))),
            ("transaction", JSON(record.transaction)), ("reason", .text(record.reason)),
            ("askedBy", .text(record.askedBy)), ("amount", JSON(record.amount)),
            ("occurredAt", JSON(record.occurredAt.map { clock.text($0, in: record.store) })),
        ])
    }

    func detail(_ detail: ReceiptDetail) -> JSON {
        .object([
            ("receipt", record(detail.record)), ("text", .text(detail.record.text)),
            ("steps", .list(detail.steps.map { step($0, detail.record.store) })),
            ("others", .list(detail.others.map(record))), ("codes", .list(detail.codes.map { .text($0) })),
        ])
    }

    private func step(_ step: ReceiptStep, _ store: StoreID?) -> JSON {
        let (kind, detail) = Self.words(of: step.kind)
        return .object([
            ("at", .text(time(step.at, store))), ("kind", .text(kind)), ("detail", .text(detail)),
            ("by", .text(step.by)),
        ])
    }

    func printer(_ state: PrinterState) -> JSON {
        let record = state.record
        return .object([
            ("name", .text(record.name)), ("store", .text(record.store.text)), ("address", .text(record.address)),
            ("listenPort", .integer(Int64(record.listenPort))), ("profile", .text(record.profile)),
            ("ageLimitMinutes", .integer(Int64(record.ageLimitMinutes))), ("failOver", .text(record.failOver)),
            ("senders", .list(record.senders.map { .text($0) })),
            ("condition", state.condition.map { condition($0, record.store) } ?? .null),
            ("faultySince", JSON(state.faultySince.map { time($0, record.store) })),
            ("waiting", .integer(Int64(state.waiting))), ("unconfirmed", .integer(Int64(state.unconfirmed))),
        ])
    }

    private func condition(_ condition: PrinterCondition, _ store: StoreID) -> JSON {
        .object([
            ("link", .text(condition.link.rawValue)), ("paper", .text(condition.paper.rawValue)),
            ("proof", .text(condition.proof.rawValue)), ("isCoverOpen", .boolean(condition.isCoverOpen)),
            ("hasCutterError", .boolean(condition.hasCutterError)),
            ("hasUnrecoverableError", .boolean(condition.hasUnrecoverableError)),
            ("isOffline", .boolean(condition.isOffline)), ("isReady", .boolean(condition.isReady)),
            ("changedAt", .text(time(condition.changedAt, store))),
        ])
    }

    private func time(_ instant: Instant, _ store: StoreID?) -> String { clock.zone(of: store).rfc3339(instant) }
}

extension ReceiptShape {
    /// Stable names of steps.
    static let stepNames = [
        "reached", "unconfirmed", "held", "decided", "expired", "failedOver", "drawerSpared", "codeMade", "codeRevoked",
        "viewed",
        "saved", "said", "handwritten", "reported", "copyAsked",
    ]

    private static func words(of kind: ReceiptStep.Kind) -> (String, String) {
        switch kind {
        case .print(let kind): words(of: kind)
        case .delivery(let kind): words(of: kind)
        case .copyAsked(let number, let reason): ("copyAsked", "\(number) \(reason)")
        }
    }

    private static func words(of kind: PrintEvent.Kind) -> (String, String) {
        switch kind {
        case .reached(let level): ("reached", level.name)
        case .unconfirmed(let fault): ("unconfirmed", fault.rawValue)
        case .held(let fault): ("held", fault.rawValue)
        case .decided(let decision): ("decided", decision.rawValue)
        case .expired: ("expired", "")
        case .failedOver(to: let printer): ("failedOver", printer)
        case .drawerSpared(let pulses): ("drawerSpared", String(pulses))
        }
    }

    private static func words(of kind: DeliveryEvent.Kind) -> (String, String) {
        switch kind {
        case .codeMade(let code): ("codeMade", code)
        case .codeRevoked(let code): ("codeRevoked", code)
        case .viewed: ("viewed", "")
        case .saved(let form): ("saved", form)
        case .said(let word): ("said", word.rawValue)
        case .handwritten(let number): ("handwritten", number)
        case .reported(let word): ("reported", word.rawValue)
        }
    }
}
