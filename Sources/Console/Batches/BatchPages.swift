// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Charges
import Store
import Tender

extension Mark {
    /// A close's state as a page shows it.
    init(batch story: BatchCloseStory, _ words: Words) {
        let text = words.pick(story.close.state.label)
        self =
            switch (story.close.state, story.close.isBalanced) {
            case (.closed, true?): Mark(.ok, text)
            case (.closed, _): Mark(.warn, words["batches.apart"])
            case (_, _) where story.problem != nil: Mark(.bad, words["batches.stopped"])
            default: Mark(.warn, icon: "wait", text)
            }
    }
}

/// What one side counts, as a table row.
struct BatchSums: Sendable, Equatable {
    let side: String
    let count: String
    let debits: String
    let credits: String
    let net: String

    init(_ side: String, _ totals: BatchTotals, _ currency: Currency, _ words: Words) {
        func money(_ minor: Int128) -> String { words.amount(Money(minor: Int64(clamping: minor), currency: currency)) }
        self.side = side
        count = String(totals.count)
        debits = "\(money(totals.debits)) (\(totals.debitCount))"
        credits = "\(money(totals.credits)) (\(totals.creditCount))"
        net = money(totals.net)
    }
}

/// A terminal with the batch it has open.
struct BatchCounterCard: Sendable, Equatable {
    struct Waiting: Sendable, Equatable {
        let href: String
        let text: String
    }

    let terminal: String
    let store: String
    let batch: String
    let rows: String
    let net: String
    let closeAt: String
    /// Attempts that keep it from being closed.
    let waiting: [Waiting]
    let hasWaiting: Bool
    /// The close under way; nil while there is none.
    let underWay: BatchCloseLine?
    let problem: String?
    let button: String
    let once: String

    init(_ counter: BatchClerk.Counter, from view: Viewpoint, clocks: Clockwork) {
        let (words, hand) = (view.words, counter.hand)
        terminal = hand.terminal.text
        store = view.store(hand.store)
        batch = hand.number.text
        rows = String(hand.entries.count)
        net = words.amount(Money(minor: Int64(clamping: hand.totals.net), currency: hand.currency))
        closeAt = counter.closeAt.map { words.text("batches.closeAt", ["time": $0.text]) } ?? words["batches.byHand"]
        waiting = hand.unresolved.prefix(20).map { attempt in
            Waiting(
                href: "/payments/\(attempt.id)",
                text: "\(attempt.request.order) · \(words.amount(attempt.request.amount)) · "
                    + words.pick(attempt.state.label))
        }
        hasWaiting = !waiting.isEmpty
        underWay = hand.underWay.map { BatchCloseLine($0, from: view, clocks: clocks) }
        problem = hand.underWay?.problem.map(words.pick)
        button = words[hand.underWay == nil ? "batches.closeNow" : "batches.goOn"]
        once = Secret.make()
    }
}

/// A close as a row of a table.
struct BatchCloseLine: Sendable, Equatable {
    let href: String
    let when: String
    let by: String
    let terminal: String
    let store: String
    let batch: String
    let mark: Mark
    let ours: String
    let told: String
    let note: String?

    init(_ story: BatchCloseStory, from view: Viewpoint, clocks: Clockwork) {
        let (words, close) = (view.words, story.close)
        let zone = clocks.zone(of: story.store)
        href = "/batches/\(story.id)"
        when = words.moment(zone.civil(at: story.begunAt))
        by = story.by
        terminal = close.terminal.text
        store = view.store(story.store)
        batch = close.batch.text
        mark = Mark(batch: story, words)
        func side(_ totals: BatchTotals) -> String {
            let net = Money(minor: Int64(clamping: totals.net), currency: story.currency)
            return words.text("batches.side", ["count": String(totals.count), "net": words.amount(net)])
        }
        ours = side(close.totals)
        told =
            switch (close.isBalanced, close.told) {
            case (true?, _): words["batches.same"]
            case (false?, let told?): side(told)
            case (false?, nil): words["batches.untold"]
            case (nil, _): words["batches.notYet"]
            }
        note = story.problem.map(words.pick)
    }
}

/// The batches of all terminals, open ones first.
struct BatchesPage: Sendable {
    let title: String
    let counters: [BatchCounterCard]
    let hasClosed: Bool
    let caption: String
    let lines: [BatchCloseLine]
    let mayClose: Bool
    let problem: String?
    let empty: Blank?

    init(
        _ counters: [BatchClerk.Counter], _ closes: [BatchCloseStory], mayClose: Bool, problem: String? = nil,
        from view: Viewpoint, clocks: Clockwork
    ) {
        let words = view.words
        title = words["batches.title"]
        self.counters = counters.map { BatchCounterCard($0, from: view, clocks: clocks) }
        lines = closes.map { BatchCloseLine($0, from: view, clocks: clocks) }
        hasClosed = !closes.isEmpty
        caption = words.text("batches.caption", ["count": String(closes.count)])
        self.mayClose = mayClose
        self.problem = problem
        empty =
            counters.isEmpty && closes.isEmpty
            ? Blank(
                icon: "payments", heading: words["batches.empty.heading"],
                lines: [words["batches.empty.why"], words["batches.empty.act"]]) : nil
    }
}

/// One close: both sides' totals, every step, and what was in it.
struct BatchPage: Sendable {
    struct Step: Sendable, Equatable {
        let when: String
        let text: String
        let words: String?
    }

    struct Entry: Sendable, Equatable {
        let href: String
        let voucher: String
        let kind: String
        let amount: String
        let foreign: String?
    }

    let title: String
    let now: BatchCloseLine
    let state: String
    let closedAt: String?
    let sums: [BatchSums]
    let steps: [Step]
    let hasSteps: Bool
    let entries: [Entry]
    let hasEntries: Bool
    let entryCaption: String
    let explanation: String?

    /// Most rows that a page shows; the caption counts them all.
    private static let rowsMax = 1_000

    init(_ story: BatchCloseStory, explanation: String?, from view: Viewpoint, clocks: Clockwork) {
        let (words, close, zone) = (view.words, story.close, clocks.zone(of: story.store))
        now = BatchCloseLine(story, from: view, clocks: clocks)
        title = words.text("batches.oneTitle", ["batch": close.batch.text, "terminal": close.terminal.text])
        state = words.pick(close.state.label)
        closedAt = story.closedAt.map { "\(zone.civil(at: $0))" }
        var sums = [BatchSums(words["batches.ours"], close.totals, story.currency, words)]
        if close.isBalanced == true {
            sums.append(BatchSums(words["batches.theirs"], close.totals, story.currency, words))
        } else if let told = close.told {
            sums.append(BatchSums(words["batches.theirs"], told, story.currency, words))
        }
        self.sums = sums
        steps = story.steps.map { step in
            var why: String?
            if case .stopped(let text) = step.kind { why = words.pick(text) }
            return Step(
                when: "\(zone.civil(at: step.at))", text: words.pick(step.label(in: story.currency)), words: why)
        }
        hasSteps = !steps.isEmpty
        entries = close.entries.prefix(Self.rowsMax).map { entry in
            Entry(
                href: "/payments/\(entry.attempt)", voucher: entry.voucher.text, kind: words.pick(entry.kind.label),
                amount: (entry.kind.takes ? "" : "-") + words.amount(entry.amount),
                foreign: entry.isForeign ? words["batches.foreign"] : nil)
        }
        hasEntries = !entries.isEmpty
        entryCaption = words.text("batches.entries", ["count": String(close.entries.count)])
        self.explanation = explanation
    }
}
