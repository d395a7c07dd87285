// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Links
import Printing
import Store
import Synchronization
import Tender
import Testing

@testable import Console

/// The small parts behind the receipt page: tickets, callers, pictures, the log's silence.
@Suite struct PublicReceiptPartsTests {
    static let start = Instant(milliseconds: 1_795_161_600_000)

    @Test func `a ticket lasts half an hour and does each thing once`() throws {
        let tickets = ReceiptTickets()
        let code = try #require(PickupCode("ABCDEFGH"))
        let name = tickets.issue(code: code, receipt: Stage.receipt, now: Self.start)
        #expect(name.utf8.count == 64)
        #expect(tickets.begin(.viewed, under: name))
        #expect(!tickets.begin(.viewed, under: name))
        tickets.takeBack(.viewed, under: name)
        #expect(tickets.begin(.viewed, under: name))
        let end = Self.start.adding(milliseconds: ReceiptTickets.life)
        #expect(tickets.ticket(name, now: end.adding(milliseconds: -1))?.code == code)
        #expect(tickets.ticket(name, now: end) == nil)
        #expect(tickets.count == 0 && !tickets.begin(.viewed, under: name))
    }

    @Test func `however many come, a bounded number of tickets is remembered, the newest among them`() throws {
        let tickets = ReceiptTickets()
        let code = try #require(PickupCode("ABCDEFGH"))
        var last = ""
        for number in 0..<(ReceiptTickets.countMax + 50) {
            let now = Self.start.adding(milliseconds: Int64(number))
            last = tickets.issue(code: code, receipt: Stage.receipt, now: now)
        }
        #expect(tickets.count == ReceiptTickets.countMax)
        #expect(tickets.ticket(last, now: Self.start) != nil)
    }

