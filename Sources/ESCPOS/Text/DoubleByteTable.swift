// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The two-byte codes of one CJK character set.
///
///     lead  81 ─────────── FE        index = (lead − 81h) · 191 + (trail − 40h)
///     trail 40 ─────────── FE        0 where the set has no character
struct DoubleByteTable: Sendable {
    private let scalars: [UInt32]
    private let codes: [UInt32: UInt16]

    /// Whether the system had the table.
    var isKnown: Bool { !codes.isEmpty }

    /// Fills the table from the first of the system's tables that knows each code.
    init(_ names: [String], corrections: [UInt16: Unicode.Scalar] = [:]) {
        var scalars = [UInt32](repeating: 0, count: 126 * 191)
        for name in names {
            guard let charset = SystemCharset(name) else { continue }
            for lead in UInt8(0x81)...0xFE {
                for trail in UInt8(0x40)...0xFE {
                    let index = Self.index(lead, trail)
                    guard scalars[index] == 0, let scalar = charset.scalar([lead, trail]) else { continue }
                    // A private-use character is a code without a glyph.
                    if !(0xE000...0xF8FF).contains(scalar.value) { scalars[index] = scalar.value }
                }
            }
        }
        if scalars.contains(where: { $0 != 0 }) {
            for (code, scalar) in corrections {
                scalars[Self.index(UInt8(code >> 8), UInt8(code & 0xFF))] = scalar.value
            }
        }
        self.scalars = scalars
        var codes: [UInt32: UInt16] = [:]
        for (index, value) in scalars.enumerated() where value != 0 && codes[value] == nil {
            codes[value] = UInt16(index / 191 + 0x81) << 8 | UInt16(index % 191 + 0x40)
        }
        self.codes = codes
    }

    static func isLead(_ byte: UInt8) -> Bool { byte >= 0x81 && byte <= 0xFE }

    static func isTrail(_ byte: UInt8) -> Bool { byte >= 0x40 && byte <= 0xFE }

    private static func index(_ lead: UInt8, _ trail: UInt8) -> Int { Int(lead - 0x81) * 191 + Int(trail - 0x40) }

    func scalar(_ lead: UInt8, _ trail: UInt8) -> Unicode.Scalar? {
        guard Self.isLead(lead), Self.isTrail(trail) else { return nil }
        let value = scalars[Self.index(lead, trail)]
        return value == 0 ? nil : Unicode.Scalar(value)
    }

    func bytes(_ scalar: Unicode.Scalar) -> [UInt8]? {
        codes[scalar.value].map { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }

    static let gb18030 = DoubleByteTable(["GB18030"])
    static let eucKR = DoubleByteTable(["UHC"])
    static let shiftJIS = DoubleByteTable(["SJIS", "CP932"])
    static let big5 = DoubleByteTable(["BIG5"], corrections: big5Corrections)

    /// Where the C library follows code page 950 and the Unicode consortium's table, which every other
    /// decoder for plain Big5 follows, says otherwise; C6A1–C7F2 is kana, Cyrillic and circled digits.
    private static let big5Corrections: [UInt16: Unicode.Scalar] = {
        var rows: [UInt16: Unicode.Scalar] = [
            0xA145: "•", 0xA14E: "､", 0xA1C2: "‾", 0xA1E3: "∼", 0xA1F2: "♁", 0xA1F3: "☉", 0xA241: "／",
            0xA242: "＼", 0xA244: "¥", 0xA246: "¢", 0xA247: "£",
        ]
        var block: [Unicode.Scalar] = ["ヾ", "ゝ", "ゞ", "々"]
        block += (0x3041...0x3093).compactMap(Unicode.Scalar.init)
        block += (0x30A1...0x30F6).compactMap(Unicode.Scalar.init)
        block += "ДЕЁЖЗИЙКЛМУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя".unicodeScalars
        block += "①②③④⑤⑥⑦⑧⑨⑩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽".unicodeScalars
        var (lead, trail): (UInt16, UInt16) = (0xC6, 0xA1)
        for scalar in block {
            rows[lead << 8 | trail] = scalar
            trail += 1
            if trail == 0x7F { trail = 0xA1 }
            if trail == 0xFF { (lead, trail) = (lead + 1, 0x40) }
        }
        return rows
    }()
}
