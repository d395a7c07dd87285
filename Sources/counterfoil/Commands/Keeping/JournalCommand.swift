// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Journal
import Store

struct JournalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal", abstract: "The append-only record.",
        subcommands: [JournalVerifyCommand.self, JournalProveCommand.self, JournalExportCommand.self])
}

struct JournalVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check every record, the chain and the tree; changes nothing.")

    @OptionGroup var options: DataOptions

    func run() async throws {
        let bar = ProgressBar(options.language.choose(zh: "校验流水", en: "verifying"))
        let report = try Shop.verifyJournal(directory: options.data) { done, total in
            bar.update(done: done, of: total)
        }
        bar.finish()
        if options.json {
            Terminal.write(try JSONText.of(report))
        } else {
            let tongue = options.language
            Terminal.write(
                tongue.choose(
                    zh: "流水完好：\(report.records) 条，\(report.segments) 段",
                    en:
                        "journal in order: \(report.records) records in \(report.segments) segments"))
            Terminal.write("root  \(report.root)")
            Terminal.write("chain \(report.chain)")
        }
    }
}
