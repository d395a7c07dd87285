// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// `ESC R n`: twelve ASCII codes print other characters in other countries.
///
///     code   23 24 40 5B 5C 5D 5E 60 7B 7C 7D 7E
///     USA     #  $  @  [  \  ]  ^  `  {  |  }  ~
///     China   #  ¥  @  [  \  ]  ^  `  {  |  }  ~
public struct InternationalSet: Sendable, Hashable {
    /// The command's parameter.
    public let number: UInt8

    /// USA, which is plain ASCII; the set after `ESC @`.
    public static let usa = InternationalSet(number: 0)
    public static let japan = InternationalSet(number: 8)
    public static let china = InternationalSet(number: 15)

    public init(number: UInt8) { self.number = number }

    /// A number that no printer documents changes nothing.
    public var isKnown: Bool { Self.rows[number] != nil }

    /// What an ASCII code prints.
    public func scalar(_ byte: UInt8) -> Unicode.Scalar {
        guard let slot = Self.slot(byte), let row = Self.rows[number] else { return Unicode.Scalar(byte) }
        return row[slot]
    }

    /// The code that prints a character in this set; nil when the set has lost it.
    public func byte(_ scalar: Unicode.Scalar) -> UInt8? {
        if let row = Self.rows[number], let slot = row.firstIndex(of: scalar) { return Self.codes[slot] }
        guard scalar.isASCII else { return nil }
        let byte = UInt8(scalar.value)
        return self.scalar(byte) == scalar ? byte : nil
    }

    /// The twelve codes, ascending.
    public static let codes: [UInt8] = [0x23, 0x24, 0x40, 0x5B, 0x5C, 0x5D, 0x5E, 0x60, 0x7B, 0x7C, 0x7D, 0x7E]

    private static func slot(_ byte: UInt8) -> Int? {
        byte >= 0x23 && byte < 0x7F ? codes.firstIndex(of: byte) : nil
    }

    private static let rows: [UInt8: [Unicode.Scalar]] = names.mapValues { Array($0.unicodeScalars) }

    /// The vendor's table; 17 (Arabia) and 66–82 (India) are plain ASCII.
    private static let names: [UInt8: String] = [
        0: "#$@[\\]^`{|}~",  // USA
        1: "#$à°ç§^`éùè¨",  // France
        2: "#$§ÄÖÜ^`äöüß",  // Germany
        3: "£$@[\\]^`{|}~",  // United Kingdom
        4: "#$@ÆØÅ^`æøå~",  // Denmark I
        5: "#¤ÉÄÖÅÜéäöåü",  // Sweden
        6: "#$@°\\é^ùàòèì",  // Italy
        7: "₧$@¡Ñ¿^`¨ñ}~",  // Spain I
        8: "#$@[¥]^`{|}~",  // Japan
        9: "#¤ÉÆØÅÜéæøåü",  // Norway
        10: "#$ÉÆØÅÜéæøåü",  // Denmark II
        11: "#$á¡Ñ¿é`íñóú",  // Spain II
        12: "#$á¡Ñ¿éüíñóú",  // Latin America
        13: "#$@[₩]^`{|}~",  // Korea
        14: "#$ŽŠĐĆČžšđćč",  // Slovenia and Croatia
        15: "#¥@[\\]^`{|}~",  // China
        16: "#₫@[\\]^`{|}~",  // Vietnam
        17: "#$@[\\]^`{|}~",  // Arabia
    ]
}
