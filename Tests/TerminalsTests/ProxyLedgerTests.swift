// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Nexo
import Tender
import Terminals
import Testing

@Suite struct ProxyLedgerTests {
    private static let dialogue = Dialogue(saleID: "KASSE1", poiID: "V400m-1")
    private static let answer = Array("{}".utf8)

    private static func payment(_ service: String, sale: String = "S-1", minor: Int64 = 5_800) throws -> ProxiedPayment
    {
        let at = Instant(milliseconds: 0)
        let message = dialogue.payment(Money(minor: minor), sale: sale, at: at, serviceID: service)
        let id = try #require(AttemptID("A" + service))
        return try #require(ProxiedPayment(message, id: id, terminal: "10000001", at: at))
    }

    private static func told(_ outcome: Answer.Outcome) -> AttemptEvent {
        let amount = Money(minor: outcome == .approved ? 5_800 : 0)
        return AttemptEvent(at: Instant(milliseconds: 1), kind: .answered(Answer(outcome, amount: amount, code: "")))
    }

    @Test func `while a payment is open, the sale's next try is refused and the same message waits`() throws {
        var ledger = ProxyLedger()
        guard case .forward = ledger.admit(try Self.payment("1")) else { throw CancellationError() }
        #expect(ledger.admit(try Self.payment("1")) == .wait("A1"))
        #expect(ledger.admit(try Self.payment("1", minor: 100)) == .refuse("A1"))
        #expect(ledger.admit(try Self.payment("2")) == .refuse("A1"))
        guard case .forward = ledger.admit(try Self.payment("3", sale: "S-2")) else { throw CancellationError() }
        #expect(ledger.open.map(\.id) == ["A1", "A3"])
    }

    @Test func `an answer that the till never got is handed to its next try, and only for the same amount`() throws {
        var ledger = ProxyLedger()
        _ = ledger.admit(try Self.payment("1"))
        #expect(ledger.record(Self.told(.approved), of: "A1", answer: Self.answer)?.state == .approved)
        #expect(ledger.admit(try Self.payment("1")) == .answer("A1", Self.answer))
        #expect(ledger.admit(try Self.payment("2")) == .answer("A1", Self.answer))
        #expect(ledger.admit(try Self.payment("3", minor: 100)) == .refuse("A1"))
        ledger.deliver("A1")
        guard case .forward = ledger.admit(try Self.payment("4", minor: 100)) else { throw CancellationError() }
    }

    @Test func `after a refusal the customer may try again`() throws {
        var ledger = ProxyLedger()
        _ = ledger.admit(try Self.payment("1"))
        _ = ledger.record(Self.told(.declined), of: "A1", answer: Self.answer)
        guard case .forward = ledger.admit(try Self.payment("2")) else { throw CancellationError() }
    }
}

@Suite struct TerminalCertificateNameTests {
    @Test(
        arguments: [
            ("V400m-346403161.test.terminal.adyen.com", "V400m-346403161"),
            ("P400Plus-123456789012345.live.terminal.adyen.com", "P400Plus-123456789012345"),
            ("legacy-terminal-certificate.live.terminal.adyen.com", nil),
        ] as [(String, String?)])
    func `a terminal's name says which it is`(_ text: String, _ poiID: String?) throws {
        let name = try #require(TerminalCertificateName(text))
        #expect(name.poiID == poiID)
        #expect(name.fits(poiID: "V400m-346403161", world: nil) == (poiID != "P400Plus-123456789012345"))
    }

    @Test(
        arguments: [
            "", "shop.example.com", "V4-346403161.test.terminal.adyen.com", "V400m-34640316.test.terminal.adyen.com",
            "V400m-346403161.beta.terminal.adyen.com", "V400m-346403161.test.terminal.adyen.com.evil.org",
            "V400m-346403161.test.terminal.adyen.com ", "a-b-346403161.test.terminal.adyen.com",
            "V400m-34640316*.test.terminal.adyen.com",
        ])
    func `any other name is no terminal's`(_ text: String) { #expect(TerminalCertificateName(text) == nil) }
}
