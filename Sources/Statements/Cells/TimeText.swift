// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Reads dates and times from bytes without making strings.
enum TimeText {
    /// `2026-11-20 15:03:07`, `2026/11/20 15:03`, `2026-11-20T15:03:07`, `2026/1/5 9:05`, any blanks between.
    static func time(_ text: ArraySlice<UInt8>) -> CivilTime? {
        let mark = text.firstIndex { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: "T") }
        guard let mark, let date = date(text[..<mark]) else { return nil }
        guard let second = secondOfDay(text[(mark + 1)...].trimmingBlanks()) else { return nil }
        return CivilTime(date, secondOfDay: second)
    }

    /// `2026-11-20`, `2026/11/20`, `20261120`; `2026/1/5` as spreadsheets show it.
    static func date(_ text: ArraySlice<UInt8>) -> CivilDate? {
        let at = text.startIndex
        switch text.count {
        case 8 where text[at + 4] >= 48:
            guard let year = number(text.prefix(4)), let month = number(text[(at + 4)..<(at + 6)]) else { return nil }
            guard let day = number(text.suffix(2)) else { return nil }
            return CivilDate(year: year, month: month, day: day)
        case 10:
            let mark = text[at + 4]
            guard mark == text[at + 7], mark == UInt8(ascii: "-") || mark == UInt8(ascii: "/") else { return nil }
            guard let year = number(text.prefix(4)), let month = number(text[(at + 5)..<(at + 7)]) else { return nil }
            guard let day = number(text.suffix(2)) else { return nil }
            return CivilDate(year: year, month: month, day: day)
        case 8, 9: return CivilDate(fileText: String(decoding: text, as: UTF8.self))
        default: return nil
        }
    }

    /// `15:03:07`, `15:03`, `150307`, `9:05`.
    static func secondOfDay(_ text: ArraySlice<UInt8>) -> Int? {
        let colon = UInt8(ascii: ":")
        let isShort = (text.count == 4 || text.count == 7) && text[text.startIndex + 1] == colon
        let text = isShort ? ([UInt8(ascii: "0")] + text)[...] : text
        let at = text.startIndex
        var second: Int? = 0
        let hour: Int?
        let minute: Int?
        switch text.count {
        case 8 where text[at + 2] == colon && text[at + 5] == colon:
            (hour, minute) = (number(text.prefix(2)), number(text[(at + 3)..<(at + 5)]))
            second = number(text.suffix(2))
        case 5 where text[at + 2] == colon: (hour, minute) = (number(text.prefix(2)), number(text.suffix(2)))
        case 6:
            (hour, minute) = (number(text.prefix(2)), number(text[(at + 2)..<(at + 4)]))
            second = number(text.suffix(2))
        default: return nil
        }
        guard let hour, let minute, let second, hour < 24, minute < 60, second < 60 else { return nil }
        return hour * 3_600 + minute * 60 + second
    }

    /// A short run of digits; nil for anything else.
    static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.count <= 9 else { return nil }
        var value = 0
        for digit in digits {
            guard digit >= 48, digit <= 57 else { return nil }
            value = value * 10 + Int(digit - 48)
        }
        return value
    }
}
