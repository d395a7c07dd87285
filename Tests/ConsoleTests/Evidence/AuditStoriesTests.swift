// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Messages
import Refunds
import Store
import Tender
import Testing

@testable import Console

/// What auditors, service and managers do with samples, requests, holds and masked addresses.
@Suite struct AuditStoriesTests {
    @Test func `an auditor draws a sample, looks at each record, and list and log say so`() async throws {
        try await Stage.play { stage, client in
            let scene = Scene(stage: stage, client: client, door: 1)
            var ids: [String] = []
            for turn in 0..<4 { ids.append(try await scene.request("20.00", turn, daysAgo: 1, as: .cashier)) }
            let auditor = try await scene.browser("auditor")
            let day = "\(scene.today)"
            let fields = ["population": "refunds", "from": day, "to": day, "count": "2", "seed": "42", "once": "one"]
            let drawn = try await auditor.post("/audit/samples", fields)
            let path = try #require(drawn.location)
            #expect(try await auditor.post("/audit/samples", fields).location == path)
            let sample = try #require(try await stage.shop.samples().first)
            #expect(try await stage.shop.samples().count == 1)
            #expect(sample.draw.total == 4 && sample.draw.items.count == 2 && sample.draw.seed == 42)
            // Anybody with the seed draws the same.
            let program = try await scene.program("auditor")
            let again = try await program.send(
                .post, "/api/v1/audit/samples",
                json: #"{"population":"refunds","from":"\#(day)","to":"\#(day)","count":2,"seed":"42"}"#)
            let items = (again.json["items"] as? [[String: Any]])?.compactMap { $0["item"] as? String }
            #expect(items == sample.draw.items)
            let (fine, bad) = (sample.draw.items[0], sample.draw.items[1])
            _ = try await auditor.post("\(path)/checks", ["item": fine, "verdict": "ok"])
            let bare = try await auditor.post("\(path)/checks", ["item": bad, "verdict": "bad"])
            #expect(bare.status == 422 && bare.text.contains("Say what is wrong"))
            _ = try await auditor.post("\(path)/checks", ["item": bad, "verdict": "bad", "note": "no slip kept"])
            let page = try await auditor.get(path)
            #expect(page.text.contains("no slip kept") && page.text.contains("seed 42"))
            let file = try await auditor.get("\(path)/list.csv")
            #expect(file.text.contains(fine) && file.text.contains("no slip kept"))
            #expect(try await auditor.get("/audit/samples").text.contains("2 of 2 looked at, 1 not in order"))
            #expect(try await auditor.get("/audit").text.contains("no slip kept"))
            let other = ids.first { !sample.draw.items.contains($0) } ?? ""
            #expect(try await auditor.post("\(path)/checks", ["item": other, "verdict": "ok"]).status == 404)
        }
    }

    @Test func `what a manager asks for, service sees and answers`() async throws {
        try await Stage.play { stage, client in
            let scene = Scene(stage: stage, client: client, door: 1)
            let sale = try await scene.sale("58.00", 1)
            let manager = try await scene.browser("manager")
            _ = try await manager.post(
                "/evidence", ["subject": sale, "variant": "customer", "reason": "customer asks"])
            let service = try await scene.browser("service")
            let page = try await service.get("/evidence")
            let href = "/evidence?about=\(sale)&amp;variant=customer&amp;reason=customer%20asks"
            #expect(page.text.contains(href))
            #expect(try await service.get(href.replacing("&amp;", with: "&")).text.contains("value=\"customer asks\""))
            _ = try await service.post(
                "/evidence", ["subject": sale, "variant": "customer", "reason": "customer asks"])
            let after = try await service.get("/evidence")
            #expect(!after.text.contains(href) && after.text.contains("✓"))
            let program = try await scene.program("service")
            let hash = try await stage.shop.register(of: sale, handOversOnly: true).compactMap { line -> String? in
                guard case .handedOver(let handOver) = line.content else { return nil }
                return handOver.sha256
            }.first
            let pack = try await program.get("/api/v1/evidence/packs/\(try #require(hash))")
            #expect(pack.status == 200 && pack.body.prefix(2) == [0x50, 0x4B])
        }
    }

    @Test func `an address stays masked until somebody says why, and the page of its transaction leads there`()
        async throws
    {
        try await Stage.play { stage, client in
            let scene = Scene(stage: stage, client: client, door: 1)
            let id = try await scene.contact(3)
            let contact = try await stage.shop.contact(try #require(ContactID(id)), in: .all)
            let service = try await scene.browser("service")
            let detail = try await service.get("/transactions/\(contact.matter)")
            #expect(detail.text.contains("/messages/contacts/\(id)") && !detail.text.contains("13800001103"))
            let bare = try await service.post("/messages/contacts/\(id)/unmasking", ["reason": ""])
            #expect(bare.status == 422 && !bare.text.contains("13800001103"))
            let shown = try await service.post("/messages/contacts/\(id)/unmasking", ["reason": "call back"])
            #expect(shown.status == 200 && shown.text.contains("13800001103"))
            #expect(try await service.get("/messages/contacts/\(id)").text.contains("13800001103") == false)
            let auditor = try await scene.browser("auditor")
            #expect(try await auditor.get("/audit").text.contains("call back"))
        }
    }

    @Test func `a hold stands on the page until it is lifted with a reason`() async throws {
        try await Stage.play { stage, client in
            let scene = Scene(stage: stage, client: client, door: 1)
            let finance = try await scene.browser("finance")
            let wrong = try await finance.post("/evidence/holds", ["transaction": "T9999999999", "reason": "x"])
            #expect(wrong.status == 422 && wrong.text.contains("Name a transaction that exists"))
            let placed = try await finance.post(
                "/evidence/holds", ["store": "N1", "from": "2026-11-01", "to": "2026-11-30", "reason": "court"])
            #expect(placed.status == 303)
            let page = try await finance.get("/evidence")
            #expect(page.text.contains("N1 2026-11-01…2026-11-30"))
            let hold = try #require(try await stage.shop.holds(in: .all).first)
            let bare = try await finance.post("/evidence/holds/\(hold.id)/lifting", [:])
            #expect(bare.status == 422)
            _ = try await finance.post("/evidence/holds/\(hold.id)/lifting", ["reason": "suit over"])
            #expect(try await finance.get("/evidence").text.contains("suit over"))
        }
    }

    @Test func `a customer's code opens the receipt for as long as the shop set`() async throws {
        try await Stage.play { stage, _ in
            let code = try await stage.soldWithCode()
            stage.clock.advance(minutes: 5 * 525_960 + 10)
            #expect(try await stage.shop.open(code: code, fact: "58", from: "") == .refused)
            var rules = ShopRules.standard
            try #require(RuleField.named("retention.receiptYears")).set("10", in: &rules)
            _ = try await stage.shop.putRules(rules, over: nil, reason: "longer", by: Actor(name: "admin"))
            guard case .opened = try await stage.shop.open(code: code, fact: "58", from: "") else {
                Issue.record("not opened")
                return
            }
        }
    }
}
