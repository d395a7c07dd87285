// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Acquirers
import Attempts
import SimKit
import Tender
import Testing

/// One sale, one fault, and what is true on both sides in the end.
@Suite struct AcquirerStoryTests {
    struct Story: Sendable, CustomTestStringConvertible {
        let fault: AcquirerFault
        let ends: AttemptState
        /// Minor units that really left the card.
        let taken: Int64
        var make = AcquirerMake.unionPay
        var subject = AcquirerFaultOrder.Subject.money

        var testDescription: String { "\(fault.rawValue) on \(subject.rawValue)" }
    }

    static let stories = [
        Story(fault: .lostRequest, ends: .reversed, taken: 0),
        Story(fault: .silence, ends: .reversed, taken: 0),
        Story(fault: .late, ends: .approved, taken: 5_800),
        Story(fault: .double, ends: .approved, taken: 5_800),
        Story(fault: .reordered, ends: .reversed, taken: 0),
        Story(fault: .cut, ends: .reversed, taken: 0),
        Story(fault: .overtaken, ends: .reversed, taken: 0),
        Story(fault: .lateApproval, ends: .reversed, taken: 0),
        Story(fault: .wrongMAC, ends: .reversed, taken: 0),
        Story(fault: .wrongProcessing, ends: .reversed, taken: 0),
        Story(fault: .wrongAmount, ends: .reversed, taken: 0),
        Story(fault: .wrongTrace, ends: .reversed, taken: 0),
        Story(fault: .wrongTerminal, ends: .reversed, taken: 0),
        Story(fault: .wrongMerchant, ends: .reversed, taken: 0),
        Story(fault: .wrongType, ends: .reversed, taken: 0),
        Story(fault: .noTerminal, ends: .approved, taken: 5_800),
        Story(fault: .garbage, ends: .reversed, taken: 0),
        Story(fault: .code51, ends: .declined, taken: 0),
        Story(fault: .code77, ends: .declined, taken: 0),
        Story(fault: .codeA0, ends: .declined, taken: 0),
        Story(fault: .code98, ends: .reversed, taken: 0),
        Story(fault: .code96, ends: .reversed, taken: 0),
        Story(fault: .code68, ends: .reversed, taken: 0),
        Story(fault: .code09, ends: .reversed, taken: 0),
        Story(fault: .posted98, ends: .reversed, taken: 0),
        Story(fault: .posted96, ends: .reversed, taken: 0),
        Story(fault: .posted68, ends: .reversed, taken: 0),
        Story(fault: .posted09, ends: .reversed, taken: 0),
        Story(fault: .signInAgain, ends: .approved, taken: 5_800),
        Story(fault: .silence, ends: .reversed, taken: 0, make: .standard),
        Story(fault: .double, ends: .approved, taken: 5_800, make: .standard),
        Story(fault: .posted98, ends: .reversed, taken: 0, make: .standard),
    ]

    @Test(arguments: stories)
    func `a sale ends the same on both sides`(_ story: Story) throws {
        var counter = PureCounter(story.make)
        try counter.signIn()
        counter.host.order(AcquirerFaultOrder(story.fault, to: story.subject))
        let id = counter.begin(.sale, 5_800)
        #expect(try counter.finish(id))
        #expect(counter.attempts[id]?.state == story.ends)
        #expect(taken(counter.host) == story.taken)
        #expect(counter.attempts[id]?.charged.minor == story.taken)
    }

    private func taken(_ host: SimulatedAcquirer) -> Int64 {
        host.ledger.accounts.values.reduce(0) { $0 + host.ledger.usualBalance - $1.balance }
    }

    @Test(arguments: [AcquirerFault.lostRequest, .silence, .code98, .codeA0, .posted96, .wrongMAC, .garbage])
    func `a reversal goes on until it is answered`(_ fault: AcquirerFault) throws {
        var counter = PureCounter()
        try counter.signIn()
        counter.host.order(AcquirerFaultOrder(.silence))
        counter.host.order(AcquirerFaultOrder(fault, to: .reversal, times: 3))
        let id = counter.begin(.sale, 5_800)
        #expect(try counter.finish(id))
        #expect(counter.attempts[id]?.state == .reversed && taken(counter.host) == 0)
        #expect(counter.host.received["0400"] ?? 0 >= 4)
    }

    @Test(arguments: [AcquirerFault.lostRequest, .silence, .cut, .code98, .wrongMAC])
    func `a refund without an answer is repeated and counts once`(_ fault: AcquirerFault) throws {
        var counter = PureCounter()
        try counter.signIn()
        let sale = counter.begin(.sale, 5_800)
        #expect(try counter.finish(sale))
        counter.host.order(AcquirerFaultOrder(fault, times: 3))
        let refund = counter.begin(.refund, 800, original: sale)
        #expect(try counter.finish(refund))
        #expect(counter.attempts[refund]?.state == .approved)
        #expect(taken(counter.host) == 5_000 && counter.host.received["0400"] == nil)
    }

    @Test func `a host that restarted is signed in to again`() throws {
        var counter = PureCounter()
        try counter.signIn()
        counter.host.order(AcquirerFaultOrder(.restart))
        let sale = counter.begin(.sale, 5_800)
        #expect(try counter.finish(sale))
        #expect(counter.attempts[sale]?.state == .reversed && taken(counter.host) == 0)
    }

    @Test func `less on the card than asked is an approval in part, where the till takes one`() throws {
        var counter = PureCounter(.unionPay)
        try counter.signIn()
        counter.host.open("6217001111111112", balance: 1_000)
        _ = counter.nextTrace()
        _ = counter.nextTrace()
        let id = counter.begin(.sale, 5_800)
        #expect(try counter.finish(id))
        #expect(counter.attempts[id]?.state == .declined && counter.attempts[id]?.answer?.code == "51")
    }

    @Test func `pre-authorisation to completion, and the void of it`() throws {
        var counter = PureCounter()
        try counter.signIn()
        let hold = counter.begin(.preauth, 10_000)
        #expect(try counter.finish(hold))
        let more = counter.begin(.addition, 2_000, original: hold)
        #expect(try counter.finish(more))
        #expect(counter.host.ledger.accounts.values.map(\.held).reduce(0, +) == 12_000)
        let completion = counter.begin(.completion, 9_000, original: hold)
        #expect(try counter.finish(completion))
        #expect(counter.attempts[completion]?.state == .approved && taken(counter.host) == 9_000)
        #expect(counter.host.ledger.accounts.values.map(\.held).reduce(0, +) == 0)
        let void = counter.begin(.completionVoid, 9_000, original: completion)
        #expect(try counter.finish(void))
        #expect(counter.attempts[void]?.state == .approved && taken(counter.host) == 0)
    }

    @Test func `the clearing file is one that is recognised`() throws {
        var counter = PureCounter()
        try counter.signIn()
        let sale = counter.begin(.sale, 5_800)
        #expect(try counter.finish(sale))
        let text = counter.host.clearingFile
        #expect(text.split(separator: "\n").count == 2)
        #expect(text.contains("898410154110001,30100001,000727,000002,") && text.contains(",sale,58.00,0.29,57.71,"))
        counter.host.order(AcquirerFaultOrder(.duplicatedRows))
        #expect(counter.host.clearingFile.split(separator: "\n").count == 3)
    }
}
