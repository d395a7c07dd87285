// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Refunds
import Store
import Tender
import Testing

@testable import Console

@Suite struct LimitsPageTests {
    @Test func `an administrator changes a limit, and the page says by whom and from what`() async throws {
        try await Stage.play { stage, client in
            let admin = try await Browser.signedIn("admin", client)
            let page = try await admin.get("/settings/limits")
            #expect(page.status == 200 && page.text.contains("one administrator"))
            let wrong = try await admin.post(
                "/settings/limits", ["limit.voidCashier": "-5", "limit.voidManager": "abc", "reason": "x"])
            #expect(wrong.status == 422 && wrong.text.contains("not below 0") && wrong.text.contains("value=\"abc\""))
            let bare = try await admin.post("/settings/limits", ["limit.voidCashier": "100.00"])
            #expect(bare.status == 422 && bare.text.contains("Say why"))
            let saved = try await admin.post(
                "/settings/limits", ["limit.voidCashier": "100.00", "reason": "new staff"])
            #expect(saved.location == "/settings/limits?done=limits-saved")
            let after = try await admin.follow(saved)
            for text in ["200.00", "100.00", "new staff", "by the only administrator"] {
                #expect(after.text.contains(text))
            }
            #expect(try await stage.shop.rules().limits.cashierVoid == (try Money(text: "100.00")))
        }
    }

    @Test func `with two administrators a limit waits for the other, by page and by program`() async throws {
        try await Stage.play { stage, client in
            _ = try await stage.shop.addPerson(
                name: "second", displayName: "Second", role: .administrator, stores: [], language: "en",
                password: Stage.password, by: .system)
            let first = try await Program.signedIn("admin", client)
            let asked = try await first.send(
                .put, "/api/v1/settings", json: #"{"values":{"limit.refundManager":"900.00"},"reason":"audit"}"#,
                key: "k")
            #expect(asked.json["state"] as? String == "proposed")
            let again = try await first.send(
                .put, "/api/v1/settings", json: #"{"values":{"limit.refundManager":"900.00"},"reason":"audit"}"#,
                key: "k")
            #expect(again.text == asked.text)
            let id = try #require(asked.json["record"] as? String)
            let own = try await first.send(.post, "/api/v1/settings/proposals/\(id)/agreement", json: "{}")
            #expect(own.status == 409)
            let second = try await Browser.signedIn("second", client)
            #expect(try await second.get("/settings/limits").text.contains("audit"))
            let agreed = try await second.post("/settings/limits/\(id)/agreement", [:])
            #expect(agreed.status == 303)
            #expect(try await stage.shop.rules().limits.manager == (try Money(text: "900.00")))
            let shown = try await first.get("/api/v1/settings")
            #expect((shown.json["values"] as? [String: String])?["limit.refundManager"] == "900.00")
        }
    }

    @Test func `a program is told which value is wrong`() async throws {
        try await Stage.play { _, client in
            let admin = try await Program.signedIn("admin", client)
            for (json, word) in [
                (#"{"values":{"limit.voidCashier":"-1"},"reason":"x"}"#, "limit.voidCashier"),
                (#"{"values":{"no.such":"1"}}"#, "no such setting"),
            ] {
                let answer = try await admin.send(.put, "/api/v1/settings", json: json)
                #expect(answer.status == 422 && answer.text.contains(word))
            }
        }
    }

    @Test func `the auditor reads them and changes nothing`() async throws {
        try await Stage.play { _, client in
            let auditor = try await Browser.signedIn("auditor", client)
            let page = try await auditor.get("/settings/limits")
            #expect(page.status == 200)
            #expect(!page.text.contains("name=\"limit.voidCashier\""))
            #expect(try await auditor.post("/settings/limits", ["limit.voidCashier": "1"]).status == 403)
        }
    }
}
