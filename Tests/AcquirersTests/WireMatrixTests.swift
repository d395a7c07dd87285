// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Acquirers
import Attempts
import Bytes
import ISO8583
import Tender
import Testing

/// The matrix of payments reference §1.1, as a host reads it.
@Suite struct WireMatrixTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let kind: MovementKind
        let type, processing, condition, kindOfMessage: String
        var original: MovementKind?
        var reference = false
        var authorisation = false
        /// Field 61.
        var names: String?
        var remedy = "0400"

        var testDescription: String { "\(kind)" }
    }

    static let rows = [
        Row(kind: .sale, type: "0200", processing: "000000", condition: "00", kindOfMessage: "22"),
        Row(
            kind: .void, type: "0200", processing: "200000", condition: "00", kindOfMessage: "23", original: .sale,
            reference: true, authorisation: true, names: "000727000069"),
        Row(
            kind: .refund, type: "0220", processing: "200000", condition: "00", kindOfMessage: "25", original: .sale,
            reference: true, names: "0000000000001125", remedy: "0220"),
        Row(kind: .preauth, type: "0100", processing: "030000", condition: "06", kindOfMessage: "10"),
        Row(
            kind: .addition, type: "0100", processing: "030000", condition: "60", kindOfMessage: "10",
            original: .preauth, authorisation: true, names: "0000000000000000"),
        Row(
            kind: .preauthVoid, type: "0100", processing: "200000", condition: "06", kindOfMessage: "11",
            original: .preauth, authorisation: true, names: "0007270000691125"),
        Row(
            kind: .completion, type: "0200", processing: "000000", condition: "06", kindOfMessage: "20",
            original: .preauth, authorisation: true, names: "0007270000691125"),
        Row(
            kind: .completionAdvice, type: "0220", processing: "000000", condition: "06", kindOfMessage: "24",
            original: .preauth, authorisation: true, names: "0007270000691125", remedy: "0220"),
        Row(
            kind: .completionVoid, type: "0200", processing: "200000", condition: "06", kindOfMessage: "21",
            original: .completion, reference: true, authorisation: true, names: "0007270000691125"),
        Row(
            kind: .offlineSale, type: "0220", processing: "000000", condition: "00", kindOfMessage: "30",
            names: "0000000000000000", remedy: "0220"),
    ]

    @Test(arguments: rows)
    func `each kind of movement is written as the matrix has it`(_ row: Row) throws {
        let original = try row.original.map { try Counter.approved($0) }
        let attempt = try Counter.attempt(row.kind, number: 70, original: original == nil ? nil : 69)
        let message = try Counter.unionPay.request(attempt, original: original, card: nil)
        #expect(message.type.text == row.type)
        #expect(message.text(3) == row.processing && message.text(25) == row.condition)
        #expect(message.text(4) == "000000005800" && message.text(11) == "000070" && message.text(49) == "156")
        #expect(message.text(41) == "30100001" && message.text(42) == "898410154110001")
        #expect(try BatchReference(#require(message[60])).kind == row.kindOfMessage)
        #expect(try BatchReference(#require(message[60])).batch == "000727")
        #expect((message.text(37) == "112615030001") == row.reference)
        #expect((message.text(38) == "654321") == row.authorisation)
        #expect(message.text(61) == row.names)
        let wire = try Counter.unionPay.profile.packet(message)
        #expect(try Packet(wire[...], .unionPay).message == message)
        let remedy =
            row.kind.remedy == .reversal
            ? try Counter.unionPay.reversal(attempt, original: original, card: nil, isRepeat: true)
            : try Counter.unionPay.repetition(attempt, original: original, card: nil)
        #expect(remedy.type.text == row.remedy && remedy.text(11) == "000070")
    }

    @Test func `every kind of movement is in the table`() {
        #expect(Set(Self.rows.map(\.kind)) == Set(MovementKind.allCases))
    }

    @Test func `a chip sale carries what was read, and its reversal nothing that must not travel twice`() throws {
        let attempt = try Counter.attempt(.sale, .sent, .lost(.timeout))
        let sale = try Counter.unionPay.request(attempt, original: nil, card: Counter.card)
        #expect(sale.text(2) == "6222021234567894" && sale.text(22) == "051" && sale.text(23) == "001")
        #expect(sale.text(60) == "2200072700050" && sale.has(35) && sale.has(52) && sale.text(26) == "12")
        let reversal = try Counter.unionPay.reversal(attempt, original: nil, card: Counter.card, isRepeat: false)
        for field in [26, 35, 36, 37, 45, 52, 53] { #expect(!reversal.has(field)) }
        #expect(
            reversal.text(39) == "98" && reversal.text(2) == "6222021234567894" && reversal.text(60) == sale.text(60))
        #expect(try reversal.chipData().map(\.tag) == [0x95, 0x9F36])
    }

    @Test func `after a restart a reversal goes without the card, the entry mode as it was noted`() throws {
        let note = AcquirerNote(.card(Counter.card)).text
        #expect(note == "e=051;s=001")
        let attempt = try Counter.attempt(.sale, note: note, .sent, .lost(.restart))
        let reversal = try Counter.unionPay.reversal(attempt, original: nil, card: nil, isRepeat: false)
        #expect(!reversal.has(2) && !reversal.has(14) && !reversal.has(55) && reversal.text(22) == "051")
        #expect(reversal.text(60) == "2200072700050")
        var strict = AcquirerProfile.unionPay
        strict.reversalNeedsCard = true
        let exchange = AcquirerExchange(strict, terminal: "30100001", merchant: "898410154110001")
        #expect(throws: ExchangeProblem.cardIsGone) {
            try exchange.reversal(attempt, original: nil, card: nil, isRepeat: false)
        }
    }

    @Test(arguments: [
        (LossReason.timeout, "98"), (.cut, "98"), (.restart, "98"), (.uncertain, "98"), (.wrongCode, "A0"),
        (.unreadable, "06"),
    ])
    func `a reversal says why`(_ loss: LossReason, _ code: String) throws {
        let attempt = try Counter.attempt(.sale, .sent, .lost(loss))
        #expect(try Counter.unionPay.reversal(attempt, original: nil, card: nil, isRepeat: false).text(39) == code)
    }

    @Test func `a late approval gives the reversal its code`() throws {
        let late = Answer(.approved, amount: Money(minor: 5_800), code: "00", authorisation: "777777")
        let attempt = try Counter.attempt(.sale, .sent, .lost(.timeout), .reversalSent, .answered(late))
        #expect(try Counter.unionPay.reversal(attempt, original: nil, card: nil, isRepeat: true).text(38) == "777777")
    }

    @Test func `the standard reverses by an advice that names the original`() throws {
        let attempt = try Counter.attempt(.sale, .sent, .lost(.timeout))
        let first = try Counter.standard.reversal(attempt, original: nil, card: nil, isRepeat: false)
        let again = try Counter.standard.reversal(attempt, original: nil, card: nil, isRepeat: true)
        #expect(first.type.text == "0420" && again.type.text == "0421")
        #expect(first.text(90) == "0200" + "000001" + "1126070307" + "00000000001" + "00000000000")
        #expect(first.text(7) == "1126070307" && first.text(12) == "150307" && first.text(32) == "00000001")
        let wire = try Counter.standard.profile.packet(first)
        #expect(try Packet(wire[...], .iso87BCD).message.text(90) == first.text(90))
    }

    @Test func `what cannot be written is said before anything goes out`() throws {
        let sale = try Counter.attempt(.sale)
        #expect(throws: ExchangeProblem.original) {
            try Counter.unionPay.request(try Counter.attempt(.void), original: nil, card: nil)
        }
        #expect(throws: ExchangeProblem.card) {
            try Counter.unionPay.request(sale, original: nil, card: CardInput(number: "62A", entryMode: "05"))
        }
        #expect(throws: ExchangeProblem.amount) {
            try Counter.unionPay.request(
                try Counter.attempt(.sale, yuan: 99_999_999_999), original: nil, card: nil)
        }
        let elsewhere = AcquirerExchange(.unionPay, terminal: "30100002", merchant: "1")
        #expect(throws: ExchangeProblem.terminal("30100001")) {
            try elsewhere.request(sale, original: nil, card: nil)
        }
    }
}
