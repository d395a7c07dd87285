// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Testing

@Suite struct WordTests {
    static let pure: Set<String> = [
        "Bytes", "JSON", "Tender", "Columns", "ESCPOS", "Nexo", "ISO8583", "Statements", "Journal", "Receipts",
        "Printing", "Tariffs", "Charges",
        "Recall", "Matching", "Cases", "Refunds", "Messages", "Evidence",
        "Attempts", "Wallets", "Terminals", "Reconciliation", "Crashes", "SimKit",
    ]

    /// Words that would bring a clock, chance, a trap or a hidden channel into the code.
    static let banned = [
        "try!", "fatalError(", "FIXME", "TODO", "XXX:", "@unchecked Sendable", "NSLock", "unowned(unsafe)",
    ]

    static let bannedInPure = [
        "import Foundation", "Date()", "clock_gettime(", "SystemRandomNumberGenerator", ".random(in:", "UUID()",
    ]

    /// Shared by proof instead of by type, for the reasons in docs/decisions/0003.
    static let provenByHand: Set<String> = [
        "Sources/Store/Projecting/Projector.swift", "Sources/Store/Writing/Desk.swift",
        "Sources/Columns/Keeping/Partitions.swift",
    ]

    @Test func `no banned word stands in a source`() {
        for file in SourceTree.sources {
            for (index, line) in file.lines.enumerated() {
                let code = line.split(separator: "//", maxSplits: 1).first.map(String.init) ?? ""
                let rules = Self.banned + (Self.pure.contains(file.room) ? Self.bannedInPure : [])
                for word in rules where code.contains(word) {
                    let isProven = word == "@unchecked Sendable" && Self.provenByHand.contains(file.path)
                    #expect(isProven, "\(file.path):\(index + 1) says \(word)")
                }
            }
        }
    }

    @Test func `print is for the command line alone`() {
        for file in SourceTree.sources where file.room != "counterfoil" {
            for (index, line) in file.lines.enumerated() {
                let text = line.drop { $0 == " " }
                #expect(!text.hasPrefix("print("), "\(file.path):\(index + 1)")
            }
        }
    }

    @Test func `no file or type bears a name that says nothing`() {
        let empty = ["Utils", "Utilities", "Helpers", "Helper", "Manager", "Common", "Extensions", "Types", "Misc"]
        for file in SourceTree.swift {
            let base = file.name.split(separator: ".").first.map(String.init) ?? ""
            #expect(!empty.contains { base.hasSuffix($0) }, "\(file.path)")
        }
    }

    /// Names that libraries of ours export; a type of ours with one of them becomes ambiguous somewhere.
    static let reserved: Set<String> = [
        "Comment", "Attachment", "Issue", "Tag", "Trait", "Test", "Bug", "Row", "Statement", "Table", "Database",
        "Configuration", "Cursor", "Request", "Response", "Router", "Environment", "Cookie", "Parameters", "Channel",
        "EventLoop", "Service", "Counter", "Timer", "Gauge", "Meter", "Logger",
    ]

    @Test func `no type takes a reserved name`() {
        for file in SourceTree.sources {
            for (index, line) in file.lines.enumerated() where !line.hasPrefix(" ") {
                let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
                guard
                    let at = words.firstIndex(where: { ["struct", "enum", "class", "actor", "protocol"].contains($0) })
                else { continue }
                guard words.count > at + 1, at <= 3, !line.hasPrefix("//") else { continue }
                let name = String(words[at + 1])
                #expect(!Self.reserved.contains(name), "\(file.path):\(index + 1) declares \(name)")
                #expect(name != file.room, "\(file.path):\(index + 1) bears its module's name")
            }
        }
    }

    @Test func `every Swift file opens with its licence`() {
        for file in SourceTree.swift {
            #expect(file.lines.first == "// SPDX-License-Identifier: Apache-2.0", "\(file.path)")
        }
    }
}
