// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Reconciliation
import Tariffs
import Tender

/// A file job over texts, for tests.
struct Job {
    var tills: [String]
    var acquirers: [String]
    var banks: [String] = []
    var receipts: [String] = []
    var orders: [String] = []
    var tariff = Job.tariff
    var calendar = SettlementCalendar(asOf: Job.day("2026-12-02"))
    var threads = 1
    var chunk = 64 << 10
    var memory: Int64?
    var spillFolder = "/tmp"
    var partitionRows = 4
    /// How a text is written into its file.
    var write: (String) -> [UInt8] = { Array($0.utf8) }

    static let tariff = Tariff(rows: [
        TariffRow(product: "credit", rate: rate("0.60%")),
        TariffRow(product: "debit", rate: rate("0.50%"), cap: 2_000),
        TariffRow(product: "qr", rate: rate("0.38%")),
    ])

    static func rate(_ text: String) -> Rate { Rate(text: text) ?? .zero }

    static func day(_ text: String) -> CivilDate { CivilDate(text: text) ?? CivilDate(daysSinceEpoch: 0) }

    struct Outcome {
        let files: [String: String]
        let summary: FileJobSummary

        /// Rows of an output file without its header, split at commas (no test has commas in what it looks at).
        func rows(_ file: String) -> [[String]] {
            (files[file] ?? "").split(separator: "\n").dropFirst().map { line in
                line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            }
        }

        /// `code rrn` of every finding, in the order of the file.
        var findings: [String] { rows("findings.csv").map { "\($0[0]) \($0[3])" } }

        func count(_ code: JobCode) -> Int { summary.codes.first { $0.code == code }?.count ?? 0 }
        func stake(_ code: JobCode) -> Int128 { summary.codes.first { $0.code == code }?.stake ?? 0 }
    }

    func run() throws(FileJobError) -> Outcome {
        func inputs(_ texts: [String], _ name: String) -> [FileJobInput] {
            texts.enumerated().map {
                .bytes(write($1), name: texts.count > 1 ? "\(name)\($0 + 1).csv" : "\(name).csv")
            }
        }
        var job = FileJob(
            inputs: FileJobInputs(
                tills: inputs(tills, "pos"), acquirers: inputs(acquirers, "acquirer"), banks: inputs(banks, "bank"),
                receipts: inputs(receipts, "receipts"), orders: inputs(orders, "orders"),
                today: Self.day("2026-12-02")),
            tariff: tariff, calendar: calendar, threads: threads, version: "test", memory: memory,
            spillFolder: spillFolder)
        job.chunkBytes = chunk
        job.partitionRows = partitionRows
        var sink = MemorySink()
        let summary = try job.run().write(into: &sink)
        return Outcome(files: sink.files.mapValues { String(decoding: $0, as: UTF8.self) }, summary: summary)
    }
}
