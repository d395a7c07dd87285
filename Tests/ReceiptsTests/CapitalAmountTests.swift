// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Receipts
import Testing

@Suite struct CapitalAmountTests {
    /// Examples of the central bank's rule for filling in bills, and the edges.
    static let examples: [(Int64, String)] = [
        (0, "零元整"), (5, "伍分"), (50, "伍角整"), (55, "伍角伍分"), (100, "壹元整"), (105, "壹元零伍分"),
        (1_000, "壹拾元整"), (5_800, "伍拾捌元整"), (10_005, "壹佰元零伍分"), (32_504, "叁佰贰拾伍元零肆分"),
        (140_950, "壹仟肆佰零玖元伍角整"), (600_714, "陆仟零柒元壹角肆分"), (168_032, "壹仟陆佰捌拾元叁角贰分"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"), (10_700_053, "壹拾万柒仟元伍角叁分"),
        (1_000_500, "壹万零伍元整"), (10_000_000_000, "壹亿元整"), (10_000_000_100, "壹亿零壹元整"),
        (123_456_789, "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分"), (-5_800, "负伍拾捌元整"),
        (.max, "玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零柒分"),
        (.min, "负玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零捌分"),
    ]

    @Test(arguments: examples)
    func `an amount is written as the rule says`(_ fen: Int64, _ words: String) {
        #expect(CapitalAmount(fen: fen).description == words)
    }

    @Test func `any amount reads as its naive twin writes it`() {
        var chance = Chance(seed: 7)
        for _ in 0..<20_000 {
            // All lengths alike, with many zeros inside.
            var fen: Int64 = 0
            for _ in 0..<chance.below(13) { fen = fen * 10 + Int64(chance.below(3) == 0 ? chance.below(10) : 0) }
            fen = fen * 10 + Int64(chance.below(10))
            #expect(CapitalAmount(fen: fen).description == NaiveCapitals.words(of: fen), "\(fen)")
        }
    }

    @Test func `any amount can be read back`() {
        var chance = Chance(seed: 8)
        for _ in 0..<20_000 {
            let fen = Int64(chance.below(1_000_000_000_000_000)) / [1, 100, 10_000, 100_000_000][chance.below(4)]
            #expect(NaiveCapitals.fen(of: CapitalAmount(fen: fen).description) == fen)
        }
    }
}

/// The same by places: each digit gets its unit, then zeros are thinned out by replacing texts.
enum NaiveCapitals {
    static let digits: [Character] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"]

    /// Up to 13 digits of fen.
    static func words(of fen: Int64) -> String {
        let units = ["分", "角", "元", "拾", "佰", "仟", "万", "拾", "佰", "仟", "亿", "拾", "佰", "仟"]
        var text = ""
        for (place, digit) in String(fen).reversed().enumerated() {
            text = String(digits[Int(String(digit)) ?? 0]) + units[place] + text
        }
        for unit in ["拾", "佰", "仟"] { text.replace("零" + unit, with: "零") }
        while text.contains("零零") { text.replace("零零", with: "零") }
        text.replace("零亿", with: "亿")
        // A whole group of zeros between 亿 and the rest is said as one zero.
        text.replace("亿零万", with: "亿零")
        text.replace("零万", with: "万")
        while text.contains("零零") { text.replace("零零", with: "零") }
        text.replace("零元", with: "元")
        text.replace("零角零分", with: "整")
        text.replace("零分", with: "整")
        text.replace("零角", with: "零")
        if text.hasPrefix("元零") { text.removeFirst(2) }
        if text.hasPrefix("元整") { return "零元整" }
        if text.hasPrefix("元") { text.removeFirst() }
        if text.hasPrefix("零") { text.removeFirst() }
        return text == "整" ? "零元整" : text.hasSuffix("角") || text.hasSuffix("元") ? text + "整" : text
    }

    static func fen(of words: String) -> Int64 {
        var yuan: Int64 = 0
        var section: Int64 = 0
        var digit: Int64 = 0
        var fen: Int64 = 0
        for character in words {
            switch character {
            case "拾", "佰", "仟":
                section += digit * (character == "拾" ? 10 : character == "佰" ? 100 : 1_000)
                digit = 0
            case "万":
                yuan += (section + digit) * 10_000
                (section, digit) = (0, 0)
            case "亿":
                yuan = (yuan + section + digit) * 100_000_000
                (section, digit) = (0, 0)
            case "元":
                yuan += section + digit
                (section, digit) = (0, 0)
            case "角", "分":
                fen += digit * (character == "角" ? 10 : 1)
                digit = 0
            default: digit = Int64(digits.firstIndex(of: character) ?? 0)
            }
        }
        return yuan * 100 + fen
    }
}

/// Numbers that look like chance and are the same every time.
struct Chance {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
