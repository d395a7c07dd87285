// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A row that could not be read, kept as it was with card numbers masked.
public struct RejectedRow: Hashable, Sendable {
    /// 1-based physical line on which the row begins.
    public let line: Int
    /// 0-based offset of the row's first byte in the file as it was given.
    public let byte: Int64
    public let fault: RowFault
    /// The row as text, at most 1,024 characters.
    public let text: String

    public init(line: Int, byte: Int64, fault: RowFault, text: String) {
        self.line = line
        self.byte = byte
        self.fault = fault
        self.text = text
    }
}
