// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Printing
import Tender
import Testing

@Suite struct `A Star printer that is asked how it is` {
    static func asked(_ profile: Profile = .star) -> PrinterInquiry {
        var inquiry = PrinterInquiry(printer: "kitchen", at: Instant(milliseconds: 0), profile: profile)
        inquiry.sent(inquiry.opening)
        return inquiry
    }

    @Test func `is asked in its own language`() {
        #expect(Self.asked().opening == [0x1B, 0x1E, 0x61, 0x01, 0x1B, 0x06, 0x01])
        #expect(Self.asked(.standard).opening.prefix(3) == [0x1D, 0x61, 0xFF])
    }

    @Test(arguments: [
        (PrinterStatus(), PrinterCondition.Paper.loaded, true), (PrinterStatus(paper: .nearEnd), .nearEnd, true),
        (PrinterStatus(paper: .out), .out, false), (PrinterStatus(isCoverOpen: true), .loaded, false),
        (PrinterStatus(hasCutterError: true), .loaded, false),
    ])
    func `says what is wrong, in whatever pieces its frame arrives`(
        _ status: PrinterStatus, _ paper: PrinterCondition.Paper, _ isReady: Bool
    ) {
        let frame = StarStatus(status).bytes
        for cut in 0...frame.count {
            var inquiry = Self.asked()
            _ = inquiry.read(Array(frame[..<cut]), at: Instant(milliseconds: 1))
            _ = inquiry.read(Array(frame[cut...]), at: Instant(milliseconds: 2))
            #expect(inquiry.isAnswered)
            #expect(inquiry.condition.paper == paper)
            #expect(inquiry.condition.isReady == isReady)
        }
    }

    @Test func `is not heard where it sends something else`() {
        var inquiry = Self.asked()
        let isNews = inquiry.read([0x12, 0x12, 0x12, 0x12], at: Instant(milliseconds: 1))
        #expect(!isNews)
        #expect(!inquiry.isAnswered)
    }
}
