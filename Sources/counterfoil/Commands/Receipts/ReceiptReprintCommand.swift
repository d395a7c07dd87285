// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Charges
import Links
import Printing
import Store
import Tender

/// Prints a marked copy of a receipt: through the running server where there is one, else with the shop's own printers.
///
///     nobody serves ─▶ this process holds the folder ─▶ request kept ─▶ mark ─▶ printer ─▶ what became of it
///     a server runs ─▶ its API, as the person who signs in ─▶ the same there
struct ReceiptReprintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reprint",
        abstract: "Print a marked copy of a receipt, and say whether it is on paper.",
        discussion: """
            Every copy bears 重打印 DUPLICATE with its number, time and person, top and bottom; reason and person are \
            kept before the first byte leaves. While a copy is on its way, a second one is refused and the first named.

            While a server uses the data folder the copy is asked of it: say who you are with --user; the password is \
            read from COUNTERFOIL_PASSWORD or the first line of standard input.

            Exit codes: 0 on paper (by the printer's own answer); 1 taken, but nobody knows yet that it is on paper; \
            3 refused, nothing printed; 5 cannot be reached.
            """)

    @Argument(help: "Name of the receipt, 26 characters, or number of its transaction (T0000001234).") var id: String
    @Option(help: "Name of the printer as set up.") var printer: String
    @Option(help: "Why; kept for ever.") var reason = "命令行重打 reprinted from the command line"
    @Option(help: "Folder of the journal and its database.") var data = "counterfoil-data"
    @Option(help: "Address of the running server.") var server = "http://127.0.0.1:8080"
    @Option(help: "Who asks, by sign-in name; needed while a server runs.") var user: String?
    @Option(help: "Seconds to wait for the printer's answer.") var wait = 20
    @Option(help: "zh or en; default from the locale.") var language = Tongue.ofLocale

    func validate() throws {
        guard (1...200).contains(reason.utf8.count) else { throw ValidationError("--reason: 1 to 200 bytes") }
        guard (0...600).contains(wait) else { throw ValidationError("--wait: 0 to 600 seconds") }
    }

    func run() async throws {
        let outcome: CopyOutcome
        if let user {
            let client = CopyRequestClient(server: server, user: user, password: try Password.read())
            outcome = try await client.print(id, on: printer, reason: reason, wait: wait)
        } else {
            let shop: Shop
            do {
                shop = try await Shop.open(directory: data, clock: SystemClock(), options: .composing)
            } catch .inUse {
                throw StoreError.inUse(
                    "\(data): a server runs there; ask it with --user NAME (and --server, now \(server))")
            }
            do {
                outcome = try await CopyAtHand(shop: shop, data: data).print(
                    id, on: printer, reason: reason, wait: wait)
            } catch {
                await shop.close()
                throw error
            }
            await shop.close()
        }
        Terminal.write(language.choose(outcome.words))
        if !outcome.isOnPaper { throw ExitReason.findings }
    }
}

/// What became of a copy as far as is known.
struct CopyOutcome: Sendable {
    let job: String
    let copy: Int
    let report: SlipReport
    /// `E0` to `E4`.
    let level: String
    let fault: String?

    var isOnPaper: Bool { report == .onPaper }
    /// Nothing more will be learnt by waiting.
    var isSettled: Bool { [.onPaper, .unconfirmed, .stale, .skipped].contains(report) }

    var words: Bilingual {
        let head = Bilingual(zh: "第 \(copy) 份（\(job)）", en: "copy \(copy) (\(job))")
        let cause = fault.map { " (\($0))" } ?? ""
        let state: Bilingual =
            switch report {
            case .onPaper: Bilingual(zh: "已打出（\(level)）", en: "is on paper (\(level))")
            case .unconfirmed:
                Bilingual(zh: "不能确认是否打出\(cause)：请看纸", en: "cannot be said to be on paper\(cause): look at the printer")
            case .held, .stale:
                Bilingual(
                    zh: "还没打出，在等\(cause)；打印机恢复后会打，或在“小票”页选择",
                    en: "waits\(cause); it comes out when the printer is well, or choose on the page Receipts")
            default:
                Bilingual(
                    zh: "已送打印机（\(level)），没有回报：请看纸",
                    en: "was sent (\(level)) and the printer has not answered: look at the paper")
            }
        return Bilingual(zh: "\(head.chinese)\(state.chinese)", en: "\(head.english) \(state.english)")
    }
}
