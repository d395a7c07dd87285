// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A figure the file states about itself, beside what its rows add up to.
public struct ControlTotal: Hashable, Sendable {
    /// What is counted, in the file's own words.
    public let name: String
    public let stated: String
    public let counted: String
    /// Whether a difference refuses the whole file. Exports for private use say themselves that sums may differ.
    public let isBinding: Bool

    public var agrees: Bool { stated == counted }

    public init(name: String, stated: String, counted: String, isBinding: Bool) {
        self.name = name
        self.stated = stated
        self.counted = counted
        self.isBinding = isBinding
    }
}
