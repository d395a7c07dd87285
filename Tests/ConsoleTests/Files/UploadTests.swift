// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import Charges
import Foundation
import Hummingbird
import Store
import Testing

@Suite struct UploadTests {
    /// A till journal and the acquirer's file about it: one slip is missing, one charge the till never saw.
    static let till = """
        merchant,terminal,rrn,type,amount,time,card,printed,store
        M00000000000001,T0000001,111111111111,sale,58.00,2026-11-19 15:03:07,622200******1234,0,N1
        M00000000000001,T0000001,111111111112,sale,12.50,2026-11-19 15:10:00,622200******9999,1,N1
        M00000000000001,T0000001,,sale,1.00,2026-11-19 15:11:00,,1,N1

        """
    static let acquirer = """
        merchant,terminal,rrn,type,amount,fee,settle_date,time
        M00000000000001,T0000001,111111111111,sale,58.00,0.35,2026-11-20,2026-11-19 15:03:07
        M00000000000001,T0000001,111111111112,sale,12.50,0.08,2026-11-20,2026-11-19 15:10:00
        M00000000000001,T0000001,111111111119,sale,99.00,0.59,2026-11-20,2026-11-19 16:00:00

        """

    /// Asks for a page until what it shows has settled.
    private func settled(_ browser: Browser, _ path: String, until isSettled: (Browser.Answer) -> Bool) async throws
        -> Browser.Answer
    {
        for _ in 0..<600 {
            let answer = try await browser.get(path)
            if isSettled(answer) { return answer }
            try await Task.sleep(for: .milliseconds(10))
        }
        return try await browser.get(path)
    }

    @Test func `a dropped file is shown, confirmed, read in, and its findings appear`() async throws {
        try await Stage.play { stage, client in
            let browser = try await Browser.signedIn("finance", client)
            for (name, content) in [("till.csv", Self.till), ("acquirer.csv", Self.acquirer)] {
                _ = try await browser.get("/imports")
                let sent = try await browser.upload("/imports", name: name, content: content)
                #expect(sent.status == 303, "\(sent.text)")
                let path = try #require(sent.location)
                let preview = try await settled(browser, path) { $0.text.contains("/confirmation") }
                #expect(preview.text.contains("58.00"))
                let before = try await stage.shop.counts()
                let confirmed = try await browser.post("\(path)/confirmation", [:])
                #expect(confirmed.status == 303)
                let result = try await settled(browser, path) { $0.location?.hasPrefix("/imports/files/") ?? false }
                let page = try await browser.follow(result)
                #expect(page.status == 200)
                #expect(try await stage.shop.counts().observations > before.observations)
            }
            let files = try await stage.shop.files(in: .all, limit: 10)
            #expect(files.map(\.rowsRead) == [3, 3])
            #expect(files.map(\.rowsQuarantined) == [0, 1])
            #expect(files.allSatisfy { $0.importedBy == "finance" && $0.isComplete })
            let findings = try await browser.get("/findings")
            #expect(findings.text.contains("RC-01") && findings.text.contains("PY-04"))
            let quarantine = try await browser.get("/imports/files/1")
            #expect(quarantine.text.contains("1.00"))
        }
    }

    @Test func `the same file again adds nothing`() async throws {
        try await Stage.play { stage, client in
            let program = try await Program.signedIn("finance", client)
            for round in 1...2 {
                let answer = try await program.send(
                    .post, "/api/v1/imports?name=till.csv", json: Self.till, type: "text/csv")
                #expect(answer.status == 202, "\(answer.text)")
                let id = try #require(answer.json["id"] as? String)
                var state = ""
                for _ in 0..<600 where state != "done" {
                    state = try await program.get("/api/v1/imports/\(id)").json["state"] as? String ?? ""
                    try await Task.sleep(for: .milliseconds(10))
                }
                #expect(state == "done", "round \(round)")
            }
            #expect(try await stage.shop.counts().observations == 2)
            #expect(try await program.get("/api/v1/imports").items.count == 1)
        }
    }

    @Test func `a file nobody can read is refused with a reason and nothing is written`() async throws {
        try await Stage.play { stage, client in
            let browser = try await Browser.signedIn("finance", client)
            _ = try await browser.get("/imports")
            let sent = try await browser.upload("/imports", name: "poem.txt", content: "roses are red\n")
            let path = try #require(sent.location)
            let page = try await settled(browser, path) { !$0.text.contains("http-equiv") }
            #expect(page.status == 200)
            #expect(!page.text.contains("/confirmation"))
            #expect(try await stage.shop.counts().observations == 0)
            #expect(try await browser.post("\(path)/discard", [:]).status == 303)
            #expect(try await browser.get(path).status == 404)
            #expect(try uploadsLeft(stage) == 0)
        }
    }

    @Test func `a form without its token, too large, broken or of another kind leaves nothing on disk`() async throws {
        try await Stage.play(maxUploadBytes: 20_000) { stage, client in
            let browser = try await Browser.signedIn("finance", client)
            _ = try await browser.get("/imports")
            let large = String(repeating: "x", count: 25_000)
            #expect(try await browser.upload("/imports", name: "a.csv", content: large).status == 413)
            #expect(try await browser.upload("/imports", name: "a.csv", content: "a", token: "0").status == 403)
            #expect(try await browser.upload("/imports", name: "a.csv", content: "").status == 422)
            let wrong = try await browser.send(
                "/imports", .post, [.contentType: "application/octet-stream"], ByteBuffer(string: "x"))
            #expect(wrong.status == 415)
            let cut = try await browser.send(
                "/imports", .post, [.contentType: "multipart/form-data; boundary=B"],
                ByteBuffer(string: "--B\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n\(browser.token)"))
            #expect(cut.status == 400)
            #expect(try uploadsLeft(stage) == 0)
        }
    }

    @Test func `a file name with a path becomes a name`() async throws {
        try await Stage.play { _, client in
            let browser = try await Browser.signedIn("finance", client)
            _ = try await browser.get("/imports")
            let sent = try await browser.upload("/imports", name: "../../../etc/till.csv", content: Self.till)
            let page = try await settled(browser, try #require(sent.location)) { $0.text.contains("/confirmation") }
            #expect(page.text.contains("till.csv") && !page.text.contains("etc/"))
        }
    }

    @Test func `a manager sees the files they brought and no others`() async throws {
        try await Stage.play { _, client in
            let finance = try await Program.signedIn("finance", client)
            let manager = try await Program.signedIn("manager", client)
            let answer = try await finance.send(
                .post, "/api/v1/imports?name=till.csv", json: Self.till, type: "text/csv")
            let id = try #require(answer.json["id"] as? String)
            #expect(try await manager.get("/api/v1/imports/\(id)").status == 404)
            for _ in 0..<600 where try await finance.get("/api/v1/imports").items.isEmpty {
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(try await manager.get("/api/v1/imports").items.isEmpty)
            #expect(try await manager.get("/api/v1/files/1").status == 404)
            #expect(try await finance.get("/api/v1/files/1").status == 200)
        }
    }

    private func uploadsLeft(_ stage: Stage) throws -> Int {
        let folder = "\(stage.options.dataDirectory)/uploads"
        guard FileManager.default.fileExists(atPath: folder) else { return 0 }
        return try FileManager.default.contentsOfDirectory(atPath: folder).count
    }
}
