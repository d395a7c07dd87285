// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Tender
import Testing

@Suite struct BatchCloseTests {
    private func entry(_ number: Int, _ kind: MovementKind = .sale, _ yuan: Int64 = 58) -> BatchEntry {
        BatchEntry(
            AttemptID("A\(number)") ?? "A", kind, Money(minor: yuan * 100, currency: .cny),
            voucher: VoucherNumber("\(number)") ?? "1")
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
    @Test(arguments: 0...24, [1, 4])
    func `an upload goes on after a kill at any message, and no row that was taken is sent again`(
        _ kill: Int, _ rowsPerMessage: Int
    ) {
        let entries = (1...10).map { entry($0) }
        let fresh = BatchClose("30100001", "000012", entries, rowsPerMessage: rowsPerMessage)
        var records: [BatchClose.Event] = []
        var close = fresh
        var (sent, messages, shown) = ([Int: Int](), 0, [Int]())
        func record(_ event: BatchClose.Event) {
            if close.step(event) { records.append(event) }
        }
        while let work = close.work, messages < 100 {
            record(.sent(Till.start.adding(milliseconds: Int64(messages))))
            messages += 1
            if case .sendRows(let place, let rows) = work {
                for row in place..<(place + rows.count) { sent[row, default: 0] += 1 }
            }
            if messages == kill {
                // The message went out and its answer came to nobody.
                close = records.reduce(into: fresh) { $0.step($1) }
                continue
            }
            switch work {
            case .sendTotals: record(.different(told: nil))
            case .sendRows(let place, let rows):
                shown += place..<(place + rows.count)
                record(.taken(upTo: place + rows.count))
            case .sendEnd: record(.ended)
            }
        }
        #expect(close.state == .closed && close.isBalanced == false)
        #expect(shown == Array(0..<10))
        #expect(sent.values.allSatisfy { $0 <= 2 } && sent.values.filter { $0 == 2 }.count <= rowsPerMessage)
    }

    @Test func `an answer to other rows says nothing`() {
        var close = BatchClose("30100001", "000012", [entry(1), entry(2), entry(3)], rowsPerMessage: 2)
        close.step(.different(told: nil))
        let isNews = [close.step(.taken(upTo: 0)), close.step(.taken(upTo: 3)), close.step(.ended)]
        #expect(isNews == [false, false, false])
        #expect(close.work == .sendRows(from: 0, [entry(1), entry(2)]))
    }
}
