// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension SettingsReader {
    /// Text in quotes: `"…"` with escapes, `'…'` as it stands, three of either across lines.
    mutating func text(isKey: Bool) throws(Failure) -> String {
        let mark = bytes[at]
        let start = at
        let isLong = !isKey && at + 2 < bytes.count && bytes[at + 1] == mark && bytes[at + 2] == mark
        at += isLong ? 3 : 1
        if isLong {
            // A line end right after the opening marks is not part of the text.
            if isLineEnd { at += peek == 13 ? 2 : 1 }
        }
        var text: [UInt8] = []
        while let byte = peek {
            if byte == mark, !isLong || isClosed(by: mark) {
                at += isLong ? 3 : 1
                // Up to two marks may stand before the closing three.
                for _ in 0..<2 where isLong && peek == mark {
                    text.append(mark)
                    at += 1
                }
                return String(decoding: text, as: UTF8.self)
            }
            if byte == UInt8(ascii: "\\"), mark == UInt8(ascii: "\"") {
                try escape(into: &text, isLong: isLong)
                continue
            }
            let isBreak = isLong && (byte == 10 || isLineEnd)
            guard byte >= 32 && byte != 127 || byte == 9 || isBreak else {
                if byte == 10 || isLineEnd { break }
                throw controlCharacter
            }
            text.append(byte)
            at += 1
        }
        at = start
        throw failure(zh: "引号没有结束", en: "the closing quote is missing")
    }

    private func isClosed(by mark: UInt8) -> Bool {
        at + 2 < bytes.count && bytes[at + 1] == mark && bytes[at + 2] == mark
    }

    private mutating func escape(into text: inout [UInt8], isLong: Bool) throws(Failure) {
        at += 1
        guard let letter = peek else { throw failure(zh: "反斜杠后无内容", en: "nothing follows the backslash") }
        if isLong, letter == 10 || letter == 32 || letter == 9 || isLineEnd { return try joinLines() }
        at += 1
        switch letter {
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(letter)
        case UInt8(ascii: "u"): text += try scalar(digits: 4)
        case UInt8(ascii: "U"): text += try scalar(digits: 8)
        default:
            at -= 1
            throw failure(zh: "未知的反斜杠写法", en: "an unknown backslash sequence")
        }
    }

    /// A backslash at the end of a line swallows the blanks and line ends that follow.
    private mutating func joinLines() throws(Failure) {
        var sawLineEnd = false
        while let byte = peek, byte == 32 || byte == 9 || byte == 10 || isLineEnd {
            sawLineEnd = sawLineEnd || byte == 10
            at += 1
        }
        guard sawLineEnd else { throw failure(zh: "未知的反斜杠写法", en: "an unknown backslash sequence") }
    }

    private mutating func scalar(digits: Int) throws(Failure) -> [UInt8] {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, value <= 0x0FFF_FFFF
            else { throw failure(zh: "应为十六进制数字", en: "a hexadecimal digit is expected") }
            value = value << 4 | UInt32(digit)
            at += 1
        }
        guard let scalar = Unicode.Scalar(value), value != 0 else {
            throw failure(zh: "不是可用的字符", en: "not a usable character")
        }
        return Array(String(Character(scalar)).utf8)
    }
}
