// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Foundation
import Testing

/// docs/PLAYBOOKS.md is every playbook for people to read and print; it is made from the data, so it cannot fall
/// behind.
///
/// After a change: `COUNTERFOIL_WRITE_DOCS=1 swift test --filter PlaybookDocumentTests`.
@Suite struct PlaybookDocumentTests {
    static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/PLAYBOOKS.md")

    static var document: String {
        var lines = [
            "# The playbooks 预案", "",
            "For every code of [the table](CODES.md): what to tell the customer, what to do in which order, how to know "
                + "that it is done, and why. *system* is done by Counterfoil, *person* by the one named, *confirm* waits "
                + "for a yes or no.", "",
        ]
        if let lock = Playbook.lock(for: .unknown(since: nil)) {
            lines += ["> **\(lock.chinese)**", ">", "> **\(lock.english)**"]
        }
        for playbook in Playbook.all { lines += Self.chapter(playbook) }
        return lines.joined(separator: "\n") + "\n"
    }

    static func chapter(_ playbook: Playbook) -> [String] {
        let name = playbook.code.name
        var lines = [
            "", "## \(playbook.code) \(name.chinese) / \(name.english)", "", "> \(playbook.say.chinese)", ">",
            "> \(playbook.say.english)", "", "| | Step | Done when | Why | Who | By |", "|---|---|---|---|---|---|",
        ]
        let both = { (text: Bilingual) in "\(text.chinese)<br>\(text.english)" }
        for (index, step) in playbook.steps.enumerated() {
            let deadline = step.deadline == .none ? "" : step.deadline.label.english
            let who = "\(step.who.label.english), \(step.kind.rawValue)"
            let cells = ["\(index + 1)", both(step.title), both(step.check), both(step.why), who, deadline]
            lines.append("| " + cells.joined(separator: " | ") + " |")
        }
        lines.append("")
        for branch in playbook.branches {
            lines.append("- After \(branch.step): \(branch.words.english). \(branch.words.chinese)。")
        }
        let proofs = playbook.closesOn.map { "\($0.label.english) \($0.label.chinese)" }
        lines += ["- Closes on one of: " + proofs.joined(separator: "; ") + "."]
        return lines
    }

    @Test func `the document says what the playbooks say`() throws {
        if ProcessInfo.processInfo.environment["COUNTERFOIL_WRITE_DOCS"] != nil {
            try Self.document.write(to: Self.file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: Self.file, encoding: .utf8) == Self.document)
    }
}
