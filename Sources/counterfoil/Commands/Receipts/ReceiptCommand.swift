// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import ESCPOS

/// What a till sent to its printer, made readable.
struct ReceiptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt", abstract: "Receipts as tills print them (ESC/POS streams).",
        subcommands: [ReceiptDecodeCommand.self, ReceiptRenderCommand.self, ReceiptReprintCommand.self])
}

struct ReceiptDecodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode", abstract: "Print the text of a receipt, one line per printed line.",
        discussion: """
            Standard output holds the text and nothing else; what was unknown, cut short or doubtful is said on \
            standard error. With --json every token is listed instead, and the encoding with its confidence.
            """)

    @Argument(help: "File with the bytes sent to the printer; - reads standard input.") var file: String
    @Flag(help: "List every token, the encoding and what was unknown or cut short, as JSON.") var json = false
    @Option(help: "Whose printer: \(Profile.all.map(\.name).joined(separator: ", ")).") var profile = "standard"
    @Option(help: "zh or en; default from the locale.") var language = Tongue.ofLocale

    func validate() throws {
        guard Profile(named: profile) == nil else { return }
        let names = Profile.all.map(\.name).joined(separator: ", ")
        throw ValidationError("--profile: ‘\(profile)’ is not known; there are \(names)")
    }

    func run() throws {
        let bytes = try StreamFile.read(file)
        let profile = (Profile(named: profile) ?? .standard).recognising(bytes[...])
        let printout = Printout.read(bytes, profile: profile)
        if json {
            Terminal.write(try JSONText.of(ReceiptReport(bytes, printout, profile)))
        } else {
            for line in printout.lines { Terminal.write(line) }
        }
        for remark in ReceiptRemarks.of(printout) { Terminal.note("! " + language.choose(remark)) }
    }
}
