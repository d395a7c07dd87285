// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import Charges
import HTTPTypes
import Store
import Tender
import Testing

@Suite struct ScopeTests {
    @Test func `a cashier of one store never sees another's rows, on no page and in no answer`() async throws {
        try await Stage.play { stage, client in
            let own = try await stage.sell("58.00", store: "N1", reference: "111111111111")
            let foreign = try await stage.sell("77.77", store: "S1", reference: "222222222222", printed: false)
            let browser = try await Browser.signedIn("cashier", client)
            #expect(try await browser.get("/transactions/\(own)").status == 200)
            #expect(try await browser.get("/transactions/\(foreign)").status == 404)
            let paths = [
                "/counter", "/counter?help=no-slip", "/transactions", "/transactions?q=77.77",
                "/transactions?q=222222222222", "/transactions?store=S1", "/findings", "/findings?code=RC-01",
                "/transactions.csv", "/findings.csv", "/transactions?q=\(foreign)",
            ]
            for path in paths {
                let answer = try await browser.get(path)
                #expect(answer.status == 200, "\(path)")
                #expect(!answer.text.contains("77.77") || path.contains("q=77.77"), "\(path)")
                #expect(!answer.text.contains("/transactions/\(foreign)"), "\(path)")
                #expect(!answer.text.contains("South"), "\(path)")
            }
            let program = try await Program.signedIn("cashier", client)
            #expect(try await program.get("/api/v1/transactions/\(foreign)").status == 404)
            for path in ["transactions", "find?q=77.77", "findings", "transactions?store=S1"] {
                #expect(!(try await program.get("/api/v1/\(path)").text.contains(foreign)), "\(path)")
            }
        }
    }

    @Test func `a cashier sees seven days, the manager of the same store all of them`() async throws {
        try await Stage.play { stage, client in
            let old = try await stage.sell(
                "41.00", store: "N1", reference: "333333333333", at: "2026-11-13 23:59:59")
            let recent = try await stage.sell(
                "42.00", store: "N1", reference: "444444444444", at: "2026-11-14 00:00:00")
            let cashier = try await Browser.signedIn("cashier", client)
            let manager = try await Browser.signedIn("manager", client)
            for (browser, seesOld) in [(cashier, false), (manager, true)] {
                #expect(try await browser.get("/transactions/\(old)").status == (seesOld ? 200 : 404))
                #expect(try await browser.get("/transactions/\(recent)").status == 200)
                #expect(try await browser.get("/transactions").text.contains(old) == seesOld)
                #expect(try await browser.get("/transactions?q=333333333333").text.contains(old) == seesOld)
                #expect(try await browser.get("/transactions?from=2026-01-01").text.contains(old) == seesOld)
                #expect(try await browser.get("/transactions.csv").text.contains(old) == seesOld)
            }
        }
    }

    @Test func `every route refuses every role that the matrix does not let in`() async throws {
        try await Stage.play { stage, client in
            let (_, listings) = ConsoleApplication.router(for: stage.site)
            let names: [Role: String] = [
                .cashier: "cashier", .manager: "manager", .service: "service", .finance: "finance",
                .auditor: "auditor", .administrator: "admin", .technician: "technician",
            ]
            for (role, name) in names {
                let program = try await Program.signedIn(name, client)
                for listing in listings {
                    guard case .needs(let permission) = listing.entry, !permission.allows(role) else { continue }
                    let path = listing.path.replacing(/\{[a-z]+\}/, with: "1")
                    let method = try #require(HTTPRequest.Method(listing.method))
                    let answer = try await program.send(method, path)
                    #expect(answer.status == 403, "\(role) \(listing.method) \(path)")
                }
            }
        }
    }

    @Test func `no route but the open ones answers a stranger`() async throws {
        try await Stage.play { stage, client in
            let (_, listings) = ConsoleApplication.router(for: stage.site)
            let guest = Program(client: client, token: "")
            for listing in listings where listing.entry != .open {
                let path = listing.path.replacing(/\{[a-z]+\}/, with: "1")
                let method = try #require(HTTPRequest.Method(listing.method))
                let status = try await guest.send(method, path).status
                #expect(status == 401 || status == 303, "\(listing.method) \(path): \(status)")
            }
            let open = Set(listings.filter { $0.entry == .open }.map { "\($0.method) \($0.path)" })
            #expect(
                open == [
                    "GET /", "GET /assets/{name}", "GET /healthz", "GET /readyz", "GET /metrics", "GET /signin",
                    "POST /signin", "POST /sample/entry", "GET /setup", "POST /setup", "POST /api/v1/session",
                    "GET /api/openapi.json", "GET /r", "POST /r", "POST /r/word", "POST /r/leave", "GET /r/receipt.pdf",
                    "GET /r/receipt.png", "POST /r/opinion", "POST /hooks/messages/{secret}",
                    "POST /hooks/wallets/{wallet}", "POST /hooks/wallets/{wallet}/{terminal}",
                ])
        }
    }
}
