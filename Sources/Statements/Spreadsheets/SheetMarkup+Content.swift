// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension SheetMarkup {
    /// Whether the tag's name, without its prefix, is this.
    @inline(__always)
    func isNamed(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard name.count == count else { return false }
        return text.withUTF8Buffer { letters in
            for index in 0..<count where unsafe letters[index] != buffer[name.lowerBound + index] { return false }
            return true
        }
    }

    /// The value of an attribute without a prefix, as it stands in the tag; nil when the tag has none.
    func attribute(_ wanted: UInt8) -> Range<Int>? {
        var index = name.upperBound
        let end = range.upperBound
        while index < end {
            while index < end, buffer[index] <= 0x20 { index += 1 }
            let start = index
            while index < end, buffer[index] != UInt8(ascii: "="), buffer[index] > 0x20 { index += 1 }
            let isWanted = index == start + 1 && buffer[start] == wanted
            while index < end, buffer[index] <= 0x20 || buffer[index] == UInt8(ascii: "=") { index += 1 }
            guard index < end else { return nil }
            let quote = buffer[index]
            guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
            index += 1
            let valueStart = index
            while index < end, buffer[index] != quote { index += 1 }
            if isWanted { return valueStart..<index }
            index += 1
        }
        return nil
    }

    /// An attribute as text, its name of any length; for rare tags.
    func text(ofAttribute wanted: String) -> String? {
        let letters = Array(wanted.utf8)
        var index = name.upperBound
        let end = range.upperBound
        while index < end {
            while index < end, buffer[index] <= 0x20 { index += 1 }
            let start = index
            while index < end, buffer[index] != UInt8(ascii: "="), buffer[index] > 0x20 { index += 1 }
            let isWanted = buffer[start..<index].elementsEqual(letters)
            while index < end, buffer[index] <= 0x20 || buffer[index] == UInt8(ascii: "=") { index += 1 }
            guard index < end else { return nil }
            let quote = buffer[index]
            guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
            index += 1
            let valueStart = index
            while index < end, buffer[index] != quote { index += 1 }
            if isWanted {
                var value: [UInt8] = []
                guard CellText.append(buffer[valueStart..<index], to: &value) else { return nil }
                return String(decoding: value, as: UTF8.self)
            }
            index += 1
        }
        return nil
    }

    /// A whole number written in digits; nil for anything else.
    func number(_ range: Range<Int>) -> Int? {
        guard !range.isEmpty, range.count <= 9 else { return nil }
        var value = 0
        for index in range {
            let digit = buffer[index]
            guard digit >= 48, digit <= 57 else { return nil }
            value = value * 10 + Int(digit - 48)
        }
        return value
    }
}
