// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Foundation
import Testing

/// docs/CODES.md is the table of codes for people; it is made from the table, so it cannot fall behind.
///
/// After a change to the table: `COUNTERFOIL_WRITE_DOCS=1 swift test --filter CodeDocumentTests`.
@Suite struct CodeDocumentTests {
    static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/CODES.md")

    static let titles: [CodeRow.Family: String] = [
        .receipts: "Receipts 小票", .payments: "Payments 支付", .settlement: "Settlement and fees 清算与手续费",
        .refunds: "Refunds 退款", .devices: "Devices 设备", .complaints: "Complaints and disputes 投诉与争议",
    ]

    static var document: String {
        var lines = [
            "# The codes 差异代码", "",
            "Everything that can be wrong with a payment has one code. *Found by itself*: this version raises the code "
                + "from what it is told; otherwise the column says what it would need. Deadlines are first act / resolved.",
            "", "What to say, what to do in which order and why: [the playbooks](PLAYBOOKS.md).",
        ]
        for family in CodeRow.Family.allCases {
            lines += [
                "", "## \(titles[family] ?? family.rawValue)", "",
                "| Code | Name | Found when | Next step | Who | Deadline | Found by itself |",
                "|---|---|---|---|---|---|---|",
            ]
            lines += CodeTable.rows.filter { $0.family == family }.map { Self.line($0) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    static func line(_ row: CodeRow) -> String {
        let both = { (text: Bilingual) in "\(text.chinese)<br>\(text.english)" }
        let owners = row.owners.map { $0.label.english }.joined(separator: ", ")
        let deadline = "\(row.firstAct.label.english) / \(row.resolve.label.english)"
        let found =
            switch row.detector {
            case .live: "yes"
            case .needs(let input): "needs \(input.english)"
            }
        let cells = [row.code.text, both(row.name), both(row.detection), both(row.nextAction), owners, deadline, found]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    @Test func `the document says what the table says`() throws {
        if ProcessInfo.processInfo.environment["COUNTERFOIL_WRITE_DOCS"] != nil {
            try Self.document.write(to: Self.file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: Self.file, encoding: .utf8) == Self.document)
    }
}
