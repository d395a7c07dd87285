// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Charges
import HTTPTypes
import Store
import Tender
import Testing

@testable import Console

/// The till's door for programs: one key is one charge, and while nobody knows nobody is charged again.
@Suite struct ApiPaymentTests {
    @Test func `a sale is charged once, however often its key comes`() async throws {
        try await TillStage.play { till in
            let program = try await Program.signedIn("cashier", till.client)
            let first = try await program.charge("R1", key: "k1")
            #expect(first.status == 201 && first.state == "sending", "\(first.text)")
            #expect(first.json["may_charge_again"] as? Bool == false)
            try await till.shop.step(first.id, TillStage.approved())
            let again = try await program.charge("R1", key: "k1")
            #expect(again.status == 200 && again.id == first.id && again.state == "approved")
            #expect((again.json["charged"] as? [String: String]) == ["amount": "58.00", "currency": "CNY"])
            let answer = again.json["answer"] as? [String: Any]
            #expect(answer?["card"] as? String == "621700******1234" && answer?["code"] as? String == "00")
            #expect(again.json["receipt"] is String)
            let other = try await program.charge("R1", "59.00", key: "k1")
            #expect(other.status == 409 && other.code == "other_content")
            let paid = try await program.charge("R1", key: "k2")
            #expect(paid.status == 409 && paid.code == "paid")
            let all = try await program.get("/api/v1/sales/R1/attempts").items
            #expect(all.count == 1)
        }
    }

    @Test func `while the outcome is unknown the refusal names the attempt and says what to do`() async throws {
        try await TillStage.play { till in
            let program = try await Program.signedIn("cashier", till.client)
            let first = try await program.charge("R1", key: "k1")
            try await till.shop.step(first.id, .lost(.timeout), words: "no answer")
            let second = try await program.charge("R1", key: "k2")
            #expect(second.status == 409 && second.code == "unknown")
            let way = second.json["attempt"] as? [String: Any]
            #expect(way?["id"] as? String == first.id.text && way?["state"] as? String == "unknown")
            let advice = second.json["what_to_do"] as? [String: String]
            #expect(advice?["zh"]?.contains("不要再次收款") == true, "\(second.text)")
            #expect(advice?["en"]?.contains("Do not charge again") == true)
            #expect(try await program.get("/api/v1/attempts?open=1").items.count == 1)
            // Reversed: the sale may be paid after all.
            try await till.shop.step(first.id, .reversalSent)
            try await till.shop.step(first.id, .reversalDone)
            let told = try await program.get("/api/v1/attempts/\(first.id)")
            #expect(told.state == "reversed" && told.json["may_charge_again"] as? Bool == true)
            let steps = (told.json["steps"] as? [[String: Any]])?.compactMap { $0["kind"] as? String }
            #expect(steps == ["intended", "sent", "lost", "reversal_sent", "reversal_done"])
            #expect(try await program.charge("R1", key: "k3").status == 201)
        }
    }

    @Test func `who waits is told as soon as it is over`() async throws {
        try await TillStage.play { till in
            let program = try await Program.signedIn("cashier", till.client)
            async let waiting = program.charge("R1", key: "k1", wait: 60)
            var open: [PaymentRecord] = []
            while open.isEmpty { open = try await till.shop.openPayments() }
            try await till.shop.step(open[0].id, TillStage.declined)
            let answer = try await waiting
            #expect(answer.status == 201 && answer.state == "declined")
            #expect(try await program.get("/api/v1/attempts/\(answer.id)?wait=60").state == "declined")
            #expect(try await program.get("/api/v1/attempts/\(answer.id)?wait=61").status == 400)
        }
    }

