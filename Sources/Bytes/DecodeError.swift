// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Why bytes could not be read: what, and where. Never holds the bytes themselves.
public struct DecodeError: Error, Hashable, Sendable {
    public enum Code: Hashable, Sendable {
        /// The input ends before the value does.
        case truncated
        /// A value outside what its field allows.
        case invalid
        /// A length larger than its limit.
        case tooLong
    }

    public let code: Code
    /// Offset of the offending byte from the start of the input.
    public let offset: Int
    /// Dotted path of the field, for example `observation.amount`.
    public let field: String

    public init(_ code: Code, at offset: Int, field: String) {
        self.code = code
        self.offset = offset
        self.field = field
    }
}
