// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender
import Testing

@testable import Console

/// What pages say in the situations that matter at a counter.
@Suite struct PageStoriesTests {
    let words: Words

    init() throws { words = try Shelf.words(.english) }

    private func page(_ detail: TransactionDetail) -> TransactionPage {
        TransactionPage(detail: detail, stores: Shelf.stores, now: Shelf.afternoon.adding(seconds: 90), words: words)
    }

    @Test func `while the outcome is unknown the page forbids another charge and counts the seconds`() {
        let verdict = Shelf.verdict(money: .unknown(since: Shelf.afternoon))
        let page = page(Shelf.detail(verdict, [Shelf.entry(.till, Shelf.facts())]))
        #expect(page.mustNotChargeAgain)
        #expect(page.unknownSince == "1763622187000")
    }

    @Test(arguments: [
        Verdict.MoneyState.charged, .notCharged, .pending, .reversed, .refunded(Money(minor: 5_800), isFull: true),
    ])
    func `a known outcome forbids nothing`(state: Verdict.MoneyState) {
        let page = page(Shelf.detail(Shelf.verdict(money: state), []))
        #expect(!page.mustNotChargeAgain && page.unknownSince == nil)
    }

    @Test func `a finding shows both values, the difference and the next act`() {
        let finding = Shelf.finding(.py02, by: Money(minor: 5))
        let page = page(Shelf.detail(Shelf.verdict(findings: [finding]), [Shelf.entry(.clearing, Shelf.facts())]))
        let card = page.findings.first
        #expect(card?.values.map(\.text) == ["Unknown", "Approved", "¥0.05"])
        #expect(card?.values.map(\.isDifference) == [false, false, true])
        #expect(card?.nextAction == "Do not charge again.")
        #expect(page.hasFindings)
    }

    @Test(arguments: [
        ("printed", "1", "0", nil, ["Yes", "No"]), ("fee", "0.30", "0.35", Int64(5), ["¥0.30", "¥0.35", "¥0.05"]),
        ("status", "", "approved", nil, ["Approved"]), ("terminal", "1001", "1002", nil, ["1001", "1002"]),
    ])
    func `values are shown as people say them`(
        field: String, expected: String, actual: String, fen: Int64?, texts: [String]
    ) {
        let nothing = Bilingual(zh: "无", en: "none")
        let finding = Finding(
            code: .py13, field: field, expected: expected, actual: actual, difference: fen.map { Money(minor: $0) },
            evidence: [], explanation: nothing, nextAction: nothing)
        #expect(FindingCard(finding, words).values.map(\.text) == texts)
    }

    @Test func `time line and numbers name the journal records`() {
        let entries = [
            Shelf.entry(.till, Shelf.facts(), journal: 3), Shelf.entry(.clearing, Shelf.facts(), journal: 9),
        ]
        let page = page(Shelf.detail(Shelf.verdict(), entries))
        #expect(page.timeline.first?.when == "2025-11-20 15:03:07")
        #expect(page.timeline.last?.detail == "journal #9 · clearing.csv:12@345 · joined by reference number (99%)")
        #expect(page.numbers.last?.text == "#3 #9")
    }

    @Test func `a refund is shown as money going back`() {
        let line = TransactionLine(
            Shelf.summary("T1", Shelf.facts(.refund)), from: Viewpoint(words: words, stores: Shelf.stores))
        #expect(line.amount == "-¥58.00" && line.isBack)
    }

    @Test(arguments: [
        (money: Verdict.MoneyState.charged, isMissing: true), (.unknown(since: nil), true), (.notCharged, false),
        (.reversed, false),
    ])
    func `a slip is missing only where money was taken`(money: Verdict.MoneyState, isMissing: Bool) {
        let summary = Shelf.summary("T1", money: money, slip: .none)
        let line = TransactionLine(summary, from: Viewpoint(words: words, stores: Shelf.stores))
        #expect(line.slip?.text == (isMissing ? "No slip" : nil))
    }

