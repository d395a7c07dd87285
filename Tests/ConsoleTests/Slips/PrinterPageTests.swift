// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import Charges
import Printing
import Store
import Tender
import Testing

/// Lamps, what they say, and the set-up of printers.
@Suite struct PrinterPageTests {
    private static func condition(_ change: (inout PrinterCondition) -> Void) -> PrinterCondition {
        var condition = PrinterCondition(printer: "p", changedAt: TestClock.start)
        condition.link = .up
        condition.paper = .loaded
        change(&condition)
        return condition
    }

    static let lamps: [(PrinterCondition, PrinterLamp)] = [
        (condition { _ in }, .ready), (condition { $0.paper = .nearEnd }, .nearEnd),
        (condition { $0.paper = .out }, .out), (condition { $0.isCoverOpen = true }, .cover),
        (condition { $0.hasCutterError = true }, .cutter), (condition { $0.hasUnrecoverableError = true }, .broken),
        (condition { $0.link = .down }, .unreachable), (condition { $0.isOffline = true }, .offline),
        (condition { $0.link = .unknown }, .unknown), (condition { $0.paper = .unknown }, .ready),
        (
            condition {
                $0.paper = .out
                $0.isCoverOpen = true
                $0.isOffline = true
            }, .cover
        ),
    ]

    @Test(arguments: lamps)
    func `the lamp shows the nearest cause, and is green only when a slip would come out`(
        _ condition: PrinterCondition, _ lamp: PrinterLamp
    ) {
        #expect(PrinterLamp.of(condition) == lamp)
        #expect(lamp.canPrint == condition.isReady)
    }

    @Test func `every lamp, proof, fault and step has its words`() throws {
        let words = try Shelf.words(.english)
        var keys = PrinterLamp.allCases.map { "printers.lamp.\($0.rawValue)" }
        keys += PrinterLamp.allCases.filter { $0 != .ready }.map { "printers.act.\($0.rawValue)" }
        keys += PrinterCondition.Proof.allCases.map { "printers.proof.\($0.rawValue)" }
        keys += PrintEvent.Fault.allCases.map { "receipts.fault.\($0.rawValue)" }
        keys += EvidenceLevel.allCases.map { "receipts.step.reached\($0.rawValue)" }
        keys += (2...4).map { "receipts.state.printed\($0)" }
        keys += CapturedJob.Ending.allCases.map { "receipts.ending.\($0.rawValue)" }
        keys += DeliveryEvent.CustomerWord.allCases.map { "receipts.word.\($0.rawValue)" }
        keys += CustomerClaim.allCases.map { "detail.claim.\($0.rawValue)" }
        keys += ReceiptQuery.states.map { "filter.slipState.\($0.rawValue)" }
        keys += ReceiptActs.reasonNames.map { "receipts.reason.\($0)" }
        for decision in PrintEvent.Decision.allCases {
            keys += ["decide", "decideHint", "step.decided"].map { "receipts.\($0).\(decision.rawValue)" }
        }
        for key in keys { #expect(words.text(ifKnown: key) != nil, "\(key)") }
    }

    @Test func `a printer out of paper is seen on its card, at the counter, on Today and among the findings`()
        async throws
    {
        try await Stage.play { stage, client in
            try await stage.printers()
            try await stage.capture(1)
            try await stage.show("north-1") {
                $0.paper = .out
                $0.proof = .oneWay
            }
            let browser = try await Browser.signedIn("manager", client)
            let card = try await browser.get("/printers").text
            #expect(card.contains("Out of paper") && card.contains("Load a new roll"))
            #expect(card.contains("one-way: it cannot tell") && card.contains("1 waiting"))
            for path in ["/counter", "/today", "/findings"] {
                let page = try await browser.get(path).text
                #expect(page.contains("Printer north-1 is out of paper; slips waiting: 1."), "\(path)")
                #expect(page.contains("DV-02"), "\(path)")
            }
            try await stage.show("north-1") { $0.paper = .loaded }
            #expect(!(try await browser.get("/counter").text.contains("out of paper")))
        }
    }

    @Test func `a technician sets a printer up, a cashier only looks`() async throws {
        try await Stage.play { stage, client in
            let technician = try await Browser.signedIn("technician", client)
            _ = try await technician.get("/printers")
            let fields = [
                "name": "front-1", "store": "N1", "address": "192.168.1.50:9100", "port": "9101", "profile": "chinese",
                "ageLimit": "15", "failOver": "", "senders": "192.168.1.0/24, 10.0.0.7",
            ]
            #expect(try await technician.post("/printers", fields).status == 303)
            let record = try #require(try await stage.shop.printerRecords().first)
            #expect(record.listenPort == 9_101 && record.senders == ["192.168.1.0/24", "10.0.0.7"])
            #expect(record.ageLimitMinutes == 15 && record.address == "192.168.1.50:9100")
            let edit = try await technician.get("/printers?edit=front-1").text
            #expect(edit.contains("value=\"192.168.1.50:9100\"") && edit.contains("Change a printer"))
            let cashier = try await Browser.signedIn("cashier", client)
            #expect(!(try await cashier.get("/printers").text.contains("id=\"setup\"")))
            #expect(try await cashier.post("/printers", fields).status == 403)
        }
    }

    static let mistakes: [(String, String, String)] = [
        ("name", "", "A printer name has"), ("name", "a/b", "A printer name has"), ("store", "S1", "Give the store"),
        ("address", "192.168.1.50", "Write the address"), ("address", "x:0", "Write the address"),
        ("address", "a b:9100", "Write the address"), ("port", "70000", "The port for tills"),
        ("port", "x", "The port for tills"), ("port", "9102", "Another printer uses this port"),
        ("profile", "x", "Choose the kind"), ("ageLimit", "0", "The age limit"), ("failOver", "nobody", "takes over"),
        ("failOver", "front-1", "takes over"), ("senders", "everybody", "Write allowed senders"),
        ("senders", "10.0.0.0/33", "Write allowed senders"), ("name", "south-1", "in use in another store"),
    ]

    @Test(arguments: mistakes)
    func `a mistake in the set-up is named, and nothing typed is lost`(
        _ field: String, _ value: String, _ text: String
    ) async throws {
        try await Stage.play { stage, client in
            try await stage.printers()
            let technician = try await Browser.signedIn("technician", client)
            _ = try await technician.get("/printers")
            var fields = [
                "name": "front-1", "store": "N1", "address": "192.168.1.50:9100", "port": "9105", "profile": "star",
                "ageLimit": "15", "failOver": "", "senders": "",
            ]
            fields[field] = value
            let answer = try await technician.post("/printers", fields)
            #expect(answer.status == 422 && answer.text.contains(text), "\(answer.text.suffix(3_000))")
            #expect(answer.text.contains("value=\"15\"") || field == "ageLimit")
            #expect(try await stage.shop.printerRecords().count == 2)
        }
    }

    @Test(arguments: [
        ("192.168.1.50:9100", true), ("printer.local:9100", true), ("[fe80::1]:9100", true), ("", false),
        (":9100", false), ("host", false), ("host:", false), ("host:99999", false), ("fe80::1:9100", false),
        ("[::1]", false), ("a\u{0}b:9100", false),
    ])
    func `an address is a host and a port`(_ text: String, _ isAddress: Bool) {
        #expect(PrinterDraft.isAddress(text) == isAddress)
    }
}
