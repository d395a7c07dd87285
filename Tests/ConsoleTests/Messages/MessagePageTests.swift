// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import Charges
import HTTPTypes
import Messages
import Store
import Tender
import Testing

/// Writing to a customer from the pages: two presses from a payment, nothing twice, nothing to the wrong one.
@Suite struct MessagePageTests {
    private static func sold(_ stage: Stage) async throws -> String {
        let number = try await stage.sell("58.00", store: "N1", reference: "115888880001", printed: false)
        _ = try await stage.keepSlip()
        return number
    }

    private static func form(_ number: String, to: String = "13800000000", once: String = "page-1") -> [String: String]
    {
        ["about": number, "to": to, "template": "N1.zh", "act": "send", "once": once]
    }

    @Test func `the customer left: open, send, done`() async throws {
        try await Stage.play { stage, client in
            let number = try await Self.sold(stage)
            let browser = try await Browser.signedIn("service", client)
            let draft = try await browser.get("/messages/new?about=\(number)&template=N1.zh")
            #expect(draft.status == 200)
            #expect(draft.text.contains("您11月20日付款58.00元成功，小票未打印。"))
            let sent = try await browser.post("/messages/new", Self.form(number))
            #expect(sent.status == 303)
            let page = try await browser.follow(sent)
            #expect(page.text.contains("138****0000") && !page.text.contains("13800000000"), "\(page.text)")
            let again = try await browser.post("/messages/new", Self.form(number))
            #expect(again.status == 303)
            let other = try await browser.post("/messages/new", Self.form(number, once: "page-2"))
            #expect(other.location == sent.location?.replacing("message-queued", with: "message-known"))
            let list = try await stage.shop.outbox(OutboxFilter(), in: .all, cursor: nil, limit: 9).elements
            #expect(list.count == 1)
            let codes = try await stage.shop.receipt(Stage.receipt, in: .all).codes
            #expect(list.first?.order.text.contains(try #require(codes.first)) == true)
        }
    }

    @Test func `an address that is none is refused with the page as it was`() async throws {
        try await Stage.play { stage, client in
            let number = try await Self.sold(stage)
            let browser = try await Browser.signedIn("cashier", client)
            _ = try await browser.get("/messages/new?about=\(number)")
            let answer = try await browser.post("/messages/new", Self.form(number, to: "<b>12"))
            #expect(answer.status == 422)
            #expect(answer.text.contains("&lt;b&gt;12") && !answer.text.contains("<b>12"))
            #expect(try await stage.shop.outboxCounts(in: .all) == OutboxCounts())
        }
    }

    @Test func `money back is not told before the channel said so`() async throws {
        try await Stage.play { stage, client in
            let number = try await Self.sold(stage)
            let browser = try await Browser.signedIn("manager", client)
            _ = try await browser.get("/messages/new?about=\(number)")
            var form = Self.form(number)
            form["template"] = "N4.zh"
            form["v-refund"] = "RF7Q2M"
            let answer = try await browser.post("/messages/new", form)
            #expect(answer.status == 422)
            #expect(answer.text.contains("The channel has not accepted the refund yet."))
        }
    }

