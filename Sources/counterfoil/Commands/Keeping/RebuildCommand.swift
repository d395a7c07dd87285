// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Store

struct RebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild", abstract: "Delete the database and make it anew from the journal.")

    @OptionGroup var options: DataOptions

    func run() async throws {
        let bar = ProgressBar(options.language.choose(zh: "重建", en: "rebuilding"))
        let report = try await Shop.rebuild(directory: options.data, clock: SystemClock()) { done, total in
            bar.update(done: done, of: total)
        }
        bar.finish()
        if options.json {
            return Terminal.write(
                try JSONText.of([
                    "records": String(report.records), "transactions": String(report.transactions),
                    "observations": String(report.observations), "content": report.contentDigest,
                ]))
        }
        Terminal.write(
            options.language.choose(
                zh: "已重建：\(report.records) 条流水，\(report.transactions) 笔交易",
                en: "rebuilt: \(report.records) journal records, \(report.transactions) transactions"))
        Terminal.write("content \(report.contentDigest)")
    }
}
