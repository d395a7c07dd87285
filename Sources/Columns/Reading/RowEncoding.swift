// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// How the text of a table is written. Commas, line ends and quotation marks are the same byte in each, and are never
/// part of another character; so rows are cut without knowing it.
public enum RowEncoding: String, Sendable, Hashable, CaseIterable {
    case utf8 = "UTF-8"
    /// GBK and GB2312 are part of it. A character's second byte may look like a letter, its fourth like a digit.
    case gb18030 = "GB18030"

    /// Turns text into UTF-8; nil for bytes that are not of the encoding. Used by one thread.
    public typealias Decoding = (ArraySlice<UInt8>) -> [UInt8]?
}
