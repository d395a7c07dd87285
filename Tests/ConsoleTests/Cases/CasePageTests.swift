// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Store
import Tender
import Testing

@testable import Console

/// Cases as people meet them: the queue, the playbook, what may be done and by whom.
@Suite struct CasePageTests {
    /// A charge whose slip did not come out, and its case.
    private static func noSlip(_ stage: Stage, store: StoreID = "N1") async throws -> CaseID {
        let sale = try await stage.sell("58.00", store: store, reference: "R1", printed: false)
        return try #require(CaseID(transaction: sale, family: .receipts))
    }

    @Test func `a charge without a slip waits in the queue with its playbook, and nobody is told to charge again`()
        async throws
    {
        try await Stage.play { stage, client in
            let id = try await Self.noSlip(stage)
            let cashier = try await Browser.signedIn("cashier", client)
            let queue = try await cashier.get("/cases")
            #expect(queue.text.contains(id.text) && queue.text.contains("RC-01"))
            let page = try await cashier.get("/cases/\(id)")
            #expect(page.status == 200)
            #expect(page.text.contains("Do not charge again: this sale is paid."))
            #expect(page.text.contains("Reprint once, marked as a copy"))
            #expect(page.text.contains("template=N1.en"))
            #expect(try await cashier.get("/cases/board").text.contains("/cases/\(id)"))
        }
    }

    @Test func `taken, ticked off, resolved with its cause, and told in the page's story`() async throws {
        try await Stage.play { stage, client in
            let id = try await Self.noSlip(stage)
            let manager = try await Browser.signedIn("manager", client)
            _ = try await manager.get("/cases/\(id)")
            for act in ["take", "move acting", "step RC-01 4 done"] {
                #expect(try await manager.post("/cases/\(id)/act", ["act": act]).status == 303, "\(act)")
            }
            let noCause = try await manager.post("/cases/\(id)/act", ["act": "resolve", "value": "", "text": "seen"])
            #expect(noCause.status == 409)
            let early = try await manager.post("/cases/\(id)/act", ["act": "close", "text": "seen"])
            #expect(early.status == 409)
            let done = try await manager.post(
                "/cases/\(id)/act", ["act": "resolve", "value": "device", "text": "copy 2 in hand"])
            #expect(done.status == 303)
            let page = try await manager.get("/cases/\(id)")
            #expect(page.text.contains("Resolved: Device · copy 2 in hand"))
            #expect(try await stage.shop.caseDetail(id, in: .all).summary.assignee == "manager")
        }
    }

    static let mayWork: [(String, Int)] = [
        ("cashier", 303), ("manager", 303), ("service", 303), ("finance", 303), ("auditor", 403), ("admin", 403),
        ("technician", 404),
    ]

    @Test(arguments: mayWork)
    func `who works cases, and who does not`(_ person: String, _ status: Int) async throws {
        try await Stage.play { stage, client in
            let id = try await Self.noSlip(stage)
            let browser = try await Browser.signedIn(person, client)
            _ = try await browser.get("/cases")
            #expect(try await browser.post("/cases/\(id)/act", ["act": "take"]).status == status)
            let note = try await browser.post("/cases/\(id)/act", ["act": "note", "text": "looked at it"])
            #expect(note.status == (person == "auditor" ? 303 : status))
        }
    }

    @Test func `a technician has the cases of devices alone`() async throws {
        try await Stage.play { stage, client in
            let id = try await Self.noSlip(stage)
            let browser = try await Browser.signedIn("technician", client)
            _ = try await browser.get("/cases/new")
            let wrong = try await browser.post("/cases", ["code": "CS-04", "store": "N1", "words": "a letter"])
            #expect(wrong.status == 422)
            let opened = try await browser.post(
                "/cases", ["code": "DV-03", "store": "N1", "words": "battery swollen"])
            #expect(opened.status == 303)
            let queue = try await browser.get("/cases")
            #expect(queue.text.contains("battery swollen") && !queue.text.contains(id.text))
        }
    }

    @Test func `another store's cases are not there`() async throws {
        try await Stage.play { stage, client in
            let id = try await Self.noSlip(stage)
            let southerner = try await Browser.signedIn("southerner", client)
            #expect(!(try await southerner.get("/cases")).text.contains(id.text))
            #expect(try await southerner.get("/cases/\(id)").status == 404)
            #expect(try await southerner.post("/cases/\(id)/act", ["act": "take"]).status == 404)
        }
    }

    @Test func `words of customers and staff are shown, never run`() async throws {
        try await Stage.play { stage, client in
            let manager = try await Browser.signedIn("manager", client)
            _ = try await manager.get("/cases/new")
            let opened = try await manager.post(
                "/cases", ["code": "CS-04", "store": "N1", "words": "<script>alert(1)</script>"])
            let location = try #require(opened.location)
            let page = try await manager.get(location)
            #expect(page.text.contains("&lt;script&gt;") && !page.text.contains("<script>alert"))
            let list = try await manager.get("/cases.csv")
            #expect(list.text.contains("alert(1)"))
        }
    }
}
