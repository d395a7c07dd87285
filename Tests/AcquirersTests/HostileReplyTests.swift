// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Acquirers
import Attempts
import ISO8583
import Tender
import Testing

/// Whatever a host sends, it is read or refused; nothing traps, and no approval comes out of a damaged answer unseen.
@Suite struct HostileReplyTests {
    private struct Chance {
        var state: UInt64

        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(truncatingIfNeeded: state >> 33) % max(sides, 1)
        }
    }

    /// Field by field: gone, empty, long, digits, letters, bytes.
    private func spoiled(_ reply: Message, _ chance: inout Chance) -> Message {
        var reply = reply
        for _ in 0...chance.roll(3) {
            let field = [2, 3, 4, 11, 12, 13, 37, 38, 39, 41, 42, 48, 49, 60, 62, 63, 64, 66][chance.roll(18)]
            switch chance.roll(5) {
            case 0: reply.remove(field)
            case 1: reply.set(field, bytes: [UInt8]())
            case 2: reply.set(field, bytes: (0..<chance.roll(80)).map { _ in UInt8(48 + chance.roll(10)) })
            case 3: reply.set(field, bytes: (0..<chance.roll(80)).map { _ in UInt8(chance.roll(256)) })
            default: reply.type = MessageType(digits: UInt16(chance.roll(0x1000))) ?? reply.type
            }
        }
        return reply
    }

    @Test func `no damaged answer traps, and what is believed is what was asked`() throws {
        var chance = Chance(state: 7)
        let attempt = try Counter.attempt(.sale)
        let sale = try Counter.unionPay.request(attempt, original: nil, card: Counter.card)
        let whole = try Counter.reply(to: sale, "00") { $0.set(63, "CUP") }
        for _ in 0..<5_000 {
            let reply = spoiled(whole, &chance)
            for request in [sale, nil] as [Message?] {
                let report = ReplyReading(.unionPay, request: request, asked: attempt.request.amount)
                    .report(reply, isAuthentic: true)
                guard case .answered(let answer) = report.kind, answer.outcome == .approved, request != nil else {
                    continue
                }
                #expect(answer.amount == attempt.request.amount && answer.linkNote.utf8.count < 64)
                #expect(reply.text(11) == "000001")
            }
        }
    }

    @Test func `no damaged answer to a sign-in or a close traps`() throws {
        var chance = Chance(state: 8)
        let signIn = try Counter.unionPay.signIn(trace: "1", batch: "727", at: Counter.now)
        let keys = try Counter.reply(to: signIn, "00") { $0.set(62, bytes: [UInt8](repeating: 1, count: 40)) }
        let entry = BatchEntry("A1", .sale, Money(minor: 1), voucher: "1")
        let close = BatchClose("30100001", "727", [entry])
        let work = BatchClose.Work.sendTotals(close.totals)
        let totals = try #require(try Counter.unionPay.message(work, of: close, trace: "2", at: Counter.now))
        let told = try Counter.reply(to: totals, "00") { reply in totals[48].map { reply.set(48, bytes: $0) } }
        var closed = 0
        for _ in 0..<5_000 {
            _ = SignInReading(spoiled(keys, &chance), to: signIn, .unionPay, master: "TMK")
            let reading = BatchReading(spoiled(told, &chance), to: totals, of: work, .unionPay)
            if case .event(let event) = reading {
                var close = close
                close.step(event)
                closed += 1
            }
        }
        #expect(closed > 0)
    }

    @Test(arguments: ["", ";;;", "e=", "e=05;s=1", "e=abc;d=99999", "=;=;=", String(repeating: "o=CUP;", count: 999)])
    func `a note that cannot be is passed over`(_ text: String) {
        let note = AcquirerNote(text)
        #expect(AcquirerNote(note.text) == note && note.text.utf8.count < 80)
    }
}
