// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import Cases
import Charges
import Printing
import Store
import Tender
import Testing

/// The till's buttons on a transaction's page.
@Suite struct TransactionSlipTests {
    @Test func `where no slip was captured, a person's word is kept once, and its case is taken`() async throws {
        try await Stage.play { stage, client in
            let sale = try await stage.sell("58.00", store: "N1", reference: "112015030001", printed: nil)
            let browser = try await Browser.signedIn("cashier", client)
            let page = try await browser.get("/transactions/\(sale)").text
            #expect(
                page.contains("formaction=\"/counter/no-slip\"") && page.contains("No slip of this one was captured"))
            for _ in 0..<2 {
                let answer = try await browser.post("/counter/no-slip", ["transaction": sale])
                let id = try #require(CaseID(transaction: sale, family: .receipts))
                #expect(answer.location == "/cases/\(id)?done=case-taken")
                #expect(try await stage.shop.caseDetail(id, in: .all).summary.assignee == "cashier")
            }
            let detail = try await stage.shop.transaction(sale, in: .all)
            #expect(detail.entries.map(\.observation.source) == [.terminal, .person])
            #expect(detail.verdict.findings.map(\.code) == [.rc01])
            #expect(detail.verdict.money == .charged)
        }
    }

    @Test func `a customer's claim stands until somebody says that it was answered`() async throws {
        try await Stage.play { stage, client in
            try await stage.printers()
            let sale = try await stage.sell("58.00", store: "N1", reference: "112015030001")
            let id = try await stage.capture(1)
            let proof = PrintEvent(job: id, number: 1, at: stage.clock.now(), kind: .reached(.confirmed))
            try await stage.shop.notePrint(proof, by: .system)
            try await stage.shop.customer(.said(.chargedTwice), on: id)
            stage.clock.advance(minutes: 2)
            let browser = try await Browser.signedIn("cashier", client)
            #expect(try await browser.get("/transactions/\(sale)").text.contains("The customer says: charged twice"))
            #expect(try await stage.shop.transaction(sale, in: .all).verdict.findings.map(\.code) == [.py06])
            let answer = try await browser.post("/transactions/\(sale)/answer", ["once": "x"])
            let page = try await browser.follow(answer).text
            #expect(!page.contains("The customer says: charged twice") && page.contains("the customer was answered"))
            #expect(try await stage.shop.transaction(sale, in: .all).verdict.findings.isEmpty)
        }
    }

    @Test func `nobody speaks for another store's transaction, and a technician sees none`() async throws {
        try await Stage.play { stage, client in
            let foreign = try await stage.sell("77.77", store: "S1", reference: "222222222222", printed: nil)
            let cashier = try await Browser.signedIn("cashier", client)
            _ = try await cashier.get("/counter")
            #expect(try await cashier.post("/counter/no-slip", ["transaction": foreign]).status == 404)
            #expect(try await cashier.post("/transactions/\(foreign)/answer", [:]).status == 404)
            let technician = try await Browser.signedIn("technician", client)
            _ = try await technician.get("/printers")
            #expect(try await technician.get("/receipts").status == 403)
            #expect(try await technician.post("/counter/no-slip", ["transaction": foreign]).status == 403)
        }
    }
}
