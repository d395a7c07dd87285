// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import Cases
import Charges
import HTTPTypes
import Refunds
import Store
import Tender
import Testing

/// Compensation and paper as programs ask for them.
@Suite struct ApiAmendsTests {
    @Test func `a coupon is given for a case, redeemed once, and a lost answer gives the same coupon`() async throws {
        try await Stage.play { stage, client in
            let sale = try await stage.sell("58.00", store: "N1", reference: "R1")
            let work = try await stage.shop.openCase(.py06, about: sale, words: "twice", in: .all, by: .system)
            let manager = try await Program.signedIn("manager", client)
            let wish = """
                {"kind":"coupon","worth":{"amount":"20.00","currency":"CNY"},"case":"\(work)","store":"N1","words":"sorry"}
                """
            let given = try await manager.send(.post, "/api/v1/compensations", json: wish, key: "k1")
            #expect(given.status == 201, "\(given.text)")
            let code = try #require(given.json["code"] as? String)
            #expect(code.count == 10)
            #expect(
                try await manager.send(.post, "/api/v1/compensations", json: wish, key: "k1").body == given.body)
            // The answer was lost with the machine, and its key with it.
            #expect(
                try await manager.send(.post, "/api/v1/compensations", json: wish, key: "k2").body == given.body)
            let over = wish.replacing("20.00", with: "40.00")
            #expect(try await manager.send(.post, "/api/v1/compensations", json: over, key: "k3").status == 409)
            let stray = wish.replacing("\(work)", with: "K0000000099-PY")
            #expect(try await manager.send(.post, "/api/v1/compensations", json: stray).status == 404)
            let cashier = try await Program.signedIn("cashier", client)
            #expect(try await cashier.send(.post, "/api/v1/compensations", json: wish).status == 403)
            let used = try await cashier.send(.post, "/api/v1/coupons/\(code)/redemption", json: "{}", key: "u1")
            #expect(used.status == 200 && used.json["state"] as? String == "used", "\(used.text)")
            let again = try await cashier.send(.post, "/api/v1/coupons/\(code)/redemption", json: "{}", key: "u2")
            #expect(again.status == 409 && again.text.contains("used"), "\(again.text)")
            #expect(
                try await cashier.send(.post, "/api/v1/coupons/CPXXXXXXXX/redemption", json: "{}").status == 404)
            let southerner = try await Program.signedIn("southerner", client)
            #expect(try await southerner.get("/api/v1/compensations").items.isEmpty)
            #expect(
                try await southerner.send(.post, "/api/v1/coupons/\(code)/redemption", json: "{}").status == 404)
            #expect(try await manager.get("/api/v1/compensations?case=\(work)").items.count == 1)
        }
    }

    @Test func `a book is registered, a receipt written and matched, and neither becomes a second sale`() async throws {
        try await Stage.play { stage, client in
            let sale = try await stage.sell("58.00", store: "N1", reference: "R1")
            let manager = try await Program.signedIn("manager", client)
            let book = #"{"name":"a","first":101,"last":150,"store":"N1"}"#
            let made = try await manager.send(.post, "/api/v1/receipt-books", json: book, key: "b1")
            #expect(made.status == 201 && made.json["next"] as? String == "A-000101", "\(made.text)")
            #expect(try await manager.send(.post, "/api/v1/receipt-books", json: book).status == 201)
            let wide = book.replacing("150", with: "5000")
            #expect(try await manager.send(.post, "/api/v1/receipt-books", json: wide).status == 422)
            let cashier = try await Program.signedIn("cashier", client)
            #expect(try await cashier.send(.post, "/api/v1/receipt-books", json: book).status == 403)
            let receipt = """
                {"number":"A-101","amount":{"amount":"58.00","currency":"CNY"},"items":"bread",
                "writtenAt":"2026-11-20T15:04:00+08:00","terminal":"T0000001"}
                """
            let written = try await cashier.send(.post, "/api/v1/hand-receipts", json: receipt, key: "r1")
            #expect(written.status == 201, "\(written.text)")
            #expect(written.json["writtenAt"] as? String == "2026-11-20T15:04:00+08:00")
            #expect(try await cashier.send(.post, "/api/v1/hand-receipts", json: receipt).body == written.body)
            let other = receipt.replacing("bread", with: "milk")
            #expect(try await cashier.send(.post, "/api/v1/hand-receipts", json: other).status == 409)
            let charge = #"{"transaction":"\#(sale)"}"#
            let matched = try await cashier.send(
                .post, "/api/v1/hand-receipts/A-000101/charge", json: charge, key: "m1")
            #expect(matched.status == 200 && matched.json["transaction"] as? String == sale, "\(matched.text)")
            #expect(try await stage.shop.counts().transactions == 1)
            #expect(
                try await cashier.send(
                    .post, "/api/v1/hand-receipts/A-000101/spoiling", json: #"{"words":"torn"}"#
                ).status == 409)
            let torn = try await cashier.send(
                .post, "/api/v1/hand-receipts/A-000102/spoiling", json: #"{"words":"torn"}"#)
            #expect(torn.json["spoiled"] as? String == "torn", "\(torn.text)")
            #expect(try await cashier.get("/api/v1/hand-receipts").items.count == 2)
            #expect(try await cashier.get("/api/v1/hand-receipts?open=true").items.isEmpty)
            #expect(try await cashier.get("/api/v1/hand-receipts/A-000103").status == 404)
        }
    }

    @Test func `a found slip is entered, matched, and kept for thirty days before it is shredded`() async throws {
        try await Stage.play { stage, client in
            let sale = try await stage.sell("58.00", store: "N1", reference: "R1")
            let cashier = try await Program.signedIn("cashier", client)
            let slip = #"{"store":"N1","voucher":"1234","words":"by the door"}"#
            let found = try await cashier.send(.post, "/api/v1/found-slips", json: slip, key: "f1")
            #expect(found.status == 201 && found.json["state"] as? String == "kept", "\(found.text)")
            let number = try #require(found.json["number"] as? Int)
            let events = "/api/v1/found-slips/\(number)/events"
            let matched = try await cashier.send(
                .post, events, json: #"{"event":"matched","transaction":"\#(sale)"}"#, key: "f2")
            #expect(matched.json["transaction"] as? String == sale, "\(matched.text)")
            let early = try await cashier.send(.post, events, json: #"{"event":"shredded"}"#)
            #expect(early.status == 409 && early.text.contains("thirty days"), "\(early.text)")
            #expect(try await cashier.send(.post, events, json: #"{"event":"eaten"}"#).status == 422)
            #expect(try await cashier.send(.post, "/api/v1/found-slips", json: #"{"store":"N1"}"#).status == 422)
            stage.clock.advance(minutes: 31 * 1_440)
            let later = try await Program.signedIn("cashier", client)
            let gone = try await later.send(.post, events, json: #"{"event":"shredded"}"#)
            #expect(gone.json["state"] as? String == "shredded", "\(gone.text)")
            #expect(gone.json["endedBy"] as? String == "cashier")
            #expect(try await later.get("/api/v1/found-slips?kept=true").items.isEmpty)
            let southerner = try await Program.signedIn("southerner", client)
            #expect(try await southerner.send(.post, events, json: #"{"event":"handedBack"}"#).status == 404)
        }
    }
}
