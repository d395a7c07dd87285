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
        commandName: "tariff", abstract: "Fee rules: check them, claim what was charged above them, compare them.",
        subcommands: [TariffCheckCommand.self, TariffClaimCommand.self, TariffWhatIfCommand.self])
}

struct TariffCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Read a tariff file, say what is doubtful, and compute example fees.",
        discussion: "Prices by volume are computed for a month in which the amount itself is the volume, and for the "
            + "volumes of their tiers.")

    @Argument(help: "Tariff file (TOML).") var file: String
    @Option(help: "Amounts in major units to compute fees for.") var amount: [String] = [
        "1.00", "100.00", "1000.00", "10000.00",
    ]
    @Option(help: "Sales of the month in major units, for prices by volume.") var volume: String?
    @Option(help: "zh or en; default from the locale.") var language = Tongue.ofLocale

    func run() throws {
        let tariff = try TariffFile.read(text: try TextFile.read(file), name: file)
        let amounts = try amount.map { try minor($0, "--amount", tariff.currency) }
        let volume = try volume.map { try minor($0, "--volume", tariff.currency) }
        var table = TextTable(
            [.init("#", number: true)] + amount.map { .init($0, number: true) }
                + [.init(language.choose(zh: "费率", en: "tariff row"))])
        for (index, row) in tariff.rows.enumerated() {
            for (volume, note) in volumes(of: row, volume, tariff.currency) {
                let fees = amounts.map { fee(of: row, amount: $0, volume: volume, tariff.currency) }
                table.add(["\(index + 1)"] + fees + [language.choose(row.words(in: tariff.currency)) + note])
            }
        }
        for line in table.lines(columns: Terminal.columns) { Terminal.write(line) }
        let warnings = tariff.warnings()
        for warning in warnings { Terminal.write("! " + language.choose(warning.explanation)) }
        if !warnings.isEmpty { throw ExitReason.findings }
    }

    private func minor(_ text: String, _ option: String, _ currency: Currency) throws -> Int64 {
        do throws(AmountError) {
            return try Money(text: text, currency: currency).minor
        } catch {
            throw ValidationError("\(option): ‘\(text)’ is not an amount")
        }
    }

    /// One line a row, and one for each step of the month's volume.
    private func volumes(of row: TariffRow, _ given: Int64?, _ currency: Currency) -> [(Int64?, String)] {
        guard let price = row.terms.volume else { return [(nil, "")] }
        if let given { return [(given, "")] }
        let edges = [price.steps.first?.above ?? 0] + price.steps.map { $0.above < .max / 2 ? $0.above * 2 : .max }
        return edges.map { volume in
            let text = Money(minor: volume, currency: currency).grouped
            return (volume, language.choose(zh: "［月交易量 \(text)］", en: " [\(text) a month]"))
        }
    }

    private func fee(of row: TariffRow, amount: Int64, volume: Int64?, _ currency: Currency) -> String {
        var bare = row
        // What the row costs where it holds; whom and when it holds for is in its words.
        (bare.product, bare.acquirer, bare.merchant, bare.validFrom, bare.validTo) = ("*", nil, nil, nil, nil)
        (bare.terms.brand, bare.terms.channel, bare.terms.instalments, bare.terms.categories) = (nil, nil, nil, [])
        var question = FeeQuestion(amount: Money(minor: amount, currency: currency))
        question.volume = volume
        return Tariff(rows: [bare], currency: currency).fee(for: question)?.fee.text ?? "–"
    }
}
