// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Tender
import Testing

@Suite struct BatchCloseTests {
    private func entry(_ number: Int, _ kind: MovementKind = .sale, _ yuan: Int64 = 58) -> BatchEntry {
        BatchEntry(AttemptID("A\(number)") ?? "A", kind, Money(minor: yuan * 100, currency: .cny))
    }

    @Test func `totals count what was taken and what was given back`() throws {
        let close = BatchClose("30100001", "000012", [entry(1), entry(2), entry(3, .refund, 20), entry(4, .void)])
        #expect(close.totals.debitCount == 2 && close.totals.debits == 11_600)
        #expect(close.totals.creditCount == 2 && close.totals.credits == 7_800)
    }

    @Test func `only money that moved is counted`() throws {
        #expect(BatchEntry(try Till.attempt(1, .sale, .acquirer, .sent, Till.declined())) == nil)
        #expect(BatchEntry(try Till.attempt(1, .sale, .acquirer, .sent, .lost(.timeout))) == nil)
        #expect(BatchEntry(try Till.attempt(1, .preauth, .acquirer, .sent, Till.approved())) == nil)
        let part = Answer(.partial, amount: Money(minor: 100, currency: .cny), code: "10")
        let entry = try #require(BatchEntry(try Till.attempt(1, .sale, .acquirer, .sent, .answered(part))))
        #expect(entry.amount.minor == 100)
    }

    @Test func `a balanced batch ends without an upload`() {
        var close = BatchClose("30100001", "000012", [entry(1)])
        #expect(close.work == .sendTotals(close.totals))
        close.step(.balanced)
        #expect(close.work == .sendEnd(isAfterUpload: false))
        close.step(.ended)
        #expect(close.state == .closed && close.isBalanced == true && close.work == nil)
    }

    /// The other side's ledger of rows; the program ends after the n-th message and begins again from its records.
    @Test(arguments: 0...24)
    func `an upload goes on after a kill at any message, and no row that was taken is sent again`(_ kill: Int) {
        let entries = (1...6).map { entry($0) }
        var records: [BatchClose.Event] = []
        var close = BatchClose("30100001", "000012", entries)
        var (sent, messages, shown) = ([Int: Int](), 0, [Int]())
        func record(_ event: BatchClose.Event) {
            if close.step(event) { records.append(event) }
        }
        while let work = close.work, messages < 100 {
            record(.sent(Till.start.adding(milliseconds: Int64(messages))))
            messages += 1
            if case .sendRow(let place, _) = work { sent[place, default: 0] += 1 }
            let isKilled = messages == kill
            if isKilled {
                // The message went out and its answer came to nobody.
                close = records.reduce(into: BatchClose("30100001", "000012", entries)) { $0.step($1) }
                continue
            }
            switch work {
            case .sendTotals: record(.different)
            case .sendRow(let place, _):
                shown.append(place)
                record(.taken(place))
            case .sendEnd: record(.ended)
            }
        }
        #expect(close.state == .closed && close.isBalanced == false)
        #expect(shown == [0, 1, 2, 3, 4, 5])
        #expect(sent.values.allSatisfy { $0 <= 2 } && sent.values.filter { $0 == 2 }.count <= 1)
    }

    @Test func `an answer to another row says nothing`() {
        var close = BatchClose("30100001", "000012", [entry(1), entry(2)])
        close.step(.different)
        let isNews = [close.step(.taken(1)), close.step(.ended)]
        #expect(isNews == [false, false])
        #expect(close.work == .sendRow(0, entry(1)))
    }
}
