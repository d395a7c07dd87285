// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The number of a message: `M` and the number of the journal record that queued it, for example `M0000001234`.
public struct MessageID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Number of the journal record.
    public let number: UInt64

    public init(_ number: UInt64) { self.number = number }

    /// nil for a text that is no number of a message.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 24, text.utf8.first == UInt8(ascii: "M") else { return nil }
        let digits = text.dropFirst()
        guard !digits.isEmpty, digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let number = UInt64(digits) else {
            return nil
        }
        self.number = number
    }

    public var text: String {
        let digits = String(number)
        return "M" + String(repeating: "0", count: max(0, 10 - digits.count)) + digits
    }

    public var description: String { text }

    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}
