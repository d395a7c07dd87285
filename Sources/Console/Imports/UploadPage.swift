// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store

/// One upload: what we took the file for, its first rows, what could not be read, and the button to go on.
struct UploadPage: Sendable {
    struct Row: Sendable {
        let cells: [Cell]
    }

    struct Cell: Sendable {
        let name: String
        let text: String
        /// Amounts, dates and words are not broken; long numbers and remarks may be.
        let isShort: Bool

        init(name: String, text: String) {
            self.name = name
            self.text = text
            isShort = text.utf8.count <= 19
        }
    }

    let title: String
    let name: String
    let size: String
    let mark: Mark
    /// True while the page must be asked for again.
    let isMoving: Bool
    let isReady: Bool
    let isStopped: Bool
    let progressText: String
    /// 0 to 100 for the bar; nil while nobody knows how far it is.
    let percent: Int?
    /// What stopped it, in plain words.
    let problem: String?
    let recognised: String
    let format: String
    let source: String
    let rowCount: String
    let quarantinedCount: String
    let hasQuarantine: Bool
    let warnings: [String]
    let hasWarnings: Bool
    let columns: [String]
    let rows: [Row]
    let hasRows: Bool
    let quarantine: [QuarantineLine]
    let quarantineMore: String?
    let confirmHref: String
    let discardHref: String
    let confirmText: String
    let fileHref: String?

    init(upload: UploadView, words: Words) {
        title = upload.fileName
        name = upload.fileName
        size = words.bytes(upload.byteCount)
        mark = ImportsPage.mark(upload.phase, words)
        isMoving = upload.isMoving
        isReady = upload.phase == .ready
        isStopped = upload.phase == .refused || upload.phase == .failed
        let count = words.count(upload.rowCount)
        progressText = words.text("upload.\(upload.phase.rawValue)", ["count": count, "percent": "\(upload.percent)"])
        percent = upload.phase == .importing ? upload.percent : nil
        problem = upload.problem.map(words.pick)
        format = FileLine.formatName(upload.format, words)
        source = upload.source.map(words.source) ?? ""
        recognised = Self.recognised(upload, words)
        rowCount = count
        quarantinedCount = words.count(upload.quarantinedCount)
        hasQuarantine = upload.quarantinedCount > 0
        warnings = upload.warnings.map(words.pick)
        hasWarnings = !warnings.isEmpty
        columns = upload.columns.map(words.pick)
        rows = upload.firstRows.map { Self.row($0, upload.columns, words) }
        hasRows = !rows.isEmpty
        quarantine = upload.quarantine.map { QuarantineLine($0, words) }
        let left = upload.quarantinedCount - Int64(upload.quarantine.count)
        quarantineMore = left > 0 ? words.text("upload.moreQuarantine", ["count": words.count(left)]) : nil
        confirmHref = "/imports/\(upload.id)/confirmation"
        discardHref = "/imports/\(upload.id)/discard"
        let readable = max(0, upload.rowCount - upload.quarantinedCount)
        confirmText = words.text("upload.confirm", ["count": words.count(readable)])
        fileHref = upload.fileID.map(FileLine.href)
    }

    private static func recognised(_ upload: UploadView, _ words: Words) -> String {
        guard let source = upload.source else { return words["upload.notRecognised"] }
        return words.text(
            "upload.recognised",
            ["format": FileLine.formatName(upload.format, words), "source": words.source(source)])
    }

    private static func row(_ texts: [String], _ columns: [Bilingual], _ words: Words) -> Row {
        Row(
            cells: texts.enumerated().map { index, text in
                guard index < columns.count else { return Cell(name: "", text: text) }
                // The preview carries names of types and states as files do; people read their words.
                let known = ["type": "type", "status": "status"][columns[index].english]
                let word = known.flatMap { words.text(ifKnown: "\($0).\(text)") }
                return Cell(name: words.pick(columns[index]), text: word ?? text)
            })
    }
}
