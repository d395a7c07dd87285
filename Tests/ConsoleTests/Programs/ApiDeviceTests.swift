// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import Charges
import HTTPTypes
import Hummingbird
import Store
import Tender
import Testing

@Suite struct ApiDeviceTests {
    private static let path = "/api/v1/devices/T0000001/reports"

    private static func bound(_ stage: Stage) async throws {
        try await stage.shop.putTerminal(terminal: "T0000001", merchant: nil, store: "N1", by: .system)
    }

    @Test func `a terminal tells its state and is told what is not in order`() async throws {
        try await Stage.play { stage, client in
            try await Self.bound(stage)
            let administrator = try await Program.signedIn("admin", client)
            let policy = #"{"versionMin":"2.9","settings":"a1b2","opens":"00:00","closes":"00:00"}"#
            let put = try await administrator.send(.put, "/api/v1/device-policy", json: policy)
            #expect(put.status == 200 && put.json["heartbeatSeconds"] as? Int == 180, "\(put.text)")
            let till = try await Program.signedIn("cashier", client)
            let told = try await till.send(
                .post, Self.path, json: #"{"battery":9,"version":"2.8","settings":"a1b2","unsent":0}"#)
            #expect(told.status == 201, "\(told.text)")
            let findings = try #require(told.json["findings"] as? [[String: Any]])
            #expect(findings.compactMap { $0["code"] as? String } == ["DV-03", "DV-04"])
            let manager = try await Program.signedIn("manager", client)
            let listed = try await manager.get("/api/v1/devices")
            #expect(listed.items.compactMap { $0["terminal"] as? String } == ["T0000001"], "\(listed.text)")
        }
    }

    @Test(arguments: [
        ("/api/v1/devices/T0000009/reports", "{}", 404), (path, #"{"battery":140}"#, 422),
        (path, #"{"clock":"yesterday"}"#, 422), (path, #"{"place":{"latitude":2000000000,"longitude":0}}"#, 422),
        (path, #"{"battery":"full"}"#, 400), (path, "[]", 400),
    ])
    func `a wrong report is refused`(_ path: String, _ body: String, _ status: Int) async throws {
        try await Stage.play { stage, client in
            try await Self.bound(stage)
            let till = try await Program.signedIn("cashier", client)
            let answer = try await till.send(.post, path, json: body)
            #expect(answer.status == status, "\(answer.text)")
            #expect(try await stage.shop.terminalHealth(in: .all).isEmpty)
        }
    }

    @Test func `a letter of the acquirer is an observation like any other`() async throws {
        try await Stage.play { _, client in
            let finance = try await Program.signedIn("finance", client)
            let body = #"""
                {"observations":[
                  {"source":"till","type":"sale","status":"approved","amount":{"amount":"58.00"},"store":"N1",
                   "terminal":"T0000001","reference":"700000000001","occurredAt":"2026-11-20T07:03:07Z"},
                  {"source":"person","type":"sale","store":"N1","terminal":"T0000001","reference":"700000000001",
                   "notice":{"kind":"chargeback","dueOn":"2026-12-10"}}]}
                """#
            let told = try await finance.send(.post, "/api/v1/observations", json: body)
            #expect(told.status == 201, "\(told.text)")
            let id = try #require((told.json["transactions"] as? [String])?.first)
            let detail = try await finance.get("/api/v1/transactions/\(id)")
            #expect(detail.text.contains("CS-03") && detail.text.contains(#""dueOn":"2026-12-10""#), "\(detail.text)")
            let wrong = body.replacing("chargeback", with: "rumour").replacing("000001", with: "000002")
            #expect(try await finance.send(.post, "/api/v1/observations", json: wrong).status == 422)
        }
    }
}
