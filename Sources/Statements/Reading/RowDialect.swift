// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// How a file separates its rows and cells.
public struct RowDialect: Hashable, Sendable {
    /// What may stand around a cell.
    public enum Quoting: Hashable, Sendable {
        /// RFC 4180: a cell may be quoted, a quote in it is doubled, and it may hold the delimiter and line ends.
        case doubled
        /// A quote is a character like any other.
        case none
        /// WeChat Pay bills: every cell begins with a back-tick, so `,` ends a cell only where a back-tick follows.
        case backtick
        /// Fields of so many bytes with one blank between; the last takes what is left. A row must have so many whole
        /// fields, and no field but the last may end early.
        case fixed([Int], atLeast: Int)
    }

    public var delimiter: UInt8
    public var quoting: Quoting
    /// In GB18030 the second byte of a character may look like `|`, `^` or `~`; then characters are stepped over whole.
    public var stepsOverPairs: Bool
    /// Line ends are carriage returns alone, as programs for old Macs write them.
    public var endsAtReturns = false

    /// What spreadsheets and tills write in the place of a comma: `;` where a comma is the decimal point, TAB for
    /// "text", `|` where commas stand in names.
    static let otherDelimiters = [UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]

    /// Cells may begin with a back-tick that is no part of them.
    public var dropsBackticks = false

    /// Whether it has commas between cells, so that a file may come with another separator too.
    var hasCommas: Bool { delimiter == UInt8(ascii: ",") && (quoting == .doubled || quoting == .backtick) }

    public init(delimiter: UInt8 = UInt8(ascii: ","), quoting: Quoting = .doubled, encoding: TextEncoding = .utf8) {
        self.delimiter = delimiter
        self.quoting = quoting
        // Bytes below 0x40 other than digits are never part of a longer character.
        stepsOverPairs = encoding == .gb18030 && delimiter >= 0x30
    }
}
