// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// One transaction: the verdict and why, what each source says side by side, and what to do next.
struct TransactionPage: Sendable {
    /// One part of the verdict: money, slip, settlement, fee.
    struct State: Sendable {
        let name: String
        let mark: Mark
        let note: String?
    }

    /// A value with its name.
    struct Pair: Sendable, Equatable {
        let name: String
        let text: String
    }

    struct Event: Sendable {
        let when: String
        let weekday: String
        let text: String
        let detail: String
    }

    let title: String
    let number: String
    /// True while nobody may start another charge for the sale.
    let mustNotChargeAgain: Bool
    /// Milliseconds since 1970, for the running clock; nil when the outcome is known or the time is not.
    let unknownSince: String?
    let type: String
    let when: String
    let weekday: String
    let place: String
    let amount: String
    let method: String
    let card: String?
    let verdict: String
    let states: [State]
    let findings: [FindingCard]
    let hasFindings: Bool
    let inOrderNote: String
    let sources: SourceTable
    let timeline: [Event]
    let numbers: [Pair]
    let lines: [TransactionLine]
    let hasLines: Bool
    /// nil for those who may not see refunds.
    let refunds: RefundPanel?
    /// The attempts that it rests on; nil where there are none.
    var payments: PaymentPanel?
    /// nil for those who may not see receipts.
    let slips: TransactionSlips?
    /// What the customer may say of it; each leads to the case at work. Of a charge alone.
    let complaints: [CounterPage.Ask]
    let hasComplaints: Bool
    let contacts: [ContactLink]
    let hasContacts: Bool

    init(
        detail: TransactionDetail, slips: TransactionSlips? = nil, refunds: RefundPanel? = nil,
        contacts: [ContactLink] = [],
        stores: [StoreRecord], now: CivilTime, words: Words, zone: Zone = .shanghai
    ) {
        let view = Viewpoint(words: words, stores: stores, zone: zone)
        self.contacts = contacts
        hasContacts = !contacts.isEmpty
        let line = TransactionLine(detail.summary, from: view)
        title = words.text("detail.title", ["amount": line.amount, "number": line.number])
        number = line.number
        mustNotChargeAgain = Self.isUnknown(detail.verdict.money)
        unknownSince = Self.unknownSince(detail.verdict.money, now: now, zone)
        type = line.type
        when = line.when
        weekday = line.weekday
        place = [line.place, line.terminal].compactMap(\.self).joined(separator: " · ")
        amount = line.amount
        method = line.method
        card = line.card
        verdict = words.pick(detail.verdict.explanation)
        states = Self.states(detail.verdict, words)
        findings = detail.verdict.findings.map { FindingCard($0, words) }
        hasFindings = !findings.isEmpty
        inOrderNote = Self.inOrderNote(detail.entries, words)
        sources = SourceTable(detail.entries, believed: detail.verdict.believed, words)
        timeline = Self.timeline(detail, view)
        numbers = Self.numbers(detail, words)
        lines = detail.related.map { TransactionLine($0, from: view) }
        hasLines = !lines.isEmpty
        self.slips = slips
        self.refunds = refunds
        let facts = detail.summary.believed
        complaints = facts.type == .sale || facts.type == .completion ? CounterPage.asks(at: "/counter/", words) : []
        hasComplaints = !complaints.isEmpty
    }

    private static func isUnknown(_ state: Verdict.MoneyState) -> Bool {
        if case .unknown = state { true } else { false }
    }

    private static func unknownSince(_ state: Verdict.MoneyState, now: CivilTime, _ zone: Zone) -> String? {
        guard case .unknown(let since?) = state, since <= now else { return nil }
        return String(zone.instant(of: since).milliseconds)
    }

    private static func states(_ verdict: Verdict, _ words: Words) -> [State] {
        [
            State(
                name: words["detail.money"], mark: Mark(money: verdict.money, words),
                note: moneyNote(verdict.money, words)),
            State(name: words["detail.slip"], mark: Mark(slip: verdict.slip, of: verdict.money, words), note: nil),
            State(
                name: words["detail.settlement"], mark: Mark(settlement: verdict.settlement, words),
                note: settlementNote(verdict.settlement, words)),
            State(
                name: words["detail.fee"], mark: Mark(fee: verdict.fee, words), note: feeNote(verdict.fee, words)),
        ]
    }

