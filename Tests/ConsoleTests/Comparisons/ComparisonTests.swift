// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import Foundation
import HTTPTypes
import Hummingbird
import Store
import Testing

/// The file job in the console: files in, progress, results out, and nothing in the shop changed.
@Suite struct ComparisonTests {
    static let till = UploadTests.till
    static let acquirer = UploadTests.acquirer

    /// The body of a form with files, each in the field of its side.
    static func form(_ files: [(field: String, name: String, content: String)], token: String?) -> ByteBuffer {
        var body = ""
        if let token { body += "--B\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n\(token)\r\n" }
        for file in files {
            body += "--B\r\nContent-Disposition: form-data; name=\"\(file.field)\"; filename=\"\(file.name)\"\r\n\r\n"
            body += "\(file.content)\r\n"
        }
        return ByteBuffer(string: body + "--B--\r\n")
    }

    static let type: HTTPFields = [.contentType: "multipart/form-data; boundary=B"]
    static let both = [
        (field: "till", name: "pos.csv", content: till), (field: "acquirer", name: "clearing.csv", content: acquirer),
    ]

    private func ask(_ browser: Browser, _ files: [(field: String, name: String, content: String)]) async throws
        -> Browser.Answer
    {
        _ = try await browser.get("/comparisons")
        return try await browser.send("/comparisons", .post, Self.type, Self.form(files, token: browser.token))
    }

    private func settled(_ browser: Browser, _ path: String) async throws -> Browser.Answer {
        for _ in 0..<3_000 {
            let answer = try await browser.get(path)
            if !answer.text.contains("data-progress") { return answer }
            try await Task.sleep(for: .milliseconds(10))
        }
        return try await browser.get(path)
    }

    @Test func `finance compares two files, sees the findings and takes the result home`() async throws {
        try await Stage.play { stage, client in
            let browser = try await Browser.signedIn("finance", client)
            let sent = try await ask(browser, Self.both)
            #expect(sent.status == 303, "\(sent.text)")
            let path = try #require(sent.location)
            let page = try await settled(browser, path)
            for code in ["PY-04", "RC-01"] { #expect(page.text.contains(code)) }
            let findings = try await browser.get("\(path)/files/findings.csv")
            #expect(findings.status == 200)
            #expect(findings.text.contains("PY-04,M00000000000001,T0000001,111111111119,sale,"))
            #expect(findings.text.contains("pos.csv:2@"))
            #expect(findings.headers[.contentDisposition]?.hasPrefix("attachment") == true)
            for name in ["settlement.csv", "quarantine.csv", "summary.json", "report.html"] {
                #expect(try await browser.get("\(path)/files/\(name)").status == 200)
            }
            let report = try await browser.get("\(path)/report")
            #expect(report.text.contains("<h1") && report.headers[.contentDisposition] == "inline")
            let policy = report.headers[.contentSecurityPolicy] ?? ""
            #expect(policy.hasPrefix("sandbox; default-src 'none';") && !policy.contains("script"))
            #expect(page.text.contains("href=\"\(path)/report\""))
            #expect(page.headers[.contentSecurityPolicy]?.contains("unsafe-inline") == false)
            #expect(try await browser.get("\(path)/files/about.json").status == 404)
            #expect(try await browser.get("\(path)/files/..%2Fabout.json").status == 404)
            // Nothing of it is in the shop, and the files that were sent are gone.
            #expect(try await stage.shop.counts().observations == 0)
            let list = try await browser.get("/comparisons")
            #expect(list.text.contains("pos.csv, clearing.csv"))
            #expect(try await browser.post("\(path)/removal", [:]).status == 303)
            #expect(try await browser.get(path).status == 404)
        }
    }

    @Test func `files that cannot be compared are refused with the reason, in the reader's language`() async throws {
        try await Stage.play { _, client in
            let browser = try await Browser.signedIn("finance", client)
            let without = Self.till.replacing("amount", with: "sum")
            let sent = try await ask(
                browser, [(field: "till", name: "pos.csv", content: without), Self.both[1]])
            let page = try await settled(browser, try #require(sent.location))
            #expect(page.text.contains("pos.csv"))
            #expect(page.text.contains("amount"))
            #expect(!page.text.contains("findings.csv"))
        }
    }

    @Test func `a form without its token, without a side or with a field nobody reads is refused`() async throws {
        try await Stage.play { _, client in
            let browser = try await Browser.signedIn("finance", client)
            _ = try await browser.get("/comparisons")
            let forged = try await browser.send("/comparisons", .post, Self.type, Self.form(Self.both, token: "0"))
            #expect(forged.status == 403)
            #expect(try await ask(browser, [Self.both[0]]).status == 422)
            #expect(try await ask(browser, Self.both + [(field: "photo", name: "a.csv", content: "x")]).status == 422)
            #expect(try await browser.get("/comparisons").text.contains("pos.csv") == false)
        }
    }

    @Test func `whoever sees one store only sees the comparisons they asked for`() async throws {
        try await Stage.play { _, client in
            let finance = try await Browser.signedIn("finance", client)
            let path = try #require(try await ask(finance, Self.both).location)
            _ = try await settled(finance, path)
            let manager = try await Browser.signedIn("manager", client)
            #expect(try await manager.get(path).status == 404)
            #expect(try await manager.get("\(path)/files/findings.csv").status == 404)
            #expect(try await manager.get("\(path)/report").status == 404)
            #expect(try await manager.get("/comparisons").text.contains("pos.csv") == false)
            #expect(try await manager.post("\(path)/stop", [:]).status == 404)
            let auditor = try await Browser.signedIn("auditor", client)
            #expect(try await auditor.get(path).text.contains("findings.csv"))
            #expect(try await auditor.post("\(path)/removal", [:]).status == 403)
            let cashier = try await Browser.signedIn("cashier", client)
            #expect(try await cashier.get(path).status == 403)
        }
    }

    @Test func `a program compares, watches and removes`() async throws {
        try await Stage.play { _, client in
            let program = try await Program.signedIn("finance", client)
            let sent = try await program.send(
                .post, "/api/v1/comparisons", json: String(buffer: Self.form(Self.both, token: nil)),
                type: "multipart/form-data; boundary=B")
            #expect(sent.status == 202, "\(sent.text)")
            let id = try #require(sent.json["id"] as? String)
            var state = ""
            for _ in 0..<3_000 where state != "done" {
                state = try await program.get("/api/v1/comparisons/\(id)").json["state"] as? String ?? ""
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(state == "done")
            #expect(try await program.get("/api/v1/comparisons").items.count == 1)
            #expect(try await program.get("/api/v1/comparisons/\(id)/files/findings.csv").status == 200)
            #expect(try await program.send(.delete, "/api/v1/comparisons/\(id)").status == 204)
            #expect(try await program.get("/api/v1/comparisons/\(id)").status == 404)
        }
    }
}
