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
            sum + Int128(["refund", "void", "reversal", "chargeback"].contains(row.type) ? -row.amount : row.amount)
        }
        let fees = files.acquirers.reduce(Int128(0)) { $0 + Int128($1.fee ?? 0) }
        #expect(outcome.summary.net == gross - fees)
    }

    @Test(arguments: 0..<10)
    func `threads, chunk sizes and memory change nothing in any output byte`(_ seed: Int) throws {
        let files = RandomFiles(seed: seed + 1_000)
        var job = Self.job(files)
        let expected = try job.run().files
        let runs: [(Int, Int, Int64?, Int)] = [
            (2, 100, nil, 4), (8, 37, nil, 1_000), (1, 1, 600, 4), (3, 4_096, 1, 50), (2, 53, 1, 1_000),
            (1, 911, 4_000, 1_000),
        ]
        for (threads, chunk, memory, partitionRows) in runs {
            job.threads = threads
            job.chunk = chunk
            job.memory = memory
            job.partitionRows = partitionRows
            let files = try job.run().files
            for (name, text) in expected { #expect(files[name] == text, "\(name), \(threads) threads, \(chunk) bytes") }
        }
    }

    @Test func `rows that find no room in memory or on disk end the job with a reason, and nothing is written`() {
        var job = Self.job(RandomFiles(seed: 3))
        job.memory = 1
        job.partitionRows = 1_000
        job.spillFolder = "/tmp/a folder that is not there"
        #expect(throws: FileJobError.self) { try job.run() }
        do throws(FileJobError) {
            _ = try job.run()
        } catch {
            guard case .cannotSpill(let folder, let reason) = error else {
                Issue.record("another error: \(error)")
                return
            }
            #expect(folder == job.spillFolder)
            #expect(!reason.isEmpty)
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
