// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Statements
import Store
import Tender

/// An imported file as a row of a table.
struct FileLine: Sendable {
    let href: String
    let name: String
    let format: String
    let source: String
    let when: String
    let by: String
    let rows: String
    let added: String
    let known: String
    let quarantined: String
    let hasQuarantine: Bool
    let mark: Mark
    let findings: String

    init(_ file: FileRecord, from view: Viewpoint) {
        let words = view.words
        href = Self.href(file.id)
        name = file.head.name
        format = Self.formatName(file.head.format, words)
        source = words.source(file.head.source)
        when = view.moment(file.importedAt)
        by = file.importedBy
        rows = words.count(file.rowsRead)
        added = words.count(file.rowsAdded)
        known = words.count(file.rowsAlreadyKnown)
        quarantined = words.count(file.rowsQuarantined)
        hasQuarantine = file.rowsQuarantined > 0
        let count = file.findings.values.reduce(0, +)
        findings = words.count(count)
        mark =
            if !file.isComplete {
                Mark(.warn, icon: "wait", words["imports.unfinished"])
            } else if count > 0 || hasQuarantine {
                Mark(.warn, words["imports.look"])
            } else {
                Mark(.ok, words["imports.inOrder"])
            }
    }

    static func href(_ id: Int64) -> String { "/imports/files/\(id)" }

    private static let titles = Dictionary(
        Recogniser.formats.map { ($0.name, $0.title) }, uniquingKeysWith: { first, _ in first })

    /// A format as people call it; its own name when it is of a profile of the merchant's.
    static func formatName(_ format: String, _ words: Words) -> String {
        guard let title = titles[format] else { return format }
        return words.language == .chinese ? title.chinese : title.english
    }
}

/// A row that could not be read, where it stands and why.
struct QuarantineLine: Sendable {
    let line: String
    let byte: String
    let reason: String
    let row: String

    init(_ row: QuarantinedRow, _ words: Words) {
        line = words.count(Int64(row.line))
        byte = words.count(row.byte)
        reason = words.pick(row.reason)
        self.row = row.row
    }
}
