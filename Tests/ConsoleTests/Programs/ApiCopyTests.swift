// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import HTTPTypes
import Hummingbird
import Printing
import Store
import Testing

/// Copies as programs ask for them.
@Suite struct ApiCopyTests {
    @Test func `a copy goes to the printer once, marked, and a second wish names the first`() async throws {
        let desk = QuietDesk()
        try await Stage.play(desk: desk) { stage, client in
            try await stage.keepSlip()
            let cashier = try await Program.signedIn("cashier", client)
            let wish = #"{"printer":"front-N1","reason":"customer lost it"}"#
            let made = try await cashier.send(.post, "\(ApiReceiptTests.base)/copies", json: wish, key: "k1")
            #expect(made.status == 201, "\(made.text)")
            let job = try #require(made.json["job"] as? String)
            #expect(made.json["copy"] as? Int == 2)
            #expect(
                try await cashier.send(.post, "\(ApiReceiptTests.base)/copies", json: wish, key: "k1").body == made.body
            )
            let again = try await cashier.send(.post, "\(ApiReceiptTests.base)/copies", json: wish, key: "k2")
            #expect(again.status == 409)
            #expect(again.headers[.contentType] == "application/problem+json")
            #expect((again.json["detail"] as? String)?.contains(job) == true)
            let captured = try #require(desk.jobs.first)
            #expect(desk.jobs.count == 1)
            #expect(captured.copy == 2 && captured.original == Stage.receipt && captured.printer == "front-N1")
            let printed = String(decoding: captured.bytes, as: UTF8.self)
            #expect(printed.contains("DUPLICATE") && printed.contains("AMOUNT: RMB 58.00"))
        }
    }
}
