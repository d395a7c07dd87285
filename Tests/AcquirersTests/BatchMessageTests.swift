// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Acquirers
import Attempts
import ISO8583
import Tender
import Testing

@Suite struct BatchMessageTests {
    private func entry(_ number: Int, _ kind: MovementKind, _ minor: Int64, isForeign: Bool = false) -> BatchEntry {
        BatchEntry(
            AttemptID("A\(number)") ?? "A", kind, Money(minor: minor), voucher: VoucherNumber("\(number)") ?? "1",
            isForeign: isForeign)
    }

    private func close(_ entries: [BatchEntry]) -> BatchClose { BatchClose("30100001", "727", entries) }

    private func message(_ work: BatchClose.Work, _ close: BatchClose, _ exchange: AcquirerExchange = Counter.unionPay)
        throws -> Message
    {
        try #require(try exchange.message(work, of: close, trace: "99", at: Counter.now))
    }

    @Test func `totals stand in field 48, domestic and foreign apart`() throws {
        let close = close([entry(1, .sale, 5_800), entry(2, .refund, 800), entry(3, .sale, 100, isForeign: true)])
        let message = try message(.sendTotals(close.totals), close)
        #expect(message.type.text == "0500" && message.text(60) == "00000727201" && message.text(49) == "156")
        #expect(
            message.text(48) == "000000005800001" + "000000000800001" + "0" + "000000000100001" + "000000000000000"
                + "0")
    }

    @Test func `the answer's result digits decide`() throws {
        let close = close([entry(1, .sale, 5_800)])
        let work = BatchClose.Work.sendTotals(close.totals)
        let request = try message(work, close)
        func read(_ domestic: String, _ foreign: String) throws -> BatchReading {
            let digits = try #require(request.text(48))
            let told = digits.prefix(30) + domestic + digits.dropFirst(31).prefix(30) + foreign
            return BatchReading(
                try Counter.reply(to: request, "00") { $0.set(48, String(told)) }, to: request, of: work, .unionPay)
        }
        #expect(try read("1", "1") == .event(.balanced))
        #expect(try read("1", "0") == .event(.balanced))
        #expect(try read("2", "1").isDifferent)
        #expect(try read("1", "2").isDifferent)
        #expect(try read("3", "1").isDifferent)
        let refusal = BatchReading(try Counter.reply(to: request, "77"), to: request, of: work, .unionPay)
        #expect(refusal == .refused(ReplyCode("77")))
    }

    @Test func `rows go out eight to a message, without a card number`() throws {
        var close = close((1...10).map { entry($0, .sale, Int64($0)) })
        close.step(.different(told: nil))
        let work = try #require(close.work)
        let message = try message(work, close)
        let details = try UploadDetails(try #require(message[48])).details
        #expect(message.type.text == "0320" && details.map(\.amount) == Array(1...8))
        #expect(details.allSatisfy { $0.card == "00000000000000000000" && $0.kind == "00" })
        #expect(
            BatchReading(try Counter.reply(to: message, "00"), to: message, of: work, .unionPay)
                == .event(.taken(upTo: 8)))
    }

    @Test func `the end says whether there was an upload`() throws {
        let close = close([entry(1, .sale, 1), entry(2, .sale, 1)])
        let after = try message(.sendEnd(isAfterUpload: true), close)
        #expect(after.text(60) == "00000727202" && after.text(48) == "0002")
        #expect(try message(.sendEnd(isAfterUpload: false), close).text(60) == "00000727207")
        let nothing = try Counter.standard.message(
            .sendEnd(isAfterUpload: false), of: close, trace: "9", at: Counter.now)
        #expect(nothing == nil)
    }

    @Test func `the standard counts in fields of its own`() throws {
        let close = close([entry(1, .sale, 5_800), entry(2, .refund, 800)])
        let work = BatchClose.Work.sendTotals(close.totals)
        let message = try message(work, close, Counter.standard)
        #expect(message.number(76) == 1 && message.number(88) == 5_800 && message.number(74) == 1)
        #expect(message.number(86) == 800 && message.text(60) == "000727")
        func read(_ code: String, _ settled: String?) throws -> BatchReading {
            BatchReading(
                try Counter.reply(to: message, code) { reply in settled.map { reply.set(66, $0) } }, to: message,
                of: work, .standard)
        }
        #expect(try read("00", "1") == .event(.balanced) && read("00", nil) == .event(.balanced))
        #expect(try read("00", "2") == .event(.different(told: nil)) && read("95", nil).isDifferent)
    }

    @Test func `an upload goes by kind: offline, online, refunds, advices`() {
        let mixed = [
            entry(1, .completionAdvice, 1), entry(2, .refund, 1), entry(3, .void, 1), entry(4, .offlineSale, 1),
            entry(5, .sale, 1),
        ]
        #expect(BatchClose.ordered(mixed).map(\.voucher.text) == ["4", "3", "5", "2", "1"])
    }

    @Test func `more than field 48 can count is not cut short`() {
        let close = close((1...1_000).map { entry($0, .sale, 1) })
        #expect(throws: ExchangeProblem.batchTooLarge) {
            try Counter.unionPay.message(.sendTotals(close.totals), of: close, trace: "99", at: Counter.now)
        }
    }
}

extension BatchReading {
    fileprivate var isDifferent: Bool { if case .event(.different) = self { true } else { false } }
}
