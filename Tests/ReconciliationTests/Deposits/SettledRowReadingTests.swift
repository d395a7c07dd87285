// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Reconciliation
import Testing

/// The rows of settlement days, read one by one and by reading the files from end to end.
@Suite struct SettledRowReadingTests {
    @Test(arguments: 0..<24, [1, 3])
    func `rows read again one by one are those of the whole files`(_ seed: Int, _ threads: Int) throws {
        let files = RandomFiles(seed: seed)
        let input = FileJobInput.bytes(Array(files.acquirer.utf8), name: "acquirer.csv")
        let result = try FileJob(
            inputs: FileJobInputs(
                tills: [.bytes(Array(files.till.utf8), name: "pos.csv")], acquirers: [input, input],
                today: Job.day("2026-12-02")),
            tariff: RandomFiles.tariff, calendar: Job(tills: [], acquirers: []).calendar, threads: threads,
            version: "test"
        ).run()
        let reading = SettledRowReading(
            result.plan, lines: result.lines, quarantine: result.figures.quarantine, settled: result.settled,
            threads: threads)
        let days = result.figures.sums.keys.sorted { ($0.merchant, $0.day) < ($1.merchant, $1.day) }
        for step in [1, 2, 5] {
            let wanted = Set(stride(from: 0, to: days.count, by: step).map { days[$0] })
            let places = try #require(reading.places(of: wanted))
            let scanned = reading.scanned(for: wanted)
            #expect(!scanned.isEmpty)
            #expect(reading.rows(at: places, of: wanted) == scanned)
        }
    }
}
