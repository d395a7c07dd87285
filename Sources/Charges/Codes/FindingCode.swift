// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Code of a finding, for example `PY-06`: family, dash, two digits (reference table of 52).
public struct FindingCode: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let text: String

    /// nil for a code that is not in the table.
    public init?(_ text: String) {
        guard CodeTable.row(for: text) != nil else { return nil }
        self.text = text
    }

    init(known text: String) { self.text = text }

    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
    public var description: String { text }
}
