// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Bytes
import Charges
import Tender
import Testing

@Suite struct BatchRecordTests {
    private static let at = Instant(milliseconds: 1_795_680_000_000)

    private static let entries = [
        BatchEntry("A1", .sale, Money(minor: 5_800), voucher: "000001"),
        BatchEntry("A2", .refund, Money(minor: 800), voucher: "000002", isForeign: true),
    ]

    private static let records: [BatchCloseRecord] =
        [.begun("B1", BatchClose("30100001", "000727", entries, rowsPerMessage: 7), at: at)]
        + [
            .event(.sent(at.adding(milliseconds: 5))), .event(.balanced), .event(.different(told: nil)),
            .event(.different(told: BatchTotals(debits: 1 << 40, count: 3, credits: 0, count: 0))),
            .event(.taken(upTo: 8)), .event(.ended), .stopped(Bilingual(zh: "连不上", en: "cannot be reached")),
        ].map { .step("B1", BatchStep(at: at, $0)) }

    @Test func `every record is read as it was written`() throws {
        for record in Self.records {
            let bytes = record.encoded()
            #expect(try BatchCloseRecord(decoding: bytes[...]) == record)
            for cut in 0..<bytes.count { _ = try? BatchCloseRecord(decoding: bytes[..<cut]) }
        }
    }

    @Test func `noise is refused and never traps`() {
        var generator = SystemRandomNumberGenerator()
        for record in Self.records {
            for _ in 0..<300 {
                var bytes = record.encoded()
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: 0...255, using: &generator)
                _ = try? BatchCloseRecord(decoding: bytes[...])
            }
        }
    }

    @Test(arguments: [
        ("000001", "000002"), ("000727", "000728"), ("999999", "000001"), ("999998", "999999"), ("7", "000008"),
        ("B7", "B7"),
    ]) func `the next batch has the next number`(_ number: String, _ next: String) throws {
        #expect(try #require(BatchNumber(number)).next.text == next)
    }

    @Test func `a time of day is met once a day by the clock of the shop`() throws {
        let time = try #require(ClosingTime("23:30"))
        #expect(time.text == "23:30" && ClosingTime("24:00") == nil && ClosingTime("9:30") == nil)
        func at(_ text: String) throws -> Instant {
            Zone.shanghai.instant(of: try #require(CivilTime(text: text)))
        }
        let rows = [
            ("2026-11-26 23:29:59", "2026-11-25 23:30:00", "2026-11-26 23:30:00"),
            ("2026-11-26 23:30:00", "2026-11-26 23:30:00", "2026-11-27 23:30:00"),
            ("2026-11-27 08:00:00", "2026-11-26 23:30:00", "2026-11-27 23:30:00"),
        ]
        for (now, last, next) in rows {
            #expect(time.last(until: try at(now), in: .shanghai) == (try at(last)))
            #expect(time.next(after: try at(now), in: .shanghai) == (try at(next)))
        }
    }

    private func batch(_ steps: [BatchClose.Event], isClosed: Bool, day: String = "2026-11-26") throws -> AcquirerBatch
    {
        var close = BatchClose("30100001", "000727", Self.entries)
        for step in steps { close.step(step) }
        let time = CivilTime(text: "\(day) 15:00:00")
        return AcquirerBatch(
            terminal: "30100001", number: "000727", firstAt: time, totals: close.totals, currency: .cny,
            close: steps.isEmpty ? nil : close, closedAt: isClosed ? time : nil)
    }

    @Test func `a batch is out of order when its day is over or the acquirer counts otherwise`() throws {
        let calendar = SettlementCalendar()
        let now = calendar.zone.instant(of: try #require(CivilTime(text: "2026-11-26 20:00:00")))
        #expect(try batch([], isClosed: false).finding(calendar, now: now) == nil)
        let old = try batch([], isClosed: false, day: "2026-11-24")
        #expect(old.finding(calendar, now: now)?.field == "closed" && old.proof == nil)
        let agreed = try batch([.balanced, .ended], isClosed: true)
        #expect(agreed.finding(calendar, now: now) == nil && agreed.proof?.english.contains("50.00") == true)
        let told = BatchTotals(debits: 5_800, count: 1, credits: 0, count: 0)
        let apart = try batch([.different(told: told)], isClosed: true)
        let finding = try #require(apart.finding(calendar, now: now))
        #expect(finding.code == .st03 && finding.field == "amount" && finding.difference == Money(minor: -800))
        #expect(finding.explanation.chinese.contains("58.00") && apart.proof == nil)
    }
}
