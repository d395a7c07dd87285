// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Acquirers
import Attempts
import Links
import SimKit
import Tender
import Testing

@Suite(.serialized) struct AcquirerLinkTests {
    struct Story: Sendable, CustomTestStringConvertible {
        let fault: AcquirerFault?
        let ends: AttemptState
        let taken: Int64
        var times = 1
        var make = AcquirerMake.unionPay

        var testDescription: String { "\(fault?.rawValue ?? "nothing") × \(times)" }
    }

    static let stories = [
        Story(fault: nil, ends: .approved, taken: 5_800),
        Story(fault: nil, ends: .approved, taken: 5_800, make: .standard),
        Story(fault: .lostRequest, ends: .reversed, taken: 0),
        Story(fault: .silence, ends: .reversed, taken: 0),
        Story(fault: .silence, ends: .reversed, taken: 0, make: .standard),
        Story(fault: .double, ends: .approved, taken: 5_800),
        Story(fault: .cut, ends: .reversed, taken: 0),
        Story(fault: .restart, ends: .reversed, taken: 0),
        Story(fault: .wrongMAC, ends: .reversed, taken: 0),
        Story(fault: .wrongAmount, ends: .reversed, taken: 0),
        Story(fault: .wrongType, ends: .reversed, taken: 0),
        Story(fault: .wrongTrace, ends: .reversed, taken: 0),
        Story(fault: .garbage, ends: .reversed, taken: 0),
        Story(fault: .noTerminal, ends: .approved, taken: 5_800),
        Story(fault: .signInAgain, ends: .approved, taken: 5_800),
        Story(fault: .code51, ends: .declined, taken: 0),
        Story(fault: .codeA0, ends: .declined, taken: 0),
        Story(fault: .code98, ends: .reversed, taken: 0),
        Story(fault: .posted98, ends: .reversed, taken: 0),
        Story(fault: .posted09, ends: .reversed, taken: 0),
        Story(fault: .silence, ends: .reversed, taken: 0, times: 3),
        Story(fault: .cut, ends: .reversed, taken: 0, times: 3),
        Story(fault: .restart, ends: .reversed, taken: 0, times: 3),
    ]

    @Test(arguments: stories)
    func `a sale ends the same on both sides of the line`(_ story: Story) async throws {
        let bench = try await AcquirerBench.open(story.make)
        if let fault = story.fault {
            // The sign-in is over before the fault waits.
            var first = AcquirerBench.attempt(1, minor: 1)
            try await bench.settle(&first)
            try #require(first.state == .approved)
            _ = try await bench.server.with { host in
                host.order(AcquirerFaultOrder(fault))
                if story.times > 1 { host.order(AcquirerFaultOrder(fault, to: .reversal, times: story.times - 1)) }
            }
        }
        // Short where no answer is to come, long where one is and the machine is busy.
        var sale = AcquirerBench.attempt(2, answerWithin: story.ends == .reversed ? 700 : 30_000)
        try await bench.settle(&sale)
        #expect(sale.state == story.ends && sale.charged.minor == story.taken)
        #expect(try await bench.taken() == story.taken + (story.fault == nil ? 0 : 1))
        await bench.close()
    }

    @Test func `nothing was sent where nobody listens`() async throws {
        let bench = try await AcquirerBench.open()
        await bench.server.stop()
        let sale = AcquirerBench.attempt(1)
        let report = await bench.link.perform(.send, of: sale, original: nil, input: .card(AcquirerBench.card))
        #expect(report.kind == .notSent && report.words.contains("127.0.0.1"))
        #expect(await bench.link.isReachable() == false)
        let reversal = await bench.link.perform(.reverse, of: sale, original: nil, input: .none)
        #expect(reversal.kind == .lost(.cut))
        await bench.link.stop()
    }

    @Test func `nobody is asked here, and asking sends nothing`() async throws {
        let bench = try await AcquirerBench.open()
        let sale = AcquirerBench.attempt(1)
        let asked = await bench.link.perform(.ask, of: sale, original: nil, input: .none)
        #expect(asked.kind == .stillOpen)
        #expect(try await bench.server.with { $0.received } == [:])
        await bench.close()
    }

    @Test func `a line on which nothing is heard twice is given up for a new one`() async throws {
        let bench = try await AcquirerBench.open()
        var first = AcquirerBench.attempt(1, minor: 1)
        try await bench.settle(&first)
        try await bench.server.with { host in
            host.order(AcquirerFaultOrder(.lostRequest))
            host.order(AcquirerFaultOrder(.lostRequest, to: .reversal))
        }
        let before = try await bench.server.with { $0.sessions }
        var sale = AcquirerBench.attempt(2, answerWithin: 400)
        try await bench.settle(&sale)
        #expect(sale.state == .reversed)
        #expect(try await bench.server.with { $0.sessions } != before)
        await bench.close()
    }

    @Test func `a wrong master key is noticed before a sale goes out`() async throws {
        let bench = try await AcquirerBench.open(keys: "TMK1 33333333333333334444444444444444")
        let report = await bench.link.perform(
            .send, of: AcquirerBench.attempt(1), original: nil, input: .card(AcquirerBench.card))
        #expect(report.kind == .notSent && report.words.contains("TMK1"))
        #expect(try await bench.server.with { $0.received["0200"] } == nil)
        await bench.close()
    }

