// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Every limit of the readers, with its name and number.
public enum ReadingLimits {
    /// A row longer than this is set aside.
    public static let rowBytes = 65_536
    /// A row with more columns is set aside.
    public static let columns = 200
    /// Quotes that never close, or rows that never end, after which the file is refused.
    public static let brokenRows = 100
    /// How much of a file's beginning the recogniser looks at.
    public static let sampleBytes = 262_144
    /// Lines in which a header is looked for.
    public static let headerLines = 80
    /// Characters of a row kept in quarantine.
    public static let quarantineCharacters = 1_024
    /// Bytes of a product, channel, operator or acquirer.
    public static let labelBytes = 200
    /// Control totals of one file that are kept; the rest are checked all the same.
    public static let controlTotals = 200
    /// Warnings about one file.
    public static let warnings = 50
    /// Accounts in one bank file.
    public static let accounts = 10_000
    /// Characters of a remark kept.
    public static let remarkCharacters = 200
}
