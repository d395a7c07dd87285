// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Printing
import Tender
import Testing

@testable import Console
@testable import Store

/// The customer's pages as templates: every state of the money, hostile texts, nothing of the staff's.
@Suite struct PublicReceiptMarkupTests {
    static let states: [(Verdict.MoneyState, String)] = [
        (.charged, "paid"), (.pending, "checked"), (.unknown(since: nil), "checked"), (.reversed, "void"),
        (.notCharged, "notCharged"), (.refunded(Money(minor: 2_000), isFull: false), "partly"),
        (.refunded(Money(minor: 5_800), isFull: true), "refunded"),
    ]

    static func picked(
        _ money: Verdict.MoneyState? = .charged, text: String = "商户名称：和平<路>店\n金额 58.00\n",
        related: [TransactionSummary] = []
    ) -> PickedReceipt {
        let start = Instant(milliseconds: 1_795_161_000_000)
        let record = ReceiptRecord(
            id: Stage.receipt, printer: "front", store: "001", sender: "", startedAt: start, endedAt: start,
            ending: .cut, byteCount: 3, digest: String(repeating: "0123456789abcdef", count: 4), maskedNumbers: 0,
            copy: 1, original: nil, text: text, encoding: "gb18030", confidence: 90, isCutShort: true,
            level: .captured, report: .captured, fault: nil, changedAt: start, transaction: "T0000000001", reason: "",
            askedBy: "")
        let verdict = money.map { Shelf.verdict(money: $0) }
        let detail = verdict.map { verdict in
            TransactionDetail(
                summary: Shelf.summary("T0000000001", verdict.believed, money: verdict.money), entries: [],
                verdict: verdict, related: related)
        }
        return PickedReceipt(
            record: record, bytes: [1, 2, 3], facts: Shelf.facts(), store: Shelf.stores[1], detail: detail)
    }

    static func page(_ picked: PickedReceipt, _ words: Console.Words) throws -> PublicReceiptPage {
        let tickets = ReceiptTickets()
        let now = Instant(milliseconds: 1_795_161_600_000)
        let name = tickets.issue(
            code: try #require(PickupCode("ABCDEFGH")), receipt: Stage.receipt, now: now)
        let ticket = try #require(tickets.ticket(name, now: now))
        return PublicReceiptPage(picked, ticket: ticket, zone: .shanghai, words: words)
    }

    private static func html(
        _ template: String, _ language: Language, _ make: @escaping @Sendable (Console.Words) -> any Sendable
    ) async throws -> String {
        try await MarkupTests.render(
            .init(testDescription: template, template: template, make: make), language)
    }

    @Test(arguments: states, Language.allCases)
    func `every state of the money is said in the customer's words`(
        _ state: (Verdict.MoneyState, String), _ language: Language
    ) async throws {
        let words = try Shelf.words(language)
        let page = try Self.page(Self.picked(state.0), words)
        let html = try await Self.html("public/receipt", language) { _ in page }
        #expect(html.contains(words["public.note.\(state.1)"]))
        if state.1 == "partly" { #expect(html.contains("¥20.00") && html.contains("¥58.00")) }
        #expect(html.contains("<html lang=\"\(language.rawValue)\">"))
        #expect(html.matches(of: /<h1[ >]/).count == 1 && html.matches(of: /<main[ >]/).count == 1)
        #expect(html.firstMatch(of: /\s(style|on[a-z]+)=/) == nil)
        #expect(html.firstMatch(of: /<script>|<style|javascript:|https?:\/\//) == nil)
        #expect(!html.contains("{{") && !html.contains("public."))
        for form in html.split(separator: "<form").dropFirst() {
            #expect(form.prefix(200).contains("name=\"_csrf\" value=\"token\""))
        }
        let ids = html.matches(of: /\sid="([^"]+)"/).map { String($0.output.1) }
        #expect(ids.count == Set(ids).count)
    }

    @Test func `a slip whose payment is not known says so`() async throws {
        let words = try Shelf.words(.english)
        let page = try Self.page(Self.picked(nil), words)
        #expect(page.status.text == words["public.status.kept"])
        #expect(page.returns.isEmpty)
    }

    @Test func `names and texts of others are text, and the page says how the bank shows the payment`() async throws {
        let page = try Self.page(Self.picked(), Shelf.words(.chinese))
        let html = try await Self.html("public/receipt", .chinese) { _ in page }
        #expect(!html.contains("<&\"'>") && !html.contains("<路>"))
        #expect(html.contains("&lt;路&gt;"))
        #expect(page.statement?.contains("和平<路>店") == true)
        #expect(page.digest == "0123 4567 89ab cdef")
    }

    @Test func `only refunds that name this payment are shown, never another customer's`() async throws {
        func refund(_ original: String?, store: StoreID = "001") -> TransactionSummary {
            var facts = Shelf.facts(.refund, fen: 2_000)
            facts.original = original
            facts.store = store
            return Shelf.summary("T0000000002", facts)
        }
        let own = refund("112415030001")
        let related = [own, refund(nil), refund("999999999999"), refund("112415030001", store: "002"), Shelf.summary()]
        let page = try Self.page(Self.picked(.charged, related: related), Shelf.words(.english))
        #expect(page.returns.map(\.amount) == ["-¥20.00"])
    }

    @Test(arguments: Language.allCases)
    func `the form asks for two things, each with its name, and holds neither fact nor staff's pages`(
        _ language: Language
    ) async throws {
        let html = try await Self.html("public/door", language) {
            DoorPage(code: "AB<b>x", problem: .mustWait(seconds: 120), words: $0)
        }
        #expect(html.contains("value=\"AB&lt;b&gt;x\""))
        #expect(html.contains("2"))
        let labels = Set(html.matches(of: /<label[^>]* for="([^"]+)"/).map { String($0.output.1) })
        #expect(labels == ["code", "fact"])
        #expect(!html.contains("/counter") && !html.contains("/signin"))
        #expect(html.utf8.count < 6_000)
    }
}
