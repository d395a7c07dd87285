// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The short code under which a customer finds a receipt again (取单码).
///
///     8K4P 2QTX      eight of 31 signs: no 0 or O, no 1, I or L, so that it can be read aloud and typed from paper
public struct PickupCode: Sendable, Hashable, CustomStringConvertible {
    public let text: String

    static let signs = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ")
    static let length = 8

    /// nil unless it could be a code; blanks, hyphens and small letters are forgiven.
    public init?(_ text: String) {
        let cleaned = text.uppercased().filter { !$0.isWhitespace && $0 != "-" }
        guard cleaned.count == Self.length, cleaned.allSatisfy({ Self.signs.contains($0) }) else { return nil }
        self.text = cleaned
    }

    init(using generator: inout some RandomNumberGenerator) {
        text = String((0..<Self.length).compactMap { _ in Self.signs.randomElement(using: &generator) })
    }

    public var description: String { text }
}
