// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A format read by an `EntryReader`, with what is needed to tell it.
struct EntryFormat: Sendable {
    let format: StatementFormat
    /// Whether the beginning of a file, without byte order mark, is of this format.
    let fits: @Sendable (ArraySlice<UInt8>) -> Bool
    /// The encoding that the file declares; nil when it declares none and its bytes decide.
    var declaredEncoding: @Sendable (ArraySlice<UInt8>) throws(StatementError) -> TextEncoding? = {
        (_: ArraySlice<UInt8>) throws(StatementError) in nil
    }
    /// What a person should know before files of this format are used.
    var warnings: [Phrase] = []
    let makeReader: @Sendable (EntryContext) -> any EntryReader
}

/// Every format that is not rows and columns.
enum EntryFormats {
    static let all: [EntryFormat] = MT940Format.known + [BAI2Format.known] + CamtFormat.known + [OFXFormat.known]

    static func named(_ name: String) -> EntryFormat? { all.first { $0.format.name == name } }

    /// The format of a file from its beginning; nil when it is none of these.
    static func recognise(_ sample: [UInt8], isWhole: Bool) throws(StatementError) -> Recognition? {
        let body = EntryText.body(of: sample)
        guard let known = all.first(where: { $0.fits(body) }) else { return nil }
        return try recognition(known, sample, isWhole: isWhole)
    }

    /// A format chosen by a person, whatever the file looks like; its reader refuses what it is not.
    static func recognition(
        _ known: EntryFormat, _ sample: [UInt8], isWhole: Bool
    ) throws(StatementError) -> Recognition {
        guard sample.contains(where: { $0 > 0x20 }) else {
            throw StatementError(.empty, zh: "文件是空的", en: "the file is empty")
        }
        let body = EntryText.body(of: sample)
        let declared = try known.declaredEncoding(body)
        return Recognition(
            format: known.format, confidence: 100,
            encoding: declared ?? EntryText.encoding(of: sample, isWhole: isWhole),
            hasByteOrderMark: body.startIndex > 0, headerLine: 0, columns: [], unreadColumns: [],
            warnings: known.warnings, zone: nil, dialect: RowDialect(), map: ColumnMap(width: 0), checksWidth: false,
            hasNullMarks: false, preamble: [], bodyLine: 1, bodyByte: Int64(body.startIndex),
            makeInterpreter: { _ in NoRows() }, makeEntryReader: known.makeReader)
    }
}

/// Stands where an interpreter of rows would, in formats that have none.
private struct NoRows: RowInterpreter {
    mutating func interpret(_ cells: Cells) throws(RowFault) -> StatementRow { throw .noKey }
}
