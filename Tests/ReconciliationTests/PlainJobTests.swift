// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Reconciliation
import Tender
import Testing

/// The engine against the plain job, over random files with every kind of fault.
@Suite struct PlainJobTests {
    static func job(_ files: RandomFiles) -> Job {
        var job = Job(tills: [files.till], acquirers: [files.acquirer])
        job.tariff = RandomFiles.tariff
        return job
    }

    @Test(arguments: 0..<40)
    func `findings are those of the plain job, row for row`(_ seed: Int) throws {
        let files = RandomFiles(seed: seed)
        let plain = PlainJob(
            tills: files.tills, acquirers: files.acquirers, tariff: RandomFiles.tariff,
            calendar: SettlementCalendar(asOf: Job.day("2026-12-02")), asOf: Job.day("2026-12-02"))
        let outcome = try Self.job(files).run()
        let found = outcome.rows("findings.csv").filter { $0.count >= 13 }.map { row in
            (row[0...4] + row[11...12]).joined(separator: ",")
        }
        #expect(found.sorted() == plain.findings, "seed \(seed)")
        #expect(outcome.summary.quarantined == files.badRows)
        #expect(outcome.summary.isConserved)
        let gross = files.acquirers.reduce(Int128(0)) { sum, row in
            sum + Int128(["refund", "void", "reversal"].contains(row.type) ? -row.amount : row.amount)
        }
        let fees = files.acquirers.reduce(Int128(0)) { $0 + Int128($1.fee ?? 0) }
        #expect(outcome.summary.net == gross - fees)
    }

    @Test(arguments: 0..<10)
    func `threads, chunk sizes and memory change nothing in any output byte`(_ seed: Int) throws {
        let files = RandomFiles(seed: seed + 1_000)
        var job = Self.job(files)
        let expected = try job.run().files
        for (threads, chunk, memory) in [(2, 100, nil), (8, 37, nil), (1, 1, Int64(600)), (3, 4_096, Int64(1))] {
            job.threads = threads
            job.chunk = chunk
            job.memory = memory
            let files = try job.run().files
            for (name, text) in expected { #expect(files[name] == text, "\(name), \(threads) threads, \(chunk) bytes") }
        }
    }

    @Test(arguments: 0..<6)
    func `findings are sorted by code, merchant, terminal, rrn, type and references`(_ seed: Int) throws {
        let rows = try Self.job(RandomFiles(seed: seed + 2_000)).run().rows("findings.csv").filter { $0.count >= 13 }
        let keys = rows.map { Array($0[0...4] + $0[11...12]).map { Array($0.utf8) } }
        for (one, other) in zip(keys, keys.dropFirst()) {
            let differing = zip(one, other).first { $0 != $1 }
            if let (left, right) = differing { #expect(left.lexicographicallyPrecedes(right), "\(one) \(other)") }
        }
    }
}
