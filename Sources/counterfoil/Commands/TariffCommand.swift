// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Charges
import Foundation
import Links
import Tariffs
import Tender

struct TariffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tariff", abstract: "Fee rules.", subcommands: [TariffCheckCommand.self])
}

struct TariffCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Read a tariff file, say what is doubtful, and compute example fees.")

    @Argument(help: "Tariff file (TOML).") var file: String
    @Option(help: "Amounts in major units to compute fees for.") var amount: [String] = [
        "100.00", "1000.00", "10000.00",
    ]
    @Option(help: "zh or en; default from the locale.") var language = Tongue.ofLocale

    func run() throws {
        let tariff = try TariffFile.read(text: try TextFile.read(file), name: file)
        var table = TextTable(
            [.init(language.choose(zh: "品种", en: "product")), .init(language.choose(zh: "费率", en: "rate"))]
                + amount.map { .init($0, number: true) })
        for row in tariff.rows {
            let fees = try amount.map { text in
                do throws(AmountError) {
                    return row.fee(minor: try Money(text: text).minor).map { Money(minor: $0).text } ?? "–"
                } catch {
                    throw ValidationError("--amount: ‘\(text)’ is not an amount")
                }
            }
            table.add([row.product, row.rate.text] + fees)
        }
        for line in table.lines(columns: Terminal.columns) { Terminal.write(line) }
        let warnings = tariff.warnings()
        for warning in warnings { Terminal.write("! " + language.choose(warning.explanation)) }
        if !warnings.isEmpty { throw ExitReason.findings }
    }
}
