// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Columns
import Tariffs
import Tender

@testable import Reconciliation

/// Files that are fed at once, or run by run through a carry folder.
struct CarryRuns {
    enum Side { case till, acquirer, bank }

    struct File {
        let side: Side
        let name: String
        let text: String
        /// Written in GBK: of what is not ASCII, only `终端` occurs.
        var isChinese = false

        var bytes: [UInt8] {
            guard isChinese else { return Array(text.utf8) }
            let parts = text.split(separator: "终端", omittingEmptySubsequences: false).map { Array($0.utf8) }
            return Array(parts.joined(separator: [0xD6, 0xD5, 0xB6, 0xCB]))
        }
    }

    var files: [File]
    var tariff = Job.tariff
    var asOf = Job.day("2026-12-02")
    var threads = 1
    var chunk = 64 << 10
    var partitionRows = 4
    var slotRows = 3

    /// What a run wrote; in `summary.json` without what is only said of a run that goes on from another.
    struct Outcome: Equatable {
        let files: [String: String]
        let isConserved: Bool
    }

    func inputs(_ files: some Sequence<File>) -> FileJobInputs {
        let of = { (side: Side) in
            files.filter { $0.side == side }.map { FileJobInput.bytes($0.bytes, name: $0.name) }
        }
        return FileJobInputs(
            tills: of(.till), acquirers: of(.acquirer), banks: of(.bank), today: Job.day("2026-12-02"))
    }

    private func job(_ inputs: FileJobInputs, _ asOf: CivilDate, _ carry: Carry?) -> FileJob {
        var job = FileJob(
            inputs: inputs, tariff: tariff, calendar: SettlementCalendar(asOf: asOf), threads: threads,
            version: "test", digest: { PlainDigest() }, carry: carry)
        job.chunkBytes = chunk
        job.partitionRows = partitionRows
        job.slotRows = slotRows
        return job
    }

    func atOnce() throws(FileJobError) -> Outcome {
        try Self.outcome(try job(inputs(files), asOf, nil).run())
    }

    @discardableResult
    func run(
        _ files: some Sequence<File>, asOf: CivilDate? = nil, in folder: any KeptFolder
    ) throws(FileJobError) -> (outcome: Outcome, change: CarryChange) {
        let result = try job(inputs(files), asOf ?? self.asOf, try Carry(folder)).run()
        var sink = MemorySink()
        let summary = try result.write(into: &sink)
        try result.keep()
        return (Self.outcome(sink, summary), summary.change ?? CarryChange())
    }

    private static func outcome(_ result: FileJobResult) throws(FileJobError) -> Outcome {
        var sink = MemorySink()
        let summary = try result.write(into: &sink)
        return outcome(sink, summary)
    }

    private static func outcome(_ sink: MemorySink, _ summary: FileJobSummary) -> Outcome {
        var files = sink.files.mapValues { String(decoding: $0, as: UTF8.self) }
        var summary = summary
        summary.change = nil
        files["summary.json"] = String(decoding: summary.json, as: UTF8.self)
        return Outcome(files: files, isConserved: summary.isConserved)
    }
}
