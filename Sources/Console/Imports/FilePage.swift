// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// One imported file: how its rows add up, what is wrong in plain words, and the rows that could not be read.
struct FilePage: Sendable {
    struct CodeRow: Sendable {
        let code: String
        let text: String
        let meaning: String
        let tone: String
        let icon: String
        let count: String
        let href: String
    }

    let title: String
    let name: String
    let mark: Mark
    /// The result in one sentence.
    let verdict: String
    let isComplete: Bool
    let line: FileLine
    let size: String
    let digest: String
    /// The sum every reader can check: read = added + known + quarantined.
    let conservation: String
    let codes: [CodeRow]
    let hasCodes: Bool
    let quarantine: [QuarantineLine]
    let hasQuarantineRows: Bool
    let pager: Pager?

    init(
        file: FileRecord, quarantine rows: PageOf<QuarantinedRow>, words: Words, isFirstPage: Bool = true,
        zone: Zone = .shanghai
    ) {
        line = FileLine(file, from: Viewpoint(words: words, stores: [], zone: zone))
        title = file.head.name
        name = file.head.name
        mark = line.mark
        isComplete = file.isComplete
        let count = file.findings.values.reduce(0, +)
        verdict = Self.verdict(file, findings: count, words)
        size = words.bytes(file.head.byteCount)
        digest = file.head.digest
        conservation = words.text(
            "file.conservation",
            ["read": line.rows, "added": line.added, "known": line.known, "quarantined": line.quarantined])
        codes = file.findings.filter { $0.value > 0 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
            CodeRow(
                code: $0.text, text: words.name(of: $0), meaning: words.meaning(of: $0),
                tone: Mark.tone(of: $0).rawValue, icon: Mark.icon(of: $0), count: words.count($1),
                href: "/findings?code=\($0.text)")
        }
        hasCodes = !codes.isEmpty
        quarantine = rows.elements.map { QuarantineLine($0, words) }
        hasQuarantineRows = !quarantine.isEmpty
        let href = FileLine.href(file.id)
        pager = Pager(
            count: quarantine.count, isFirst: isFirstPage, next: rows.nextCursor, firstHref: href,
            nextHref: rows.nextCursor.map { "\(href)?cursor=\(PercentText.encode($0))" }, words: words)
    }

    private static func verdict(_ file: FileRecord, findings: Int64, _ words: Words) -> String {
        guard file.isComplete else { return words["file.unfinished"] }
        let values = [
            "rows": words.count(file.rowsRead), "findings": words.count(findings),
            "quarantined": words.count(file.rowsQuarantined),
        ]
        return switch (findings > 0, file.rowsQuarantined > 0) {
        case (false, false): words.text(file.rowsAdded == 0 ? "file.nothingNew" : "file.inOrder", values)
        case (true, false): words.text("file.findings", values)
        case (false, true): words.text("file.quarantine", values)
        case (true, true): words.text("file.both", values)
        }
    }
}