    @Test func `an answer that comes after its time goes to the sink, once`() async throws {
        let bench = try await AcquirerBench.open()
        var first = AcquirerBench.attempt(1)
        try await bench.settle(&first)
        try await bench.server.with { $0.order(AcquirerFaultOrder(.late, milliseconds: 900)) }
        var sale = AcquirerBench.attempt(2, answerWithin: 500)
        try await bench.settle(&sale, duties: 1)
        #expect(sale.state == .unknown)
        let late = await bench.sink.first(1)
        #expect(late.count == 1 && late.first?.subject == .attempt("A2"))
        if let report = late.first?.report { try sale.step(AttemptEvent(at: AcquirerBench.now, kind: report.kind)) }
        #expect(sale.state == .approved && sale.isLate && sale.answer?.card?.last4 == "7894")
        await bench.close()
    }

    @Test func `an approval that comes after its reversal is attached and changes nothing`() async throws {
        let bench = try await AcquirerBench.open()
        var first = AcquirerBench.attempt(1, minor: 1)
        try await bench.settle(&first)
        try await bench.server.with { $0.order(AcquirerFaultOrder(.lateApproval)) }
        var sale = AcquirerBench.attempt(2)
        try await bench.settle(&sale)
        #expect(sale.state == .reversed)
        let late = await bench.sink.first(1)
        if let report = late.first?.report { try sale.step(AttemptEvent(at: AcquirerBench.now, kind: report.kind)) }
        #expect(sale.state == .reversed && sale.answer?.outcome == .approved && sale.isLate)
        #expect(try await bench.taken() == 1)
        await bench.close()
    }

    @Test func `a sale that is overtaken by its reversal is reversed again`() async throws {
        let bench = try await AcquirerBench.open()
        var first = AcquirerBench.attempt(1, minor: 1)
        try await bench.settle(&first)
        try await bench.server.with { $0.order(AcquirerFaultOrder(.overtaken)) }
        var sale = AcquirerBench.attempt(2)
        try await bench.settle(&sale)
        #expect(sale.state == .reversed && sale.endedUnseen)
        let late = await bench.sink.first(1)
        if let report = late.first?.report { try sale.step(AttemptEvent(at: AcquirerBench.now, kind: report.kind)) }
        #expect(sale.state == .reversing)
        try await bench.settle(&sale)
        #expect(try await bench.taken() == 1)
        #expect(sale.state == .reversed)
        await bench.close()
    }

    @Test func `two hundred sales at two terminals share one connection`() async throws {
        let bench = try await AcquirerBench.open()
        let states = try await withThrowingTaskGroup(of: AttemptState.self) { group in
            for number in 1...200 {
                group.addTask {
                    var sale = AcquirerBench.attempt(
                        number, minor: Int64(number), terminal: number.isMultiple(of: 2) ? "30100001" : "30100002",
                        answerWithin: 20_000)
                    try await bench.settle(&sale)
                    return sale.state
                }
            }
            return try await group.reduce(into: [AttemptState]()) { $0.append($1) }
        }
        #expect(states.count == 200 && states.allSatisfy { $0 == .approved })
        #expect(try await bench.server.with { $0.sessions.count } == 1)
        #expect(try await bench.server.with { $0.received["0800"] } == 2)
        #expect(try await bench.taken() == 20_100)
        await bench.close()
    }

    @Test func `after a restart a reversal goes without the card and finds its sale`() async throws {
        let bench = try await AcquirerBench.open()
        var first = AcquirerBench.attempt(1, minor: 1)
        try await bench.settle(&first)
        try await bench.server.with { $0.order(AcquirerFaultOrder(.silence)) }
        var sale = AcquirerBench.attempt(2)
        try await bench.settle(&sale, duties: 1)
        #expect(try await bench.taken() == 5_801)
        let fresh = try AcquirerBench.link(.unionPay, port: bench.server.port, sink: bench.sink)
        try sale.step(AttemptEvent(at: AcquirerBench.now, kind: .reversalSent))
        let report = await fresh.perform(.reverse, of: sale, original: nil, input: .none)
        #expect(report.kind == .reversalDone)
        #expect(try await bench.taken() == 1)
        await fresh.stop()
        await bench.close()
    }

    @Test(arguments: [AcquirerFault.silence, .cut, .posted96])
    func `a refund is repeated under its number and counts once`(_ fault: AcquirerFault) async throws {
        let bench = try await AcquirerBench.open()
        var sale = AcquirerBench.attempt(1)
        try await bench.settle(&sale)
        try await bench.server.with { $0.order(AcquirerFaultOrder(fault, times: 2)) }
        var refund = AcquirerBench.attempt(2, .refund, minor: 800, original: "A1")
        try await bench.settle(&refund, original: sale)
        #expect(refund.state == .approved)
        #expect(try await bench.taken() == 5_000)
        #expect(try await bench.server.with { $0.received["0220"] } ?? 0 >= 2)
        await bench.close()
    }

    @Test func `a terminal signs off, gives a sign of life, and asks for parameters`() async throws {
        let bench = try await AcquirerBench.open()
        #expect(await bench.link.signIn("30100001", batch: "000727") == .signedIn(batch: "000727"))
        #expect(await bench.link.echo("30100001", batch: "000727") == nil)
        let told = await bench.link.parameters(
            .publicKeys, .query, content: [49], terminal: "30100001", batch: "000727")
        #expect(told == .success([48]))
        #expect(await bench.link.signOff("30100001", batch: "000727") == nil)
        #expect(try await bench.server.with { $0.received["0820"] } == 3)
        await bench.close()
    }
}
