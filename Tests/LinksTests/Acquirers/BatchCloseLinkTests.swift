// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Acquirers
import Attempts
import Charges
import Links
import SimKit
import Synchronization
import Tender
import Testing

@Suite(.serialized) struct BatchCloseLinkTests {
    private struct Killed: Error {}

    /// Records in memory, and the program ends after so many of them.
    private final class Records: Sendable {
        private let kept = Mutex<[BatchClose.Event]>([])
        private let limit: Int

        init(limit: Int = .max) { self.limit = limit }

        var events: [BatchClose.Event] { kept.withLock(\.self) }

        func keep(_ event: BatchClose.Event) throws {
            let isFull = kept.withLock { kept in
                guard kept.count < limit else { return true }
                kept.append(event)
                return false
            }
            if isFull { throw Killed() }
        }
    }

    private func sold(_ bench: AcquirerBench, _ count: Int) async throws -> [BatchEntry] {
        var entries: [BatchEntry] = []
        for number in 1...count {
            var sale = AcquirerBench.attempt(number, minor: Int64(number) * 100, answerWithin: 5_000)
            try await bench.settle(&sale)
            entries += BatchEntry(closing: sale).map { [$0] } ?? []
        }
        return entries
    }

    @Test(arguments: [AcquirerMake.unionPay.isUnionPay, AcquirerMake.standard.isUnionPay])
    func `a batch that agrees is closed without an upload`(_ isUnionPay: Bool) async throws {
        let bench = try await AcquirerBench.open(isUnionPay ? .unionPay : .standard)
        let close = BatchClose("30100001", "000727", try await sold(bench, 3))
        let records = Records()
        let report = await bench.link.closeBatch(close) { try records.keep($0) }
        #expect(report.problem == nil && report.close.state == .closed && report.close.isBalanced == true)
        #expect(try await bench.server.with { $0.received["0320"] ?? 0 } == (isUnionPay ? 1 : 0))
        #expect(records.events.reduce(into: close) { $0.step($1) }.state == .closed)
        await bench.close()
    }

    @Test func `a kill at any record of an upload sends no row again that was taken`() async throws {
        for kill in 0...12 {
            let bench = try await AcquirerBench.open()
            var entries = try await sold(bench, 18)
            let gone = entries.remove(at: 4)
            let fresh = BatchClose("30100001", "000727", entries)
            let first = Records(limit: kill)
            let cut = await bench.link.closeBatch(fresh) { try first.keep($0) }
            if cut.problem != nil {
                let second = Records()
                let resumed = first.events.reduce(into: fresh) { $0.step($1) }
                var taken = 0
                if case .uploading(let count) = resumed.state { taken = count }
                let before = try await bench.server.with { $0.batches.values.first?.timesShown ?? [:] }
                let end = await bench.link.closeBatch(resumed) { try second.keep($0) }
                #expect(end.problem == nil && end.close.state == .closed)
                let after = try await bench.server.with { $0.batches.values.first?.timesShown ?? [:] }
                for entry in entries.prefix(taken) {
                    let trace = String(repeating: "0", count: 6 - entry.voucher.text.utf8.count) + entry.voucher.text
                    #expect(before[trace] == after[trace], "kill \(kill): row \(trace) again")
                }
            }
            let match = try await bench.server.with { $0.batches.values.first?.match }
            #expect(match?.unknownThere == ["00000\(gone.voucher.text)"], "kill \(kill)")
            #expect(match?.unknownHere == [] && match?.otherAmount == [], "kill \(kill)")
            await bench.close()
        }
    }

    @Test func `a silent host leaves the close for later, and says so`() async throws {
        let bench = try await AcquirerBench.open()
        let close = BatchClose("30100001", "000727", try await sold(bench, 1))
        try await bench.server.with { $0.order(AcquirerFaultOrder(.code96, to: .batch, times: 3)) }
        let report = await bench.link.closeBatch(close) { _ in }
        #expect(report.close.state == .totalling && report.close.tries == 3)
        #expect(report.problem?.chinese.contains("96") == true)
        let later = await bench.link.closeBatch(report.close) { _ in }
        #expect(later.close.state == .closed)
        await bench.close()
    }

    @Test func `a key file says what is wrong with it, and never what is in it`() throws {
        #expect(throws: MasterKeyFile.Problem.line(2)) { try MasterKeyFile.store(text: "# keys\nTMK 1234") }
        #expect(throws: MasterKeyFile.Problem.checkValue("TMK")) {
            try MasterKeyFile.store(text: "TMK 0123456789ABCDEFFEDCBA9876543210 000000")
        }
        let store = try MasterKeyFile.store(text: "TMK 0123456789ABCDEFFEDCBA9876543210 08D7B4 # ours")
        #expect(!"\(store)".contains("0123"))
    }
}
