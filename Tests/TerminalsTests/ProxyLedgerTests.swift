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

    @Test func `while a payment is open, its own message follows it and nothing overtakes it`() throws {
        var ledger = ProxyLedger()
        guard case .forward(let first) = ledger.admit(try Self.payment("1")) else { throw CancellationError() }
        #expect(ledger.admit(try Self.payment("1")) == .follow("A1"))
        #expect(ledger.admit(try Self.payment("1", minor: 100)) == .refuse(.waiting(first)))
        #expect(ledger.admit(try Self.payment("2")) == .refuse(.waiting(first)))
        #expect(ledger.admit(try Self.payment("3", sale: "S-2")) == .refuse(.waiting(first)))
        #expect(ledger.open.map(\.id) == ["A1"])
    }

    @Test func `an answer that the till never got is handed to its next try, and only for the same amount`() throws {
        var ledger = ProxyLedger()
        _ = ledger.admit(try Self.payment("1"))
        let told = ledger.record(Self.told(.approved), of: "A1", message: Self.answer)
        let paid = try #require(told)
        #expect(paid.state == .approved)
        #expect(ledger.admit(try Self.payment("1")) == .follow("A1"))
        #expect(ledger.admit(try Self.payment("2")) == .follow("A1"))
        #expect(ledger.admit(try Self.payment("3", minor: 100)) == .refuse(.paid(paid)))
        ledger.deliver("A1")
        guard case .forward = ledger.admit(try Self.payment("4", minor: 100)) else { throw CancellationError() }
    }

    @Test func `after a refusal the customer may try again`() throws {
        var ledger = ProxyLedger()
        _ = ledger.admit(try Self.payment("1"))
        _ = ledger.record(Self.told(.declined), of: "A1", message: Self.answer)
        guard case .forward = ledger.admit(try Self.payment("2")) else { throw CancellationError() }
    }

    @Test func `a number names one payment for two days`() throws {
        var ledger = ProxyLedger()
        _ = ledger.admit(try Self.payment("1"))
        let told = ledger.record(Self.told(.declined), of: "A1", message: Self.answer)
        let over = try #require(told)
        #expect(ledger.admit(try Self.payment("1", sale: "S-2")) == .refuse(.usedNumber(over)))
        let later = try Self.payment("1", sale: "S-2").moved(to: Instant(milliseconds: ProxyLedger.numberLife))
        guard case .forward = ledger.admit(later) else { throw CancellationError() }
    }

    @Test func `a sale that was paid through the till's door is not charged again through the proxy`() throws {
        let request = try Self.payment("1").request
        let door = AttemptRequest(
            id: "D1", order: request.order, kind: .sale, amount: request.amount, terminal: request.terminal,
            voucher: "000001", key: "k1")
        var paid = Attempt(door, ability: .terminal, policy: .terminal, at: Instant(milliseconds: 0))
        try paid.step(AttemptEvent(at: Instant(milliseconds: 0), kind: .sent))
        try paid.step(Self.told(.approved))
        var ledger = ProxyLedger([ProxyLedger.Entry(paid)])
        #expect(ledger.admit(try Self.payment("2")) == .refuse(.paid(paid)))
        guard case .forward = ledger.admit(try Self.payment("3", sale: "S-2")) else { throw CancellationError() }
    }

    /// Whatever happens in whatever order: of two payments at one terminal one waits, a message is charged once, and
    /// the events told again make the same ledger.
    @Test(arguments: 0..<50)
    func `seeded days end with no overtaking and no message charged twice`(_ seed: UInt64) throws {
        var chance = SeededNoise(seed: seed)
        var (ledger, sent) = (ProxyLedger(), [String]())
        for step in 0..<300 {
            let at = Instant(milliseconds: Int64(step) * 1_000)
            switch chance.next() % 4 {
            case 0, 1:
                let service = String(chance.next() % 40)
                let payment = try Self.payment(service, sale: "S-\(chance.next() % 8)").moved(to: at)
                let isBusy = ledger.open.contains { $0.trouble == nil }
                if case .forward = ledger.admit(payment) {
                    #expect(!isBusy, "seed \(seed)")
                    let key = "\(service) \(payment.request.order)"
                    #expect(!sent.contains(key), "seed \(seed): \(key) went out twice")
                    sent.append(key)
                }
            case 2:
                guard let open = ledger.open.first else { continue }
                let kinds: [AttemptEvent.Kind] = [
                    .lost(.cut), .asked, .notFound, .stillOpen, Self.told(.approved).kind, Self.told(.declined).kind,
                ]
                let kind = kinds[Int(chance.next() % 6)]
                let event = AttemptEvent(at: at, kind: kind)
                ledger.record(event, of: open.id, message: Self.answer)
                let once = ledger
                ledger.record(event, of: open.id, message: Self.answer)
                if case .asked = kind { continue }
                if case .notFound = kind { continue }
                #expect(ledger == once, "seed \(seed)")
            default: if let entry = ledger.entries.last { ledger.deliver(entry.attempt.id) }
            }
        }
    }
}

/// SplitMix64.
private struct SeededNoise {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
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
