// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Store
import Tender
import Testing

@testable import Console

/// Numbers that are missing, as people and programs see them.
@Suite struct GapPageTests {
    /// Vouchers 1 to 5 of yesterday's batch without 3.
    static func sell(_ stage: Stage) async throws {
        for number in [1, 2, 4, 5] {
            var facts = Facts(type: .sale)
            facts.status = .approved
            facts.amount = try Money(text: "58.00")
            facts.store = "N1"
            facts.terminal = "T0000001"
            facts.batch = "000101"
            facts.voucher = VoucherNumber("00000\(number)")
            facts.reference = ReferenceNumber("11240000000\(number)")
            facts.occurredAt = CivilTime(text: "2026-11-19 15:0\(number):00")
            let told = Observation(
                source: .till, origin: Origin(name: "test"), recordedAt: stage.clock.now(), facts: facts)
            _ = try await stage.shop.record([told], by: .system)
        }
    }

    @Test func `a gap is listed with both neighbours, and the pages of the day lead to it`() async throws {
        try await Stage.play { stage, client in
            try await Self.sell(stage)
            let manager = try await Browser.signedIn("manager", client)
            let page = try await manager.get("/receipts/gaps")
            #expect(page.status == 200)
            for text in ["RC-10", "000003", "000002", "000004", "batch 000101", "/transactions/T000000000"] {
                #expect(page.text.contains(text), "\(text)")
            }
            for path in ["/findings", "/today"] {
                #expect(try await manager.get(path).text.contains("href=\"/receipts/gaps\""), "\(path)")
            }
            #expect(
                try await manager.get("/findings?code=RC-10&from=2026-11-19").location?.hasPrefix("/receipts/gaps?")
                    == true)
            #expect(try await manager.get("/receipts").text.contains("/receipts/gaps"))
            let early = try await manager.get("/receipts/gaps?from=2026-10-01&to=2026-10-02")
            #expect(early.status == 200 && !early.text.contains("000003"))
            let southerner = try await Browser.signedIn("southerner", client)
            #expect(!(try await southerner.get("/receipts/gaps").text.contains("000003")))
        }
    }

    @Test func `a program reads the same, with what was looked at`() async throws {
        try await Stage.play { stage, client in
            try await Self.sell(stage)
            let auditor = try await Program.signedIn("auditor", client)
            let answer = try await auditor.get("/api/v1/gaps")
            let gap = try #require(answer.items.first)
            #expect(answer.items.count == 1)
            #expect(gap["code"] as? String == "RC-10")
            #expect(gap["firstMissing"] as? String == "000003")
            #expect((gap["after"] as? [String: Any])?["number"] as? String == "000004")
            #expect(answer.json["runsJudged"] as? Int == 1)
            #expect(answer.json["numbers"] as? Int == 4)
            #expect(try await auditor.get("/api/v1/gaps?store=S1").items.isEmpty)
            #expect(try await auditor.get("/api/v1/gaps?from=yesterday").status == 400)
        }
    }

    @Test(arguments: [
        ("", "2026-11-13", "2026-11-19"), ("from=2026-11-01", "2026-11-01", "2026-11-19"),
        ("to=2026-11-10", "2026-11-04", "2026-11-10"), ("from=2026-11-20", "2026-11-20", "2026-11-20"),
        ("from=2020-01-01&to=2026-11-10", "2026-08-11", "2026-11-10"), ("from=x&to=y", "2026-11-13", "2026-11-19"),
        ("from=2026-11-10&to=2026-11-01", "2026-11-01", "2026-11-01"),
    ])
    func `without days the seven that are over are judged`(_ query: String, _ from: String, _ to: String) throws {
        let today = try #require(CivilDate(text: "2026-11-20"))
        let asked = GapQuery(Query(query), today: today, earliest: nil)
        #expect(asked.from.description == from)
        #expect(asked.to.description == to)
    }
}

/// What a store says of itself on its receipts.
@Suite struct StoreContactTests {
    static let fields = [
        "id": "N1", "name": "North", "zone": "Asia/Shanghai", "cutOff": "00:00", "address": "Example Road 58 <b>",
        "telephone": "400-000-0000", "taxNumber": "91000000EXAMPLE001", "statementName": "EXAMPLE MART",
    ]

    @Test func `address, telephone, tax number and name at the bank reach the customer`() async throws {
        try await Stage.play { stage, client in
            let code = try await stage.soldWithCode()
            let admin = try await Browser.signedIn("admin", client)
            _ = try await admin.get("/stores")
            #expect(try await admin.post("/stores", Self.fields).status == 303)
            #expect(try await admin.get("/stores").text.contains("91000000EXAMPLE001"))
            let browser = Browser(client)
            _ = try await browser.get("/r")
            let page = try await browser.follow(try await browser.post("/r", ["code": code, "fact": "58"]))
            for text in ["400-000-0000", "91000000EXAMPLE001", "EXAMPLE MART", "Example Road 58 &lt;b&gt;"] {
                #expect(page.text.contains(text), "\(text)")
            }
        }
    }

    @Test func `a program that leaves them out leaves them as they are`() async throws {
        try await Stage.play { stage, client in
            let admin = try await Program.signedIn("admin", client)
            let whole =
                #"{"id":"N1","name":"North","zone":"Asia/Shanghai","cutOff":"00:00","telephone":"400-000-0000"}"#
            #expect(try await admin.send(.post, "/api/v1/stores", json: whole).status == 201)
            let part = #"{"id":"N1","name":"North 2","zone":"Asia/Shanghai","cutOff":"04:00"}"#
            #expect(
                try await admin.send(.post, "/api/v1/stores", json: part).json["telephone"] as? String == "400-000-0000"
            )
            let long = String(repeating: "x", count: 300)
            let wrong = #"{"id":"N1","name":"N","zone":"Asia/Shanghai","cutOff":"04:00","address":"\#(long)"}"#
            #expect(try await admin.send(.post, "/api/v1/stores", json: wrong).status == 422)
            #expect(try await stage.shop.stores().first { $0.id == "N1" }?.name == "North 2")
        }
    }
}
