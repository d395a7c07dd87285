// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Foundation
import Links
import Reconciliation
import Tariffs
import Tender

/// The file job on Apache Spark: it reads, joins, sums and sorts; texts and output files are made here.
extension ReconcileCommand {
    func reconcileOnSpark(_ tariff: Tariff, _ calendar: SettlementCalendar) throws -> FileJobSummary {
        do {
            return try onSpark(tariff, calendar)
        } catch let failure as SparkLauncher.Failure {
            Terminal.note("counterfoil: " + language.choose(failure.text))
            throw ExitReason.unreachable
        }
    }

    private func onSpark(_ tariff: Tariff, _ calendar: SettlementCalendar) throws -> FileJobSummary {
        let files =
            try sparkFiles(pos, .till) + sparkFiles(acquirer, .acquirer) + sparkFiles(receipts, .receipt)
            + sparkFiles(orders, .order) + sparkFiles(bank, .bank)
        let job = try EngineJob(
            engine: "spark", files: files, tariff: tariff, calendar: calendar,
            today: calendar.businessDay.day(of: calendar.zone.civil(at: SystemClock().now())),
            version: ProductVersion.text)
        let launcher = try SparkLauncher()
        let folder = try Self.scratchFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let memory = memory.flatMap(Self.bytes).map { "\(max(512, $0 >> 20))m" } ?? ""
        var setting = EngineJob.Setting(
            threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, memory: memory, remote: launcher.remote,
            master: launcher.master, isSubmitted: launcher.isSubmitted)
        if let chunk = launcher.chunkBytes { setting.chunkBytes = max(256, chunk) }
        let texts: [(String, [UInt8])] = [
            ("main.py", PackageResources.main_py), ("reading.py", PackageResources.reading_py),
            ("rules.py", PackageResources.rules_py), ("sides.py", PackageResources.sides_py),
            ("findings.py", PackageResources.findings_py), ("request.json", job.request(setting)),
        ]
        for (name, text) in texts { try Data(text).write(to: folder.appendingPathComponent(name)) }
        if Terminal.isErrorTerminal { Terminal.note(language.choose(zh: "Spark 正在计算…", en: "Spark is at work…")) }
        let spark = try launcher.start(in: folder, memory: memory)
        do {
            // Our own work while Spark works.
            let digests = try job.digests { SHA256Digest() }
            let figures = try spark.file("figures.csv")
            let result = try EngineResult(
                job, figures: figures, findings: folder.appendingPathComponent("findings.csv").path,
                fees: folder.appendingPathComponent("fees.csv").path, digests: digests, ask: spark.ask)
            let summary = try write(result)
            spark.finish()
            return summary
        } catch {
            spark.stop()
            throw error
        }
    }

    private func write(_ result: EngineResult) throws -> FileJobSummary {
        var output = try OutputFolder(out)
        do {
            let summary = try result.write(into: &output)
            try output.commit()
            return summary
        } catch {
            output.discard()
            throw error
        }
    }

    /// A folder for the program and what it hands back, for this user alone.
    private static func scratchFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("counterfoil-spark-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        return folder
    }

    /// Files that Spark's workers can read themselves; a folder of Parquet stands for its parts, sorted by name.
    private func sparkFiles(_ paths: [String], _ side: NativeFiles.Side) throws -> [EngineFile] {
        try paths.flatMap { path -> [EngineFile] in
            let name = FileJobIntake.name(of: path, among: paths)
            var isFolder: ObjCBool = false
            if unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
                let parts = try FileManager.default.contentsOfDirectory(atPath: path)
                    .filter { $0.hasSuffix(".parquet") && !$0.hasPrefix(".") && !$0.hasPrefix("_") }.sorted()
                guard !parts.isEmpty else {
                    throw FileJobError.unreadable(
                        file: name, reason: Bilingual(zh: "文件夹里没有 Parquet 文件", en: "is a folder without Parquet files"))
                }
                return try parts.map { try sparkFile("\(path)/\($0)", "\(name)/\($0)", side) }
            }
            return [try sparkFile(path, name, side)]
        }
    }

    private func sparkFile(_ path: String, _ name: String, _ side: NativeFiles.Side) throws -> EngineFile {
        let whole = URL(fileURLWithPath: path).standardizedFileURL.path
        guard FileManager.default.isReadableFile(atPath: whole) else {
            throw FileJobError.unreadable(
                file: name, reason: Bilingual(zh: "打不开，或不是普通文件", en: "cannot be opened, or is not a plain file"))
        }
        guard format == nil, let file = EngineFile(path: whole, name: name, side: side) else {
            throw FileJobError.unreadable(
                file: name,
                reason: Bilingual(
                    zh: "Spark 只读存根自己的 CSV 和同样列的 Parquet（见 docs/SPARK.md）；其他格式请用 --engine native",
                    en: "Spark reads Counterfoil's own CSV and Parquet with the same columns (docs/SPARK.md); "
                        + "other formats are read by --engine native"))
        }
        return file
    }
}
