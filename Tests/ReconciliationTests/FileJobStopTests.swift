// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Reconciliation
import Tariffs
import Tender
import Testing

/// A job that somebody no longer wants.
@Suite struct FileJobStopTests {
    static let till = "terminal,rrn,type,amount,time\nT1,1,sale,5.00,2026-11-20 10:00:00\n"
    static let acquirer = "terminal,rrn,type,amount\nT1,1,sale,5.00\n"

    static func job(_ acquirer: String = Self.acquirer) -> FileJob {
        FileJob(
            inputs: FileJobInputs(
                tills: [.bytes(Array(till.utf8), name: "pos.csv")],
                acquirers: [.bytes(Array(acquirer.utf8), name: "acquirer.csv")], banks: [],
                today: CivilDate(daysSinceEpoch: 20_790)),
            tariff: .none, calendar: SettlementCalendar(), threads: 2, version: "test")
    }

    @Test(arguments: [FileJobProgress.Phase.reading, .joining])
    func `a job that is asked to end while it works ends with nothing to write`(_ phase: FileJobProgress.Phase) {
        let stop = FileJobStop()
        #expect(throws: FileJobError.stopped) {
            try Self.job().run(stop: stop) { if $0.phase == phase { stop.ask() } }
        }
    }

    @Test func `a job that is asked to end while it writes says so, and its folder is thrown away`() throws {
        let stop = FileJobStop()
        let result = try Self.job(Self.acquirer.replacing("5.00", with: "6.00")).run(stop: stop)
        var sink = MemorySink()
        #expect(throws: FileJobError.stopped) {
            try result.write(into: &sink, stop: stop) { _ in stop.ask() }
        }
        // Before the first finding too.
        #expect(throws: FileJobError.stopped) { try result.write(into: &sink, stop: stop) }
    }

    @Test func `a job that nobody stops goes to its end`() throws {
        let stop = FileJobStop()
        var sink = MemorySink()
        #expect(try Self.job().run(stop: stop).write(into: &sink).matched == 1)
        #expect(!stop.isAsked)
    }
}
