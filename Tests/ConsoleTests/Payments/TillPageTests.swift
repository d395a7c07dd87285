// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Charges
import Store
import Tender
import Testing

@testable import Console

/// The till page as a cashier meets it, with and without luck.
@Suite struct TillPageTests {
    /// Fills the form in and presses the button.
    private func pay(
        _ browser: Browser, _ amount: String = "58.00", order: String = "R1", key: String,
        terminal: String = "T0000001",
        code: String = ""
    ) async throws -> Browser.Answer {
        try await browser.post(
            "/till",
            ["order": order, "amount": amount, "terminal": terminal, "kind": "sale", "key": key, "code": code])
    }

    @Test func `a cashier charges, waits, and hands the slip over`() async throws {
        try await TillStage.play { till in
            let browser = try await Browser.signedIn("cashier", till.client)
            let form = try await browser.get("/till")
            #expect(form.status == 200 && form.text.contains("T0000001") && !form.text.contains("T0000009"))
            let first = try await pay(browser, key: "k1")
            #expect(first.status == 303)
            // A second press of the same button is the same attempt.
            #expect(try await pay(browser, key: "k1").location == first.location)
            let waiting = try await browser.follow(first)
            #expect(
                waiting.text.contains("Please wait for the result") && waiting.text.contains("http-equiv=\"refresh\""))
            let id = try await till.shop.openPayments()[0].id
            try await till.shop.step(id, TillStage.approved())
            let done = try await browser.get("/till/\(id)")
            #expect(done.text.contains("Charged") && !done.text.contains("http-equiv=\"refresh\""))
            #expect(done.text.contains("/receipts/") && done.text.contains("/transactions/T"))
            #expect(done.text.contains("/till/\(id)/more"))
        }
    }

    @Test func `pressed again while nobody knows, the page stays calm and charges nothing`() async throws {
        try await TillStage.play { till in
            let browser = try await Browser.signedIn("cashier", till.client)
            _ = try await browser.get("/till?lang=zh-CN")
            let first = try await pay(browser, key: "k1")
            let id = try await till.shop.openPayments()[0].id
            try await till.shop.step(id, .lost(.timeout))
            let unknown = try await browser.follow(first)
            #expect(unknown.text.contains("结果不明，不要再次收款") && unknown.text.contains("没有等到应答"))
            let again = try await pay(browser, key: "k2")
            #expect(again.status == 409)
            #expect(again.text.contains("没有发起新的收款") && again.text.contains("不要再次收款，请顾客稍候"))
            #expect(try await till.shop.payments(in: .all).count == 1)
            try await till.shop.step(id, .reversalSent)
            try await till.shop.step(id, .reversalDone)
            #expect(try await browser.get("/till/\(id)").text.contains("已冲正，没有扣款"))
            #expect(try await pay(browser, key: "k3").status == 303)
        }
    }

    @Test func `a wallet's code is scanned, and a wrong one asked for again`() async throws {
        try await TillStage.play { till in
            let browser = try await Browser.signedIn("cashier", till.client)
            _ = try await browser.get("/till")
            let bare = try await pay(browser, key: "k1", terminal: "W0000001")
            #expect(bare.status == 422 && bare.text.contains("Scan the code"))
            let paid = try await pay(browser, key: "k1", terminal: "W0000001", code: "134567890123456789")
            #expect(paid.status == 303 && till.desk.codes == ["134567890123456789"])
            #expect(!(try await browser.follow(paid).text.contains("134567890123456789")))
        }
    }

    @Test func `money goes back on a typed amount and within the limits`() async throws {
        try await TillStage.play { till in
            let browser = try await Browser.signedIn("cashier", till.client)
            _ = try await browser.get("/till")
            _ = try await pay(browser, "120.00", key: "k1")
            let sale = try await till.shop.openPayments()[0].id
            try await till.shop.step(sale, TillStage.approved(12_000))
            let more = "/till/\(sale)/more"
            #expect(try await browser.get(more).text.contains("120.00"))
            let unsure = try await browser.post(
                more, ["kind": "void", "amount": "120.00", "confirm": "12.00", "key": "k2"])
            #expect(unsure.status == 422)
            let refund = try await browser.post(
                more, ["kind": "refund", "amount": "20.00", "confirm": "20.00", "key": "k2"])
            #expect(refund.status == 403 && refund.text.contains("may not give back so much alone"))
            let void = try await browser.post(
                more, ["kind": "void", "amount": "120.00", "confirm": "120.00", "key": "k3"])
            #expect(void.status == 303)
            let back = try #require(try await till.shop.openPayments().first?.id)
            try await till.shop.step(back, TillStage.approved(12_000))
            #expect(try await browser.follow(void).text.contains("Given back"))
        }
    }

    @Test func `without a link the page says what to set, and nobody finds it in the rail`() async throws {
        try await TillStage.play(hasDesk: false) { till in
            let browser = try await Browser.signedIn("cashier", till.client)
            let form = try await browser.get("/till")
            #expect(form.text.contains("[[link]]") && !form.text.contains("name=\"amount\""))
            #expect(!form.text.contains("at-till"))
        }
    }

    @Test func `the manager settles with proof on the attempt's own page`() async throws {
        try await TillStage.play { till in
            let cashier = try await Browser.signedIn("cashier", till.client)
            _ = try await cashier.get("/till")
            _ = try await pay(cashier, key: "k1")
            let id = try await till.shop.openPayments()[0].id
            try await till.shop.step(id, .lost(.cut), words: "line dropped <b>")
            let page = try await cashier.get("/payments/\(id)")
            #expect(page.text.contains("the connection was cut") && page.text.contains("line dropped &lt;b&gt;"))
            #expect(!page.text.contains("name=\"proof\""))
            let manager = try await Browser.signedIn("manager", till.client)
            #expect(try await manager.get("/payments/\(id)").text.contains("name=\"proof\""))
            let path = "/payments/\(id)/settlement"
            #expect(try await manager.post(path, ["charged": "no", "proof": " "]).status == 422)
            #expect(try await manager.post(path, ["charged": "no", "proof": "letter 3"]).status == 303)
            #expect(try await manager.post(path, ["charged": "no", "proof": "letter 3"]).status == 303)
            #expect(try await manager.post(path, ["charged": "yes", "proof": "row 5"]).status == 409)
            let settled = try await manager.get("/payments/\(id)")
            #expect(settled.text.contains("letter 3") && settled.text.contains("settled by a person: not charged"))
            let list = try await manager.get("/payments")
            #expect(list.status == 200 && list.text.contains("/payments/\(id)"))
        }
    }

    @Test func `a stranger from another store finds no attempt`() async throws {
        try await TillStage.play { till in
            let cashier = try await Browser.signedIn("cashier", till.client)
            _ = try await cashier.get("/till")
            _ = try await pay(cashier, key: "k1")
            let id = try await till.shop.openPayments()[0].id
            let stranger = try await Browser.signedIn("southerner", till.client)
            for path in ["/till/\(id)", "/till/\(id)/more", "/payments/\(id)"] {
                #expect(try await stranger.get(path).status == 404, "\(path)")
            }
            for path in ["/payments", "/till"] {
                #expect(!(try await stranger.get(path).text.contains(id.text)), "\(path)")
            }
        }
    }
}
