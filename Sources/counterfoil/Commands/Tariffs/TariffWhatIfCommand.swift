// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Charges
import Foundation
import Links
import Reconciliation
import Tariffs
import Tender

struct TariffWhatIfCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "what-if",
        abstract: "Compute what the payments of acquirer files would cost under another tariff.",
        discussion: "Both tariffs are computed for each row; the fees in the files are not looked at. Rows that one of "
            + "the tariffs has no price for are counted and in no sum.")

    @Option(help: "The tariff in force (TOML).") var tariff: String
    @Option(help: "The tariff to compare it with (TOML).") var against: String
    @Option(parsing: .upToNextOption, help: "Acquirer (clearing) files.") var acquirer: [String]
    @Option(help: "Format of files that are not Counterfoil's own CSV, where the content does not tell.")
    var format: String?
    @Option(help: "Settlement calendar (TOML), for the hour at which days are cut.") var calendar: String?
    @Flag(help: "Print the result as JSON.") var json = false
    @Option(help: "zh or en; default from the locale.") var language = Tongue.ofLocale

    func run() throws {
        do {
            let calendar =
                try calendar.map { try CalendarFile.read(text: try TextFile.read($0), name: $0) }
                ?? SettlementCalendar()
            let intake = FileJobIntake(format: format, zone: calendar.zone)
            let whatIf = WhatIf(
                inputs: try intake.inputs(acquirer, side: .acquirer), present: try read(tariff),
                other: try read(against), calendar: calendar)
            let bar = ProgressBar(language.choose(zh: "计算", en: "computing"))
            let result = try whatIf.run { bar.update(done: $0, of: $1) }
            bar.finish()
            try json ? Terminal.write(JSONText.of(WhatIfDocument(result))) : show(result)
        } catch let error as FileJobError {
            Terminal.note("counterfoil: " + language.choose(error.explanation))
            throw ExitReason.badInput
        } catch let error as SettingsError {
            Terminal.note("counterfoil: " + language.choose(error.explanation))
            throw ExitReason.badInput
        }
    }

    private func read(_ path: String) throws -> Tariff {
        try TariffFile.read(text: try TextFile.read(path), name: path)
    }

    private func show(_ result: WhatIfResult) {
        let money = { (minor: Int128) in Money.grouped(minor: minor, decimals: result.currency.decimals) }
        let signed = { (minor: Int128) in (minor > 0 ? "+" : "") + money(minor) }
        let count = { (number: Int) in Money.grouped(minor: Int128(number), decimals: 0) }
        let headings: (String) -> [TextTable.Heading] = { name in
            [
                .init(name), .init(language.choose(zh: "笔数", en: "rows"), number: true),
                .init(language.choose(zh: "金额", en: "amount"), number: true),
                .init(language.choose(zh: "现行", en: "present"), number: true),
                .init(language.choose(zh: "另一", en: "other"), number: true),
                .init(language.choose(zh: "差额", en: "difference"), number: true),
            ]
        }
        let cells = { (sum: WhatIfResult.Sum) in
            [count(sum.rows), money(sum.amount), money(sum.present), money(sum.other), signed(sum.difference)]
        }
        var products = TextTable(headings(language.choose(zh: "品种", en: "product")))
        for (product, sum) in result.productsByDifference {
            products.add([product.isEmpty ? "–" : product] + cells(sum))
        }
        products.add([language.choose(zh: "合计", en: "total")] + cells(result.total))
        for line in products.lines(columns: Terminal.columns) { Terminal.write(line) }
        var moves = TextTable(headings(language.choose(zh: "从行 → 到行", en: "from row → to row")))
        for (move, sum) in result.movesByDifference.prefix(10) { moves.add(["\(move.from) → \(move.to)"] + cells(sum)) }
        Terminal.write("")
        for line in moves.lines(columns: Terminal.columns) { Terminal.write(line) }
        if result.notCovered > 0 || result.unread > 0 {
            Terminal.write(
                language.choose(
                    zh: "\(count(result.notCovered)) 行没有费率，\(count(result.unread)) 行读不懂，均未计入",
                    en: "\(count(result.notCovered)) rows have no price and \(count(result.unread)) cannot be read; "
                        + "they are in no sum"))
        }
    }
}

/// The result as JSON; money is text in major units.
private struct WhatIfDocument: Encodable {
    struct Sum: Encodable {
        var product: String?
        var fromRow: Int?
        var toRow: Int?
        let rows: Int
        let amount: String
        let present: String
        let other: String
        let difference: String
    }

    struct Payment: Encodable {
        let merchant: String
        let terminal: String
        let rrn: String
        let product: String
        let amount: String
        let present: String
        let other: String
    }

    let currency: String
    let total: Sum
    let products: [Sum]
    let tariffRows: [Sum]
    let payments: [Payment]
    let notCovered: Int
    let unread: Int

    init(_ result: WhatIfResult) {
        let money = { (minor: Int128) in Money.text(minor: minor, decimals: result.currency.decimals) }
        let make = { (sum: WhatIfResult.Sum, product: String?, move: WhatIfResult.Move?) in
            Sum(
                product: product, fromRow: move?.from, toRow: move?.to, rows: sum.rows, amount: money(sum.amount),
                present: money(sum.present), other: money(sum.other), difference: money(sum.difference))
        }
        currency = result.currency.code
        total = make(result.total, nil, nil)
        products = result.productsByDifference.map { make($0.sum, $0.product, nil) }
        tariffRows = result.movesByDifference.prefix(100).map { make($0.sum, nil, $0.move) }
        payments = result.payments.map {
            Payment(
                merchant: $0.merchant, terminal: $0.terminal, rrn: $0.rrn, product: $0.product,
                amount: money(Int128($0.amount)), present: money(Int128($0.present)), other: money(Int128($0.other)))
        }
        notCovered = result.notCovered
        unread = result.unread
    }
}
