// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Foundation
import Links
import Store
import Tender
import Wallets

struct WalletCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wallet", abstract: "The merchant's accounts at WeChat Pay and Alipay.",
        subcommands: [WalletBillCommand.self])
}

/// Fetches daily bills as files, without a server.
struct WalletBillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bill", abstract: "Fetch a day's bill of every linked account, hash checked, into a folder.",
        discussion: """
            The server fetches bills by itself and imports them; this is for a day it never had, or for a look at the \
            file. Nothing is imported: give the files to `counterfoil import`.

            Exit code 0 when every account gave a bill or has none for the day, 1 when a bill is not there yet or is \
            damaged.
            """)

    @Argument(help: "Day in Beijing, YYYY-MM-DD.") var day: String
    @Option(help: "Configuration file (TOML) with the [[link]] tables.") var config: String
    @Option(help: "Only the account of this terminal's link.") var terminal: String?
    @Option(help: "Folder for the files.") var out = "."
    @Flag(help: "JSON output.") var json = false

    func run() async throws {
        guard let day = CivilDate(text: day) else { throw ValidationError("‘\(self.day)’ is no day, YYYY-MM-DD") }
        let settings = try ConfigurationFile.read(
            text: try TextFile.read(config), name: config, environment: ProcessInfo.processInfo.environment)
        let links = settings.links.filter { link in
            (link.kind == .wechat || link.kind == .alipay) && (terminal.map { $0 == link.terminal.text } ?? true)
        }
        let open = try LinkSettings.open(links, now: { SystemClock().now() }) { _ in }
        let accounts = LinkedAccount.all(open)
        guard !accounts.isEmpty else { throw ValidationError("no [[link]] of kind wechat or alipay in \(config)") }
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
        var (isWhole, found) = (true, [Bill]())
        for account in accounts {
            let fetched = await account.bills.fetchBill(of: day, into: out)
            isWhole = isWhole && Self.isThere(fetched)
            found.append(Bill(account.name, day, fetched))
        }
        Terminal.write(json ? try JSONText.of(found) : found.map(\.line).joined(separator: "\n"))
        if !isWhole { throw ExitReason.findings }
    }

    private static func isThere(_ fetched: WalletBillFetch) -> Bool {
        switch fetched {
        case .file, .none: true
        case .notYet, .damaged, .refused: false
        }
    }

    private struct Bill: Encodable {
        let account: String
        let day: String
        let state: String
        let detail: String

        init(_ name: WalletAccountName, _ day: CivilDate, _ fetched: WalletBillFetch) {
            (account, self.day) = (name.description, day.description)
            (state, detail) =
                switch fetched {
                case .file(let path, _): ("fetched", path)
                case .none: ("none", "")
                case .notYet(let words): ("not yet", words)
                case .damaged(let words): ("damaged", words)
                case .refused(let words): ("refused", words)
                }
        }

        var line: String { "\(account) \(day): \(state)\(detail.isEmpty ? "" : " \(detail)")" }
    }
}