    @Test func `what failed can be sent again with a reason, and only then`() async throws {
        try await Stage.play { stage, client in
            let number = try await Self.sold(stage)
            let browser = try await Browser.signedIn("service", client)
            _ = try await browser.get("/messages/new?about=\(number)")
            _ = try await browser.post("/messages/new", Self.form(number))
            let id = try #require(
                try await stage.shop.claimMessages(1, routes: [.sms], by: Actor(name: "sender")).first?.id)
            try await stage.shop.noteMessage(id, .failed(code: "550 <no>", isFinal: true), by: .system)
            let page = try await browser.get("/messages/\(id)")
            #expect(page.text.contains("550 &lt;no&gt;"))
            #expect(try await browser.get("/messages?undeliverable=1").text.contains(id.text))
            #expect(try await browser.post("/messages/\(id)/again", ["once": "a"]).status == 422)
            #expect(try await browser.post("/messages/\(id)/again", ["once": "a", "reason": "asked"]).status == 303)
            #expect(try await stage.shop.message(id, in: .all).record.file.state == .queued)
            #expect(try await browser.post("/messages/\(id)/withdrawal", ["reason": "wrong"]).status == 303)
            #expect(try await stage.shop.message(id, in: .all).record.file.isWithdrawn)
        }
    }

    @Test func `another store's people find neither message nor draft`() async throws {
        try await Stage.play { stage, client in
            let number = try await Self.sold(stage)
            let browser = try await Browser.signedIn("service", client)
            _ = try await browser.get("/messages/new?about=\(number)")
            _ = try await browser.post("/messages/new", Self.form(number))
            let id = try #require(
                try await stage.shop.outbox(OutboxFilter(), in: .all, cursor: nil, limit: 1).elements.first?.id)
            let southerner = try await Browser.signedIn("southerner", client)
            #expect(try await southerner.get("/messages/\(id)").status == 404)
            #expect(try await southerner.get("/messages/new?about=\(number)").status == 404)
            #expect(try await !southerner.get("/messages").text.contains(id.text))
        }
    }

    @Test func `the editor counts, marks what is refused, and keeps what is taken`() async throws {
        try await Stage.play { stage, client in
            let browser = try await Browser.signedIn("service", client)
            let page = try await browser.get("/messages/templates?key=N1.zh")
            #expect(page.text.contains("70 characters, 1 parts"))
            let checked = try await browser.post(
                "/messages/templates", ["key": "N1.zh", "act": "check", "text": "【{sign}】POS机坏了¥{amount}"])
            #expect(checked.text.contains("<mark>POS机</mark>") && checked.text.contains("<mark>¥</mark>"))
            let broken = try await browser.post(
                "/messages/templates", ["key": "N1.zh", "act": "keep", "text": "{nobody}"])
            #expect(broken.status == 422)
            let kept = try await browser.post(
                "/messages/templates", ["key": "N1.zh", "act": "keep", "text": "【{sign}】小票 {code}"])
            #expect(kept.status == 303)
            #expect(try await stage.shop.wording(TemplateKey(.n1, .chinese)).text == "【{sign}】小票 {code}")
            let cashier = try await Browser.signedIn("cashier", client)
            _ = try await cashier.get("/messages/templates")
            let refused = try await cashier.post(
                "/messages/templates", ["key": "N1.zh", "act": "keep", "text": "【{sign}】x"])
            #expect(refused.status == 403)
        }
    }

    @Test func `a contact is erased for good`() async throws {
        try await Stage.play { stage, client in
            let number = try await Self.sold(stage)
            let browser = try await Browser.signedIn("manager", client)
            _ = try await browser.get("/messages/new?about=\(number)")
            _ = try await browser.post("/messages/new", Self.form(number))
            let contact = try #require(
                try await stage.shop.outbox(OutboxFilter(), in: .all, cursor: nil, limit: 1).elements.first?.order
                    .contact)
            #expect(try await browser.get("/messages/contacts").text.contains("138****0000"))
            #expect(try await browser.post("/messages/contacts/\(contact)", ["event": "erased"]).status == 303)
            #expect(try await !browser.get("/messages/contacts").text.contains("138****0000"))
            await #expect(throws: StoreError.missing) { try await stage.shop.address(of: contact, in: .all) }
        }
    }

    @Test func `a program sends, asks and reads`() async throws {
        try await Stage.play { stage, client in
            let number = try await Self.sold(stage)
            let program = try await Program.signedIn("finance", client)
            let body = #"{"template":"N1.en","transaction":"\#(number)","to":"c@example.com"}"#
            let sent = try await program.send(.post, "/api/v1/messages", json: body)
            #expect(sent.status == 201, "\(sent.text)")
            let id = try #require(sent.json["id"] as? String)
            #expect(try await program.send(.post, "/api/v1/messages", json: body).json["id"] as? String == id)
            let list = try await program.get("/api/v1/messages?state=queued")
            #expect(list.items.first?["to"] as? String == "c***@example.com")
            #expect(try await program.get("/api/v1/messages/\(id)").status == 200)
            let check = try await program.send(
                .post, "/api/v1/message-templates/N1.zh/check", json: #"{"text":"【{sign}】返现"}"#)
            #expect(check.status == 200 && check.text.contains("返现"))
            #expect(try await program.get("/api/v1/message-templates").items.count == 34)
            #expect(try await program.get("/api/v1/contacts").items.count == 1)
        }
    }

    @Test func `refused words are cut out wherever they stand`() {
        let pieces = TemplatesPage.pieces(of: "a pos机 b POS机", marking: ["POS机"])
        #expect(pieces.map(\.text) == ["a ", "pos机", " b ", "POS机"])
        #expect(pieces.map(\.isRefused) == [false, true, false, true])
        #expect(TemplatesPage.pieces(of: "", marking: ["x"]).isEmpty)
    }
}
