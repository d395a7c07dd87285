// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Store
import Tender
import Testing

@Suite struct SignInTests {
    @Test func `a stranger is led to the door and from there to what they asked for`() async throws {
        try await Stage.play { _, client in
            let browser = Browser(client)
            let asked = try await browser.get("/transactions?code=RC-01")
            #expect(asked.status == 303)
            #expect(asked.location == "/signin?to=%2Ftransactions%3Fcode%3DRC-01")
            let door = try await browser.get(asked.location ?? "")
            #expect(door.status == 200)
            #expect(door.text.contains("value=\"/transactions?code=RC-01\""))
            let answer = try await browser.post(
                "/signin", ["name": "finance", "password": Stage.password, "to": "/transactions?code=RC-01"])
            #expect(answer.status == 303)
            #expect(answer.location == "/transactions?code=RC-01")
            #expect(try await browser.follow(answer).status == 200)
        }
    }

    @Test func `the session cookie is out of reach of scripts and other sites`() async throws {
        try await Stage.play { _, client in
            let browser = Browser(client)
            _ = try await browser.get("/signin")
            let answer = try await browser.post("/signin", ["name": "finance", "password": Stage.password])
            let cookies = answer.headers[values: .setCookie]
            let session = try #require(cookies.first { $0.hasPrefix("counterfoil_session=") })
            #expect(session.contains("HttpOnly") && session.contains("SameSite=Lax") && session.contains("Path=/"))
        }
    }

    @Test func `after ten failures the name is locked, politely and for half an hour`() async throws {
        try await Stage.play { stage, client in
            let browser = Browser(client)
            _ = try await browser.get("/signin")
            for _ in 0..<9 {
                let answer = try await browser.post("/signin", ["name": "finance", "password": "wrong wrong wrong"])
                #expect(answer.status == 401)
            }
            _ = try await browser.post("/signin", ["name": "finance", "password": "wrong wrong wrong"])
            let locked = try await browser.post("/signin", ["name": "finance", "password": Stage.password])
            #expect(locked.status == 429)
            #expect(locked.text.contains("30") || locked.text.contains("31"))
            stage.clock.advance(minutes: 31)
            let open = try await browser.post("/signin", ["name": "finance", "password": Stage.password])
            #expect(open.status == 303)
        }
    }

    @Test func `a session ends after fifteen idle minutes and when it is signed out`() async throws {
        try await Stage.play { stage, client in
            let browser = try await Browser.signedIn("finance", client)
            #expect(try await browser.get("/today").status == 200)
            stage.clock.advance(minutes: 17)
            #expect(try await browser.get("/today").status == 303)

            let again = try await Browser.signedIn("finance", client)
            _ = try await again.get("/today")
            let session = try #require(again.session)
            #expect(try await again.post("/signout", [:]).status == 303)
            let old = try await client.execute(
                uri: "/today", method: .get, headers: [.cookie: "counterfoil_session=\(session)"])
            #expect(old.status == .seeOther)
        }
    }

    @Test func `a form without our token, with another's token or from another site is refused`() async throws {
        try await Stage.play { _, client in
            let admin = try await Browser.signedIn("admin", client)
            let other = try await Browser.signedIn("finance", client)
            _ = try await admin.get("/stores")
            _ = try await other.get("/transactions")
            let fields = ["id": "X1", "name": "Extra", "zone": "Asia/Shanghai", "cutOff": "04:00"]
            var stolen = fields.map { ($0.key, $0.value) }
            stolen.insert(("_csrf", other.token), at: 0)
            let token = admin.token
            let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
            #expect(try await admin.post("/stores", fields, headers: [site: "cross-site"]).status == 403)
            #expect(try await admin.post("/stores", fields, headers: [.origin: "https://evil.example"]).status == 403)
            admin.forgetToken()
            #expect(try await admin.post("/stores", fields).status == 403)
            #expect(try await admin.post("/stores", stolen).status == 403)
            #expect(!(try await admin.get("/stores").text.contains("Extra")))
            #expect(admin.token == token)
            #expect(try await admin.post("/stores", fields, headers: [.origin: "http://localhost"]).status == 303)
            #expect(try await admin.get("/stores").text.contains("Extra"))
        }
    }

    @Test func `a host name that is not ours is refused before anything else`() async throws {
        try await Stage.play(isLive: true) { stage, client in
            let port = try #require(client.port)
            for (host, status) in [("evil.example", 421), ("localhost:\(port)", 200), ("127.0.0.1", 200)] {
                let answer = try await TestClient.withClient(host: "localhost", port: port) { client in
                    try await client.execute(
                        TestClient.Request("/healthz", method: .get, authority: host, headers: [.connection: "close"]))
                }
                #expect(answer.status.code == status, "\(host)")
            }
            _ = stage
        }
    }

    @Test func `every page tells the browser to run and keep nothing`() async throws {
        try await Stage.play { _, client in
            let browser = Browser(client)
            for path in ["/signin", "/healthz", "/nowhere", "/api/v1/transactions"] {
                let answer = try await browser.get(path)
                let policy = answer.headers[.contentSecurityPolicy] ?? ""
                #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "\(path)")
                #expect(answer.headers[.cacheControl] == "no-store", "\(path)")
                #expect(answer.headers[HTTPField.Name("X-Content-Type-Options") ?? .accept] == "nosniff", "\(path)")
            }
        }
    }

    @Test func `no page has a script or a style inside`() async throws {
        try await Stage.play { stage, client in
            let id = try await stage.sell("58.00", store: "N1", reference: "1")
            let admin = try await Browser.signedIn("admin", client)
            let paths = [
                "/signin", "/today", "/counter", "/transactions", "/transactions/\(id)", "/findings", "/imports",
                "/stores", "/people", "/people/1", "/tariffs", "/terminals", "/account", "/menu", "/transactions?q=58",
            ]
            for path in paths {
                let answer = try await admin.follow(admin.get(path))
                #expect(answer.status == 200, "\(path): \(answer.text.prefix(300))")
                #expect(!answer.text.contains("<style") && !answer.text.contains(" style="), "\(path)")
                #expect(!answer.text.contains(" onclick=") && !answer.text.contains("javascript:"), "\(path)")
                let scripts = answer.text.split(separator: "<script").dropFirst()
                #expect(scripts.allSatisfy { $0.contains("src=\"/assets/") }, "\(path)")
            }
        }
    }
}
