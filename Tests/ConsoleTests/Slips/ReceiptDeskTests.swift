// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import Charges
import Printing
import Store
import Tender
import Testing

/// What the staff do with a receipt, and that two clicks are one act.
@Suite struct ReceiptDeskTests {
    /// Copies can be marked; without it none is ever printed.
    static let canMark =
        (try? CopyMark.apply(to: [], copy: 2, at: "2026-11-20 16:00", by: "x", language: .english)) != nil

    private static let reprint = ["printer": "north-1", "reason": "lost", "once": "page-1"]

    @Test(.enabled(if: canMark)) func `two clicks print one copy, and the second names the first`() async throws {
        let desk = RecordingDesk()
        try await Stage.play(desk: desk) { stage, client in
            try await stage.printers()
            let id = try await stage.capture(1)
            let browser = try await Browser.signedIn("cashier", client)
            _ = try await browser.get("/receipts/\(id)")
            let first = try await browser.post("/receipts/\(id)/copies", Self.reprint)
            #expect(first.status == 303 && first.location == "/receipts/\(id)?done=copy-asked")
            let job = try #require(desk.jobs.first)
            #expect(job.copy == 2 && job.original == id && job.printer == "north-1")
            #expect(job.bytes.count > 12)
            let again = try await browser.post("/receipts/\(id)/copies", Self.reprint)
            #expect(again.status == 409 && again.text.contains("\(job.id)"))
            let other = try await browser.post(
                "/receipts/\(id)/copies", ["printer": "north-1", "reason": "lost", "once": "page-2"])
            #expect(other.status == 409 && other.text.contains("Copy number 2 (\(job.id))"))
            #expect(desk.jobs.count == 1)
            let page = try await browser.get("/receipts/\(id)").text
            #expect(page.contains("Copy asked for, print 2: the customer lost the slip"))
            #expect(page.contains("by cashier"))
        }
    }

    @Test(.enabled(if: canMark)) func `two clicks long after the copy came out are still one`() async throws {
        let desk = RecordingDesk()
        try await Stage.play(desk: desk) { stage, client in
            try await stage.printers()
            let id = try await stage.capture(1)
            let browser = try await Browser.signedIn("manager", client)
            _ = try await browser.get("/receipts/\(id)")
            _ = try await browser.post("/receipts/\(id)/copies", Self.reprint)
            stage.clock.advance(minutes: 2)
            #expect(try await browser.post("/receipts/\(id)/copies", Self.reprint).status == 409)
            let fresh = ["printer": "north-1", "other": "Kunde wollte noch eine", "once": "page-3"]
            #expect(try await browser.post("/receipts/\(id)/copies", fresh).status == 303)
            #expect(desk.jobs.map(\.copy) == [2, 3])
        }
    }

    @Test func `what the printer does not take is said, with what was kept`() async throws {
        try await Stage.play(desk: RecordingDesk(takes: false)) { stage, client in
            try await stage.printers()
            let id = try await stage.capture(1)
            let browser = try await Browser.signedIn("cashier", client)
            _ = try await browser.get("/receipts/\(id)")
            let answer = try await browser.post("/receipts/\(id)/copies", Self.reprint)
            #expect(answer.status == 503 && answer.text.contains("The request is recorded"))
        }
    }

    @Test(arguments: [
        (["printer": "north-1", "reason": ""], 422), (["printer": "north-1", "reason": "bogus"], 422),
        (["printer": "south-1", "reason": "lost"], 422), (["printer": "", "reason": "lost"], 422),
        (["printer": "north-1", "other": String(repeating: "字", count: 67)], 422),
    ])
    func `without a reason or a printer of one's own nothing is printed`(
        _ fields: [String: String], _ status: Int
    ) async throws {
        let desk = RecordingDesk()
        try await Stage.play(desk: desk) { stage, client in
            try await stage.printers()
            let id = try await stage.capture(1)
            let browser = try await Browser.signedIn("cashier", client)
            _ = try await browser.get("/receipts/\(id)")
            #expect(try await browser.post("/receipts/\(id)/copies", fields).status == status)
            #expect(desk.jobs.isEmpty)
        }
    }

