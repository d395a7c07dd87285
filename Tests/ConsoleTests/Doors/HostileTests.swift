// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import Hummingbird
import HummingbirdTesting
import Store
import Testing

@Suite struct HostileTests {
    @Test(arguments: [
        "/assets/../Templates/layout.mustache", "/assets/..%2fTemplates%2flayout.mustache", "/assets/%2e%2e",
        "/assets/.keep", "/assets/", "/assets/a/b", "/transactions/%00", "/transactions/%ff",
        "/transactions/..%2f..%2f", "/people/9999999999999999999999", "/people/-1", "/imports/%2e%2e",
        "/imports/files/abc", "/today/x",
    ])
    func `an address that leads nowhere is a page that says so`(_ path: String) async throws {
        try await Stage.play { _, client in
            let browser = try await Browser.signedIn("admin", client)
            let answer = try await browser.get(path)
            #expect(answer.status == 404, "\(path): \(answer.status)")
            #expect(!answer.text.contains("{{"))
        }
    }

    @Test(arguments: [
        "/transactions?q=%FF%FE", "/transactions?q=\(String(repeating: "5", count: 7_000))",
        "/transactions?q=%3Cscript%3Ealert(1)%3C/script%3E", "/transactions?from=2026-99-99&store=%00&code=%27%3B--",
        "/transactions?cursor=%27%20OR%201=1", "/findings?cursor=zzz", "/today?day=9999-12-31", "/today?day=0001-01-01",
        "/transactions?\(String(repeating: "a=1&", count: 500))", "/counter?help=%3Cevil%3E",
        "/account?done=%3Cevil%3E",
        "/transactions?lang=xx", "/signin?to=%2F%2Fevil.example",
    ])
    func `whatever stands in an address, the page holds and escapes it`(_ path: String) async throws {
        try await Stage.play { _, client in
            let browser = try await Browser.signedIn("finance", client)
            let answer = try await browser.follow(browser.get(path))
            #expect([200, 400, 422].contains(answer.status), "\(path): \(answer.status)")
            #expect(!answer.text.contains("<script>alert") && !answer.text.contains("<evil>"))
        }
    }

    @Test func `a search too long is refused politely`() async throws {
        try await Stage.play { _, client in
            let browser = try await Browser.signedIn("finance", client)
            let answer = try await browser.get("/transactions?q=\(String(repeating: "x", count: 8_001))")
            #expect(answer.status == 422)
            #expect(answer.text.contains("<main"))
        }
    }

    @Test(arguments: [
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: \(String(repeating: "x", count: 100_000))\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\(String(repeating: "X: y\r\n", count: 2_000))\r\n",
        "GET /\(String(repeating: "x", count: 100_000)) HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "\u{0}\u{1}\u{2}\r\n\r\n", "GET /healthz HTTP/9.9\r\n\r\n",
        "POST /signin HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nxxxxx",
        "POST /signin HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    ])
    func `what is no request ends its own line and not the server`(_ text: String) async throws {
        try await Stage.play(isLive: true) { _, client in
            let line = try RawLine(port: try #require(client.port))
            try? line.send(text)
            let answer = await line.read(until: "\r\n\r\n")
            #expect(!answer.contains("200 OK"), "\(answer.prefix(200))")
            line.close()
            let after = try await client.execute(uri: "/healthz", method: .get)
            #expect(after.status == .ok)
        }
    }

    @Test func `a form beyond its limit is refused`() async throws {
        try await Stage.play { _, client in
            let browser = Browser(client)
            _ = try await browser.get("/signin")
            let answer = try await browser.post(
                "/signin", ["name": "x", "password": String(repeating: "x", count: 70_000)])
            #expect(answer.status == 413)
        }
    }

    @Test func `an error names no path, no query and no type of ours`() async throws {
        try await Stage.play { stage, client in
            let browser = try await Browser.signedIn("finance", client)
            await stage.shop.close()
            let answer = try await browser.get("/transactions")
            #expect(answer.status >= 500 || answer.status == 303)
            for word in ["SELECT", "sqlite", "/tmp", "GRDB", "StoreError", ".swift"] {
                #expect(!answer.text.contains(word), "\(word)")
            }
        }
    }
}
