// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Evidence
import Store
import Tender
import Testing

@testable import Console

/// Packs, reports, the audit and the book of numbers, as people of each role meet them.
@Suite struct EvidencePagesTests {
    private let sheetPaths = ["/evidence", "/reports", "/reports?period=month", "/audit", "/directory"]

    @Test func `finance makes a pack with a reason, and it verifies; pressed twice it is one`() async throws {
        try await Stage.play { stage, client in
            let sale = try await stage.sell("58.00", store: "N1", reference: "112015030001")
            let browser = try await Browser.signedIn("finance", client)
            _ = try await browser.get("/evidence")
            let fields = [
                "subject": sale, "variant": "acquirer", "reason": "CS-02", "recipient": "acquirer", "once": "abc",
            ]
            let made = try await browser.post("/evidence", fields)
            #expect(made.status == 303)
            #expect(try await browser.post("/evidence", fields).status == 303)
            let lines = try await stage.shop.register(handOversOnly: true)
            try #require(lines.count == 1)
            guard case .handedOver(let handOver) = lines[0].content else { return }
            #expect(handOver.reason == "CS-02")
            let page = try await browser.get("/evidence?about=\(sale)")
            #expect(page.text.contains("/evidence/packs/\(handOver.sha256)"))
            let bytes = try #require(PackFile.bytes(sha256: handOver.sha256, in: stage.shop.folder))
            let report = PackVerifier(digesting: SystemDigesting(), checking: SystemSignatures()).verify(bytes)
            #expect(report.problems.isEmpty)
            #expect(report.manifest?.parts.contains { $0.name == "evidence.pdf" } == true)
        }
    }

    @Test func `the manager may only ask, the cashier not even that, and nobody makes a pack without a reason`()
        async throws
    {
        try await Stage.play { stage, client in
            let sale = try await stage.sell("58.00", store: "N1", reference: "112015030001")
            let manager = try await Browser.signedIn("manager", client)
            _ = try await manager.get("/evidence")
            let asked = try await manager.post(
                "/evidence", ["subject": sale, "variant": "lawyer", "reason": "complaint", "once": "m"])
            #expect(asked.status == 303)
            #expect(try await stage.shop.register(handOversOnly: true).isEmpty)
            #expect(try await stage.shop.register().count == 1)
            let cashier = try await Browser.signedIn("cashier", client)
            #expect(try await cashier.get("/evidence").status == 403)
            let auditor = try await Browser.signedIn("auditor", client)
            _ = try await auditor.get("/evidence")
            let bare = try await auditor.post("/evidence", ["subject": sale, "variant": "lawyer", "reason": ""])
            #expect(bare.status != 303)
        }
    }

    @Test func `the fact sheet, the report and the audit show what they must, and print`() async throws {
        try await Stage.play { stage, client in
            let sale = try await stage.sell("58.00", store: "N1", reference: "112015030001")
            let other = try await stage.sell("85.00", store: "N1", reference: "112015040002")
            let browser = try await Browser.signedIn("auditor", client)
            let facts = try await browser.get("/evidence/facts/\(sale)")
            #expect(facts.status == 200)
            #expect(facts.text.contains("112015030001"))
            for path in ["/evidence/facts/\(sale)/pdf", "/reports.pdf"] {
                #expect(try await browser.get(path).status == 200, "\(path)")
            }
            for path in sheetPaths { #expect(try await browser.get(path).status == 200, "\(path)") }
            let compared = try await browser.get("/audit?compare=\(sale)%20\(other)")
            #expect(compared.text.contains("85.00"))
            let csv = try await browser.get("/audit.csv")
            #expect(csv.status == 200)
            #expect(
                try await stage.shop.register().contains { line in
                    if case .audit(let note) = line.content { note.act == .exported } else { false }
                })
        }
    }

    @Test func `the auditor verifies the journal with one button, and the log says so`() async throws {
        try await Stage.play { stage, client in
            let browser = try await Browser.signedIn("auditor", client)
            _ = try await browser.get("/audit")
            #expect(try await browser.post("/audit/verify", [:]).status == 303)
            #expect(
                try await stage.shop.register().contains { line in
                    if case .audit(let note) = line.content { note.act == .verified } else { false }
                })
        }
    }

    @Test func `a number is added to the book, checked and taken out; the auditor may only read`() async throws {
        try await Stage.play { stage, client in
            let browser = try await Browser.signedIn("service", client)
            _ = try await browser.get("/directory")
            let fields = [
                "id": "acq-sample", "kind": "acquirer", "name": "示例收单", "english": "Sample acquirer",
                "numbers": "400-000-0000", "source": "contract page 2",
            ]
            #expect(try await browser.post("/directory", fields).status == 303)
            #expect(try await browser.get("/directory").text.contains("400-000-0000"))
            #expect(try await browser.post("/directory/acq-sample/remove", [:]).status == 303)
            #expect(try await !browser.get("/directory").text.contains("Sample acquirer"))
            let auditor = try await Browser.signedIn("auditor", client)
            _ = try await auditor.get("/directory")
            #expect(try await auditor.post("/directory", fields).status == 403)
        }
    }
}