    struct Wish: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let amount: String
        let key: String?
        let terminal: String
        let more: String
        let status: Int
    }

    static let wishes = [
        Wish(testDescription: "no key", amount: "1.00", key: nil, terminal: "T0000001", more: "", status: 400),
        Wish(
            testDescription: "a key of 129 bytes", amount: "1.00", key: String(repeating: "k", count: 129),
            terminal: "T0000001", more: "", status: 400),
        Wish(testDescription: "nothing to move", amount: "0.00", key: "k", terminal: "T0000001", more: "", status: 422),
        Wish(testDescription: "no number", amount: "x", key: "k", terminal: "T0000001", more: "", status: 422),
        Wish(
            testDescription: "no such kind", amount: "1.00", key: "k", terminal: "T0000001", more: #","kind":"gift""#,
            status: 422),
        Wish(
            testDescription: "a sale offline", amount: "1.00", key: "k", terminal: "T0000001",
            more: #","kind":"offline_sale""#, status: 422),
        Wish(
            testDescription: "a code that no wallet shows", amount: "1.00", key: "k", terminal: "W0000001",
            more: #","wallet_code":"12 34""#, status: 422),
        Wish(
            testDescription: "a terminal without a link", amount: "1.00", key: "k", terminal: "T7", more: "",
            status: 409),
        Wish(
            testDescription: "another store's terminal", amount: "1.00", key: "k", terminal: "T0000009", more: "",
            status: 404),
        Wish(
            testDescription: "a void of nothing", amount: "1.00", key: "k", terminal: "T0000001",
            more: #","kind":"void","original":"A1""#, status: 409),
        Wish(
            testDescription: "a refund, which a cashier asks for", amount: "1.00", key: "k", terminal: "T0000001",
            more: #","kind":"refund","original":"A1""#, status: 403),
    ]

    @Test(arguments: wishes)
    func `what cannot be asked is refused and leaves nothing behind`(_ wish: Wish) async throws {
        try await TillStage.play { till in
            let program = try await Program.signedIn("cashier", till.client)
            let answer = try await program.charge(
                "R%201%2F2", wish.amount, key: wish.key, terminal: wish.terminal, more: wish.more)
            #expect(answer.status == wish.status, "\(answer.text)")
            #expect(try await till.shop.payments(in: .all).isEmpty)
        }
    }

    @Test func `money goes back within the role's limits, and not twice`() async throws {
        try await TillStage.play { till in
            let cashier = try await Program.signedIn("cashier", till.client)
            let manager = try await Program.signedIn("manager", till.client)
            let sale = try await cashier.charge("R1", "250.00", key: "k1")
            try await till.shop.step(sale.id, TillStage.approved(25_000))
            let void = #","kind":"void","original":"\#(sale.id)""#
            let much = try await cashier.charge("R1", "250.00", key: "k2", more: void)
            #expect(much.status == 403 && much.code == "needs_approval")
            let back = try await manager.charge("R1", "250.00", key: "k3", more: void)
            #expect(back.status == 201)
            let twice = try await manager.charge("R1", "250.00", key: "k4", more: void)
            #expect(twice.status == 409 && twice.code == "unknown")
            try await till.shop.step(back.id, TillStage.approved(25_000))
            #expect(try await manager.get("/api/v1/attempts/\(sale.id)").json["may_charge_again"] as? Bool == true)
        }
    }

    @Test func `a wallet's code reaches the desk and nothing else`() async throws {
        try await TillStage.play { till in
            let program = try await Program.signedIn("cashier", till.client)
            let answer = try await program.charge(
                "R1", key: "k1", terminal: "W0000001", more: #","wallet_code":"134567890123456789""#)
            #expect(answer.status == 201 && till.desk.codes == ["134567890123456789"])
            #expect(!answer.text.contains("134567890123456789"))
        }
    }

    @Test func `without a link the refusal says what to set, and a known key still finds its attempt`() async throws {
        try await TillStage.play(hasDesk: false) { till in
            let program = try await Program.signedIn("cashier", till.client)
            let answer = try await program.charge("R1", key: "k1")
            #expect(answer.status == 503 && answer.code == "no_link" && answer.text.contains("[[link]]"))
            let route = try #require(till.desk.routes["T0000001"])
            let order = PaymentOrder(
                order: "R1", kind: .sale, amount: Money(minor: 5_800, currency: .cny), terminal: "T0000001", key: "k1")
            _ = try await till.shop.begin(order, id: "A1", over: route, in: .all, by: .system)
            #expect(try await program.charge("R1", key: "k1").status == 200)
        }
    }

    @Test func `finance or the manager settles with proof, nobody else`() async throws {
        try await TillStage.play { till in
            let cashier = try await Program.signedIn("cashier", till.client)
            let attempt = try await cashier.charge("R1", key: "k1")
            try await till.shop.step(attempt.id, .lost(.timeout))
            let path = "/api/v1/attempts/\(attempt.id)/settlement"
            let words = #"{"charged":false,"proof":"the acquirer's letter of today"}"#
            for name in ["cashier", "service", "auditor", "admin", "technician"] {
                let program = try await Program.signedIn(name, till.client)
                #expect(try await program.send(.post, path, json: words).status == 403, "\(name)")
            }
            let manager = try await Program.signedIn("manager", till.client)
            let bare = try await manager.send(.post, path, json: #"{"charged":false,"proof":""}"#)
            #expect(bare.status == 422)
            let settled = try await manager.send(.post, path, json: words)
            #expect(settled.status == 200 && settled.state == "not_charged")
            let finance = try await Program.signedIn("finance", till.client)
            #expect(try await finance.send(.post, path, json: words).status == 200)
            let other = try await finance.send(.post, path, json: #"{"charged":true,"proof":"a row"}"#)
            #expect(other.status == 409)
        }
    }

    @Test func `a cashier of another store sees none of it`() async throws {
        try await TillStage.play { till in
            let cashier = try await Program.signedIn("cashier", till.client)
            let attempt = try await cashier.charge("R1", key: "k1")
            let stranger = try await Program.signedIn("southerner", till.client)
            #expect(try await stranger.get("/api/v1/attempts/\(attempt.id)").status == 404)
            for path in ["attempts", "attempts?open=1", "sales/R1/attempts"] {
                #expect(!(try await stranger.get("/api/v1/\(path)").text.contains(attempt.id.text)), "\(path)")
            }
            let refused = try await stranger.charge("R1", key: "k9", terminal: "T0000009")
            #expect(!refused.text.contains(#""attempt":{"#))
        }
    }

    @Test func `a cashier sees an old attempt while it is open, and not a week after it is over`() async throws {
        try await TillStage.play { till in
            let first = try await Program.signedIn("cashier", till.client)
            let attempt = try await first.charge("R1", key: "k1")
            try await till.shop.step(attempt.id, .lost(.timeout))
            till.stage.clock.advance(minutes: 8 * 24 * 60)
            let cashier = try await Program.signedIn("cashier", till.client)
            #expect(try await cashier.get("/api/v1/attempts/\(attempt.id)").status == 200)
            try await till.shop.step(attempt.id, TillStage.declined)
            #expect(try await cashier.get("/api/v1/attempts/\(attempt.id)").status == 404)
            let manager = try await Program.signedIn("manager", till.client)
            #expect(try await manager.get("/api/v1/attempts/\(attempt.id)").status == 200)
        }
    }
}
