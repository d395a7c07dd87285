// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import HTTPTypes
import Charges
import Links
import Store
import Synchronization
import Tender
import Testing

@testable import Console

/// A desk whose acquirer says nothing by itself: a test tells what comes back.
private final class ScriptedBatches: BatchDesk {
    private struct Nobody: BatchLink {
        func closeBatch(
            _ close: BatchClose, record: @Sendable (BatchClose.Event) async throws -> Void
        ) async -> BatchCloseReport { BatchCloseReport(close: close, problem: nil) }
    }

    let counters: [TerminalID: BatchStation.Counter]
    private let shop = Mutex<Shop?>(nil)
    private let count = Mutex(0)

    init() {
        counters = [
            "T0000001": BatchStation.Counter(
                "T0000001", first: "000001", rows: 8, closeAt: ClosingTime("23:30"), link: Nobody())
        ]
    }

    func open(_ shop: Shop) { self.shop.withLock { $0 = shop } }

    func close(
        _ terminal: TerminalID, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> BatchAdmission {
        guard counters[terminal] != nil, let shop = shop.withLock({ $0 }) else {
            return .refused(.noCounter(terminal))
        }
        let number = count.withLock { count in
            count += 1
            return count
        }
        return try await shop.beginBatchClose(
            terminal, first: "000001", rows: 8, id: BatchCloseID("B\(number)") ?? "B", in: scope, by: actor)
    }
}

/// Batches by page and by program.
@Suite struct BatchPageTests {
    private static func play(_ act: @escaping @Sendable (TillStage) async throws -> Void) async throws {
        let batches = ScriptedBatches()
        try await TillStage.play(prepare: { $0.batchDesk = batches }) { till in
            batches.open(till.shop)
            try await act(till)
        }
    }

    private static func sell(_ order: String, _ till: TillStage, _ event: AttemptEvent.Kind) async throws -> AttemptID {
        let program = try await Program.signedIn("cashier", till.client)
        let attempt = try await program.charge(order, key: "k-\(order)")
        try await till.shop.step(attempt.id, event)
        return attempt.id
    }

