// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Printing
import Store
import Tender

/// What became of a receipt, step by step, in words.
struct ReceiptStory: Sendable {
    private let view: Viewpoint
    private var words: Words { view.words }

    init(_ view: Viewpoint) { self.view = view }

    func events(of detail: ReceiptDetail) -> [ReceiptPage.Event] {
        let record = detail.record
        let origin = record.sender.isEmpty ? "receipts.step.made" : "receipts.step.captured"
        let begin = event(record.endedAt, words.text(origin, ["sender": record.sender]), by: record.askedBy)
        return [begin] + detail.steps.map { event($0.at, text(of: $0.kind), by: $0.by) }
    }

    private func event(_ instant: Instant, _ text: String, by person: String) -> ReceiptPage.Event {
        let time = view.zone.civil(at: instant)
        let who = person.isEmpty ? nil : words.text("receipts.by", ["who": person])
        return ReceiptPage.Event(when: "\(time)", weekday: words.weekday(time.date), text: text, by: who)
    }

    func text(of kind: ReceiptStep.Kind) -> String {
        switch kind {
        case .print(let event): text(of: event)
        case .delivery(let event): text(of: event)
        case .copyAsked(let number, let reason):
            words.text("receipts.step.copyAsked", ["number": String(number), "reason": reason])
        }
    }

    private func text(of kind: PrintEvent.Kind) -> String {
        switch kind {
        case .reached(let level): words["receipts.step.reached\(level.rawValue)"]
        case .unconfirmed(let fault):
            words.text("receipts.step.unconfirmed", ["fault": words["receipts.fault.\(fault.rawValue)"]])
        case .held(let fault):
            words.text("receipts.step.held", ["fault": words["receipts.fault.\(fault.rawValue)"]])
        case .decided(let decision): words["receipts.step.decided.\(decision.rawValue)"]
        case .expired: words["receipts.step.expired"]
        case .failedOver(let printer): words.text("receipts.step.failedOver", ["printer": printer])
        case .drawerSpared(let pulses):
            words.text("receipts.step.drawerSpared", ["count": String(pulses)])
        }
    }

    private func text(of kind: DeliveryEvent.Kind) -> String {
        switch kind {
        case .codeMade(let code): words.text("receipts.step.codeMade", ["code": Self.spaced(code)])
        case .codeRevoked(let code): words.text("receipts.step.codeRevoked", ["code": Self.spaced(code)])
        case .viewed: words["receipts.step.viewed"]
        case .saved(let form): words.text("receipts.step.saved", ["form": form.uppercased()])
        case .said(let word):
            words.text("receipts.step.said", ["what": words["receipts.word.\(word.rawValue)"]])
        case .handwritten(let number): words.text("receipts.step.handwritten", ["number": number])
        case .reported(let word):
            words.text("receipts.step.reported", ["what": words["receipts.word.\(word.rawValue)"]])
        }
    }

    /// `8K4P 2QTX`: in two halves, as it is read aloud.
    static func spaced(_ code: String) -> String {
        code.count == 8 ? "\(code.prefix(4)) \(code.suffix(4))" : code
    }
}
