// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import Charges
import ESCPOS
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Printing
import Store
import Tender
import Testing

/// What a customer does once the receipt is open.
@Suite struct PublicReceiptActTests {
    private static func opened(_ stage: Stage, _ client: any TestClientProtocol) async throws -> Browser {
        let code = try await stage.soldWithCode()
        let browser = Browser(client)
        _ = try await browser.get("/r")
        _ = try await browser.follow(browser.post("/r", ["code": code, "fact": "58"]))
        return browser
    }

    private static func said(_ word: DeliveryEvent.CustomerWord, _ steps: [ReceiptStep.Kind]) -> Int {
        steps.filter { $0 == .delivery(.said(word)) }.count
    }

    @Test(arguments: PublicReceiptPage.offered)
    func `a button tells the shop once, and the answer says what comes next`(
        _ word: DeliveryEvent.CustomerWord
    ) async throws {
        try await Stage.play { stage, client in
            let browser = try await Self.opened(stage, client)
            async let one = browser.post("/r/word", ["word": word.rawValue])
            async let two = browser.post("/r/word", ["word": word.rawValue])
            let both = try await [one, two]
            #expect(both.map(\.status) == [303, 303])
            let page = try await browser.get("/r")
            let words = try Shelf.words(.chinese)
            #expect(page.text.contains(words["public.word.\(word.rawValue).answer"]))
            #expect(!page.text.contains("value=\"\(word.rawValue)\""), "the button has done its work")
            #expect(Self.said(word, try await stage.steps()) == 1)
        }
    }

    @Test func `who opened another's receipt tells the shop and sees no more of it`() async throws {
        try await Stage.play { stage, client in
            let browser = try await Self.opened(stage, client)
            let page = try await browser.follow(browser.post("/r/word", ["word": "notMine"]))
            #expect(page.text.contains(try Shelf.words(.chinese)["public.word.notMine.answer"]))
            #expect(!page.text.contains("115888880001"))
            for path in ["/r", "/r/receipt.pdf", "/r/receipt.png"] {
                #expect(!(try await browser.follow(browser.get(path)).text.contains("115888880001")))
            }
            #expect(Self.said(.notMine, try await stage.steps()) == 1)
        }
    }

    @Test(arguments: [("pdf", "application/pdf", "%PDF-"), ("png", "image/png", "PNG")])
    func `the receipt is saved without the fact in any address, and noted once`(
        _ form: String, _ type: String, _ mark: String
    ) async throws {
        let wanted = try #require(SlipPictures.Form(rawValue: form))
        guard (try? SlipDrawing.draw(Array("58\n".utf8), .standard, wanted, "")) != nil else {
            try Test.cancel("no font for Chinese is installed")
        }
        try await Stage.play { stage, client in
            let browser = try await Self.opened(stage, client)
            for _ in 0..<2 {
                let answer = try await browser.get("/r/receipt.\(form)")
                #expect(answer.status == 200)
                #expect(answer.headers[.contentType] == type)
                #expect(answer.headers[.contentDisposition] == "attachment; filename=\"receipt-2026-11-20.\(form)\"")
                #expect(answer.headers[.cacheControl] == "no-store")
                #expect(answer.text.prefix(8).contains(mark))
            }
            #expect(try await stage.steps().filter { $0 == .delivery(.saved(form)) }.count == 1)
            let stranger = try await Browser(client).get("/r/receipt.\(form)")
            #expect(stranger.status == 303 && stranger.location == "/r")
        }
    }

    @Test func `a ticket ends by itself, by leaving and when its code is revoked`() async throws {
        try await Stage.play { stage, client in
            let browser = try await Self.opened(stage, client)
            stage.clock.advance(minutes: 29)
            #expect(try await browser.get("/r").text.contains("115888880001"))
            stage.clock.advance(minutes: 1)
            #expect(!(try await browser.get("/r").text.contains("115888880001")))
            let second = try await Self.opened(stage, client)
            _ = try await second.post("/r/leave", [:])
            #expect(!(try await second.get("/r").text.contains("115888880001")))
            let third = try await Self.opened(stage, client)
            let code = try #require(try await stage.shop.receipt(Stage.receipt, in: .all).codes.first)
            try await stage.shop.revoke(#require(PickupCode(code)), of: Stage.receipt, in: .all, by: .system)
            #expect(!(try await third.get("/r").text.contains("115888880001")))
        }
    }

    @Test func `a ticket of one browser opens nothing in another, and a made-up one nothing at all`() async throws {
        try await Stage.play { stage, client in
            _ = try await Self.opened(stage, client)
            for value in ["", String(repeating: "0", count: 64), String(repeating: "x", count: 8_000), "../..", "%00"] {
                let answer = try await Browser(client).get("/r", headers: [.cookie: "counterfoil_receipt=\(value)"])
                #expect(answer.status == 200)
                #expect(!answer.text.contains("115888880001"))
            }
        }
    }

    @Test(arguments: [
        ("code=\(String(repeating: "A", count: 10_000))&fact=1", 403), ("code=&fact=", 422), ("fact=58", 422),
        ("code=ABCDEFGH&fact=\(String(repeating: "5", count: 10_000))", 403), ("code=%FF&fact=58", 400),
        ("code=%00&fact=58", 400), (String(repeating: "a=b&", count: 600), 400),
        ("code=%3Cscript%3Ealert%3C/script%3E&fact=1", 403), ("code=\(String(repeating: "A", count: 20_000))", 413),
    ])
    func `whatever is sent, the door answers and shows none of it as markup`(
        _ fields: String, _ status: Int
    ) async throws {
        try await Stage.play { _, client in
            let browser = Browser(client)
            _ = try await browser.get("/r")
            let answer = try await browser.send(
                "/r", .post, [.contentType: "application/x-www-form-urlencoded"],
                ByteBuffer(string: "_csrf=\(browser.token)&\(fields)"))
            #expect(answer.status == status, "\(answer.status)")
            #expect(!answer.text.contains("<script>alert"))
            #expect(answer.text.utf8.count < 20_000)
        }
    }

    @Test(arguments: [
        "/r?c=%FF", "/r?c=%3Cevil%3E", "/r?c=\(String(repeating: "A", count: 5_000))", "/r?left=9", "/r?lang=x",
    ])
    func `whatever stands in the address, the form is shown`(_ path: String) async throws {
        try await Stage.play { _, client in
            let answer = try await Browser(client).get(path)
            #expect(answer.status == 200)
            #expect(!answer.text.contains("<evil>") && answer.text.utf8.count < 20_000)
        }
    }

    @Test func `a form of another site, an old form and an unknown word do nothing`() async throws {
        try await Stage.play { stage, client in
            let browser = try await Self.opened(stage, client)
            let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
            let foreign = try await browser.post("/r/word", ["word": "noSlip"], headers: [site: "cross-site"])
            #expect(foreign.status == 403)
            #expect(try await browser.post("/r/word", ["word": "lost"]).status == 400)
            #expect(try await browser.post("/r/word", ["word": "paid"]).status == 400)
            browser.forgetToken()
            let stale = try await browser.post("/r/leave", [:])
            #expect(stale.status == 403)
            #expect(stale.text.contains(try Shelf.words(.chinese)["public.stale"]))
            #expect(try await browser.get("/r").text.contains("115888880001"))
            #expect(Self.said(.noSlip, try await stage.steps()) == 0)
        }
    }
}