    private static func moneyNote(_ state: Verdict.MoneyState, _ words: Words) -> String? {
        switch state {
        case .refunded(let sum, _): words.text("detail.refundedSum", ["amount": words.amount(sum)])
        case .unknown(let since?): words.text("detail.since", ["when": words.moment(since)])
        default: nil
        }
    }

    private static func settlementNote(_ state: Verdict.SettlementState, _ words: Words) -> String? {
        switch state {
        case .due(let by): words.text("detail.dueBy", ["day": by.description])
        case .settled(let on?): words.text("detail.settledOn", ["day": on.description])
        case .overdue(let since): words.text("detail.overdueSince", ["day": since.description])
        case .notDue, .settled(nil), .mismatched: nil
        }
    }

    private static func feeNote(_ state: Verdict.FeeState, _ words: Words) -> String? {
        switch state {
        case .over(let by): words.text("detail.feeOver", ["amount": words.amount(by)])
        case .under(let by): words.text("detail.feeUnder", ["amount": words.amount(by)])
        case .asContract: nil
        case .unknown: words["detail.feeUnknown"]
        }
    }

    private static func inOrderNote(_ entries: [TransactionDetail.Entry], _ words: Words) -> String {
        let sources = Set(entries.map(\.observation.source)).sorted(by: >).map(words.source)
        return words.text(
            "detail.inOrderNote",
            ["count": String(entries.count), "sources": sources.joined(separator: words["common.comma"])])
    }
}

extension TransactionPage {
    /// What happened when: the payment itself, its settlement, and the moment each source was heard.
    private static func timeline(_ detail: TransactionDetail, _ view: Viewpoint) -> [Event] {
        let words = view.words
        var dated: [(time: CivilTime, event: Event)] = []
        func add(_ time: CivilTime, _ when: String, _ text: String, _ more: String) {
            dated.append(
                (time, Event(when: when, weekday: words.weekday(time.date), text: text, detail: more)))
        }
        let believed = detail.verdict.believed
        if let time = believed.occurredAt {
            let amount = believed.amount.map(words.amount) ?? ""
            add(time, "\(time)", "\(words.type(believed.type)) \(amount)", words["detail.happened"])
        }
        if let day = believed.settledOn {
            add(CivilTime(day), day.description, words["detail.settlementDay"], words["detail.bySource"])
        }
        for entry in detail.entries {
            let time = view.zone.civil(at: entry.observation.recordedAt)
            let heard = words.text("detail.heard", ["source": words.source(entry.observation.source)])
            add(time, "\(time)", heard, joinText(entry, words))
        }
        return dated.sorted { $0.time < $1.time }.map(\.event)
    }

    private static func joinText(_ entry: TransactionDetail.Entry, _ words: Words) -> String {
        let key = words.text(ifKnown: "join.\(entry.join.key)") ?? entry.join.key
        let values = [
            "origin": entry.observation.origin.reference, "journal": String(entry.journalNumber), "key": key,
            "confidence": String(entry.join.confidence),
        ]
        return words.text(entry.join.key == "first" ? "detail.heardFirst" : "detail.heardJoined", values)
    }

    private static func numbers(_ detail: TransactionDetail, _ words: Words) -> [Pair] {
        let facts = detail.verdict.believed
        let named: [(String, String?)] = [
            ("number", detail.summary.id), ("merchant", facts.merchant?.text), ("terminal", facts.terminal?.text),
            ("batch", facts.batch?.text), ("voucher", facts.voucher?.text), ("reference", facts.reference?.text),
            ("authorisation", facts.authorisation?.text), ("order", facts.order?.text),
            ("channelOrder", facts.channelOrder?.text), ("original", facts.original),
            ("journal", detail.entries.map { "#\($0.journalNumber)" }.joined(separator: " ")),
        ]
        return named.compactMap { key, text in
            guard let text, !text.isEmpty else { return nil }
            return Pair(name: words["field.\(key)"], text: text)
        }
    }
}