    @Test(arguments: [
        ("192.0.2.9", nil, "192.0.2.9"), ("192.0.2.9", "203.0.113.5", "192.0.2.9"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.5", "203.0.113.5"), ("::1", "203.0.113.5", "203.0.113.5"),
        ("127.0.0.1", "unknown", "127.0.0.1"), ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("2001:db8::7", nil, "2001:db8:0:0::/64"),
        ("::1", nil, "0:0:0:0::/64"), ("fe80::1%eth0", nil, "fe80:0:0:0::/64"), ("", nil, ""),
        ("127.0.0.1", String(repeating: "1", count: 60), "127.0.0.1"),
    ])
    func `who knocks is counted by address, and only a proxy of this machine speaks for others`(
        _ peer: String, _ forwarded: String?, _ counted: String
    ) throws {
        var headers: HTTPFields = [:]
        if let forwarded { headers[try #require(HTTPField.Name("X-Forwarded-For"))] = forwarded }
        #expect(Knocker.address(peer: peer, headers: headers) == counted)
    }

    @Test(arguments: [
        ("10.0.0.5", "203.0.113.5", "203.0.113.5"), ("10.1.7.7", "198.51.100.1, 203.0.113.5, 10.0.0.5", "203.0.113.5"),
        ("10.0.0.6", "203.0.113.5", "10.0.0.6"), ("127.0.0.1", "203.0.113.5", "127.0.0.1"),
        ("10.0.0.5", "10.0.0.5, 10.1.2.3", "10.0.0.5"), ("10.0.0.5", "<script>", "10.0.0.5"),
    ])
    func `proxies that are set up are walked through, and nobody else's word is taken`(
        _ peer: String, _ forwarded: String, _ counted: String
    ) throws {
        let trusted = ["10.0.0.5", "10.1.0.0/16"].compactMap { SenderRule($0) }
        let headers: HTTPFields = [try #require(HTTPField.Name("X-Forwarded-For")): forwarded]
        #expect(Knocker.address(peer: peer, headers: headers, trusted: trusted) == counted)
    }

    @Test(arguments: [
        ("/r?c=8K4P2QTX", "/r"), ("/r/receipt.pdf?c=8K4P2QTX", "/r/receipt.pdf"), ("/r/word", "/r/word"),
        ("/receipts?q=58", "/receipts?q=58"),
    ])
    func `the log writes down no pick-up code`(_ address: String, _ written: String) {
        #expect(RequestLog.address(of: URI(address)) == written)
    }

    @Test(arguments: [
        ("", false, "http://shop.example:8080/r?c=AB"), ("", true, "https://shop.example:8080/r?c=AB"),
        ("https://r.example.cn", false, "https://r.example.cn/r?c=AB"),
        ("https://r.example.cn//", true, "https://r.example.cn/r?c=AB"),
    ])
    func `a link leads to the address the assembly set, else to where it was asked`(
        _ base: String, _ isSecure: Bool, _ link: String
    ) {
        let head = HTTPRequest(method: .get, scheme: nil, authority: "shop.example:8080", path: "/counter")
        let request = Request(head: head, body: .init(buffer: .init()))
        #expect(ReceiptLink.address(of: "AB", base: base, isSecure: isSecure, request: request) == link)
    }

    @Test func `a picture is drawn once and remembered, and the oldest is forgotten first`() async throws {
        let drawn = Mutex(0)
        let pictures = SlipPictures { bytes, _, _, _ in
            drawn.withLock { $0 += 1 }
            return bytes
        }
        func ask(_ digest: String) async throws {
            let picture = try await pictures.picture(
                of: Array(digest.utf8), digest: digest, profile: .standard, as: .png, title: "")
            #expect(picture == Array(digest.utf8))
        }
        for _ in 0..<3 { try await ask("a") }
        #expect(drawn.withLock { $0 } == 1)
        for number in 0..<SlipPictures.countMax {
            try await ask("\(number)")
            try await ask("a")
        }
        #expect(drawn.withLock { $0 } == SlipPictures.countMax + 1)
        try await ask("0")
        #expect(drawn.withLock { $0 } == SlipPictures.countMax + 2)
    }

    @Test func `what cannot be drawn is an error for its visitor and for nobody else`() async throws {
        let pictures = SlipPictures { bytes, _, _, _ in
            if bytes.isEmpty { throw Refusal.busy("no fonts") }
            return bytes
        }
        await #expect(throws: Refusal.busy("no fonts")) {
            try await pictures.picture(of: [], digest: "x", profile: .standard, as: .pdf, title: "")
        }
        #expect(try await pictures.picture(of: [1], digest: "y", profile: .standard, as: .pdf, title: "") == [1])
    }

    @Test func `every state of the money and every button has its words`() throws {
        for language in Language.allCases {
            let words = try Shelf.words(language)
            for name in CustomerStatus.names {
                #expect(words.text(ifKnown: "public.status.\(name)") != nil, "\(name)")
                #expect(words.text(ifKnown: "public.note.\(name)") != nil, "\(name)")
            }
            for word in PublicReceiptPage.offered + [.notMine] {
                for part in ["label", "hint", "answer"] {
                    #expect(words.text(ifKnown: "public.word.\(word.rawValue).\(part)") != nil, "\(word) \(part)")
                }
            }
        }
    }

    @Test(
        arguments: [
            ("https://r.example.cn", "r.example.cn"), ("http://R.example.cn:8443/x", "r.example.cn"), ("", nil),
            ("r.example.cn", nil),
        ] as [(String, String?)])
    func `the customers' host is read out of the address`(_ address: String, _ host: String?) {
        #expect(ReceiptLink.host(of: address) == host)
    }

    @Test(arguments: [
        ("/r", true), ("/r/receipt.pdf", true), ("/assets/receipt.css", true), ("/healthz", true), ("/", false),
        ("/signin", false), ("/receipts", false), ("/api/v1/receipts", false), ("/rx", false),
    ])
    func `the customers' host opens their door alone`(_ path: String, _ opens: Bool) {
        #expect(ReceiptLink.isDoor(path) == opens)
    }
}
