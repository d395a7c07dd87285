// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Every limit of the markup reader, with its name and number. What exceeds one refuses the file.
enum XMLLimits {
    /// Elements within elements.
    static let depth = 64
    /// Attributes of one element, declarations of namespaces counted.
    static let attributes = 32
    /// Bytes of a name.
    static let nameBytes = 128
    /// Bytes of one tag, comment, instruction or piece of text.
    static let tokenBytes = 65_536
}
