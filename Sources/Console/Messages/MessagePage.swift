// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Messages
import Store
import Tender

/// One message: what the customer reads, what became of it, and what may be done.
struct MessagePage: Sendable {
    struct Event: Sendable, Equatable {
        let when: String
        let weekday: String
        let text: String
        let detail: String
    }

    let title: String
    let line: MessageLine
    let text: String
    let subject: String?
    let language: String
    let length: String
    let events: [Event]
    let problem: String?
    let once: String
    let mayAskAgain: Bool
    let mayWithdraw: Bool
    let advice: String?
    let contactHref: String

    init(
        _ detail: MessageDetail, maySend: Bool, problem: String?, once: String, clocks: Clockwork, words: Words
    ) {
        let record = detail.record
        let file = record.file
        let zone = clocks.zone(of: StoreID(record.order.store))
        line = MessageLine(record, clocks: clocks, words: words)
        title = words.text("messages.oneTitle", ["number": record.id.text])
        text = record.order.text
        subject = record.order.subject.isEmpty ? nil : record.order.subject
        language = record.order.template.language == .chinese ? "zh-CN" : "en"
        let count = SegmentCount(text, to: record.order.template.language == .chinese ? .china : .abroad)
        length = words.text("messages.length", ["length": String(count.length), "parts": String(count.parts)])
        let queued = MessagePage.event(file.queuedAt, words["messages.event.queued"], by: record.by, zone, words)
        events =
            [queued]
            + detail.steps.map { step in
                Self.event(
                    step.event.at, Self.word(step.event.kind, words), by: step.event.by, zone, words,
                    said: Self.said(step.event.kind))
            }
        self.problem = problem
        self.once = once
        mayAskAgain = maySend && !file.isUnderWay && (file.state == .failed || file.state == .unknown)
        mayWithdraw = maySend && file.state == .queued
        advice =
            file.isUndeliverable
            ? words[file.state == .unknown ? "messages.adviceUnknown" : "messages.adviceFailed"] : nil
        contactHref = "/messages/contacts"
    }

    private static func event(
        _ at: Instant, _ text: String, by: String, _ zone: Zone, _ words: Words, said: String = ""
    ) -> Event {
        let time = zone.civil(at: at)
        return Event(
            when: "\(time.date) \(time.clock)", weekday: words.weekday(time.date), text: text,
            detail: said.isEmpty ? by : "\(by) · \(said)")
    }

    private static func word(_ kind: MessageEvent.Kind, _ words: Words) -> String {
        switch kind {
        case .sending(let attempt): words.text("messages.event.sending", ["attempt": String(attempt)])
        case .sent: words["messages.event.sent"]
        case .delivered: words["messages.event.delivered"]
        case .failed(_, isFinal: true): words["messages.event.refused"]
        case .failed: words["messages.event.putOff"]
        case .unknown: words["messages.event.unknown"]
        case .gaveUp: words["messages.event.gaveUp"]
        case .overdue: words["messages.event.overdue"]
        case .askedAgain: words["messages.event.askedAgain"]
        case .withdrawn: words["messages.event.withdrawn"]
        }
    }

    private static func said(_ kind: MessageEvent.Kind) -> String {
        switch kind {
        case .sent(let text), .failed(let text, _), .unknown(let text), .askedAgain(let text), .withdrawn(let text):
            text
        case .sending, .delivered, .gaveUp, .overdue: ""
        }
    }
}
