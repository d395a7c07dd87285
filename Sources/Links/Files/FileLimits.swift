// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Every limit on files that are taken in, with its name and number.
public enum FileLimits {
    /// Bytes of a file, or of all that comes out of a zip or gzip.
    public static let bytes: Int64 = 2 * 1_024 * 1_024 * 1_024
    /// Entries of a zip.
    public static let zipEntries = 100
    /// Parts of a workbook.
    public static let packageParts = 10_000
    /// Bytes of a workbook that comes out of a zip or gzip: it is unpacked into memory, because its parts are read in
    /// another order than they stand in.
    public static let nestedWorkbookBytes: Int64 = 256 * 1_024 * 1_024
    /// Bytes of a zip's list of entries.
    public static let zipDirectoryBytes = 1_048_576
    /// How many times larger than its packed form a content may be, once it is larger than `ratioFreeBytes`.
    public static let expansionRatio: Int64 = 200
    public static let ratioFreeBytes: Int64 = 16 * 1_024 * 1_024
    /// Bytes read at a time.
    public static let chunkBytes = 262_144
}
