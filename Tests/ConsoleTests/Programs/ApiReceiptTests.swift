// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import Charges
import HTTPTypes
import Hummingbird
import Printing
import Store
import Tender
import Testing

/// Receipts and printers as programs use them.
@Suite struct ApiReceiptTests {
    static let base = "/api/v1/receipts/\(Stage.receipt)"

    @Test func `receipts are listed, filtered, paged and shown whole`() async throws {
        try await Stage.play { stage, client in
            try await stage.sell("58.00", store: "N1", reference: "115888880001")
            try await stage.keepSlip()
            let other = PrintJobID(milliseconds: 1_795_161_100_000, high: 0, low: 2)
            try await stage.keepSlip(
                other, amount: "12.00", store: "S1", reference: "115888880002", text: "tea 12.00\n")
            let auditor = try await Program.signedIn("auditor", client)
            let ids = { (path: String) async throws -> [String] in
                try await auditor.get(path).items.compactMap { $0["id"] as? String }
            }
            #expect(Set(try await ids("/api/v1/receipts")) == [Stage.receipt.text, other.text])
            #expect(try await ids("/api/v1/receipts?store=S1") == [other.text])
            #expect(try await ids("/api/v1/receipts?printer=front-N1") == [Stage.receipt.text])
            #expect(try await ids("/api/v1/receipts?q=tea") == [other.text])
            #expect(try await ids("/api/v1/receipts?report=onPaper").isEmpty)
            #expect(try await ids("/api/v1/receipts?open=true").count == 2)
            let first = try await auditor.get("/api/v1/receipts?limit=1")
            let cursor = try #require(first.json["next"] as? String)
            let second = try await auditor.get("/api/v1/receipts?limit=1&cursor=\(cursor)")
            #expect(Set((first.items + second.items).compactMap { $0["id"] as? String }).count == 2)
            #expect(second.json["next"] as? String == nil)
            let detail = try await auditor.get(Self.base)
            #expect((detail.json["receipt"] as? [String: Any])?["level"] as? String == "E0")
            #expect(detail.json["text"] as? String == Stage.slip)
        }
    }

    @Test(arguments: ["report=lying", "open=1", "limit=0", "limit=201", "open=maybe", "q=%FF", "cursor=x"])
    func `a filter that makes no sense is told`(_ query: String) async throws {
        try await Stage.play { _, client in
            let auditor = try await Program.signedIn("auditor", client)
            let status = try await auditor.get("/api/v1/receipts?\(query)").status
            #expect(status == 400 || status == 422)
        }
    }

    @Test func `a receipt of another store, and one older than a cashier sees, is not there`() async throws {
        try await Stage.play { stage, client in
            try await stage.keepSlip()
            let southerner = try await Program.signedIn("southerner", client)
            #expect(try await southerner.get(Self.base).status == 404)
            #expect(try await southerner.get("/api/v1/receipts").items.isEmpty)
            #expect(try await southerner.get("/api/v1/printers").items.isEmpty)
            let cashier = try await Program.signedIn("cashier", client)
            #expect(try await cashier.get(Self.base).status == 200)
            stage.clock.advance(minutes: 7 * 1_440)
            let later = try await Program.signedIn("cashier", client)
            #expect(try await later.get(Self.base).status == 404)
            #expect(try await later.get("/api/v1/receipts").items.isEmpty)
            let manager = try await Program.signedIn("manager", client)
            #expect(try await manager.get(Self.base).status == 200)
            for path in ["x", "1", "00000000000000000000000000", "%00", String(repeating: "A", count: 5_000)] {
                #expect(try await manager.get("/api/v1/receipts/\(path)").status == 404, "\(path.prefix(40))")
            }
        }
    }

    @Test func `its bytes come back exactly, its text as text, and an unknown form is told`() async throws {
        try await Stage.play { stage, client in
            let bytes: [UInt8] = Array(0...255) + [0x1B, 0x40]
            try await stage.keepSlip(bytes: bytes)
            let program = try await Program.signedIn("finance", client)
            let raw = try await program.get("\(Self.base)/content")
            #expect(raw.body == bytes)
            #expect(raw.headers[.contentType] == "application/octet-stream")
            #expect(raw.headers[.contentDisposition]?.hasPrefix("attachment") == true)
            let text = try await program.get("\(Self.base)/content?as=txt")
            #expect(text.text == Stage.slip)
            #expect(text.headers[.contentType] == "text/plain; charset=utf-8")
            #expect(try await program.get("\(Self.base)/content?as=exe").status == 400)
        }
    }

    @Test func `a code is made once, leads to the page, and is worthless once revoked`() async throws {
        try await Stage.play { stage, client in
            try await stage.keepSlip()
            let cashier = try await Program.signedIn("cashier", client)
            let made = try await cashier.send(.post, "\(Self.base)/code", json: "{}")
            let code = try #require(made.json["code"] as? String)
            #expect(made.status == 201)
            #expect((made.json["address"] as? String)?.hasSuffix("/r?c=\(code)") == true)
            #expect(try await cashier.send(.post, "\(Self.base)/code", json: "{}").json["code"] as? String == code)
            #expect(try await cashier.send(.delete, "\(Self.base)/code/\(code.lowercased())").status == 204)
            #expect(try await cashier.send(.delete, "\(Self.base)/code/\(code)").status == 404)
            #expect(try await cashier.send(.delete, "\(Self.base)/code/nonsense").status == 404)
            #expect(try await stage.shop.open(code: code, fact: "58", from: "") == .refused)
        }
    }

