// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Numbers as people write them: `58`, `五十八`, `两千三`, `半`.
struct SpokenNumber {
    let value: Int
    let end: Int
    /// Whether it was written in Han characters, so that a bare one is not mistaken for an amount.
    let isHan: Bool
}

extension Scan {
    /// The whole number that begins here, at most 99,999,999.
    func number(at position: Int) -> SpokenNumber? {
        if let end = digitsEnd(position) {
            guard let value = integer(position..<end), value <= 99_999_999 else { return nil }
            return SpokenNumber(value: value, end: end, isHan: false)
        }
        return hanNumber(at: position)
    }

    /// Reads `五十八`, `三百零五`, `两万三`; a last digit after a unit stands for the next smaller unit.
    private func hanNumber(at position: Int) -> SpokenNumber? {
        var at = position
        var total = 0
        var section = 0
        var digit: Int?
        var lastUnit = 0
        var afterZero = false
        while let value = Self.hanValue(self[at]), at - position < 16 {
            if value < 10 {
                if digit != nil, digit != 0 { break }
                if value == 0 { afterZero = true }
                digit = value
            } else if value == 10_000 {
                section += digit ?? 0
                total += max(section, 1) * 10_000
                (section, digit, lastUnit, afterZero) = (0, nil, 10_000, false)
            } else {
                section += max(digit ?? 1, 1) * value
                (digit, lastUnit, afterZero) = (nil, value, false)
            }
            guard total <= 99_999_999 else { return nil }
            at += 1
        }
        guard at > position else { return nil }
        if let digit { section += digit * (lastUnit >= 100 && !afterZero ? lastUnit / 10 : 1) }
        let sum = total + section
        return sum <= 99_999_999 ? SpokenNumber(value: sum, end: at, isHan: true) : nil
    }

    /// 0 to 9 for one Han digit; nil for units and everything else.
    static func hanDigit(_ scalar: UInt32) -> Int? {
        hanValues[scalar].flatMap { $0 < 10 && scalar != 0x4E24 ? $0 : nil }
    }

    private static func hanValue(_ scalar: UInt32) -> Int? { hanValues[scalar] }

    private static let hanValues: [UInt32: Int] = {
        var table: [UInt32: Int] = [:]
        for (index, scalar) in "零一二三四五六七八九".unicodeScalars.enumerated() { table[scalar.value] = index }
        for (scalar, value) in zip("两十百千万".unicodeScalars, [2, 10, 100, 1_000, 10_000]) {
            table[scalar.value] = value
        }
        return table
    }()
}
