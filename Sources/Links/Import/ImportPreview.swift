// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Statements
public import Store

/// What would be imported from one content, after all of it was read and nothing written.
public struct ImportPreview: Sendable {
    /// The file's name, or that of the archive's entry.
    public let name: String
    public let head: FileHead
    /// Name of the format, as `--format` takes it.
    public var format: String { head.format }
    public let formatTitle: Bilingual
    public let role: StatementRole
    /// On whose word the file speaks.
    public var source: Source { head.source }
    public let confidence: Int
    public let encoding: TextEncoding
    public let headerLine: Int
    /// Rows read, rows that would be recorded, and rows that would be set aside.
    public let rowCount: Int64
    public let typedCount: Int64
    public let quarantinedCount: Int64
    public let counts: RowCounts
    /// Names of the columns of `firstRows`.
    public let columns: [Bilingual]
    /// The first rows as they were understood.
    public let firstRows: [[String]]
    /// The first rows that would be set aside.
    public let quarantine: [QuarantinedRow]
    public let controlTotals: [ControlTotal]
    public let warnings: [Bilingual]

    init(_ checked: CheckedContent) {
        name = checked.name
        head = checked.head
        formatTitle = Bilingual(checked.recognition.format.title)
        role = checked.recognition.format.role
        confidence = checked.recognition.confidence
        encoding = checked.recognition.encoding
        headerLine = checked.recognition.headerLine
        counts = checked.summary.counts
        rowCount = counts.read
        typedCount = counts.typed
        quarantinedCount = counts.rejected
        let shown = PreviewColumn.all.filter { column in checked.firstRows.contains { !column.text($0).isEmpty } }
        columns = shown.map(\.title)
        firstRows = checked.firstRows.map { row in shown.map { $0.text(row) } }
        quarantine = checked.firstRejected.map(QuarantinedRow.init)
        controlTotals = checked.summary.controlTotals
        warnings = checked.summary.warnings.map { Bilingual($0) }
    }

    /// The preview as lines for a terminal.
    public func lines(chinese: Bool) -> [String] {
        let pick = { (text: Bilingual) in chinese ? text.chinese : text.english }
        var lines = [
            chinese
                ? "\(formatTitle.chinese)，\(encoding.label)，表头第 \(headerLine) 行，把握 \(confidence)%"
                : "\(formatTitle.english), \(encoding.label), header on line \(headerLine), confidence \(confidence)%",
            chinese
                ? "\(rowCount) 行：可导入 \(typedCount)，隔离 \(quarantinedCount)"
                : "\(rowCount) rows: \(typedCount) to record, \(quarantinedCount) to set aside",
        ]
        lines += warnings.map { "! " + pick($0) }
        if !firstRows.isEmpty {
            lines.append(columns.map(pick).joined(separator: " | "))
            lines += firstRows.map { $0.joined(separator: " | ") }
        }
        lines += quarantine.map { "\(name):\($0.line)@\($0.byte) \(pick($0.reason)): \($0.row)" }
        return lines
    }
}
