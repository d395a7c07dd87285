// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Refunds
import Store
import Tender

/// Samples that were drawn, and the form for one more.
struct SamplesPage: Sendable {
    struct Line: Sendable {
        let href: String
        let number: String
        let when: String
        let by: String
        let what: String
        let size: String
        let mark: Mark
    }

    struct Choice: Sendable {
        let value: String
        let text: String
        let isChosen: Bool
    }

    let title: String
    let lines: [Line]
    let hasLines: Bool
    let choices: [Choice]
    let from: String
    let to: String
    let count: String
    let seed: String
    let once: String
    let problem: String?

    init(
        _ samples: [AuditSample], draft: SampleDraft, problem: String?, today: CivilDate, zone: Zone, words: Words
    ) {
        title = words["samples.title"]
        lines = samples.map { sample in
            let draw = sample.draw
            let (done, all) = (sample.checks.count, draw.items.count)
            let bad = sample.checks.values.filter { !$0.isInOrder }.count
            return Line(
                href: "/audit/samples/\(sample.id)", number: String(sample.id),
                when: words.moment(zone.civil(at: sample.at)), by: sample.by,
                what: "\(words["samples.of.\(draw.population.rawValue)"]) \(draw.from) – \(draw.to)",
                size: "\(all) / \(draw.total)",
                mark: Mark(
                    bad > 0 ? .bad : sample.isDone ? .ok : .warn,
                    words.text("samples.progress", ["done": String(done), "all": String(all), "bad": String(bad)])))
        }
        hasLines = !lines.isEmpty
        choices = AuditSample.Population.allCases.map {
            Choice(
                value: $0.rawValue, text: words["samples.of.\($0.rawValue)"], isChosen: $0.rawValue == draft.population)
        }
        from = draft.from.isEmpty ? "\(today.adding(days: -30))" : draft.from
        to = draft.to.isEmpty ? "\(today)" : draft.to
        count = draft.count
        seed = draft.seed
        once = Secret.make()
        self.problem = problem
    }
}

/// One sample: its records, each with what the auditor says of it.
struct SamplePage: Sendable {
    struct Line: Sendable {
        let item: String
        let href: String
        let when: String
        let amount: String
        let store: String
        let people: String
        let reason: String
        /// nil until somebody looked.
        let mark: Mark?
        let note: String
        let checked: String
    }

    let title: String
    let lead: String
    let id: String
    let lines: [Line]
    let mayCheck: Bool
    let csv: String
    let problem: String?

    init(
        _ sample: AuditSample, _ records: [RefundRecord], problem: String?, mayCheck: Bool, zone: Zone, words: Words
    ) {
        let draw = sample.draw
        title = words.text("samples.oneTitle", ["number": String(sample.id)])
        lead = words.text(
            "samples.drawn",
            [
                "what": words["samples.of.\(draw.population.rawValue)"], "from": "\(draw.from)", "to": "\(draw.to)",
                "count": String(draw.items.count), "total": String(draw.total), "seed": String(draw.seed),
                "by": sample.by,
            ])
        id = String(sample.id)
        lines = records.map { record in
            let (file, order) = (record.file, record.order)
            let check = sample.checks[order.id.text]
            return Line(
                item: order.id.text, href: "/refunds/\(order.id.text)",
                when: words.moment(zone.civil(at: file.requestedAt)), amount: words.amount(order.amount),
                store: order.store,
                people: [order.requestedBy, file.approvedBy].filter { !$0.isEmpty }.joined(separator: " → "),
                reason: [words.pick(order.reason.label), order.words].filter { !$0.isEmpty }.joined(separator: " · "),
                mark: check.map {
                    Mark($0.isInOrder ? .ok : .bad, words[$0.isInOrder ? "samples.fine" : "samples.notFine"])
                }, note: check?.note ?? "",
                checked: check.map { "\($0.by) \(words.moment(zone.civil(at: $0.at)))" } ?? "")
        }
        self.mayCheck = mayCheck
        csv = "/audit/samples/\(sample.id)/list.csv"
        self.problem = problem
    }

    static let header = [
        "refund", "asked_at", "amount", "currency", "store", "transaction", "reason", "exception", "asked_by",
        "approved_by", "state", "in_order", "note", "checked_by", "checked_at",
    ]

    static func cells(_ record: RefundRecord, _ sample: AuditSample, zone: Zone) -> [String] {
        let (file, order) = (record.file, record.order)
        let check = sample.checks[order.id.text]
        return [
            order.id.text, zone.rfc3339(file.requestedAt), order.amount.text, order.amount.currency.code, order.store,
            order.transaction, order.reason.rawValue, order.exception.rawValue, order.requestedBy, file.approvedBy,
            file.state.rawValue, check.map { $0.isInOrder ? "1" : "0" } ?? "", check?.note ?? "", check?.by ?? "",
            check.map { zone.rfc3339($0.at) } ?? "",
        ]
    }
}
