// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Messages
import Refunds
import Store
import Tender
import Testing

@testable import Console

/// From what a customer says at the counter to the next act on the page of its case.
@Suite struct CaseDeskTests {
    static let complaints: [(Complaint, CodeRow.Family, FindingCode)] = [
        (.noSlip, .receipts, .rc01), (.twice, .payments, .py06), (.amount, .payments, .py09),
        (.lost, .receipts, .rc04),
    ]

    @Test(arguments: complaints)
    func `what a customer says opens its case at work, and saying it again opens no second one`(
        _ complaint: Complaint, _ family: CodeRow.Family, _ code: FindingCode
    ) async throws {
        try await Stage.play { stage, client in
            let sale = try await stage.sell("58.00", store: "N1", reference: "112015030001", printed: nil)
            let cashier = try await Browser.signedIn("cashier", client)
            let page = try await cashier.get("/counter?help=\(complaint.rawValue)")
            #expect(page.text.contains("value=\"\(sale)\""))
            let id = try #require(CaseID(transaction: sale, family: family))
            var told: [Int] = []
            for _ in 0..<2 {
                let answer = try await cashier.post("/counter/\(complaint.rawValue)", ["transaction": sale])
                #expect(answer.location == "/cases/\(id)?done=case-taken")
                told.append(try await stage.shop.transaction(sale, in: .all).entries.count)
            }
            #expect(told[0] > 1 && told[0] == told[1])
            let detail = try await stage.shop.caseDetail(id, in: .all)
            #expect(detail.summary.codes.contains(code) && detail.summary.assignee == "cashier")
            #expect(try await cashier.get("/cases/\(id)").text.contains("What to do now"))
        }
    }

    @Test func `an auditor and a technician take no complaint, and another store's payment is not there`() async throws
    {
        try await Stage.play { stage, client in
            let foreign = try await stage.sell("77.77", store: "S1", reference: "222222222222")
            for (person, status) in [("cashier", 404), ("auditor", 403), ("technician", 403), ("admin", 403)] {
                let browser = try await Browser.signedIn(person, client)
                _ = try await browser.get("/cases")
                #expect(
                    try await browser.post("/counter/twice", ["transaction": foreign]).status == status, "\(person)")
            }
        }
    }

    @Test func `the wrong amount is computed on the page: too much goes back, too little is noted`() async throws {
        try await Stage.play { stage, client in
            let sale = try await stage.sell("85.00", store: "N1", reference: "112015030002")
            let cashier = try await Browser.signedIn("cashier", client)
            _ = try await cashier.get("/counter")
            let opened = try await cashier.post("/counter/amount", ["transaction": sale])
            let id = try #require(CaseID(transaction: sale, family: .payments))
            #expect(!(try await cashier.follow(opened).text.contains("name=\"confirm\"")))
            let much = try await cashier.get("/cases/\(id)?right=58.00").text
            #expect(much.contains("name=\"amount\" value=\"27.00\"") && much.contains("value=\"wrongAmount\""))
            let little = try await cashier.get("/cases/\(id)?right=100").text
            #expect(little.contains("name=\"due\" value=\"15.00\"") && !little.contains("name=\"confirm\""))
            #expect(try await cashier.post("/cases/\(id)/collection", ["due": "15.00"]).status == 303)
            #expect(try await stage.shop.caseDetail(id, in: .all).file.state == .waiting(.customer))
        }
    }

    @Test func `several acts go by one press, with the note that was typed`() async throws {
        try await Stage.play { stage, client in
            let sale = try await stage.sell("58.00", store: "N1", reference: "R1", printed: false)
            let id = try #require(CaseID(transaction: sale, family: .receipts))
            let manager = try await Browser.signedIn("manager", client)
            _ = try await manager.get("/cases/\(id)")
            let answer = try await manager.post("/cases/\(id)/macro", ["macro": "customerTold", "text": "called at 3"])
            #expect(answer.status == 303)
            let file = try await stage.shop.caseDetail(id, in: .all)
            #expect(file.file.state == .waiting(.customer) && file.summary.assignee == "manager")
            #expect(file.events.contains { $0.kind == .note("called at 3") })
            #expect(try await manager.post("/cases/\(id)/macro", ["macro": "nothing"]).status == 422)
        }
    }

    @Test func `a lost slip is given out to who shows enough for its amount`() async throws {
        try await Stage.play { stage, client in
            let sale = try await stage.sell("2580.00", store: "N1", reference: "112015030003")
            let id = try #require(CaseID(transaction: sale, family: .receipts))
            let cashier = try await Browser.signedIn("cashier", client)
            _ = try await cashier.get("/counter")
            let opened = try await cashier.post("/counter/lost", ["transaction": sale])
            #expect(try await cashier.follow(opened).text.contains("the manager gives it out again"))
            #expect(try await cashier.post("/cases/\(id)/code", ["proof": "facts"]).status == 422)
            let manager = try await Browser.signedIn("manager", client)
            _ = try await manager.get("/cases/\(id)")
            #expect(try await manager.post("/cases/\(id)/code", ["proof": "facts"]).status == 422)
        }
    }

    struct Letter: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let family: CodeRow.Family
        let money: Verdict.MoneyState
        let fits: TemplateName?
    }

    static let letters = [
        Letter(testDescription: "no slip", family: .receipts, money: .charged, fits: .n1),
        Letter(testDescription: "not known", family: .payments, money: .unknown(since: nil), fits: .n2),
        Letter(testDescription: "nothing went back yet", family: .payments, money: .charged, fits: nil),
    ]

    @Test(arguments: letters)
    func `the message fits how the case stands, and none promises what has not happened`(_ letter: Letter) {
        #expect(CaseDesk.template(for: letter.family, letter.money, after: nil) == letter.fits)
    }
}
