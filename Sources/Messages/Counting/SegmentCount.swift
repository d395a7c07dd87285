// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// How many parts a short message is charged as.
///
///     China      ≤ 70 characters: 1 part, longer: 67 a part, ≤ 500         the sign 【…】 counts
///     elsewhere  GSM-7  ≤ 160 septets: 1 part, longer: 153 a part          ^{}\[~]|€ count double
///                UCS-2  ≤ 70 units: 1 part, longer: 67 a part              a pair of surrogates counts two
public struct SegmentCount: Hashable, Sendable {
    /// Where a message goes: what a part is differs.
    public enum Region: String, CaseIterable, Hashable, Sendable { case china, abroad }

    /// What the network carries it in.
    public enum Alphabet: String, Hashable, Sendable { case chinese, gsm7, ucs2 }

    public let alphabet: Alphabet
    /// Characters as they are counted: septets in GSM-7, UTF-16 units otherwise.
    public let length: Int
    public let parts: Int
    /// What still fits into the last part.
    public let room: Int
    /// Whether no provider takes it.
    public let isTooLong: Bool

    /// Most characters of a message to a Chinese number.
    public static let chineseLimit = 500
    /// Most parts of a message elsewhere: longer ones arrive out of order or not at all.
    public static let partLimit = 10

    public init(_ text: String, to region: Region) {
        let units = text.utf16.count
        switch region {
        case .china:
            self.init(.chinese, units, single: 70, joined: 67) { length, _ in length > Self.chineseLimit }
        case .abroad:
            if let septets = Self.septets(text) {
                self.init(.gsm7, septets, single: 160, joined: 153) { _, parts in parts > Self.partLimit }
            } else {
                self.init(.ucs2, units, single: 70, joined: 67) { _, parts in parts > Self.partLimit }
            }
        }
    }

    private init(
        _ alphabet: Alphabet, _ length: Int, single: Int, joined: Int, isTooLong: (Int, Int) -> Bool
    ) {
        self.alphabet = alphabet
        self.length = length
        parts = length <= single ? 1 : (length + joined - 1) / joined
        room = length <= single ? single - length : parts * joined - length
        self.isTooLong = isTooLong(length, parts)
    }

    /// nil when a character is not in the alphabet of short messages.
    private static func septets(_ text: String) -> Int? {
        var sum = 0
        for scalar in text.unicodeScalars {
            guard let septets = GSMAlphabet.septets(scalar) else { return nil }
            sum += septets
        }
        return sum
    }
}
