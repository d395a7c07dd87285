// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Tender
import Testing
import Wallets

/// The wallets' times, played by the machine in virtual time.
@Suite struct WalletTimeTests {
    /// Seconds after sending at which each duty is done, when every answer is the same.
    private static func timetable(
        _ wallet: WalletKind, first: AttemptEvent.Kind, then answer: AttemptEvent.Kind, until end: Duty.Work
    ) throws -> [String] {
        var attempt = Scanned.attempt(at: wallet)
        var now = Scanned.start
        var rows: [String] = []
        for kind in [.sent, first] { try attempt.step(AttemptEvent(at: now, kind: kind)) }
        while let duty = attempt.duty, rows.count < 40 {
            now = max(now, duty.at)
            let seconds = (now.milliseconds - Scanned.start.milliseconds) / 1_000
            rows.append("\(seconds) \(duty.work)")
            if duty.work == end { break }
            try attempt.step(AttemptEvent(at: now, kind: duty.work == .ask ? .asked : .reversalSent))
            try attempt.step(AttemptEvent(at: now, kind: answer))
        }
        return rows
    }

    @Test func `WeChat Pay is asked after 5 seconds, about every 10, until 45, and then reversed`() throws {
        let wanted = ["5 ask", "15 ask", "25 ask", "35 ask", "45 ask", "45 reverse"]
        #expect(try Self.timetable(.wechat, first: .stillOpen, then: .stillOpen, until: .reverse) == wanted)
        #expect(try Self.timetable(.wechat, first: .lost(.uncertain), then: .lost(.timeout), until: .reverse) == wanted)
    }

    @Test func `Alipay is asked every 4 seconds for a minute, and cancelled at once after the last question`() throws {
        let rows = try Self.timetable(.alipay, first: .stillOpen, then: .stillOpen, until: .reverse)
        #expect(rows.prefix(3) == ["5 ask", "9 ask", "13 ask"])
        #expect(rows.suffix(2) == ["57 ask", "57 reverse"])
    }

    @Test func `a payment that was declined and comes after all is not reversed within 15 seconds`() throws {
        var attempt = Scanned.attempt()
        let later = Scanned.start.adding(milliseconds: 3_000)
        try attempt.step(AttemptEvent(at: Scanned.start, kind: .sent))
        try attempt.step(AttemptEvent(at: Scanned.start, kind: Scanned.declined("NOTENOUGH")))
        try attempt.step(AttemptEvent(at: later, kind: Scanned.approved(5_800, "SUCCESS", "4200001")))
        #expect(attempt.duty == Duty(.reverse, at: Scanned.start.adding(milliseconds: 15_000)))
    }

    @Test func `a customer who types a password is not late`() throws {
        var attempt = Scanned.attempt()
        let kinds: [AttemptEvent.Kind] = [
            .sent, .stillOpen, .asked, .stillOpen, .asked, Scanned.approved(5_800, "SUCCESS", "4200001"),
        ]
        for kind in kinds { try attempt.step(AttemptEvent(at: Scanned.start, kind: kind)) }
        #expect(attempt.state == .approved)
        #expect(!attempt.isLate && attempt.loss == nil && attempt.trouble == nil)
    }

    @Test func `a refund that is not found is sent again under its own number, and never given up`() throws {
        var attempt = Scanned.attempt("01BACK", .refund, fen: 800, original: "01SALE")
        let kinds: [AttemptEvent.Kind] = [.sent, .lost(.timeout), .asked, .notFound]
        for kind in kinds { try attempt.step(AttemptEvent(at: Scanned.start, kind: kind)) }
        #expect(attempt.duty?.work == .ask)
        for kind in [.asked, .notFound] as [AttemptEvent.Kind] {
            try attempt.step(AttemptEvent(at: Scanned.start, kind: kind))
        }
        #expect(attempt.state == .unknown)
        #expect(attempt.duty == Duty(.repeatMessage, at: Scanned.start))
        for kind in [.repeated, Scanned.approved(800, "SUCCESS", "5030001")] as [AttemptEvent.Kind] {
            try attempt.step(AttemptEvent(at: Scanned.start, kind: kind))
        }
        #expect(attempt.state == .approved)
    }

    @Test func `a reversal ends with seven days at WeChat Pay, a quarter past midnight at Alipay`() {
        // 2026-11-26 16:00:00 Beijing time.
        let end = ReversalLimit.end(.wechat, startedAt: Scanned.start)
        #expect(Zone.shanghai.civil(at: end).description == "2026-12-03 16:00:00")
        let cancel = ReversalLimit.end(.alipay, startedAt: Scanned.start)
        #expect(Zone.shanghai.civil(at: cancel).description == "2026-11-27 00:15:00")
    }
}
