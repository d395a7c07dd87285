// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// An amount of yuan in the capital numerals that nobody can turn into others (人民币大写).
///
///     1,409.50   壹仟肆佰零玖元伍角整      6,007.14   陆仟零柒元壹角肆分      325.04   叁佰贰拾伍元零肆分
///
/// The zero that the central bank's rule leaves free (万 or 元 place empty, the next one not) is not written; 整
/// closes every amount that ends before 分.
public struct CapitalAmount: Sendable, Hashable, CustomStringConvertible {
    public let description: String

    /// - Parameter fen: hundredths of a yuan; below zero begins with 负.
    public init(fen: Int64) {
        let magnitude = fen.magnitude
        let yuan = magnitude / 100
        let jiao = Int(magnitude / 10 % 10)
        let rest = Int(magnitude % 10)
        var text = fen < 0 ? "负" : ""
        if yuan > 0 || magnitude == 0 { text += Self.words(of: yuan) + "元" }
        if jiao > 0 {
            text += Self.digits[jiao] + "角"
        } else if rest > 0, yuan > 0 {
            text += "零"
        }
        text += rest > 0 ? Self.digits[rest] + "分" : "整"
        description = text
    }

    private static let digits = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"]

    /// Whole yuan; 亿 and 万 each split a number into a front and a rest that are said the same way.
    private static func words(of number: UInt64) -> String {
        guard number > 0 else { return digits[0] }
        for (size, unit) in [(UInt64(100_000_000), "亿"), (10_000, "万"), (1_000, "仟"), (100, "佰"), (10, "拾")]
        where number >= size {
            let rest = number % size
            let front = words(of: number / size) + unit
            // A gap between the front and the next digit that is not zero is said once.
            return rest == 0 ? front : front + (rest < size / 10 ? digits[0] : "") + words(of: rest)
        }
        return digits[Int(number)]
    }
}
