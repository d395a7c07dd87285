// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Refunds
import Store
import Tender

/// One refund: where it stands, what happened, and what this person may do about it now.
struct RefundPage: Sendable {
    struct Event: Sendable, Equatable {
        let when: String
        let text: String
        let by: String
        let words: String?
    }

    struct Answer: Sendable, Equatable {
        let name: String
        let text: String
        let needsReference: Bool
        let needsWords: Bool
    }

    let title: String
    let line: RefundLine
    let why: String?
    let caseID: String?
    let caseHref: String?
    let arrival: String
    let reference: String?
    let fault: String?
    let approvedBy: String?
    let amount: String
    let plainAmount: String
    let events: [Event]
    let mayApprove: Bool
    /// Why this person may not agree; nil when he may, or when nobody need.
    let notApprover: String?
    let mayRefuse: Bool
    let answers: [Answer]
    let hasAnswers: Bool
    let steps: [String]
    let hasSteps: Bool
    /// The attempts over a link that carried it out, the newest first.
    let attempts: [PaymentCard]
    let hasAttempts: Bool
    /// It waits to be sent over a link; the sentence says over which.
    let sending: String?
    let proofHref: String?
    let newHref: String?
    let once: String
    let problem: String?

    init(
        _ detail: RefundDetail, attempts: [PaymentRecord], terminal: TerminalID?, role: RefundRole,
        limits: RefundLimits, person: String, once: String, problem: String?,
        view: Viewpoint, clocks: Clockwork
    ) {
        let (words, record) = (view.words, detail.record)
        let (file, order) = (record.file, record.order)
        line = RefundLine(record, from: view, clocks: clocks)
        title = words.text("refunds.oneTitle", ["number": record.id.text, "amount": line.amount])
        why = order.words.isEmpty ? nil : order.words
        caseID = order.caseID.isEmpty ? nil : order.caseID
        caseHref = caseID.map { "/cases/\($0)" }
        arrival = words.pick(ArrivalEstimate.words(order.route, order.channel, .standard(order.channel)))
        reference = file.reference.isEmpty ? nil : file.reference
        fault = file.fault.isEmpty ? nil : file.fault
        approvedBy = file.approvedBy.isEmpty ? nil : file.approvedBy
        amount = line.amount
        plainAmount = order.amount.text
        let zone = clocks.zone(of: record.store)
        let asked = Event(
            when: line.when, text: words["refunds.event.asked"], by: order.requestedBy, words: why)
        events = [asked] + detail.steps.map { Self.event($0, zone, words) }
        var refusal: RefundRefusal?
        do throws(RefundRefusal) {
            try limits.mayDecide(order, role: role, person: person)
        } catch {
            refusal = error
        }
        mayApprove = file.isWaiting && refusal == nil && !file.approvals.contains(person)
        notApprover = file.isWaiting ? refusal.map { words.pick($0.words) } : nil
        mayRefuse = file.state == .requested && (refusal == nil || person == order.requestedBy)
        let mayRecord = limits.mayRecord(role) && !file.isWaiting
        let isCarried = attempts.contains { !$0.attempt.state.isOver }
        answers = mayRecord && !isCarried ? Self.answers(file, words) : []
        hasAnswers = !answers.isEmpty
        sending =
            mayRecord && file.isReady
            ? terminal.map { words.text("refunds.sendLead", ["terminal": $0.text, "number": record.id.text]) } : nil
        steps = !isCarried && (file.isReady || file.state == .unknown) ? Self.steps(file, words) : []
        self.attempts = attempts.reversed().map { PaymentCard($0, transaction: nil, from: view, clocks: clocks) }
        hasAttempts = !attempts.isEmpty
        hasSteps = !steps.isEmpty
        proofHref = file.state == .accepted || file.state == .succeeded ? "/refunds/\(record.id)/proof" : nil
        newHref =
            file.state == .failed && !order.transaction.isEmpty
            ? "/refunds/new?transaction=\(order.transaction)&reason=\(order.reason.rawValue)" : nil
        self.once = once
        self.problem = problem
    }

    private static func event(_ step: RefundStep, _ zone: Zone, _ words: Words) -> Event {
        let event = step.event
        let (name, reference): (String, String) =
            switch event.kind {
            case .approved: ("approved", "")
            case .refused: ("refused", "")
            case .sent: ("sent", "")
            case .accepted(let reference): ("accepted", reference)
            case .succeeded(let reference): ("succeeded", reference)
            case .failed: ("failed", "")
            case .lost: ("lost", "")
            case .notSent: ("notSent", "")
            }
        let told = [reference, event.words].filter { !$0.isEmpty }.joined(separator: " · ")
        return Event(
            when: words.moment(zone.civil(at: event.at)), text: words["refunds.event.\(name)"], by: event.by,
            words: told.isEmpty ? nil : told)
    }

    /// What the channel may have answered, where an answer can still come.
    private static func answers(_ file: RefundFile, _ words: Words) -> [Answer] {
        func answer(_ name: String, reference: Bool = false, words needed: Bool = false) -> Answer {
            Answer(name: name, text: words["refunds.answer.\(name)"], needsReference: reference, needsWords: needed)
        }
        let accepted = answer("accepted", reference: true)
        let (succeeded, failed) = (answer("succeeded", reference: true), answer("failed", words: true))
        let isVoid = file.order.route == .void
        return switch file.state {
        case .requested:
            isVoid ? [succeeded, failed, answer("unknown")] : [accepted, succeeded, failed, answer("unknown")]
        case .unknown: isVoid ? [succeeded, failed, answer("sent")] : [accepted, succeeded, failed, answer("sent")]
        case .accepted: [succeeded, failed]
        case .failed where !file.isRefused: [succeeded]
        case .failed, .succeeded: []
        }
    }

    private static func steps(_ file: RefundFile, _ words: Words) -> [String] {
        let values = [
            "number": file.id.text, "amount": words.amount(file.order.amount),
            "route": words.pick(file.order.route.label),
        ]
        let names: [String] =
            file.state == .unknown
            ? ["ask", "same", "note"]
            : file.order.route == .transfer ? ["identity", "pay", "sign"] : ["portal", "enter", "note"]
        return names.map { words.text("refunds.step.\($0)", values) }
    }
}
