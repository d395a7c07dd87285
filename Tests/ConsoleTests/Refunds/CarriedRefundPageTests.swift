// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Charges
import HTTPTypes
import Refunds
import Store
import Tender
import Testing

@testable import Console

/// A refund of a charge that came over a link goes back over it, from the page and from a program.
@Suite struct CarriedRefundPageTests {
    /// - Returns: public number of a charge of 58.00 over a link.
    private func sell(_ till: TillStage) async throws -> String {
        let cashier = try await Program.signedIn("cashier", till.client)
        let sale = try await cashier.charge("R1", key: "k1")
        let record = try await till.shop.step(sale.id, TillStage.approved()).record
        let receipt = try #require(record.receipt)
        return try #require(try await till.shop.receipt(receipt, in: .all).record.transaction)
    }

    @Test func `a program asks, the link carries it out, and the refund follows the attempt`() async throws {
        try await TillStage.play { till in
            let sale = try await sell(till)
            let manager = try await Program.signedIn("manager", till.client)
            let offer = try await manager.get("/api/v1/transactions/\(sale)/refund-offer")
            #expect(offer.json["terminal"] as? String == "T0000001")
            let ask = #"{"transaction":"\#(sale)","amount":{"amount":"20.00"},"reason":"returned"}"#
            let asked = try await manager.send(.post, "/api/v1/refunds", json: ask, key: "r1")
            #expect(asked.status == 201 && asked.state == "unknown", "\(asked.text)")
            let id = try #require(asked.json["id"] as? String)
            let detail = try await manager.get("/api/v1/refunds/\(id)")
            let attempts = detail.json["attempts"] as? [[String: Any]]
            let attempt = try #require(attempts?.first?["id"] as? String)
            #expect(attempts?.count == 1 && attempts?.first?["state"] as? String == "sending")
            #expect(try await manager.get("/api/v1/attempts/\(attempt)").json["refund"] as? String == id)
            // Again changes nothing; by hand is refused while it is open; the till may not either.
            let again = try await manager.send(.post, "/api/v1/refunds/\(id)/sending", json: "{}", key: "r2")
            #expect(again.status == 200 && again.state == "unknown")
            let word = #"{"answer":"failed","words":"portal"}"#
            #expect(
                try await manager.send(.post, "/api/v1/refunds/\(id)/answers", json: word, key: "r3").status == 409)
            let original =
                try await till.shop.payments(of: "R1", in: .all).first { $0.attempt.request.kind == .sale }?.id.text
                ?? ""
            let more = #","kind":"refund","original":"\#(original)""#
            let back = try await manager.charge("R1", "58.00", key: "k2", more: more)
            #expect(back.status == 409, "\(back.text)")
            try await till.shop.step(AttemptID(attempt) ?? "?", TillStage.approved(2_000))
            let done = try await manager.get("/api/v1/refunds/\(id)").json["refund"] as? [String: Any]
            #expect(done?["state"] as? String == "accepted" && done?["reference"] as? String == "112600000001")
            let rest = try await manager.charge("R1", "38.01", key: "k3", more: more)
            #expect(rest.status == 409 && rest.code == "beyond_captured")
        }
    }

    @Test
    func `the page shows the attempt, keeps hands off while it is open, and offers to send again what never left`()
        async throws
    {
        try await TillStage.play { till in
            let sale = try await sell(till)
            let browser = try await Browser.signedIn("manager", till.client)
            let form = try await browser.get("/refunds/new?transaction=\(sale)")
            #expect(form.text.contains("T0000001"))
            let number = "RF7Q2M4K"
            let fields = [
                "transaction": sale, "amount": "58.00", "confirm": "58.00", "reason": "returned", "number": number,
            ]
            let asked = try await browser.post("/refunds", fields)
            #expect(asked.headers[.location] == "/refunds/\(number)?done=refund-sent")
            let page = try await browser.get("/refunds/\(number)")
            let attempt = try #require(
                try await till.shop.payments(of: RefundID(number) ?? RefundID(bits: 0), in: .all).first)
            #expect(attempt.attempt.request.kind == .void)
            #expect(page.text.contains("/payments/\(attempt.id)"))
            #expect(!page.text.contains("/refunds/\(number)/answer"))
            #expect(try await browser.get("/payments/\(attempt.id)").text.contains("/refunds/\(number)"))
            try await till.shop.step(attempt.id, .notSent, words: "refused")
            let ready = try await browser.get("/refunds/\(number)")
            #expect(ready.text.contains("action=\"/refunds/\(number)/sending\""))
            let sent = try await browser.post("/refunds/\(number)/sending", [:])
            #expect(sent.headers[.location] == "/refunds/\(number)?done=refund-sent")
            #expect(try await till.shop.payments(of: RefundID(number) ?? RefundID(bits: 0), in: .all).count == 2)
        }
    }

    @Test func `a charge that no link took is carried out by people, as ever`() async throws {
        try await TillStage.play { till in
            let sale = try await till.stage.sell("58.00", store: "N1", reference: "112600000077")
            let manager = try await Program.signedIn("manager", till.client)
            let ask = #"{"transaction":"\#(sale)","amount":{"amount":"20.00"},"reason":"returned"}"#
            let asked = try await manager.send(.post, "/api/v1/refunds", json: ask, key: "r1")
            #expect(asked.status == 201 && asked.state == "requested", "\(asked.text)")
            let id = try #require(asked.json["id"] as? String)
            let sent = try await manager.send(.post, "/api/v1/refunds/\(id)/sending", json: "{}", key: "r2")
            #expect(sent.status == 409)
        }
    }
}
