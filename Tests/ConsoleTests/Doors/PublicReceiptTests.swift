// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import Charges
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Printing
import Store
import Tender
import Testing

/// The customer's door: who comes in, who does not, and what nobody learns.
@Suite struct PublicReceiptTests {
    private static func open(_ browser: Browser, _ code: String, _ fact: String) async throws -> Browser.Answer {
        _ = try await browser.get("/r")
        return try await browser.post("/r", ["code": code, "fact": fact])
    }

    /// A page without what differs from one visit to the next.
    private static func bare(_ text: String, without code: String) -> String {
        text.replacing(/name="_csrf" value="[^"]*"/, with: "").replacing(code, with: "CODE")
    }

    @Test(arguments: ["58", "58.00", "¥58.00", "1234", "4321"])
    func `code and second fact open the receipt, and no address holds the fact`(_ fact: String) async throws {
        try await Stage.play { stage, client in
            let code = try await stage.soldWithCode()
            let browser = Browser(client)
            let answer = try await Self.open(browser, code, fact)
            #expect(answer.status == 303)
            #expect(answer.location == "/r")
            let page = try await browser.follow(answer)
            #expect(page.status == 200)
            #expect(page.text.contains("¥58.00") && page.text.contains("115888880001"))
            #expect(page.text.contains("North"))
            #expect(page.text.contains("UTC+08:00"))
            #expect(try await browser.get("/r").text.contains("115888880001"), "a reload needs no fact")
            #expect(try await stage.steps().last == .delivery(.viewed))
        }
    }

    @Test func `a code is forgiven blanks, hyphens and small letters, and may stand in the address`() async throws {
        try await Stage.play { stage, client in
            let code = try await stage.soldWithCode()
            let loose = " \(code.prefix(4).lowercased())-\(code.suffix(4).lowercased()) "
            let browser = Browser(client)
            #expect(try await browser.get("/r?c=\(code)").text.contains("value=\"\(code)\""))
            #expect(try await Self.open(browser, loose, "58").status == 303)
        }
    }

    @Test func `a wrong fact, an unknown code and a revoked code get one and the same answer`() async throws {
        try await Stage.play { stage, client in
            let code = try await stage.soldWithCode()
            let revoked = code
            var answers: [Browser.Answer] = []
            let wrong = try await Self.open(Browser(client), code, "59.00")
            answers.append(wrong)
            answers.append(try await Self.open(Browser(client), "ABCDEFGH", "58.00"))
            try await stage.shop.revoke(
                #require(PickupCode(revoked)), of: Stage.receipt, in: .all, by: .system)
            answers.append(try await Self.open(Browser(client), revoked, "58.00"))
            answers.append(try await Self.open(Browser(client), "not a code at all", "58.00"))
            let typed = [code, "ABCDEFGH", revoked, "not a code at all"]
            let pages = zip(answers, typed).map { Self.bare($0.text, without: $1) }
            #expect(answers.map(\.status) == [403, 403, 403, 403])
            #expect(Set(pages).count == 1)
            for answer in answers {
                var headers = answer.headers
                let id = try #require(HTTPField.Name("X-Request-ID"))
                for name in [.setCookie, .date, .contentLength, id] { headers[values: name] = [] }
                var first = wrong.headers
                for name in [.setCookie, .date, .contentLength, id] { first[values: name] = [] }
                #expect(headers == first)
                #expect(!answer.text.contains("59.00") && !answer.text.contains("58.00</"))
            }
        }
    }

    @Test func `after five wrong tries one must wait, whatever the code, and then the right fact opens`() async throws {
        try await Stage.play { stage, client in
            let code = try await stage.soldWithCode()
            for wanted in [code, "ABCDEFGH"] {
                let browser = Browser(client)
                for _ in 0..<5 { #expect(try await Self.open(browser, wanted, "1.00").status == 403) }
                let answer = try await Self.open(browser, wanted, "58.00")
                #expect(answer.status == 429)
                let wait = try #require(answer.headers[.retryAfter].flatMap { Int($0) })
                #expect((1...60).contains(wait))
                #expect(answer.text.contains("秒") || answer.text.contains("seconds"))
            }
            stage.clock.advance(minutes: 2)
            #expect(try await Self.open(Browser(client), code, "58.00").status == 303)
        }
    }

    @Test func `the page is kept by nobody, found by nobody and tells no other site where it was`() async throws {
        try await Stage.play { stage, client in
            let code = try await stage.soldWithCode()
            let browser = Browser(client)
            let opened = try await Self.open(browser, code, "58")
            let robots = try #require(HTTPField.Name("X-Robots-Tag"))
            let referrer = try #require(HTTPField.Name("Referrer-Policy"))
            for answer in [
                opened, try await browser.get("/r"), try await browser.get("/r?c=\(code)"),
                try await Self.open(Browser(client), code, "1"),
            ] {
                #expect(answer.headers[robots]?.contains("noindex") == true)
                #expect(answer.headers[referrer] == "no-referrer")
                #expect(answer.headers[.cacheControl] == "no-store")
                #expect(answer.headers[.contentSecurityPolicy]?.hasPrefix("default-src 'none'") == true)
            }
            let cookie = opened.headers[values: .setCookie].first { $0.hasPrefix("counterfoil_receipt=") }
            let parts = try #require(cookie).split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            #expect(parts.contains("HttpOnly") && parts.contains("Path=/r"))
            #expect(parts.contains { $0.hasPrefix("SameSite") })
        }
    }

    @Test func `what is printed on a slip is text and never markup`() async throws {
        try await Stage.play { stage, client in
            let code = try await stage.soldWithCode()
            let browser = Browser(client)
            let page = try await browser.follow(Self.open(browser, code, "58"))
            #expect(!page.text.contains("<script>alert"))
            #expect(page.text.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;thanks&quot;"))
            #expect(page.text.firstMatch(of: /\s(style|on[a-z]+)=/) == nil)
            #expect(page.text.firstMatch(of: /https?:\/\//) == nil)
        }
    }

    @Test(arguments: Language.allCases)
    func `page, style and script together are small`(_ language: Language) async throws {
        try await Stage.play { stage, client in
            let code = try await stage.soldWithCode()
            let browser = Browser(client)
            _ = try await browser.get("/r?lang=\(language.rawValue)")
            let page = try await browser.follow(Self.open(browser, code, "58"))
            #expect(page.text.contains("<html lang=\"\(language.rawValue)\">"))
            var bytes = page.text.utf8.count
            let addresses = page.text.matches(of: /(?:href|src)="(\/assets\/[^"]+)"/).map { String($0.output.1) }
            #expect(addresses.count == 3)
            for address in addresses { bytes += try await browser.get(address).text.utf8.count }
            #expect(bytes <= 60_000, "\(bytes)")
            #expect(bytes <= 25_000, "\(bytes) without a long slip")
        }
    }
}
