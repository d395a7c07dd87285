// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Store
import Tender
import Testing

@testable import Console

@Suite struct WatchTests {
    @Test func `the figures count what happened and name nothing a visitor typed`() async throws {
        try await Stage.play { stage, client in
            try await stage.sell("58.00", store: "N1", reference: "111111111111")
            let browser = try await Browser.signedIn("finance", client)
            _ = try await browser.get("/transactions?q=secret-word")
            let answer = try await browser.get("/metrics")
            #expect(answer.status == 200)
            #expect(answer.text.contains("counterfoil_transactions 1\n"))
            #expect(answer.text.contains(#"counterfoil_http_requests_total{route="/transactions",status="200"} 1"#))
            #expect(!answer.text.contains("secret-word"))
            #expect(try await browser.get("/healthz").status == 200)
            #expect(try await browser.get("/readyz").text.contains("1.2.3"))
        }
    }

    @Test func `whoever comes through a proxy is not at this machine`() async throws {
        let name = try #require(HTTPField.Name("X-Forwarded-For"))
        try await Stage.play(isSetUp: false) { _, client in
            let browser = Browser(client)
            let setup = try await browser.get("/setup", headers: [name: "203.0.113.9"])
            #expect(setup.status == 403)
            let metrics = try await browser.get("/metrics", headers: [name: "203.0.113.9"])
            #expect(metrics.status == 303)
            let local = try await browser.get("/setup")
            #expect(local.status == 200)
        }
    }
}
