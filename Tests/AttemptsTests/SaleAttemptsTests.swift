// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Tender
import Testing

@Suite struct SaleAttemptsTests {
    private func admit(_ request: AttemptRequest, after attempts: Attempt...) -> SaleAttempts.Admission {
        SaleAttempts("R1", attempts).admit(request)
    }

    @Test func `the cashier presses pay again`() throws {
        let again = Till.request(2)
        #expect(admit(again) == .begin)
        #expect(admit(again, after: try Till.attempt()) == .refused(.underWay("A1")))
        #expect(admit(again, after: try Till.attempt(1, .sale, .acquirer, .sent)) == .refused(.underWay("A1")))
        let lost = try Till.attempt(1, .sale, .acquirer, .sent, .lost(.timeout))
        #expect(admit(again, after: lost) == .refused(.unknown("A1")))
        let reversing = try Till.attempt(1, .sale, .acquirer, .sent, .lost(.timeout), .reversalSent)
        #expect(admit(again, after: reversing) == .refused(.unknown("A1")))
        #expect(
            admit(again, after: try Till.attempt(1, .sale, .acquirer, .sent, Till.approved())) == .refused(.paid("A1")))
        #expect(admit(again, after: try Till.attempt(1, .sale, .acquirer, .sent, Till.declined())) == .begin)
        let reversed = try Till.attempt(
            1, .sale, .acquirer, .sent, .lost(.timeout), .reversalSent, .reversalDone)
        #expect(admit(again, after: reversed) == .begin)
    }

    @Test func `the same key is the same attempt, and with other content nothing`() throws {
        let first = try Till.attempt(1, .sale, .acquirer, .sent)
        #expect(admit(Till.request(2, key: "key-1"), after: first) == .same("A1"))
        #expect(admit(Till.request(2, yuan: 59, key: "key-1"), after: first) == .refused(.otherContent("A1")))
        #expect(admit(Till.request(2, key: "")) == .refused(.key))
        #expect(admit(Till.request(2, yuan: 0)) == .refused(.amount))
    }

    @Test func `of a sale that is paid in part only the rest is charged`() throws {
        let half = Answer(.partial, amount: Money(minor: 2_000, currency: .cny), code: "10")
        let part = try Till.attempt(1, .sale, .acquirer, .sent, .answered(half))
        let left = Money(minor: 3_800, currency: .cny)
        #expect(admit(Till.request(2, yuan: 58), after: part) == .refused(.paidInPart("A1", left: left)))
        #expect(admit(Till.request(2, yuan: 38), after: part) == .begin)
    }

    @Test func `a refund is no charge that could be given back again`() throws {
        let sale = try Till.attempt(1, .sale, .acquirer, .sent, Till.approved())
        let refund = try Till.attempt(2, .refund, .acquirer, original: 1, .sent, Till.approved())
        #expect(admit(Till.request(3, .refund, yuan: 58, original: 2), after: sale, refund) == .refused(.noOriginal))
    }

    @Test func `money goes back once and never more than was taken`() throws {
        let sale = try Till.attempt(1, .sale, .acquirer, .sent, Till.approved())
        #expect(admit(Till.request(2, .refund, yuan: 20, original: 1)) == .refused(.noOriginal))
        #expect(admit(Till.request(2, .refund, yuan: 20, original: 1), after: sale) == .begin)
        #expect(admit(Till.request(2, .refund, yuan: 59, original: 1), after: sale) == .refused(.beyondCaptured("A1")))
        #expect(admit(Till.request(2, .void, yuan: 20, original: 1), after: sale) == .refused(.beyondCaptured("A1")))
        let part = try Till.attempt(2, .refund, .acquirer, original: 1, yuan: 20, .sent, Till.approved(20))
        #expect(admit(Till.request(3, .refund, yuan: 38, original: 1), after: sale, part) == .begin)
        #expect(
            admit(Till.request(3, .refund, yuan: 39, original: 1), after: sale, part) == .refused(.beyondCaptured("A1"))
        )
        #expect(
            admit(Till.request(3, .void, yuan: 58, original: 1), after: sale, part) == .refused(.beyondCaptured("A1")))
        let lost = try Till.attempt(2, .refund, .acquirer, original: 1, yuan: 20, .sent, .lost(.timeout))
        #expect(admit(Till.request(3, .refund, yuan: 20, original: 1), after: sale, lost) == .refused(.unknown("A2")))
    }

    @Test func `a sale that was given back may be paid again`() throws {
        let sale = try Till.attempt(1, .sale, .acquirer, .sent, Till.approved())
        let void = try Till.attempt(2, .void, .acquirer, original: 1, .sent, Till.approved())
        #expect(admit(Till.request(3), after: sale, void) == .begin)
    }

    @Test func `one stuck terminal delays no other, and its own slow reversal not for ever`() throws {
        let lost = try Till.attempt(1, .sale, .acquirer, .sent, .lost(.timeout))
        let fresh = try Till.attempt(2)
        let lane = TerminalLane("30100001", [lost, fresh])
        #expect(lane.next?.attempt == "A1")
        #expect(TerminalLane("30100002", [lost, fresh]).next == nil)
        var slow = lost
        for _ in 0..<20 where TerminalLane("30100001", [slow, fresh]).next?.attempt == "A1" {
            try slow.step(AttemptEvent(at: Till.start, kind: .reversalSent))
        }
        // The quick tries are over, and the next customer does not stand there until the first slow one.
        #expect(TerminalLane("30100001", [slow, fresh]).next?.attempt == "A2" && slow.trouble == nil)
        let waiting = try Till.attempt(3, .sale, .acquirer, .sent)
        #expect(TerminalLane("30100001", [lost, fresh, waiting]).next?.duty.work == .giveUpWaiting)
    }
}
