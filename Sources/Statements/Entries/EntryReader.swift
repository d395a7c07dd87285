// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Reads a format that is not rows and columns: messages of tagged lines, records, elements. Its place in the
/// room is that of `RowCutter` and `RowInterpreter` for tables.
///
///     bytes ─ append ─▶ lines or elements ─ next ─▶ entry ─▶ typed row, or a rejected row with its reason
///                            └─ balances and counts the file states ─ close ─▶ control totals
///
/// It holds one unfinished entry and one chunk. What is wrong with one entry stays with that entry; what is wrong
/// with the file's own structure or totals refuses the file.
protocol EntryReader {
    /// Takes the bytes that follow those taken before.
    mutating func append(_ chunk: ArraySlice<UInt8>)
    /// The next entry; nil when more bytes are needed, or at the end.
    mutating func next(isLast: Bool) throws(StatementError) -> FileEntry?
    /// What the file states about itself, after the last entry.
    ///
    /// - Throws: when the file ends before its structure does.
    mutating func close() throws(StatementError) -> StatedTotals
}

/// What a reader may know before the first byte.
struct EntryContext {
    let decoder: TextDecoder
    /// How many bytes stand before the first one: those of a byte order mark.
    let offset: Int64
    /// The clock that the typed rows' times are in.
    let storeZone: Zone
}

/// One entry of a file: where it begins, its bytes as they stand there, and what became of it.
struct FileEntry {
    let line: Int
    let byte: Int64
    let bytes: [UInt8]
    let outcome: Result<StatementRow, RowFault>
}

/// The totals of a file and what a person should know about them, of bounded number.
struct StatedTotals {
    private(set) var controls: [ControlTotal] = []
    private(set) var warnings: [Phrase] = []

    /// Keeps a total; where it must agree and does not, the file is refused.
    ///
    /// - Parameter unreadable: entries whose amount could not be read. With any, a difference only warns: it may be
    ///   theirs.
    mutating func check(
        _ name: String, stated: String, counted: String, unreadable: Int64 = 0, isBinding: Bool = true, line: Int
    ) throws(StatementError) {
        let total = ControlTotal(
            name: name, stated: stated, counted: counted, isBinding: isBinding && unreadable == 0)
        guard total.agrees || !total.isBinding else {
            throw StatementError(
                .totalsDiffer, line: line, field: name,
                zh: "第 \(line) 行：“\(name)”不符：文件写 \(stated)，各笔合计 \(counted)。文件可能被截断或改动过，未导入任何内容",
                en: "line \(line): “\(name)” does not agree: the file states \(stated), its entries add up to "
                    + "\(counted). The file may be cut short or changed; nothing was imported")
        }
        guard controls.count < ReadingLimits.controlTotals || !total.agrees else { return }
        guard controls.count < ReadingLimits.controlTotals * 2 else { return }
        controls.append(total)
    }

    mutating func warn(zh: String, en: String) {
        let warning = Phrase(zh: zh, en: en)
        guard warnings.count < ReadingLimits.warnings, !warnings.contains(warning) else { return }
        warnings.append(warning)
    }
}
