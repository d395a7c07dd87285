// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// CODE128: eleven modules a character, three code sets.
///
/// In `GS k` the data names its set itself: `{A`, `{B`, `{C` select, `{S` shifts, `{1`…`{4` are the functions,
/// `{{` is a brace. Data without a selector is coded as set B, with set C for long runs of digits.
enum Code128 {
    static func stripes(_ data: [UInt8], isGS1: Bool) -> [Int]? {
        guard var values = isSelected(data) ? selected(data) : automatic(data), values.count > 1 else { return nil }
        if isGS1, values[1] != function1 { values.insert(function1, at: 1) }
        let sum = values.enumerated().reduce(0) { ($0 + $1.element * max($1.offset, 1)) % 103 }
        return (values + [sum]).flatMap { elements[$0] } + [2, 3, 3, 1, 1, 1, 2]
    }

    /// The data as people read it: without selectors, pairs of set C as digits.
    static func plain(_ data: [UInt8]) -> [UInt8] {
        guard isSelected(data) else { return data }
        var text: [UInt8] = []
        var isPairs = false
        var index = 0
        while index < data.count {
            if data[index] == 0x7B, index + 1 < data.count {
                switch data[index + 1] {
                case 0x41, 0x42: isPairs = false
                case 0x43: isPairs = true
                case 0x7B: text.append(0x7B)
                default: break
                }
                index += 2
                continue
            }
            if isPairs, data[index] < 100 {
                text += [0x30 + data[index] / 10, 0x30 + data[index] % 10]
            } else {
                text.append(data[index])
            }
            index += 1
        }
        return text
    }

    private static func isSelected(_ data: [UInt8]) -> Bool {
        data.count >= 2 && data[0] == 0x7B && (0x41...0x43).contains(data[1])
    }

    private static let function1 = 102
    private static let starts: [UInt8: Int] = [0x41: 103, 0x42: 104, 0x43: 105]
    private static let switches: [UInt8: Int] = [0x41: 101, 0x42: 100, 0x43: 99]

    private static func selected(_ data: [UInt8]) -> [Int]? {
        guard var set = data.dropFirst().first, let start = starts[set] else { return nil }
        var values = [start]
        var shifted = false
        var index = 2
        while index < data.count {
            let byte = data[index]
            index += 1
            if byte == 0x7B {
                guard index < data.count else { return nil }
                let mark = data[index]
                index += 1
                if let code = switches[mark] {
                    if mark != set { values.append(code) }
                    set = mark
                } else if mark == 0x53, set != 0x43 {
                    values.append(98)
                    shifted = true
                } else if let code = function(mark, set) {
                    values.append(code)
                } else {
                    return nil
                }
                continue
            }
            let active: UInt8 = shifted ? (set == 0x41 ? 0x42 : 0x41) : set
            shifted = false
            guard let value = value(byte, active) else { return nil }
            values.append(value)
        }
        return values
    }

    private static func function(_ mark: UInt8, _ set: UInt8) -> Int? {
        switch mark {
        case 0x31: function1
        case 0x32: set == 0x43 ? nil : 97
        case 0x33: set == 0x43 ? nil : 96
        case 0x34: set == 0x41 ? 101 : set == 0x42 ? 100 : nil
        case 0x7B: set == 0x42 ? 91 : nil
        default: nil
        }
    }

    private static func value(_ byte: UInt8, _ set: UInt8) -> Int? {
        switch set {
        case 0x41: byte < 0x20 ? Int(byte) + 64 : byte < 0x60 ? Int(byte) - 32 : nil
        case 0x42: (0x20...0x7F).contains(byte) ? Int(byte) - 32 : nil
        default: byte < 100 ? Int(byte) : nil
        }
    }

    /// Set B, and set C where four or more digits stand together.
    private static func automatic(_ data: [UInt8]) -> [Int]? {
        var values: [Int] = []
        var inPairs = false
        var index = 0
        while index < data.count {
            let run = data[index...].prefix { (0x30...0x39).contains($0) }.count
            if run >= (inPairs ? 2 : 4) {
                if !inPairs { values.append(values.isEmpty ? 105 : 99) }
                inPairs = true
                values.append(Int(data[index] - 0x30) * 10 + Int(data[index + 1] - 0x30))
                index += 2
                continue
            }
            if inPairs || values.isEmpty { values.append(values.isEmpty ? 104 : 100) }
            inPairs = false
            guard let value = value(data[index], 0x42) else { return nil }
            values.append(value)
            index += 1
        }
        return values
    }

    private static let elements: [[Int]] = """
        212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 \
        113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 \
        212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 \
        113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 \
        314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 \
        241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 \
        214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 \
        211232
        """.split(separator: " ").map { $0.compactMap(\.wholeNumberValue) }
}
