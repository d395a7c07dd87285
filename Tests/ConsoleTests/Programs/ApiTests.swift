// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import Charges
import HTTPTypes
import Hummingbird
import Store
import Tender
import Testing

@Suite struct ApiTests {
    static func sale(_ reference: String, store: String = "N1", amount: String = "58.00", source: String = "till")
        -> String
    {
        #"""
        {"observations":[{"source":"\#(source)","device":"till-3","type":"sale","status":"approved",
          "amount":{"amount":"\#(amount)","currency":"CNY"},"store":"\#(store)","terminal":"T0000001",
          "reference":"\#(reference)","card":"6222001234561234","occurredAt":"2026-11-20T07:03:07Z",
          "printed":true,"remark":"guest in a hurry"}]}
        """#
    }

    @Test func `what a till tells is found at once, in its own time and with its card masked`() async throws {
        try await Stage.play { _, client in
            let till = try await Program.signedIn("cashier", client)
            let recorded = try await till.send(.post, "/api/v1/observations", json: Self.sale("555555555555"))
            #expect(recorded.status == 201, "\(recorded.text)")
            #expect(recorded.json["added"] as? Int == 1)
            let id = try #require((recorded.json["transactions"] as? [String])?.first)
            let found = try await till.get("/api/v1/find?q=58%20%E5%B0%BE%E5%8F%B71234")
            #expect(found.text.contains(id), "\(found.text)")
            let detail = try await till.get("/api/v1/transactions/\(id)")
            #expect(detail.text.contains(#""occurredAt":"2026-11-20T15:03:07+08:00""#), "\(detail.text)")
            #expect(detail.text.contains("622200******1234") && !detail.text.contains("6222001234561234"))
            #expect(detail.text.contains(#""amount":{"amount":"58.00","currency":"CNY"}"#))
        }
    }

    @Test func `a repeated key gives the first answer, and with another body a conflict`() async throws {
        try await Stage.play { stage, client in
            let till = try await Program.signedIn("cashier", client)
            let path = "/api/v1/observations"
            let first = try await till.send(.post, path, json: Self.sale("600000000001"), key: "k1")
            let again = try await till.send(.post, path, json: Self.sale("600000000001"), key: "k1")
            #expect(first.status == 201 && again.status == 201)
            #expect(first.body == again.body)
            #expect(again.json["added"] as? Int == 1)
            let other = try await till.send(.post, path, json: Self.sale("600000000002"), key: "k1")
            #expect(other.status == 409)
            #expect(other.headers[.contentType] == "application/problem+json")
            #expect(try await stage.shop.counts().observations == 1)
            let finance = try await Program.signedIn("finance", client)
            let theirs = try await finance.send(.post, path, json: Self.sale("600000000003"), key: "k1")
            #expect(theirs.status == 201)
        }
    }

    @Test(arguments: [
        ("", 400), ("{", 400), ("[]", 400), (#"{"observations":[]}"#, 422), (#"{"observations":[{}]}"#, 400),
        (#"{"observations":[{"source":"oracle","type":"sale"}]}"#, 422),
        (#"{"observations":[{"source":"till","type":"gift","store":"N1"}]}"#, 422),
        (#"{"observations":[{"source":"till","type":"sale","amount":{"amount":"1,000.00"},"store":"N1"}]}"#, 422),
        (#"{"observations":[{"source":"till","type":"sale","amount":{"amount":5.5},"store":"N1"}]}"#, 400),
        (#"{"observations":[{"source":"till","type":"sale","occurredAt":"yesterday","store":"N1"}]}"#, 422),
        (#"{"observations":[{"source":"till","type":"sale","store":"S1"}]}"#, 422),
        (#"{"observations":[{"source":"till","type":"sale"}]}"#, 422),
        (#"{"observations":[{"source":"bank","type":"sale","store":"N1"}]}"#, 422),
        (#"{"observations":[{"source":"till","type":"sale","store":"N1","occurrence":0}]}"#, 422),
        (String(repeating: "[", count: 100_000), 400),
    ])
    func `a wrong body is a problem that names the place and never the content`(
        _ body: String, _ status: Int
    ) async throws {
        try await Stage.play { stage, client in
            let till = try await Program.signedIn("cashier", client)
            let answer = try await till.send(.post, "/api/v1/observations", json: body)
            #expect(answer.status == status, "\(answer.text)")
            #expect(answer.headers[.contentType] == "application/problem+json")
            #expect(answer.json["status"] as? Int == status)
            #expect((answer.json["type"] as? String)?.hasPrefix("urn:counterfoil:problem:") == true)
            #expect(!answer.text.contains("1,000.00") && !answer.text.contains("yesterday"))
            #expect(try await stage.shop.counts().observations == 0)
        }
    }

    @Test(arguments: [
        ("/api/v1/nothing", 404), ("/api/v1/transactions/T9999999999", 404),
        ("/api/v1/transactions/..%2f..%2fetc%2fpasswd", 404), ("/api/v1/transactions?limit=0", 400),
        ("/api/v1/transactions?limit=x", 400), ("/api/v1/transactions?type=gift", 400),
        ("/api/v1/transactions?from=2026-02-30", 400), ("/api/v1/transactions?code=XX-99", 400),
        ("/api/v1/transactions?cursor=%00", 400), ("/api/v1/find", 400), ("/api/v1/days/tomorrow", 400),
        ("/api/v1/imports/u0000", 404), ("/api/v1/files/9999", 404), ("/api/v1/files/-1", 404),
        ("/api/v1/files/99999999999999999999", 404),
    ])
    func `a wrong address is a problem document`(_ path: String, _ status: Int) async throws {
        try await Stage.play { _, client in
            let answer = try await Program.signedIn("finance", client).get(path)
            #expect(answer.status == status, "\(path): \(answer.text)")
            #expect(answer.headers[.contentType] == "application/problem+json")
        }
    }

    @Test func `pages of a list meet without gap or overlap`() async throws {
        try await Stage.play { stage, client in
            for index in 0..<25 {
                try await stage.sell(
                    "\(index + 1).00", store: "N1", reference: "70000000\(1_000 + index)",
                    at: "2026-11-20 10:00:\(index < 10 ? "0" : "")\(index)")
            }
            let program = try await Program.signedIn("finance", client)
            var seen: [String] = []
            var cursor: String?
            repeat {
                let place = cursor.map { "&cursor=\($0)" } ?? ""
                let page = try await program.get("/api/v1/transactions?limit=7\(place)")
                seen += page.items.compactMap { $0["id"] as? String }
                cursor = page.json["next"] as? String
            } while cursor != nil && seen.count < 100
            #expect(seen.count == 25 && Set(seen).count == 25)
        }
    }

    @Test func `a cookie alone cannot write, with the token it can`() async throws {
        try await Stage.play { stage, client in
            let browser = try await Browser.signedIn("cashier", client)
            _ = try await browser.get("/counter")
            let body = ByteBuffer(string: Self.sale("800000000001"))
            let bare = try await browser.send(
                "/api/v1/observations", .post, [.contentType: "application/json"], body)
            #expect(bare.status == 403)
            let name = try #require(HTTPField.Name("X-CSRF-Token"))
            let good = try await browser.send(
                "/api/v1/observations", .post, [.contentType: "application/json", name: browser.token], body)
            #expect(good.status == 201, "\(good.text)")
            #expect(try await stage.shop.counts().observations == 1)
        }
    }

    @Test func `settings are read back as they were written`() async throws {
        try await Stage.play { _, client in
            let admin = try await Program.signedIn("admin", client)
            let store = #"{"id":"W1","name":"West","zone":"Europe/Berlin","cutOff":"03:30"}"#
            let written = try await admin.send(.post, "/api/v1/stores", json: store, key: "s")
            #expect(written.status == 201 && written.text.hasPrefix(store.dropLast() + ","), "\(written.text)")
            #expect(try await admin.get("/api/v1/stores").items.contains { $0["cutOff"] as? String == "03:30" })
            let bound = try await admin.send(
                .post, "/api/v1/terminals", json: #"{"terminal":"T7","merchant":null,"store":"W1"}"#)
            #expect(bound.status == 201, "\(bound.text)")
            #expect(try await admin.get("/api/v1/terminals").items.first?["terminal"] as? String == "T7")
            let tariff = #"{"source":"[[tariff]]\nproduct = \"debit\"\nrate = \"0.50%\"\n"}"#
            let put = try await admin.send(.put, "/api/v1/tariffs", json: tariff)
            #expect(put.status == 200, "\(put.text)")
            #expect((put.json["warnings"] as? [Any])?.isEmpty == false)
            let bad = try await admin.send(.put, "/api/v1/tariffs", json: #"{"source":"[[tariff]]\nprodct = 1"}"#)
            #expect(bad.status == 422)
            #expect(try await admin.get("/api/v1/tariffs").items.count == 1)
            let person =
                #"{"name":"Mei","displayName":"Mei","role":"cashier","stores":["W1"],"password":"\#(Stage.password)"}"#
            #expect(try await admin.send(.post, "/api/v1/people", json: person).status == 201)
            #expect(try await admin.send(.post, "/api/v1/people", json: person).status == 409)
            #expect(try await Program.signedIn("mei", client).get("/api/v1/session").status == 200)
        }
    }

    @Test func `a wrong password is 401 and a locked name 429 with the time to wait`() async throws {
        try await Stage.play { _, client in
            let guest = Program(client: client, token: "")
            let body = #"{"name":"finance","password":"wrong wrong wrong"}"#
            for _ in 0..<9 { #expect(try await guest.send(.post, "/api/v1/session", json: body).status == 401) }
            _ = try await guest.send(.post, "/api/v1/session", json: body)
            let locked = try await guest.send(.post, "/api/v1/session", json: body)
            #expect(locked.status == 429)
            #expect(Int(locked.headers[.retryAfter] ?? "") ?? 0 >= 1_800)
            #expect(try await guest.send(.post, "/api/v1/session", json: body, type: "text/plain").status == 415)
        }
    }
}
