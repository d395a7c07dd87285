// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// CODE93: six elements a character, two check characters, lower case by shift characters.
enum Code93 {
    static func stripes(_ data: [UInt8]) -> [Int]? {
        guard !data.isEmpty else { return nil }
        var values: [Int] = []
        for byte in data {
            guard let coded = values93(byte) else { return nil }
            values += coded
        }
        values.append(check(values, period: 20))
        values.append(check(values, period: 15))
        let body = ([start] + values.map { elements[$0] } + [start]).flatMap { $0 }
        return body + [1]
    }

    /// Weights 1…period from the right, modulo 47.
    private static func check(_ values: [Int], period: Int) -> Int {
        values.reversed().enumerated().reduce(0) { ($0 + $1.element * ($1.offset % period + 1)) % 47 }
    }

    private static let plain = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%".utf8)
    private static let (dollar, percent, slash, plus) = (43, 44, 45, 46)

    private static func values93(_ byte: UInt8) -> [Int]? {
        if let value = plain.firstIndex(of: byte) { return [value] }
        let letter = { (offset: UInt8) in Int(offset) + 10 }
        switch byte {
        case 0: return [percent, letter(20)]
        case 1...26: return [dollar, letter(byte - 1)]
        case 27...31: return [percent, letter(byte - 27)]
        case 33...47: return [slash, letter(byte - 33)]
        case 58: return [slash, letter(25)]
        case 59...63: return [percent, letter(byte - 59 + 5)]
        case 64: return [percent, letter(21)]
        case 91...95: return [percent, letter(byte - 91 + 10)]
        case 96: return [percent, letter(22)]
        case 97...122: return [plus, letter(byte - 97)]
        case 123...127: return [percent, letter(byte - 123 + 15)]
        default: return nil
        }
    }

    private static let start = [1, 1, 1, 1, 4, 1]
    private static let elements: [[Int]] = """
        131112 111213 111312 111411 121113 121212 121311 111114 131211 141111 211113 211212 211311 221112 221211 \
        231111 112113 112212 112311 122112 132111 111123 111222 111321 121122 131121 212112 212211 211122 211221 \
        221121 222111 112122 112221 122121 123111 121131 311112 311211 321111 112131 113121 211131 121221 312111 \
        311121 122211
        """.split(separator: " ").map { $0.compactMap(\.wholeNumberValue) }
}
