// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Charges
import Foundation
import Links
import Reconciliation
import Tariffs
import Tender

struct ReconcileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract: "Compare till journals with acquirer and bank files; write findings, sums, quarantine and a report.")

    /// Where the join runs.
    enum Engine: String, ExpressibleByArgument, CaseIterable { case native, spark }

    @Option(parsing: .upToNextOption, help: "Till or terminal journals.") var pos: [String] = []
    @Option(
        parsing: .upToNextOption,
        help: "Acquirer (clearing) files; here and in the others Excel workbooks, zip and gzip too.") var acquirer:
        [String] = []
    @Option(parsing: .upToNextOption, help: "Bank files: what arrived.") var bank: [String] = []
    @Option(help: "Format of the files that are not Counterfoil's own CSV, where the content does not tell.")
    var format: String?
    @Option(parsing: .upToNextOption, help: "Lists of issued receipts (own CSV).")
    var receipts: [String] = []
    @Option(parsing: .upToNextOption, help: "Order lists of the shop (own CSV).")
    var orders: [String] = []
    @Option(help: "Tariff (TOML); without it no fee is checked.") var tariff: String?
    @Option(help: "Settlement calendar (TOML).") var calendar: String?
    @Option(help: "Folder for the results; it appears complete or not at all.") var out: String
    @Option(help: "Threads; default all cores.") var threads: Int?
    @Flag(help: "Print the summary as JSON.") var json = false
    @Option(help: "zh or en; default from the locale.") var language = Tongue.ofLocale

    @Option(help: "Memory to use, for example 512M or 2GiB; what does not fit goes to disk beside --out.")
    var memory: String?
    @Option(
        help: """
            结转文件夹：只给新到的文件，以前的行、未了的事和发现接着算，并留给下一次。 Folder that carries rows \
            from run to run: give only the files that are new; what earlier runs left is gone on with.
            """)
    var carry: String?
    @Option(help: "native, or spark for files larger than one machine (docs/SPARK.md).") var engine = Engine.native

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads: at least 1") }
        if let memory, Self.bytes(memory) == nil { throw ValidationError("--memory: a size such as 512M, 2G or 2GiB") }
        if carry != nil, engine != .native { throw ValidationError("--carry is for the native engine only") }
        if carry == nil, pos.isEmpty || acquirer.isEmpty {
            throw ValidationError("--pos and --acquirer need at least one file")
        }
    }

    func run() throws {
        do {
            let summary = try reconcile()
            try show(summary)
            if summary.findings > 0 || summary.quarantined > 0 { throw ExitReason.findings }
        } catch let error as FileJobError {
            Terminal.note("counterfoil: " + language.choose(error.explanation))
            switch error {
            case .cannotWrite, .cannotSpill: throw ExitReason.unreachable
            default: throw ExitReason.badInput
            }
        } catch let error as SettingsError {
            Terminal.note("counterfoil: " + language.choose(error.explanation))
            throw ExitReason.badInput
        }
    }

    private func reconcile() throws -> FileJobSummary {
        let tariff = try tariff.map { try TariffFile.read(text: try TextFile.read($0), name: $0) } ?? .none
        let calendar =
            try calendar.map { try CalendarFile.read(text: try TextFile.read($0), name: $0) } ?? SettlementCalendar()
        if engine == .spark { return try reconcileOnSpark(tariff, calendar) }
        // First of all, so that two runs never read the same files for one folder.
        let carry = try carry.map { path throws(FileJobError) in try Carry(path: path, name: path) }
        let intake = FileJobIntake(format: format, zone: calendar.zone)
        let inputs = FileJobInputs(
            tills: try intake.inputs(pos, side: .till), acquirers: try intake.inputs(acquirer, side: .acquirer),
            banks: try intake.inputs(bank, side: .bank), receipts: try intake.inputs(receipts, side: .receipt),
            orders: try intake.inputs(orders, side: .order),
            today: calendar.businessDay.day(of: calendar.zone.civil(at: SystemClock().now())))
        for file in inputs.all {
            for warning in file.warnings { Terminal.note("! \(file.name): " + language.choose(warning)) }
        }
        let job = FileJob(
            inputs: inputs, tariff: tariff, calendar: calendar,
            threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, version: ProductVersion.text,
            memory: memory.flatMap(Self.bytes), spillFolder: OutputFolder.parent(of: out), digest: { SHA256Digest() },
            carry: carry)
        return try write(try run(job))
    }

    private func run(_ job: FileJob) throws -> FileJobResult {
        let reading = ProgressBar(language.choose(zh: "读取", en: "reading"))
        let joining = ProgressBar(language.choose(zh: "比对", en: "joining"))
        let result = try job.run { progress in
            switch progress.phase {
            case .reading: reading.update(done: progress.done, of: progress.total)
            case .joining: joining.update(done: progress.done, of: progress.total)
            case .writing: break
            }
        }
        reading.finish()
        joining.finish()
        return result
    }

    private func write(_ result: FileJobResult) throws -> FileJobSummary {
        let bar = ProgressBar(language.choose(zh: "写出", en: "writing"))
        var folder = try OutputFolder(out)
        do {
            let summary = try result.write(into: &folder) { bar.update(done: $0.done, of: $0.total) }
            try result.keep()
            try folder.commit()
            bar.finish()
            return summary
        } catch {
            folder.discard()
            throw error
        }
    }

    /// Files that are there and say nothing new: perhaps somebody took the wrong one.
    private func warn(of files: [FileJobSummary.File]) {
        var seen: [FileJobSummary.File] = []
        for file in files {
            if file.rows + file.quarantined == 0 {
                Terminal.note("! \(file.name): " + language.choose(zh: "文件没有数据行", en: "the file has no rows"))
                continue
            }
            // Sheets of one workbook have its digest, and each its own rows.
            let same = seen.first {
                ($0.side, $0.sha256, $0.bytes, $0.amount) == (file.side, file.sha256, file.bytes, file.amount)
            }
            if let same {
                Terminal.note(
                    "! "
                        + language.choose(
                            zh: "\(file.name) 与 \(same.name) 内容完全相同：每一行都算了两次",
                            en: "\(file.name) is the same file as \(same.name): each of its rows counts twice"))
            }
            seen.append(file)
        }
    }

    private func show(_ summary: FileJobSummary) throws {
        if carry == nil { warn(of: summary.files) }
        if json {
            Terminal.write(String(decoding: summary.json, as: UTF8.self).trimmingCharacters(in: .newlines))
            return
        }
        let money = { (minor: Int128) in Money.grouped(minor: minor, decimals: summary.currency.decimals) }
        let read = { (side: FileJobSummary.File.Side) in
            summary.files.filter { $0.side == side }.reduce(0) { $0 + $1.rows + $1.quarantined }
        }
        Terminal.write(
            language.choose(
                zh: "收银 \(read(.till)) 行，收单 \(read(.acquirer)) 行，银行 \(read(.bank)) 行；相符 \(summary.matched) 笔，"
                    + "在途 \(summary.buckets.inTransit.rows) 笔，隔离 \(summary.quarantined) 行",
                en:
                    "till \(read(.till)) rows, acquirer \(read(.acquirer)), bank \(read(.bank)); matched \(summary.matched), "
                    + "in transit \(summary.buckets.inTransit.rows), quarantined \(summary.quarantined)"))
        if summary.buckets.acquirerInTransit.rows > 0 {
            let rows = summary.buckets.acquirerInTransit.rows
            Terminal.write(
                language.choose(
                    zh: "收单有 \(rows) 笔所在营业日的收银文件还没到，属在途",
                    en: "\(rows) acquirer rows are of days that the till's files have not reached: in transit"))
        }
        if let change = summary.change { show(change) }
        var table = TextTable([
            .init(language.choose(zh: "代码", en: "code")),
            .init(language.choose(zh: "笔数", en: "count"), number: true),
            .init(language.choose(zh: "涉及金额", en: "money at stake"), number: true),
            .init(language.choose(zh: "名称", en: "name")),
            .init(language.choose(zh: "下一步", en: "what to do first")),
        ])
        for code in summary.codes where code.count > 0 {
            table.add([
                code.code.text, String(code.count), money(code.stake), language.choose(code.code.name),
                language.choose(code.code.nextAction),
            ])
        }
        for line in table.lines(columns: Terminal.columns) { Terminal.write(line) }
        if !summary.notRead.isEmpty {
            let names = summary.notRead.prefix(20).joined(separator: ", ")
            Terminal.note(language.choose(zh: "没有读取：\(names)", en: "not read: \(names)"))
        }
        if summary.findings == 0 { Terminal.write(language.choose(zh: "没有差异", en: "no findings")) }
        if !summary.isConserved {
            Terminal.note(language.choose(zh: "警告：行数或金额不守恒", en: "warning: rows or money are not conserved"))
        }
        Terminal.write(language.choose(zh: "结果在 \(out)", en: "results in \(out)"))
    }

    /// `512M`, `2G`, `2GiB`, `1048576`; all units are powers of 1,024.
    static func bytes(_ text: String) -> Int64? {
        var number = text.uppercased()
        for ending in ["IB", "B"] where number.hasSuffix(ending) {
            number.removeLast(ending.count)
            break
        }
        let units: [Character: Int64] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40]
        let unit = number.last.flatMap { units[$0] }
        if unit != nil { number.removeLast() }
        guard let count = Int64(number), count > 0 else { return nil }
        let (bytes, overflow) = count.multipliedReportingOverflow(by: unit ?? 1)
        return overflow ? nil : bytes
    }
}
