// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Every limit of the reader of workbooks, with its name and number. What exceeds one refuses the workbook.
public enum SheetLimits {
    /// Bytes of a part that is read whole: the list of sheets, relationships, styles.
    public static let smallPartBytes = 8 << 20
    /// Bytes of all shared strings together, unpacked.
    public static let stringBytes = 512 << 20
    /// Shared strings.
    public static let strings = 20_000_000
    /// Sheets of a workbook.
    public static let sheets = 255
    /// The last row that a sheet may have.
    public static let rows = 1_048_576
    /// The last column that a sheet may have.
    public static let columns = 16_384
    /// Bytes of one tag, or of one piece of text between tags.
    static let tokenBytes = 1 << 20
    /// Merged ranges that are looked at.
    static let merges = 10_000
    /// Digits of a whole number up to which a spreadsheet keeps every one.
    static let exactDigits = 15
}
