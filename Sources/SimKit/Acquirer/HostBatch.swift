// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A terminal's batch at the host: what it was told, and how it compares.
public struct HostBatch: Sendable, Hashable {
    /// Amounts by trace, as the terminal showed them.
    public internal(set) var shown: [String: Int64] = [:]
    /// How often each row came.
    public internal(set) var timesShown: [String: Int] = [:]
    public internal(set) var isBalanced: Bool?
    public internal(set) var isClosed = false
    /// The comparison row by row, once an upload ended.
    public internal(set) var match: Match?

    public init() {}

    /// Traces, in rising order.
    public struct Match: Sendable, Hashable {
        /// The terminal shows them, the host has none.
        public internal(set) var unknownHere: [String] = []
        /// The host has them, the terminal shows none.
        public internal(set) var unknownThere: [String] = []
        public internal(set) var otherAmount: [String] = []

        public var isExact: Bool { unknownHere.isEmpty && unknownThere.isEmpty && otherAmount.isEmpty }
    }
}
