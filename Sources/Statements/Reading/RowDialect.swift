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

    public init(delimiter: UInt8 = UInt8(ascii: ","), quoting: Quoting = .doubled, encoding: TextEncoding = .utf8) {
        self.delimiter = delimiter
        self.quoting = quoting
        // Bytes below 0x40 other than digits are never part of a longer character.
        stepsOverPairs = encoding == .gb18030 && delimiter >= 0x30
    }
}
