// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import JSON
import Nexo
import Receipts
import Tender
import Testing

@testable import Terminals

@Suite struct TerminalExchangeTests {
    static let exchange = TerminalExchange(saleID: "T1", poiID: "V400m-1")
    static let began = Instant(milliseconds: 1_774_490_130_000)

    static func attempt(
        _ kind: MovementKind, voucher: VoucherNumber = "000042", original: AttemptID? = nil, note: String = ""
    ) -> Attempt {
        Attempt(
            AttemptRequest(
                id: "A1", order: "S-77", kind: kind, amount: Money(minor: 5800), terminal: "V400m-1", voucher: voucher,
                original: original, key: "k", linkNote: note), ability: .terminal, policy: .terminal, at: began)
    }

    static let told: TransactionIdentity = {
        var told = TransactionIdentity()
        told.transactionID = "BV0q.1643"
        told.timeStamp = "2026-03-26T10:15:30.000Z"
        return told
    }()

    /// An attempt that the terminal approved under `told`.
    static func approved() throws -> Attempt {
        var attempt = attempt(.sale)
        try attempt.step(AttemptEvent(at: began, kind: .sent))
        let answer = Answer(
            .approved, amount: Money(minor: 5800), code: "Success", linkNote: TerminalNote.transaction(told))
        try attempt.step(AttemptEvent(at: began, kind: .answered(answer)))
        return attempt
    }

    private static func said(_ step: TerminalExchange.Step) throws -> SaleToPOIMessage {
        guard case .say(let message) = step else { throw Unsaid() }
        return message
    }

    struct Unsaid: Error {}

    @Test(
        arguments: [
            (.sale, nil), (.refund, .refund), (.preauth, .firstReservation), (.addition, .updateReservation),
            (.completion, .completion), (.completionAdvice, .completion),
        ] as [(MovementKind, PaymentType?)])
    func `a movement of money is the payment of its kind, and names the original where there is one`(
        _ kind: MovementKind, _ type: PaymentType?
    ) throws {
        let original = try Self.approved()
        let message = try Self.said(Self.exchange.step(.send, of: Self.attempt(kind), original: original))
        guard case .paymentRequest(let payment) = message.body else { throw Unsaid() }
        #expect(payment.data?.type == type)
        #expect(payment.transaction.original?.transaction == Self.told)
        #expect(try payment.transaction.amounts.requested() == Money(minor: 5800))
        #expect(payment.saleData.transaction.transactionID == "S-77")
        #expect(message.header.serviceID == "000042")
        #expect(try SaleToPOIMessage(message.encoded()).header == message.header)
    }

    @Test(arguments: [.void, .preauthVoid, .completionVoid] as [MovementKind])
    func `what is undone is a reversal of the terminal's own number, and without one nothing goes out`(
        _ kind: MovementKind
    ) throws {
        let original = try Self.approved()
        let message = try Self.said(Self.exchange.step(.send, of: Self.attempt(kind), original: original))
        guard case .reversalRequest(let reversal) = message.body else { throw Unsaid() }
        #expect(reversal.original.transaction == Self.told)
        #expect(reversal.reason == .merchantCancel)
        guard case .report(let report) = Self.exchange.step(.send, of: Self.attempt(kind), original: nil) else {
            throw Unsaid()
        }
        #expect(report.kind == .notSent)
    }

    @Test func `a terminal knows no offline sale of ours, and a completion without a hold is not sent`() {
        for kind in [MovementKind.offlineSale, .completion, .addition] {
            guard case .report(let report) = Self.exchange.step(.send, of: Self.attempt(kind), original: nil) else {
                Issue.record("\(kind) was sent")
                continue
            }
            #expect(report.kind == .notSent)
        }
    }

    @Test func `a question names the request as it was sent, from the attempt alone`() throws {
        var attempt = Self.attempt(.sale, note: TerminalNote.names(saleID: "kasse & 1", poiID: "P400-7"))
        let request = try Self.said(Self.exchange.step(.send, of: attempt, original: nil))
        #expect(request.header.saleID == "kasse & 1" && request.header.poiID == "P400-7")
        try attempt.step(AttemptEvent(at: Self.began, kind: .sent))
        try attempt.step(AttemptEvent(at: Self.began, kind: .lost(.restart)))
        var numbers: Set<String?> = [request.header.serviceID]
        for _ in 0..<20 {
            try attempt.step(AttemptEvent(at: Self.began, kind: .asked))
            // Another process, with other settings.
            let other = TerminalExchange(saleID: "other", poiID: "other", paper: .mm58)
            let question = try Self.said(other.step(.ask, of: attempt, original: nil))
            guard case .transactionStatusRequest(let status) = question.body else { throw Unsaid() }
            #expect(status.reference?.serviceID == request.header.serviceID)
            #expect(status.reference?.saleID == "kasse & 1" && status.reference?.category == .payment)
            #expect(status.receiptReprintFlag == true)
            #expect(ServiceIDSequence.isValid(question.header.serviceID ?? ""))
            numbers.insert(question.header.serviceID)
        }
        #expect(numbers.count == 21)
    }

    @Test(arguments: ["1", "000042", "abc", "a voucher with blanks", "0123456789A", "凭证42"])
    func `every voucher names a message, the same every time`(_ voucher: String) throws {
        let voucher = try #require(VoucherNumber(voucher))
        let name = TerminalExchange.serviceID(of: voucher)
        #expect(ServiceIDSequence.isValid(name))
        #expect(name == TerminalExchange.serviceID(of: voucher))
    }

    @Test func `numbers of questions do not meet within a day of a busy terminal`() {
        var seen: Set<String> = []
        for voucher in 0..<5_000 {
            let text = VoucherNumber(String(voucher)) ?? "0"
            for (letter, count) in [("S" as Character, 12), ("R", 2), ("A", 2)] {
                for number in 0..<count { seen.insert(TerminalExchange.serviceID(letter, text, number)) }
            }
        }
        #expect(seen.count == 5_000 * 16)
    }

    @Test func `what the terminal says is kept short, in one line, without card numbers`() {
        var outcome = MessageOutcome()
        outcome.errorCondition = .refusal
        outcome.additionalResponse =
            "refusalReason=DECLINED%0acard 4111111111111111&message="
            + String(
                repeating: "x", count: 900)
        let words = TerminalExchange.cut(TerminalExchange.words(of: outcome))
        #expect(words.hasPrefix("Failure Refusal: "))
        #expect(!words.contains("4111111111111111") && !words.contains("\n"))
        #expect(words.utf8.count <= 1_000)
    }

    @Test func `paper is proven by PrintEnd alone`() {
        let question = Self.exchange.dialogue.print(
            TerminalPaper.content(of: [SlipLine("hello", style: .bold)]), as: .document, serviceID: "7")
        var header = question.header
        header.type = .response
        var told = PrintResponse()
        told.response.result = .success
        let done = SaleToPOIMessage(header: header, body: .printResponse(told))
        #expect(TerminalPrint(done, to: question) == .printed)
        guard case .printRequest(var asked) = question.body else { return }
        asked.output.responseMode = .immediate
        #expect(
            TerminalPrint(done, to: SaleToPOIMessage(header: question.header, body: .printRequest(asked))) == .unknown)
        told.response.result = .failure
        told.response.errorCondition = .deviceOut
        #expect(
            TerminalPrint(SaleToPOIMessage(header: header, body: .printResponse(told)), to: question)
                == .failed(.deviceOut))
        header.deviceID = "8"
        #expect(TerminalPrint(SaleToPOIMessage(header: header, body: .printResponse(told)), to: question) == .unknown)
    }
}
