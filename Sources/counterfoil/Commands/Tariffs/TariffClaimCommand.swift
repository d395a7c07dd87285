// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Charges
import Foundation
import Links
import Reconciliation
import Tariffs
import Tender

struct TariffClaimCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim",
        abstract: "Write the letter to the acquirer that asks for fees back, from the results of reconcile.",
        discussion:
            "The sums stand by clause and month, then every fee with its place in the acquirer's file. Print the "
            + "page, or save it as PDF.")

    @Argument(help: "Folder that reconcile --out has written.") var results: String
    @Option(help: "zh or en; default from the locale.") var language = Tongue.ofLocale
    @Option(help: "The letter (HTML, printable).") var out: String
    @Option(help: "The acquirer's name; left to be filled in where it is missing.") var to = ""
    @Option(help: "The merchant's name; left to be filled in where it is missing.") var from = ""
    @Option(help: "Number of the contract.") var contract = ""
    @Option(help: "The tariff of the run, to cite its rows in words.") var tariff: String?
    @Option(help: "Date of the letter; default today.") var date: String?
    @Option(help: "Day by which the money is asked for; default 15 days after the letter.") var payBy: String?

    /// What the letter needs of `summary.json`.
    private struct Summary: Decodable {
        struct File: Decodable {
            let name: String
            let side: String
            let sha256: String
        }

        struct Tariff: Decodable { let version: String }

        let currency: String
        let files: [File]
        let tariff: Tariff
    }

    func run() throws {
        do {
            let letter = try letter()
            guard letter.rows > 0 else {
                Terminal.note(
                    "counterfoil: "
                        + language.choose(zh: "没有多收的手续费，不写函件", en: "no fee is above the contract; no letter"))
                return
            }
            try Data(letter.html.utf8).write(to: URL(filePath: out), options: .atomic)
            let sum = Money.grouped(minor: letter.sum, decimals: try particulars().currency.decimals)
            Terminal.write(
                language.choose(
                    zh: "\(letter.rows) 笔，要求退还 \(sum)；函件在 \(out)",
                    en: "\(letter.rows) fees, \(sum) claimed; letter in \(out)"))
        } catch let error as FileJobError {
            Terminal.note("counterfoil: " + language.choose(error.explanation))
            throw ExitReason.badInput
        } catch let error as SettingsError {
            Terminal.note("counterfoil: " + language.choose(error.explanation))
            throw ExitReason.badInput
        } catch let error as CocoaError {
            Terminal.note("counterfoil: \(out): \(error.localizedDescription)")
            throw ExitReason.unreachable
        }
    }

    private func letter() throws -> ClaimLetter {
        try ClaimLetter(
            path: results + "/overcharges.csv", particulars: try particulars(),
            language: language == .zh ? .chinese : .english)
    }

    private func particulars() throws -> ClaimLetter.Particulars {
        let summary: Summary
        do {
            summary = try JSONDecoder().decode(
                Summary.self, from: Data(contentsOf: URL(filePath: results + "/summary.json")))
        } catch {
            throw FileJobError.unreadable(
                file: results + "/summary.json",
                reason: Bilingual(
                    zh: "不是对账汇总；请给出 reconcile --out 写出的文件夹",
                    en: "is not a summary; name the folder that reconcile --out has written"))
        }
        let today = Zone.shanghai.civil(at: SystemClock().now()).date
        let day = try date.map { try self.day($0, "--date") } ?? today
        var particulars = ClaimLetter.Particulars(
            date: day, payBy: try payBy.map { try self.day($0, "--pay-by") } ?? day.adding(days: 15),
            currency: Currency(code: summary.currency) ?? .cny)
        (particulars.to, particulars.from, particulars.contract) = (to, from, contract)
        particulars.files = summary.files.filter { $0.side == "acquirer" }.map { ($0.name, $0.sha256) }
        particulars.tariffVersion = summary.tariff.version
        particulars.tariff = try tariff.map { try TariffFile.read(text: try TextFile.read($0), name: $0) }
        return particulars
    }

    private func day(_ text: String, _ option: String) throws -> CivilDate {
        guard let day = CivilDate(text: text) else {
            throw ValidationError("\(option): ‘\(text)’ is not a date such as 2026-12-31")
        }
        return day
    }
}
