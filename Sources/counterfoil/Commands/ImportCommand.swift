// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Charges
import Console
import Foundation
import Links
import Store

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Recognise and import clearing, bank or till files; the same file again adds nothing.")

    @OptionGroup var options: DataOptions
    @Argument(help: "Files, Excel workbooks (.xlsx) too; zip and gzip are unpacked.") var files: [String]
    @Option(help: "Format name, where the content alone does not tell.") var format: String?
    @Option(help: "Profile (TOML) of an acquirer's file that nobody documented.") var profile: String?
    @Flag(help: "Show what would be read; write nothing.") var preview = false
    @Flag(help: "Print a line on standard output for every batch that is safe on the disk.") var acknowledge = false

    func run() async throws {
        let importer = Importer(
            options: .init(
                format: format, profile: try profile.map { try ProfileFile.read(TextFile.read($0), name: $0) }))
        if preview { return try await showPreviews(importer) }
        let shop = try await options.open()
        let tongue = options.language
        var records: [FileRecord] = []
        for file in files {
            let bar = ProgressBar(file)
            records += try await importer.importFile(path: file, into: shop, by: .commandLine) { progress in
                bar.update(done: progress.bytesRead, of: progress.bytesTotal)
                if acknowledge { Terminal.write("ack \(progress.rowsDurable)") }
            } warned: { name, warning in
                bar.finish()
                Terminal.note("! \(name): " + tongue.choose(warning))
            }
            bar.finish()
        }
        let json = try await ApiText.files(records, of: shop)
        await shop.close()
        try report(records, json)
    }

    private func report(_ records: [FileRecord], _ json: String) throws {
        let tongue = options.language
        if options.json {
            Terminal.write(json)
        } else {
            var table = TextTable([
                .init(tongue.choose(zh: "文件", en: "file")), .init(tongue.choose(zh: "格式", en: "format")),
                .init(tongue.choose(zh: "行", en: "rows"), number: true),
                .init(tongue.choose(zh: "新增", en: "added"), number: true),
                .init(tongue.choose(zh: "已有", en: "known"), number: true),
                .init(tongue.choose(zh: "隔离", en: "quarantined"), number: true),
                .init(tongue.choose(zh: "差异", en: "findings")),
            ])
            for record in records { table.add(Self.cells(of: record)) }
            for line in table.lines(columns: Terminal.columns) { Terminal.write(line) }
        }
        if records.contains(where: { !$0.findings.isEmpty || $0.rowsQuarantined > 0 }) { throw ExitReason.findings }
    }

    private static func cells(of record: FileRecord) -> [String] {
        let codes = record.findings.sorted { $0.key < $1.key }.map { "\($0.key) × \($0.value)" }
        return [
            record.head.name, record.head.format, String(record.rowsRead), String(record.rowsAdded),
            String(record.rowsAlreadyKnown), String(record.rowsQuarantined), codes.joined(separator: ", "),
        ]
    }

    private func showPreviews(_ importer: Importer) async throws {
        for file in files {
            for preview in try await importer.preview(path: file) {
                Terminal.write(Terminal.paint("\(preview.name): \(preview.format)", .bold))
                for line in preview.lines(chinese: options.language == .zh) { Terminal.write("  " + line) }
            }
        }
    }
}
