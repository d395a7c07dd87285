// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Refunds
import Store
import Tender
import Testing

@testable import Console

/// Money back as people meet it: asked for, agreed to, written down, proved.
@Suite struct RefundPageTests {
    private static func number(_ answer: Browser.Answer) throws -> String {
        let location = try #require(answer.location)
        return String(try #require(location.split(separator: "/").last).prefix(8))
    }

    @Test func `a double charge: two rows, the way chosen, a second person, the proof`() async throws {
        try await Stage.play { stage, client in
            try await stage.sell("258.00", store: "N1", reference: "R1", at: "2026-11-20 15:03:00")
            let second = try await stage.sell("258.00", store: "N1", reference: "R2", at: "2026-11-20 15:04:00")
            let cashier = try await Browser.signedIn("cashier", client)
            let form = try await cashier.get(
                "/refunds/new?transaction=\(second)&reason=doubleCharge&case=K0000000002-PY")
            #expect(form.status == 200)
            #expect(form.text.contains("R1") && form.text.contains("R2"))
            #expect(form.text.contains("Same day, batch open, whole amount"))
            let asked = try await cashier.post(
                "/refunds",
                [
                    "transaction": second, "amount": "258.00", "confirm": "258", "reason": "doubleCharge",
                    "case": "K0000000002-PY", "number": "RF234567",
                ])
            #expect(asked.status == 303)
            let number = try Self.number(asked)
            #expect(number == "RF234567")
            // Above 200.00 a cashier's void waits for somebody else.
            let early = try await cashier.post("/refunds/\(number)/answer", ["answer": "succeeded", "reference": "9"])
            #expect(early.status == 409)
            let manager = try await Browser.signedIn("manager", client)
            let waiting = try await manager.get("/refunds?standing=waiting")
            #expect(waiting.text.contains(number))
            _ = try await manager.get("/refunds/\(number)")
            let typo = try await manager.post("/refunds/\(number)/approval", ["confirm": "25.80"])
            #expect(typo.status == 422)
            let approved = try await manager.post("/refunds/\(number)/approval", ["confirm": "258.00"])
            #expect(approved.status == 303)
            let told = try await cashier.post(
                "/refunds/\(number)/answer", ["answer": "succeeded", "reference": "112015040009"])
            #expect(told.status == 303)
            let proof = try await cashier.get("/refunds/\(number)/proof")
            #expect(proof.text.contains("退款凭证") && proof.text.contains("Proof of refund"))
            #expect(proof.text.contains("112015040009") && proof.text.contains("贰佰伍拾捌元整"))
            #expect(try await stage.shop.transaction(second, in: .all).verdict.money == .reversed)
        }
    }

    @Test func `a button pressed twice, and a second page, make one refund`() async throws {
        try await Stage.play { stage, client in
            let sale = try await stage.sell("58.00", store: "N1", reference: "R1")
            let manager = try await Browser.signedIn("manager", client)
            _ = try await manager.get("/refunds/new?transaction=\(sale)")
            var fields = [
                "transaction": sale, "amount": "58.00", "confirm": "58.00", "reason": "doubleCharge",
                "number": "RF234567",
            ]
            #expect(try await manager.post("/refunds", fields).status == 303)
            #expect(try await manager.post("/refunds", fields).location?.contains("refund-known") == true)
            fields["number"] = "RF234568"
            let again = try await manager.post("/refunds", fields)
            #expect(again.status == 409)
            #expect(again.text.contains("/refunds/RF234567"))
            #expect(try await stage.shop.refunds(of: sale, in: .all).count == 1)
        }
    }

    @Test func `money needs the amount typed twice`() async throws {
        try await Stage.play { stage, client in
            let sale = try await stage.sell("58.00", store: "N1", reference: "R1")
            let manager = try await Browser.signedIn("manager", client)
            _ = try await manager.get("/refunds/new?transaction=\(sale)")
            for confirm in ["", "5.80", "58,00", "fifty"] {
                let answer = try await manager.post(
                    "/refunds", ["transaction": sale, "amount": "58.00", "confirm": confirm, "reason": "other"])
                #expect(answer.status == 422, "\(confirm)")
            }
            #expect(try await stage.shop.refunds(of: sale, in: .all).isEmpty)
        }
    }

    @Test func `a wrong amount: the difference is computed, or a note says to collect it`() async throws {
        try await Stage.play { stage, client in
            let sale = try await stage.sell("85.00", store: "N1", reference: "R1")
            let manager = try await Browser.signedIn("manager", client)
            let over = try await manager.get("/refunds/new?transaction=\(sale)&right=58.00")
            #expect(over.text.contains("name=\"amount\" value=\"27.00\""))
            let under = try await manager.get("/refunds/new?transaction=\(sale)&right=90.00")
            #expect(under.text.contains("¥5.00 too little was charged"))
            #expect(!under.text.contains("name=\"confirm\""))
        }
    }

    @Test func `what stands in the way is said, and the form is not offered`() async throws {
        try await Stage.play { stage, client in
            let sale = try await stage.sell("58.00", store: "N1", reference: "R1")
            var facts = Facts(type: .sale)
            facts.reference = "R1"
            facts.terminal = "T0000001"
            facts.amount = try Money(text: "58.00")
            facts.notice = Notice(.chargeback)
            let letter = Observation(
                source: .person, origin: Origin(name: "letter"), recordedAt: stage.clock.now(), facts: facts)
            _ = try await stage.shop.record([letter], by: .system)
            let manager = try await Browser.signedIn("manager", client)
            let page = try await manager.get("/refunds/new?transaction=\(sale)")
            #expect(page.text.contains("A chargeback is open"))
            #expect(!page.text.contains("name=\"confirm\""))
        }
    }

    @Test func `paper and compensation have their pages in both languages`() async throws {
        try await Stage.play { stage, client in
            let sale = try await stage.sell("58.00", store: "N1", reference: "R1")
            let manager = try await Browser.signedIn("manager", client)
            _ = try await manager.get("/refunds/paper")
            #expect(
                try await manager.post(
                    "/refunds/paper/books", ["name": "a", "first": "101", "last": "150", "store": "N1"]
                ).status == 303)
            #expect(
                try await manager.post(
                    "/refunds/paper/receipts", ["number": "A-101", "amount": "58.00", "items": "bread"]
                ).status == 303)
            #expect(
                try await manager.post("/refunds/paper/receipts/A-000101/charge", ["transaction": sale]).status == 303)
            #expect(
                try await manager.post("/refunds/paper/found", ["voucher": "123", "store": "N1"]).status == 303)
            let paper = try await manager.get("/refunds/paper?lang=zh-CN")
            #expect(paper.text.contains("伍拾捌元整") && paper.text.contains("A-000101") && paper.text.contains(sale))
            _ = try await manager.get("/refunds/compensation?lang=en")
            try await stage.shop.openCase(.py06, about: sale, words: "twice", in: .all, by: .system)
            let given = try await manager.post(
                "/refunds/compensation",
                ["kind": "coupon", "worth": "50.00", "case": "K0000000001-PY", "store": "N1", "words": "sorry"])
            #expect(given.status == 303)
            let over = try await manager.post(
                "/refunds/compensation",
                ["kind": "gift", "worth": "0.01", "case": "K0000000001-PY", "store": "N1", "words": "more"])
            #expect(over.status == 409)
            #expect(try await stage.shop.compensations(of: "K0000000001-PY", in: .all).count == 1)
        }
    }
}
