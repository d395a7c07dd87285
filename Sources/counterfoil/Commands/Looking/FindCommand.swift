// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Charges
import Console
import Recall
import Store

struct FindCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find",
        abstract: "Look a transaction up from what a person remembers.",
        discussion: """
            Amount, time, last four digits, numbers from the slip, a pasted bank message: in any order, in Chinese \
            or English.
              counterfoil find 58 昨天 15点 尾号1234
              counterfoil find "yesterday 3pm, about 60, card ending 1234"
            """)

    @OptionGroup var options: DataOptions
    @Argument(help: "What is remembered.") var text: [String]
    @Option(help: "At most this many hits.") var limit = 10

    func validate() throws {
        guard (1...100).contains(limit) else { throw ValidationError("--limit is between 1 and 100") }
    }

    func run() async throws {
        let shop = try await options.openForReading()
        let answer = try await shop.find(text.joined(separator: " "), in: .all, limit: limit)
        if options.json { return Terminal.write(try await ApiText.answer(answer, of: shop)) }
        let tongue = options.language
        let chips = answer.query.chips.map { tongue.choose($0.label) }
        Terminal.note(tongue.choose(zh: "理解为：", en: "Understood: ") + chips.joined(separator: " · "))
        var table = TextTable(TransactionLine.headings(tongue) + [.init(tongue.choose(zh: "为什么", en: "why"))])
        for hit in answer.hits {
            table.add(TransactionLine.cells(of: hit.candidate, tongue) + [tongue.choose(hit.because)])
        }
        for line in table.lines(columns: Terminal.columns) { Terminal.write(line) }
        guard answer.hits.isEmpty else { return }
        Terminal.write(tongue.choose(zh: "没有找到。可以再试：", en: "Nothing found. You could try:"))
        for suggestion in answer.suggestions {
            Terminal.write("  \(tongue.choose(suggestion.label)): \(suggestion.text)")
        }
        throw ExitReason.findings
    }
}