    @Test func `a program closes a batch, is told which attempts stop it, and sees what both sides count`()
        async throws
    {
        try await Self.play { till in
            _ = try await Self.sell("R1", till, TillStage.approved())
            let lost = try await Self.sell("R2", till, .lost(.timeout))
            let program = try await Program.signedIn("finance", till.client)
            let open = try await program.get("/api/v1/batches/open").items
            #expect(open.first?["batch"] as? String == "000001" && open.first?["close_at"] as? String == "23:30")
            #expect(open.first?["unresolved"] as? [String] == [lost.text])
            let body = #"{"terminal":"T0000001"}"#
            let refused = try await program.send(.post, "/api/v1/batches", json: body, key: "c1")
            #expect(refused.status == 409 && refused.code == "unresolved" && refused.text.contains("R2"))
            try await till.shop.step(
                lost, .settled(.notCharged), words: "the acquirer's letter", by: Actor(name: "finance"))
            let begun = try await program.send(.post, "/api/v1/batches", json: body, key: "c1")
            #expect(begun.status == 201 && begun.json["state"] as? String == "totalling", "\(begun.text)")
            let same = try await program.send(.post, "/api/v1/batches", json: body, key: "c1")
            #expect(same.json["id"] as? String == begun.json["id"] as? String)
            let again = try await program.send(.post, "/api/v1/batches", json: body, key: "c2")
            #expect(again.status == 200 && again.json["id"] as? String == begun.json["id"] as? String)
            let told = BatchTotals(debits: 5_900, count: 2, credits: 0, count: 0)
            try await till.shop.step("B2", .event(.different(told: told)))
            let one = try await program.get("/api/v1/batches/B2").json
            #expect((one["told"] as? [String: Any])?["count"] as? Int == 2 && one["balanced"] as? Bool == false)
            #expect(one["state"] as? String == "uploading")
            let missing = try await program.send(.post, "/api/v1/batches", json: #"{"terminal":"T9"}"#, key: "c3")
            #expect(missing.status == 409 && missing.code == "no_link")
        }
    }

    @Test func `a cashier closes by a button once, and only service looks on`() async throws {
        try await Self.play { till in
            _ = try await Self.sell("R1", till, TillStage.approved())
            let browser = try await Browser.signedIn("cashier", till.client)
            for language in ["zh-CN", "en"] {
                let page = try await browser.get("/batches?lang=\(language)")
                #expect(page.status == 200 && page.text.contains("000001") && page.text.contains("58.00"))
                #expect(page.text.contains(language == "en" ? "Close the batch" : "结批"))
            }
            let fields = ["terminal": "T0000001", "once": "o1"]
            let first = try await browser.post("/batches", fields)
            #expect(first.status == 303)
            let second = try await browser.post("/batches", fields)
            #expect(second.location == first.location)
            #expect(try await till.shop.batchCloses(in: .all).count == 1)
            let list = try await browser.follow(first)
            #expect(list.text.contains("/batches/B1") && list.text.contains("Try again now"))
            try await till.shop.step("B1", .stopped(Bilingual(zh: "连不上收单方", en: "the acquirer is away")))
            #expect(try await browser.get("/batches").text.contains("the acquirer is away"))
            for event in [BatchClose.Event.balanced, .ended] { try await till.shop.step("B1", .event(event)) }
            let one = try await browser.get("/batches/B1")
            #expect(one.status == 200 && one.text.contains("as the acquirer has them"), "\(one.text)")
            let looker = try await Browser.signedIn("service", till.client)
            let seen = try await looker.get("/batches")
            #expect(seen.status == 200 && !seen.text.contains("name=\"terminal\""))
            #expect(try await looker.post("/batches", fields).status == 403)
            let southerner = try await Browser.signedIn("southerner", till.client)
            #expect(try await southerner.get("/batches/B1").status == 404)
            #expect(try await southerner.get("/batches").text.contains("T0000001") == false)
        }
    }

    private static let card =
        #","card":{"number":"6222021234567894","expiry":"2912","entry_mode":"chip","chip":"9F2608A1B2C3D4E5F60718"}"#

    @Test func `a card goes to the link alone, and to none that takes no cards`() async throws {
        try await TillStage.play(takesCards: true) { till in
            let program = try await Program.signedIn("cashier", till.client)
            let bare = try await program.charge("R1", key: "k1")
            #expect(bare.status == 422 && bare.code == "card_needed")
            let first = try await program.charge("R1", key: "k1", more: Self.card)
            #expect(first.status == 201 && !first.text.contains("6222021234567894"))
            let same = try await program.charge("R1", key: "k1")
            #expect(same.status == 200 && same.id == first.id, "the key does not cover the card")
            #expect(till.desk.codes == ["card 7894 05"])
            let terminal = try await program.charge("R2", key: "k2", terminal: "W0000001", more: Self.card)
            #expect(terminal.status == 409 && terminal.code == "no_cards" && terminal.json["what_to_do"] != nil)
        }
    }

    @Test(arguments: [
        (#"{"number":"62220212345678AB","entry_mode":"chip"}"#, "card.number"),
        (#"{"number":"6222021234567894","entry_mode":"swipe"}"#, "card.entry_mode"),
        (#"{"number":"6222021234567894","entry_mode":"chip","expiry":"2913"}"#, "card.expiry"),
        (#"{"number":"6222021234567894","entry_mode":"chip","pin_block":"6222021234"}"#, "card.pin_block"),
        (#"{"number":"6222021234567894","entry_mode":"chip","track2":"6222021234567895=2912"}"#, "card.number"),
        (#"{"number":6222021234567894,"entry_mode":"chip"}"#, "card"),
        (#"{"track2":"62220212345678946222021234567894=62220212345678946222","entry_mode":"chip"}"#, "card.track2"),
    ]) func `a card that cannot be is refused by its field, and never repeated`(_ card: String, _ field: String)
        async throws
    {
        try await TillStage.play(takesCards: true) { till in
            let program = try await Program.signedIn("cashier", till.client)
            let answer = try await program.charge("R1", key: "k1", more: ",\"card\":\(card)")
            #expect([400, 422].contains(answer.status) && answer.text.contains(field), "\(answer.text)")
            #expect(!answer.text.contains("622202"), "\(answer.text)")
            #expect(try await till.shop.payments(of: "R1", in: .all).isEmpty)
        }
    }

    @Test(arguments: [("", true), ("https", true), ("http", false)])
    func `a card over a proxy is taken when the proxy ends TLS`(_ scheme: String, _ isTaken: Bool) async throws {
        try await TillStage.play(takesCards: true) { till in
            let program = try await Program.signedIn("cashier", till.client)
            let forwarded = scheme.isEmpty ? [:] : ["X-Forwarded-For": "10.0.0.7", "X-Forwarded-Proto": scheme]
            let answer = try await program.send(
                .post, "/api/v1/sales/R1/attempts",
                json: #"{"amount":{"amount":"1.00","currency":"CNY"},"terminal":"T0000001"\#(Self.card)}"#,
                key: "k1", more: forwarded)
            #expect(answer.status == (isTaken ? 201 : 403), "\(answer.text)")
            if !isTaken { #expect(answer.code == "card_in_clear" && !answer.text.contains("622202")) }
        }
    }
}
