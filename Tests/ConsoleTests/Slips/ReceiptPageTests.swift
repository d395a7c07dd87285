// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import Charges
import HTTPTypes
import Printing
import Store
import Tender
import Testing

/// What people see of receipts, and who sees it.
@Suite struct ReceiptPageTests {
    @Test func `a receipt shows the slip, its evidence and its transaction; its text is never markup`() async throws {
        try await Stage.play { stage, client in
            try await stage.printers()
            let sale = try await stage.sell("58.00", store: "N1", reference: "112015030001")
            let id = try await stage.capture(1)
            try await stage.note(.reached(.accepted), 1, on: id)
            try await stage.note(.reached(.confirmed), 2, on: id)
            let browser = try await Browser.signedIn("cashier", client)
            let list = try await browser.get("/receipts?lang=zh-CN").text
            #expect(list.contains("已打印（设备确认）E3"))
            #expect(list.contains("/receipts/\(id)") && list.contains("/transactions/\(sale)"))
            let page = try await browser.get("/receipts/\(id)?lang=en").text
            #expect(page.contains("Printed (device confirmed) E3"))
            #expect(page.contains("The printer took the data (E1)"))
            #expect(page.contains("金额 RMB 58.00"))
            #expect(!page.contains("<b>x</b>"))
            #expect(page.contains("gb18030 (96% sure)") && page.contains("192.0.2.20"))
            let one = try await browser.get("/transactions/\(sale)").text
            #expect(one.contains("/receipts/\(id)#copy") && one.contains("/receipts/\(id)#code"))
        }
    }

    @Test func `as text and as bytes a receipt is what the printer got`() async throws {
        try await Stage.play { stage, client in
            try await stage.printers()
            let id = try await stage.capture(1)
            let browser = try await Browser.signedIn("auditor", client)
            let text = try await browser.get("/receipts/\(id).txt")
            #expect(text.text == "和平路店 <b>x</b>\n金额 RMB 58.00\n")
            #expect(text.headers[.contentType] == "text/plain; charset=utf-8")
            let bytes = try await browser.get("/receipts/\(id).bin")
            #expect(bytes.text == "\u{1B}@RMB 58.00\n")
            #expect(bytes.headers[.contentDisposition] == "attachment; filename=\"receipt-\(id).bin\"")
            for path in [".exe", ".png.png", "."] {
                #expect(try await browser.get("/receipts/\(id)\(path)").status == 404, "\(path)")
            }
        }
    }

    @Test(arguments: ["/receipts/x", "/receipts/01ARZ3NDEKTSV4RRFFQ69G5FAV", "/receipts/%00", "/receipts/.txt"])
    func `a receipt that is not there is not found`(_ path: String) async throws {
        try await Stage.play { _, client in
            let browser = try await Browser.signedIn("auditor", client)
            #expect([400, 404].contains(try await browser.get(path).status))
        }
    }

    @Test func `another store's receipts and printers are nowhere to be seen`() async throws {
        try await Stage.play { stage, client in
            try await stage.printers()
            let foreign = try await stage.capture(1, on: "south-1", text: "南店 77.77\n")
            let browser = try await Browser.signedIn("cashier", client)
            for path in ["/receipts", "/receipts?store=S1", "/receipts?printer=south-1", "/printers", "/counter"] {
                let page = try await browser.get(path)
                #expect(page.status == 200, "\(path)")
                #expect(!page.text.contains("77.77") && !page.text.contains("\(foreign)"), "\(path)")
                #expect(!page.text.contains(">south-1<"), "\(path)")
            }
            for ending in ["", ".txt", ".bin", ".png", "/code.png"] {
                #expect(try await browser.get("/receipts/\(foreign)\(ending)").status == 404, "\(ending)")
            }
            for act in ["copies", "code", "report", "decision", "handwritten", "revocation"] {
                let fields = ["what": "lost", "number": "1", "choice": "skip", "reason": "lost", "printer": "north-1"]
                #expect(try await browser.post("/receipts/\(foreign)/\(act)", fields).status == 404, "\(act)")
            }
        }
    }

    @Test func `a cashier sees the receipts of seven days, the manager all of them`() async throws {
        try await Stage.play { stage, client in
            try await stage.printers()
            let old = try await stage.capture(1)
            stage.clock.advance(minutes: 8 * 1_440)
            let recent = try await stage.capture(2, reference: "112015030002")
            for (name, seesOld) in [("cashier", false), ("manager", true)] {
                let browser = try await Browser.signedIn(name, client)
                let list = try await browser.get("/receipts").text
                #expect(list.contains("\(recent)") && list.contains("\(old)") == seesOld)
                #expect(try await browser.get("/receipts/\(old)").status == (seesOld ? 200 : 404))
            }
        }
    }

    @Test func `many receipts come in pages, and filters find the ones that need somebody`() async throws {
        try await Stage.play { stage, client in
            try await stage.printers()
            for number in 1...60 {
                try await stage.capture(UInt64(number), isPayment: false, text: "Tisch \(number)\n")
            }
            try await stage.note(.reached(.accepted), 1, on: Stage.job(7))
            try await stage.note(.unconfirmed(.paperOut), 2, on: Stage.job(7))
            let browser = try await Browser.signedIn("manager", client)
            let first = try await browser.get("/receipts").text
            #expect(first.contains("Tisch 60") && !first.contains("Tisch 10<"))
            #expect(first.contains("Slips that need a person: 1"))
            let cursor = try #require(first.firstMatch(of: /href="(\/receipts\?cursor=[^"]+)"/)?.output.1)
            let second = try await browser.get(String(cursor)).text
            #expect(second.contains("Tisch 10<") && !second.contains("Tisch 60"))
            let found = try await browser.get("/receipts?state=unconfirmed").text
            #expect(found.contains("Tisch 7<") && !found.contains("Tisch 8<"))
            #expect(found.contains("out of paper"))
            #expect(try await browser.get("/receipts?text=Tisch%2059").text.contains("Tisch 59<"))
            #expect(try await browser.get("/receipts?text=%25").text.contains("No receipt fits"))
            #expect(try await browser.get("/receipts?cursor=x").status == 422)
        }
    }

    @Test func `nothing yet says what to do first`() async throws {
        try await Stage.play { stage, client in
            let browser = try await Browser.signedIn("manager", client)
            #expect(try await browser.get("/receipts").text.contains("Next: set up a printer"))
            #expect(try await browser.get("/printers").text.contains("Ask the technician"))
            #expect(try await browser.get("/receipts?open=1").text.contains("No slip waits"))
            try await stage.printers()
            #expect(try await browser.get("/receipts").text.contains("Next: point the till"))
        }
    }
}
