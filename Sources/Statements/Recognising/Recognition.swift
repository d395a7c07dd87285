// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// What a file is, found from its content alone.
public struct Recognition: Sendable {
    public let format: StatementFormat
    /// 0 to 100: 100 when the header is complete and the lines before it say the same.
    public let confidence: Int
    public let encoding: TextEncoding
    /// Whether the file begins with a UTF-8 byte order mark.
    public let hasByteOrderMark: Bool
    /// 1-based line of the header; 0 when the file has none.
    public let headerLine: Int
    /// The header's columns as the file writes them.
    public let columns: [String]
    /// Columns that will not be read.
    public let unreadColumns: [String]
    /// Things a person should know before the file is used.
    public var warnings: [Phrase]

    /// The clock of the file's times; nil when it is the store's.
    let zone: Zone?
    let dialect: RowDialect
    let map: ColumnMap
    /// Whether every row must have as many cells as the header.
    let checksWidth: Bool
    let hasNullMarks: Bool
    let preamble: [String]
    /// Where the rows begin.
    let bodyLine: Int
    let bodyByte: Int64
    let makeInterpreter: @Sendable (ReadingContext) -> any RowInterpreter
    /// Set where the format is not rows and columns; then the reader goes by it alone.
    var makeEntryReader: (@Sendable (EntryContext) -> any EntryReader)?
}
