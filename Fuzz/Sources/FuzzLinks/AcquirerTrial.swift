// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Acquirers
import Attempts
import ISO8583
import Tender

/// Answers of an acquirer's host, damaged on the wire or field by field: read as the answer to a sale, a refund, a
/// reversal, a sign-in and a batch's close.
struct AcquirerTrial {
    private struct Exchange {
        let profile: AcquirerProfile
        let request: Message
        let attempt: Attempt?
        let close: BatchClose.Work?
        let wire: [UInt8]
        let reply: Message
    }

    private let exchanges: [Exchange]

    init() throws {
        var exchanges: [Exchange] = []
        for (profile, counter) in [(AcquirerProfile.unionPay, Counter.unionPay), (.standard, Counter.standard)] {
            var sale = try Counter.attempt(.sale, number: 42)
            try sale.step(AttemptEvent(at: Counter.now, kind: .sent))
            var refund = try Counter.attempt(.refund, number: 43, yuan: 8, original: 69)
            try refund.step(AttemptEvent(at: Counter.now, kind: .sent))
            var lost = sale
            try lost.step(AttemptEvent(at: Counter.now, kind: .lost(.timeout)))
            try lost.step(AttemptEvent(at: Counter.now, kind: .reversalSent))
            let asked = try counter.request(sale, original: nil, card: Counter.card)
            let back = try counter.request(refund, original: try Counter.approved(), card: nil)
            let reversal = try counter.reversal(lost, original: nil, card: Counter.card, isRepeat: false)
            func add(
                _ request: Message, _ code: String, _ attempt: Attempt?, _ close: BatchClose.Work? = nil,
                _ change: (inout Message) -> Void = { _ in }
            ) throws {
                let reply = try Counter.reply(to: request, code, change)
                let wire = try profile.dialect.build(reply)
                exchanges.append(
                    Exchange(
                        profile: profile, request: request, attempt: attempt, close: close, wire: wire, reply: reply))
            }
            for code in ["00", "10", "51", "68", "94", "96", "A0"] { try add(asked, code, sale) }
            for code in ["00", "25"] { try add(back, code, refund) }
            for code in ["00", "25", "12", "96"] { try add(reversal, code, lost) }
            let signIn = try counter.signIn(trace: "1", batch: "727", at: Counter.now)
            try add(signIn, "00", nil) { reply in
                // Standard hosts give no keys.
                if profile.family == .unionPay { reply.set(62, bytes: [UInt8](repeating: 1, count: 40)) }
            }
            let entry = BatchEntry("A1", .sale, Money(minor: 1), voucher: "1")
            let close = BatchClose("30100001", "727", [entry])
            let work = BatchClose.Work.sendTotals(close.totals)
            if let totals = try counter.message(work, of: close, trace: "2", at: Counter.now) {
                try add(totals, "00", nil, work) { reply in totals[48].map { reply.set(48, bytes: $0) } }
            }
        }
        self.exchanges = exchanges
    }

    /// - Returns: how many bytes were read and whether they were a message, or what is wrong.
    func run(_ damage: inout Damage) -> Outcome {
        let exchange = damage.pick(exchanges)
        var (wire, message): ([UInt8], Message?) = (exchange.wire, nil)
        if damage.below(2) == 0 {
            for _ in 0...damage.below(3) {
                let place = damage.below(wire.count + 1)
                switch damage.below(4) {
                case 0 where place < wire.count: wire[place] = UInt8(damage.below(256))
                case 1: wire = Array(wire.prefix(place))
                case 2: wire.insert(UInt8(damage.below(256)), at: place)
                default: wire += wire.suffix(damage.below(9))
                }
            }
            message = try? Packet(wire[...], exchange.profile.dialect).message
        } else {
            message = spoiled(exchange.reply, &damage)
        }
        guard let message else { return Outcome(bytes: wire.count, isRead: false) }
        return Outcome(bytes: wire.count, isRead: true, fault: fault(message, exchange, damage.below(8)))
    }

    private func fault(_ reply: Message, _ exchange: Exchange, _ flags: Int) -> String? {
        let isAuthentic: Bool? = flags & 1 == 0 ? true : flags & 2 == 0 ? false : nil
        let request = flags & 4 == 0 ? exchange.request : nil
        guard let attempt = exchange.attempt else {
            _ = SignInReading(reply, to: exchange.request, exchange.profile, master: "TMK")
            if let work = exchange.close {
                let reading = BatchReading(reply, to: exchange.request, of: work, exchange.profile)
                if case .event(let event) = reading {
                    var close = BatchClose("30100001", "727", [BatchEntry("A1", .sale, Money(minor: 1), voucher: "1")])
                    close.step(event)
                }
            }
            return nil
        }
        let asked = attempt.request.amount
        let report = ReplyReading(exchange.profile, request: request, asked: request == nil ? nil : asked)
            .report(reply, isAuthentic: isAuthentic, isRepeat: flags & 2 == 0)
        if case .answered(let answer) = report.kind, answer.outcome == .approved, request != nil,
            reply.type.messageClass != 4
        {
            guard answer.amount == asked, reply.text(11) == exchange.request.text(11) else {
                return "an approval of something else: \(answer)"
            }
        }
        return Belief.fault(of: report, at: attempt)
    }

    private func spoiled(_ reply: Message, _ damage: inout Damage) -> Message {
        var reply = reply
        for _ in 0...damage.below(3) {
            let field = damage.pick([2, 3, 4, 11, 12, 13, 37, 38, 39, 41, 42, 48, 49, 60, 62, 63, 64, 66, 90])
            switch damage.below(5) {
            case 0: reply.remove(field)
            case 1: reply.set(field, bytes: [UInt8]())
            case 2: reply.set(field, bytes: (0..<damage.below(80)).map { _ in UInt8(48 + damage.below(10)) })
            case 3: reply.set(field, bytes: damage.bytes(damage.below(80)))
            default: reply.type = MessageType(digits: UInt16(damage.below(0x1000))) ?? reply.type
            }
        }
        return reply
    }
}

/// One input: its size, whether it was read as what it was to be, and what is wrong.
struct Outcome {
    let bytes: Int
    let isRead: Bool
    var fault: String?
}