    @Test(arguments: [
        (#"{"kind":"noSlip"}"#, 201), (#"{"kind":"lost"}"#, 201), (#"{"kind":"handwritten","number":"H-0042"}"#, 201),
        (#"{"kind":"handwritten"}"#, 422), (#"{"kind":"eaten"}"#, 422), (#"{}"#, 400),
        (#"{"kind":"handwritten","number":"\#(String(repeating: "9", count: 41))"}"#, 422),
    ])
    func `what the staff report of a slip is kept with its transaction`(_ body: String, _ status: Int) async throws {
        try await Stage.play { stage, client in
            let sold = try await stage.sell("58.00", store: "N1", reference: "115888880001")
            try await stage.keepSlip()
            let cashier = try await Program.signedIn("cashier", client)
            let answer = try await cashier.send(.post, "\(Self.base)/reports", json: body)
            #expect(answer.status == status, "\(answer.text)")
            if status == 201 { #expect(answer.json["transaction"] as? String == sold) }
            #expect(try await stage.steps().isEmpty == (status != 201))
        }
    }

    @Test(arguments: [
        (#"{"printer":"none","reason":"x"}"#, 422), (#"{"printer":"front-S1","reason":"x"}"#, 422),
        (#"{"printer":"front-N1","reason":""}"#, 422), (#"{"printer":"front-N1"}"#, 400),
        (#"{"printer":"front-N1","reason":"\#(String(repeating: "x", count: 201))"}"#, 422),
    ])
    func `a copy without a printer or a reason is not asked for`(_ wish: String, _ status: Int) async throws {
        let desk = QuietDesk()
        try await Stage.play(desk: desk) { stage, client in
            let other = PrintJobID(milliseconds: 1_795_161_100_000, high: 0, low: 2)
            try await stage.keepSlip(other, store: "S1", reference: "115888880002")
            try await stage.keepSlip()
            let cashier = try await Program.signedIn("cashier", client)
            let answer = try await cashier.send(.post, "\(Self.base)/copies", json: wish)
            #expect(answer.status == status, "\(answer.text)")
            #expect(desk.jobs.isEmpty)
            #expect(try await stage.steps().isEmpty)
        }
    }

    @Test func `a printer that does not take the copy is told, and so is that there is none at all`() async throws {
        for (desk, status) in [(QuietDesk(isBroken: true), 503), (nil, 409)] as [(QuietDesk?, Int)] {
            try await Stage.play(desk: desk) { stage, client in
                try await stage.keepSlip()
                let cashier = try await Program.signedIn("cashier", client)
                let wish = #"{"printer":"front-N1","reason":"lost"}"#
                #expect(try await cashier.send(.post, "\(Self.base)/copies", json: wish).status == status)
            }
        }
    }

    @Test func `a decision reaches the print desk while there is something to decide`() async throws {
        let desk = QuietDesk()
        try await Stage.play(desk: desk) { stage, client in
            try await stage.keepSlip()
            let cashier = try await Program.signedIn("cashier", client)
            let path = "\(Self.base)/decision"
            #expect(try await cashier.send(.post, path, json: #"{"decision":"burn"}"#).status == 422)
            #expect(try await cashier.send(.post, path, json: #"{"decision":"electronic"}"#).status == 202)
            #expect(desk.decisions.map(\.0) == [.electronic])
            #expect(desk.decisions.map(\.2) == ["cashier"])
            let event = PrintEvent(job: Stage.receipt, number: 1, at: stage.clock.now(), kind: .reached(.confirmed))
            try await stage.shop.notePrint(event, by: .system)
            #expect(try await cashier.send(.post, path, json: #"{"decision":"printAgain"}"#).status == 409)
            #expect(desk.decisions.count == 1)
        }
    }

    @Test(arguments: [
        (#"{"store":"N1","address":"192.0.2.8:9100"}"#, 200), (#"{"store":"N1","address":""}"#, 200),
        (#"{"store":"N1","address":"[2001:db8::1]:9100","profile":"chinese"}"#, 200),
        (#"{"store":"S1","address":"192.0.2.8:9100"}"#, 422), (#"{"store":"N1","address":"192.0.2.8"}"#, 422),
        (#"{"store":"N1","address":"192.0.2.8:0"}"#, 422), (#"{"store":"N1","address":"a b:9100"}"#, 422),
        (#"{"store":"N1","address":"x:9100","profile":"quill"}"#, 422), (#"{"address":"x:9100"}"#, 400),
        (#"{"store":"N1","address":"x:9100","failOver":"nowhere"}"#, 422),
        (#"{"store":"N1","address":"x:9100","ageLimitMinutes":0}"#, 422),
        (#"{"store":"N1","address":"x:9100","listenPort":70000}"#, 422),
    ])
    func `a printer is set up, or the wrong value is named`(_ body: String, _ status: Int) async throws {
        try await Stage.play { stage, client in
            let technician = try await Program.signedIn("technician", client)
            let answer = try await technician.send(.put, "/api/v1/printers/bar-1", json: body)
            #expect(answer.status == status, "\(answer.text)")
            let names = try await technician.get("/api/v1/printers").items.compactMap { $0["name"] as? String }
            #expect(names == (status == 200 ? ["bar-1"] : []))
        }
    }

    @Test func `nobody takes over a printer of a store that is not theirs`() async throws {
        try await Stage.play { stage, client in
            try await stage.keepSlip(store: "S1")
            let technician = try await Program.signedIn("technician", client)
            let body = #"{"store":"N1","address":"192.0.2.66:9100"}"#
            #expect(try await technician.send(.put, "/api/v1/printers/front-S1", json: body).status == 404)
            #expect(try await stage.shop.printerRecords().map(\.address) == ["192.0.2.7:9100"])
        }
    }
}
