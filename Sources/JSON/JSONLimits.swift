// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// How much a text may ask of us.
public struct JSONLimits: Sendable, Hashable {
    /// Bytes of text.
    public var length: Int
    /// Arrays and objects inside each other.
    public var depth: Int
    /// Values in all; what a text costs in memory grows with them and with its length.
    public var values: Int

    public init(length: Int = 4 << 20, depth: Int = 32, values: Int = 100_000) {
        self.length = length
        self.depth = depth
        self.values = values
    }
}