    @Test func `a row without time, amount, store or method still says so`() {
        let line = TransactionLine(
            Shelf.summary("T1", Facts(type: .sale)), from: Viewpoint(words: words, stores: Shelf.stores))
        #expect(
            [line.when, line.amount, line.place, line.method]
                == ["time unknown", "amount unknown", "no store", "method unknown"])
    }

    @Test func `a complaint shows the payments it may be about first, then the latest, each with its button`() {
        let fitting = Shelf.summary("T2", codes: [.rc01])
        let asked = CounterPage(
            recent: [Shelf.summary("T1"), fitting], help: "no-slip", stores: Shelf.stores, words: words)
        #expect(asked.lines.map(\.number) == ["T2", "T1"])
        #expect(asked.help?.say.isEmpty == false && asked.pickHref == "/counter/no-slip")
        let looked = CounterPage(recent: [fitting], help: "no-slip", mayTake: false, stores: [], words: words)
        #expect(looked.pickHref == nil)
        let unfit = CounterPage(recent: [Shelf.summary("T1")], help: "twice", stores: Shelf.stores, words: words)
        #expect(unfit.lines.map(\.number) == ["T1"])
        #expect(unfit.captionNote != nil)
        #expect(CounterPage(recent: [], help: "<script>", stores: [], words: words).help == nil)
    }

    @Test func `a quiet day says what was checked`() {
        let figures = DayFigures(
            day: Shelf.afternoon.date, payments: 331, charged: Money(minor: 100), refunded: Money(minor: 0), unknown: 0,
            slipsIssued: 320, slipsExpected: 327, findings: [:])
        let page = TodayPage(
            day: Shelf.afternoon.date, today: Shelf.afternoon.date, figures: figures, files: [Shelf.file()],
            unreadRows: 0, stores: Shelf.stores, words: words)
        #expect(page.figures?.coverage == "97.8%")
        #expect(page.checks.first?.text == "331 transactions were checked one by one; no findings.")
        #expect(page.checks.allSatisfy { $0.mark.tone == "ok" })
        #expect(page.empty == nil && page.unknown == nil && page.nextHref == nil)
    }

    @Test func `a day of zeros is an empty day with a next act`() {
        let zero = Money(minor: 0)
        let figures = DayFigures(
            day: Shelf.afternoon.date, payments: 0, charged: zero, refunded: zero, unknown: 0, slipsIssued: 0,
            slipsExpected: 0, findings: [:])
        let page = TodayPage(
            day: Shelf.afternoon.date, today: Shelf.afternoon.date, figures: figures, files: [], unreadRows: 0,
            stores: [], words: words)
        #expect(page.figures == nil)
        #expect(page.empty?.acts.first?.href == "/imports")
        #expect(page.checks.last?.mark.tone == "warn")
    }

    @Test func `findings are grouped by family and lead to their list`() {
        let counts: [FindingCode: Int64] = [.st05: 12_034, .py06: 2, .rc01: 1, .py01: 0]
        var filter = ListFilter()
        filter.store = "001"
        let page = FindingsPage(
            filter: filter.about(.st05), rows: PageOf(elements: [], nextCursor: nil), counts: counts,
            stores: Shelf.stores, words: words)
        #expect(page.groups.map(\.name) == ["Payment", "Settlement and fees", "Receipts"])
        #expect(page.groups[0].codes.map(\.href) == ["/findings?store=001&code=PY-06"])
        #expect(page.chosen?.allHref == "/findings?store=001")
        #expect(page.chosen?.steps.isEmpty == false)
        #expect(page.lead.hasPrefix("12,037 findings"))
    }

    @Test(arguments: [
        (Shelf.file(), "All 10 rows were taken; no findings."),
        (Shelf.file(added: 0, known: 10), "All 10 rows were known already; nothing new, no findings."),
        (Shelf.file(added: 8, bad: 2), "2 of 10 rows were set aside (reasons below); the others have no findings."),
        (
            Shelf.file(findings: [.py06: 3]),
            "All 10 rows were taken; the transactions they speak of carry 3 findings."
        ),
        (
            Shelf.file(isComplete: false),
            "This file was not finished. Drop the same file again and it goes on; nothing is doubled."
        ),
    ])
    func `a file's result is one sentence`(file: FileRecord, sentence: String) {
        let page = FilePage(file: file, quarantine: PageOf(elements: [], nextCursor: nil), words: words)
        #expect(page.verdict == sentence)
    }

    @Test func `the rows of a file add up on the page`() {
        let page = FilePage(
            file: Shelf.file(read: 1_000, added: 900, known: 90, bad: 10),
            quarantine: PageOf(elements: [], nextCursor: nil), words: words)
        #expect(page.conservation == "1,000 read = 900 added + 90 known + 10 quarantined")
    }

    @Test(arguments: [
        (UploadView.Phase.reading, true, false, false), (.ready, false, true, false), (.refused, false, false, true),
        (.importing, true, false, false), (.done, false, false, false), (.failed, false, false, true),
    ])
    func `an upload offers what its phase allows`(phase: UploadView.Phase, moves: Bool, ready: Bool, stopped: Bool) {
        let page = UploadPage(upload: Shelf.upload(phase), words: words)
        #expect(page.isMoving == moves && page.isReady == ready && page.isStopped == stopped)
        #expect((page.fileHref != nil) == (phase == .done))
        #expect(page.confirmText == "Import 10 rows")
        #expect(page.rows.first?.cells.map(\.name) == ["type", "amount", ""])
        #expect(page.rows.first?.cells.map(\.text) == ["Sale", "58.00", "extra"])
    }

    @Test func `a list that fits on one page has no pager, the second page leads back`() {
        let list = PageOf(elements: [Shelf.summary()], nextCursor: nil)
        var filter = ListFilter()
        #expect(TransactionsPage(filter: filter, list: list, stores: [], words: words).pager == nil)
        filter.cursor = "abc"
        filter.money = "unknown"
        let second = TransactionsPage(filter: filter, list: list, stores: [], words: words)
        #expect(second.pager?.first == "/transactions?money=unknown")
        #expect(second.pager?.next == nil)
    }
}