    @Test(arguments: PrintEvent.Decision.allCases)
    func `a person decides about a slip nobody can vouch for`(_ choice: PrintEvent.Decision) async throws {
        let desk = RecordingDesk()
        try await Stage.play(desk: desk) { stage, client in
            try await stage.printers()
            let id = try await stage.capture(1)
            try await stage.note(.reached(.accepted), 1, on: id)
            try await stage.note(.unconfirmed(.linkLost), 2, on: id)
            let browser = try await Browser.signedIn("cashier", client)
            let page = try await browser.get("/receipts/\(id)").text
            #expect(page.contains("name=\"choice\" value=\"\(choice.rawValue)\""))
            #expect(page.contains("Unconfirmed, look at the paper"))
            let fields = ["choice": choice.rawValue, "once": "p"]
            for _ in 0..<2 { #expect(try await browser.post("/receipts/\(id)/decision", fields).status == 303) }
            #expect(desk.decisions == [.init(choice: choice, job: id, person: "cashier")])
            let isElectronic = choice == .electronic
            #expect(try await stage.shop.receipt(id, in: .all).codes.isEmpty == !isElectronic)
        }
    }

    @Test func `without a print desk there is no printing, and the page says why`() async throws {
        try await Stage.play { stage, client in
            try await stage.printers()
            let id = try await stage.capture(1)
            try await stage.note(.unconfirmed(.linkLost), 1, on: id)
            let browser = try await Browser.signedIn("cashier", client)
            let page = try await browser.get("/receipts/\(id)").text
            #expect(page.contains("No printer is connected here"))
            #expect(!page.contains("/copies\"") && !page.contains("/decision\""))
            #expect(page.contains("/code\""))
            #expect(try await browser.post("/receipts/\(id)/copies", Self.reprint).status == 409)
            #expect(try await browser.post("/receipts/\(id)/decision", ["choice": "skip"]).status == 409)
        }
    }

    @Test func `a pick-up code is made once, shown, and revoked`() async throws {
        try await Stage.play { stage, client in
            try await stage.printers()
            let id = try await stage.capture(1)
            let browser = try await Browser.signedIn("cashier", client)
            _ = try await browser.get("/receipts/\(id)")
            for _ in 0..<2 { #expect(try await browser.post("/receipts/\(id)/code", [:]).status == 303) }
            let codes = try await stage.shop.receipt(id, in: .all).codes
            let code = try #require(codes.first)
            #expect(codes.count == 1)
            let page = try await browser.get("/receipts/\(id)").text
            #expect(page.contains("\(code.prefix(4)) \(code.suffix(4))") && page.contains("/receipts/\(id)/code.png"))
            _ = try await browser.post("/receipts/\(id)/revocation", ["code": code])
            #expect(try await stage.shop.receipt(id, in: .all).codes.isEmpty)
            #expect(try await browser.get("/receipts/\(id)/code.png").status == 404)
        }
    }

    @Test func `a slip of no payment has no code`() async throws {
        try await Stage.play { stage, client in
            try await stage.printers()
            let id = try await stage.capture(1, isPayment: false)
            let browser = try await Browser.signedIn("cashier", client)
            #expect(!(try await browser.get("/receipts/\(id)").text.contains("/code\"")))
            #expect(try await browser.post("/receipts/\(id)/code", [:]).status == 422)
        }
    }

    @Test func `no slip, lost and handwritten are kept once and judged`() async throws {
        try await Stage.play { stage, client in
            try await stage.printers()
            let sale = try await stage.sell("58.00", store: "N1", reference: "112015030001", printed: nil)
            let id = try await stage.capture(1)
            let browser = try await Browser.signedIn("service", client)
            _ = try await browser.get("/receipts/\(id)")
            for _ in 0..<2 { _ = try await browser.post("/receipts/\(id)/report", ["what": "noSlip", "once": "a"]) }
            #expect(try await stage.shop.transaction(sale, in: .all).verdict.findings.map(\.code) == [.rc01])
            #expect(try await stage.shop.receipt(id, in: .all).steps.count == 1)
            #expect(try await browser.post("/receipts/\(id)/report", ["what": "notMine"]).status == 422)
            #expect(try await browser.post("/receipts/\(id)/handwritten", ["number": ""]).status == 422)
            _ = try await browser.post("/receipts/\(id)/handwritten", ["number": "No. 0042", "once": "b"])
            #expect(try await stage.shop.transaction(sale, in: .all).verdict.findings.isEmpty)
            #expect(try await browser.get("/receipts/\(id)").text.contains("number No. 0042"))
        }
    }

    @Test(arguments: ["auditor", "admin"])
    func `who may only look finds no button and is refused`(_ name: String) async throws {
        try await Stage.play(desk: RecordingDesk()) { stage, client in
            try await stage.printers()
            let id = try await stage.capture(1)
            let browser = try await Browser.signedIn(name, client)
            let page = try await browser.get("/receipts/\(id)")
            #expect(page.status == 200 && page.text.contains("Your role may look at receipts"))
            for act in ["copies", "code", "report", "decision", "handwritten", "revocation"] {
                #expect(try await browser.post("/receipts/\(id)/\(act)", Self.reprint).status == 403, "\(act)")
            }
        }
    }
}
