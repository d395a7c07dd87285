// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ISO8583

/// The dialect read the slow way, straight off its rules, to hold the fast reader to.
struct NaiveDialect {
    let dialect: Dialect

    /// Contents by field; nil for a message that is not one.
    func parse(_ wire: [UInt8]) -> (type: String, fields: [Int: [UInt8]])? {
        var rest = wire[...]
        guard let type = type(&rest), MessageType(type) != nil, let numbers = numbers(&rest) else { return nil }
        var (fields, todo): ([Int: [UInt8]], [Int]) = ([:], numbers)
        while !todo.isEmpty {
            let number = todo.removeFirst()
            if number == 65, dialect.bitmap.most == 3 {
                guard dialect.bitmap.thirdIsField65 else { continue }
                guard let bits = bits(&rest) else { return nil }
                todo += bits.map { $0 + 128 }
                continue
            }
            guard let layout = dialect[number]?.layout, let content = content(layout, &rest) else { return nil }
            fields[number] = content
        }
        let isWhole = dialect.requirements.allSatisfy { $0.type.text != type || fields[$0.field] != nil }
        return rest.isEmpty && isWhole ? (type, fields) : nil
    }

    private func take(_ count: Int, _ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// EBCDIC by the few rows that text needs: enough to be another table than the fast one's.
    private func character(_ byte: UInt8, _ isEBCDIC: Bool) -> UInt8 {
        guard isEBCDIC else { return byte }
        switch byte {
        case 0xF0...0xF9: return byte - 0xF0 + 48
        case 0xC1...0xC9: return byte - 0xC1 + 65
        case 0xD1...0xD9: return byte - 0xD1 + 74
        case 0xE2...0xE9: return byte - 0xE2 + 83
        case 0x81...0x89: return byte - 0x81 + 97
        case 0x91...0x99: return byte - 0x91 + 106
        case 0xA2...0xA9: return byte - 0xA2 + 115
        default:
            let signs: [UInt8: Character] = [
                0x40: " ", 0x4B: ".", 0x4C: "<", 0x4D: "(", 0x4E: "+", 0x4F: "|", 0x50: "&", 0x5A: "!", 0x5B: "$",
                0x5C: "*", 0x5D: ")", 0x5E: ";", 0x60: "-", 0x61: "/", 0x6B: ",", 0x6C: "%", 0x6D: "_", 0x6E: ">",
                0x6F: "?", 0x79: "`", 0x7A: ":", 0x7B: "#", 0x7C: "@", 0x7D: "'", 0x7E: "=", 0x7F: "\"", 0xA1: "~",
                0xB0: "^", 0xBA: "[", 0xBB: "]", 0xC0: "{", 0xD0: "}", 0xE0: "\\",
            ]
            return signs[byte]?.asciiValue ?? 0
        }
    }

    private func type(_ rest: inout ArraySlice<UInt8>) -> String? {
        if dialect.typeEncoding == .bcd { return take(2, &rest).map(hex) }
        return take(4, &rest).map { bytes in
            String(decoding: bytes.map { character($0, dialect.typeEncoding == .ebcdic) }, as: UTF8.self)
        }
    }

    private func bits(_ rest: inout ArraySlice<UInt8>) -> [Int]? {
        guard let taken = take(dialect.bitmap.isHexadecimal ? 16 : 8, &rest) else { return nil }
        let digits = dialect.bitmap.isHexadecimal ? String(decoding: taken, as: UTF8.self) : hex(taken)
        guard digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
        let binary = digits.flatMap { digit in
            let value = digit.hexDigitValue ?? 0
            return [8, 4, 2, 1].map { value & $0 != 0 }
        }
        return binary.indices.filter { binary[$0] }.map { $0 + 1 }
    }

    private func numbers(_ rest: inout ArraySlice<UInt8>) -> [Int]? {
        let rule = dialect.bitmap
        guard var numbers = bits(&rest) else { return nil }
        if numbers.first == 1 || rule.least > 1 {
            guard rule.most > 1, let more = bits(&rest) else { return nil }
            numbers += more.map { $0 + 64 }
        }
        if rule.most > 2, !rule.thirdIsField65, numbers.contains(65) || rule.least > 2 {
            guard let more = bits(&rest) else { return nil }
            numbers += more.map { $0 + 128 }
        }
        return numbers.filter { $0 != 1 }
    }

    private func content(_ layout: FieldLayout, _ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        var count = Int(layout.limit)
        if layout.prefix != .fixed {
            guard let length = length(layout, &rest) else { return nil }
            count = length
            if layout.counting == .octets {
                if layout.encoding == .hex, !count.isMultiple(of: 2) { return nil }
                count = layout.encoding == .hex ? count / 2 : layout.encoding == .bcd ? count * 2 : count
            }
            if count > Int(layout.limit) { return nil }
        }
        guard let content = characters(layout, count, &rest) else { return nil }
        for (place, byte) in content.enumerated() where !passes(layout, byte, place) { return nil }
        let isNone = layout.zerosAreNoDate && content.allSatisfy { $0 == 48 }
        return layout.form == .none || isNone || isDate(content, layout.form) ? content : nil
    }

    private func length(_ layout: FieldLayout, _ rest: inout ArraySlice<UInt8>) -> Int? {
        let digits = Int(layout.prefixDigits)
        switch layout.prefix {
        case .fixed: return 0
        case .ascii: return take(digits, &rest).flatMap { number(String(decoding: $0, as: UTF8.self)) }
        case .ebcdic:
            return take(digits, &rest).flatMap { bytes in
                number(String(decoding: bytes.map { character($0, true) }, as: UTF8.self))
            }
        case .bcd: return take((digits + 1) / 2, &rest).flatMap { number(hex($0)) }
        case .binary: return take(digits < 3 ? 1 : 2, &rest).flatMap { Int(hex($0), radix: 16) }
        }
    }

    private func number(_ text: String) -> Int? { text.allSatisfy { "0123456789".contains($0) } ? Int(text) : nil }

    private func characters(_ layout: FieldLayout, _ count: Int, _ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        switch layout.encoding {
        case .ascii, .binary: return take(count, &rest)
        case .ebcdic: return take(count, &rest).map { $0.map { character($0, true) } }
        case .hex:
            guard let digits = take(count * 2, &rest) else { return nil }
            let text = Array(String(decoding: digits, as: UTF8.self))
            guard text.count == digits.count, text.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
            return stride(from: 0, to: text.count, by: 2).compactMap { UInt8(String(text[$0...$0 + 1]), radix: 16) }
        case .bcd:
            guard layout.content != .x else { return signed(count, &rest) }
            guard let packed = take((count + 1) / 2, &rest) else { return nil }
            var nibbles = packed.flatMap { [$0 >> 4, $0 & 15] }
            if !count.isMultiple(of: 2) {
                let pad = layout.oddNibble == .leftZero ? nibbles.removeFirst() : nibbles.removeLast()
                guard pad == 0 || (pad == 15 && layout.oddNibble != .leftZero) else { return nil }
            }
            return nibbles.map { 48 + $0 }
        }
    }

    private func signed(_ count: Int, _ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard let sign = take(1, &rest), let packed = take((count - 1) / 2, &rest) else { return nil }
        return sign + packed.flatMap { [48 + $0 >> 4, 48 + $0 & 15] }
    }

    private func passes(_ layout: FieldLayout, _ byte: UInt8, _ place: Int) -> Bool {
        let character = Character(Unicode.Scalar(byte))
        let isLetter = character.isASCII && character.isLetter
        let isDigit = "0123456789".contains(character)
        let isPrintable = (32...126).contains(byte)
        switch layout.content {
        case .n: return isDigit
        case .a: return isLetter || character == " "
        case .an: return isLetter || isDigit || character == " "
        case .ns: return isPrintable && !isLetter
        case .ans: return isPrintable || (byte > 127 && dialect.characters != .ascii)
        case .z: return (48...63).contains(byte) || (character == "D" && layout.encoding != .bcd)
        case .x: return place == 0 ? character == "C" || character == "D" : isDigit
        case .b, .any: return true
        }
    }

    private func isDate(_ content: [UInt8], _ form: DateForm) -> Bool {
        var text = String(decoding: content, as: UTF8.self)[...]
        let pattern = Array(form.spelling)
        guard text.count == pattern.count else { return false }
        var month = 0
        for part in stride(from: 0, to: pattern.count, by: 2).map({ String(pattern[$0...$0 + 1]) }) {
            guard let value = Int(text.prefix(2)) else { return false }
            text = text.dropFirst(2)
            switch part {
            case "MM":
                month = value
                guard (1...12).contains(value) else { return false }
            case "DD":
                guard (1...[31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]).contains(value) else {
                    return false
                }
            case "hh": guard value < 24 else { return false }
            case "mm", "ss": guard value < 60 else { return false }
            default: break
            }
        }
        return true
    }
}
