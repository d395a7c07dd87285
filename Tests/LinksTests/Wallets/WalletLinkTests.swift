// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Links
import SimKit
import Tender
import Testing
import Wallets

@Suite(.serialized) struct WalletLinkTests {
    struct Story: Sendable, CustomTestStringConvertible {
        let name: String
        var customer = WalletCustomer.paysAtOnce
        var faults: [WalletFault] = []
        let end: AttemptState
        var testDescription: String { name }
    }

    static let stories = [
        Story(name: "pays at once", end: .approved),
        Story(name: "types a password", customer: .typesPassword(after: 12_000), end: .approved),
        Story(name: "puts the telephone away", customer: .abandons, end: .reversed),
        Story(name: "types too late: reversed before", customer: .typesPassword(after: 3_600_000), end: .reversed),
        Story(name: "has no money", customer: .hasNoMoney, end: .declined),
        Story(name: "shows an old code", customer: .showsOldCode, end: .declined),
        Story(name: "the answer is lost", faults: [.answerLost], end: .approved),
        Story(name: "the connection is cut", faults: [.cut], end: .approved),
        Story(name: "the request is lost", faults: [.requestLost], end: .notCharged),
        Story(name: "a system error, and paid", faults: [.systemErrorDone], end: .approved),
        Story(name: "a system error, and not paid", faults: [.systemError], end: .notCharged),
        Story(name: "an answer that nobody of the wallet signed", faults: [.wrongSignature], end: .approved),
        Story(
            name: "puts the telephone away, and the reversal lies twice", customer: .abandons,
            faults: [.reverseLies, .reverseLies], end: .reversed),
    ]

    @Test(arguments: WalletKind.allCases, stories)
    func `a sale ends as the wallet has it`(_ wallet: WalletKind, _ story: Story) async throws {
        let till = try await WalletTill(wallet)
        try await till.server.with(wallet) { simulated in
            simulated.expect(story.customer)
            for fault in story.faults { simulated.set(fault) }
        }
        let (attempt, told) = try await till.settle(till.attempt("01SALE000001"))
        #expect(attempt.state == story.end, "\(told)")
        #expect(try await till.charged("01SALE000001") == attempt.charged.minor, "\(told)")
        await till.server.stop()
    }

    @Test(
        arguments: WalletKind.allCases,
        [[], [.answerLost], [.requestLost], [.systemErrorDone], [.systemError], [.refundSlow]] as [[WalletFault]])
    func `a refund counts once, whatever is lost`(_ wallet: WalletKind, _ faults: [WalletFault]) async throws {
        let till = try await WalletTill(wallet)
        let (sale, _) = try await till.settle(till.attempt("01SALE000001"))
        try await till.server.with(wallet) { simulated in for fault in faults { simulated.set(fault) } }
        let refund = till.attempt("01BACK000001", .refund, fen: 800, original: "01SALE000001")
        let (attempt, told) = try await till.settle(refund, original: sale)
        #expect(attempt.state == .approved, "\(told)")
        #expect(try await till.charged("01SALE000001") == 5_000, "\(told)")
        // The same message again, as after a restart, moves nothing.
        let again = await till.link.perform(.repeatMessage, of: attempt, original: sale, input: .none)
        guard case .answered(let answer) = again.kind else {
            Issue.record("\(again)")
            return
        }
        #expect(answer.outcome == .approved)
        #expect(try await till.charged("01SALE000001") == 5_000)
        await till.server.stop()
    }

    @Test(arguments: WalletKind.allCases)
    func `after a restart the attempt alone is enough to ask and to reverse`(_ wallet: WalletKind) async throws {
        let till = try await WalletTill(wallet)
        var attempt = till.attempt("01SALE000001")
        try attempt.step(AttemptEvent(at: WalletTill.start, kind: .sent))
        _ = await till.link.perform(.send, of: attempt, original: nil, input: .walletCode(till.code))
        // The program ends here, and another one begins with nothing but the journal.
        let record = try #require(
            try? AttemptRecord(decoding: AttemptRecord.intended(attempt).encoded()))
        guard case .intended(let restored) = record else { return }
        let asked = await till.link.perform(.ask, of: restored, original: nil, input: .none)
        guard case .answered = asked.kind else {
            Issue.record("\(asked)")
            return
        }
        till.told.reach(WalletTill.start.adding(milliseconds: 20_000))
        let reversed = await till.link.perform(.reverse, of: restored, original: nil, input: .none)
        #expect(reversed.kind == .reversalDone, "\(reversed.words)")
        #expect(try await till.charged("01SALE000001") == 0)
        await till.server.stop()
    }

    @Test(arguments: WalletKind.allCases)
    func `nothing goes out without a code, to a wallet that is not there, or for another kind`(
        _ wallet: WalletKind
    ) async throws {
        let till = try await WalletTill(wallet)
        let sale = till.attempt("01SALE000001")
        let other = wallet == .wechat ? "283456789012345678" : "134567890123456789"
        for input in [PaymentInput.none, .walletCode(other)] {
            #expect(await till.link.perform(.send, of: sale, original: nil, input: input).kind == .notSent)
        }
        let void = till.attempt("01VOID000001", .void, original: "01SALE000001")
        #expect(await till.link.perform(.send, of: void, original: sale, input: .none).kind == .notSent)
        #expect(try await till.server.with(wallet) { $0.count } == 0)
        #expect(await till.link.isReachable())
        await till.server.stop()
        #expect(await !till.link.isReachable())
        let report = await till.link.perform(.send, of: sale, original: nil, input: .walletCode(till.code))
        #expect(report.kind == .notSent, "\(report.words)")
        guard case .lost = await till.link.perform(.ask, of: sale, original: nil, input: .none).kind else {
            Issue.record("a question that nobody heard said something")
            return
        }
    }
}
