// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

extension TimeText {
    /// A time with its offset from UTC, as the UTC clock shows it: `2026-11-20T15:03:07Z`,
    /// `2026-11-20T07:03:07.250-08:00`, `2026/11/20 07:03:07 -0800`. Parts of a second are dropped.
    ///
    /// nil for anything else, also for a time without an offset.
    static func utc(_ text: ArraySlice<UInt8>) -> CivilTime? {
        guard let mark = text.firstIndex(where: { $0 == 0x20 || $0 == UInt8(ascii: "T") }) else { return nil }
        guard let date = date(text[..<mark]) else { return nil }
        let rest = text[(mark + 1)...]
        guard rest.count >= 9, let second = secondOfDay(rest.prefix(8)) else { return nil }
        var tail = rest.dropFirst(8)
        if tail.first == UInt8(ascii: ".") {
            let digits = tail.dropFirst().prefix { $0 >= 48 && $0 <= 57 }
            guard (1...9).contains(digits.count) else { return nil }
            tail = tail[digits.endIndex...]
        }
        guard let offset = offset(tail.trimmingBlanks()) else { return nil }
        return CivilTime(secondsSinceEpoch: CivilTime(date, secondOfDay: second).secondsSinceEpoch - Int64(offset))
    }

    /// Seconds east of UTC: `Z`, `+08:00`, `-0800`.
    private static func offset(_ text: ArraySlice<UInt8>) -> Int? {
        if text.elementsEqual("Z".utf8) { return 0 }
        guard let sign = text.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
        let digits = text.dropFirst().filter { $0 != UInt8(ascii: ":") }
        guard digits.count == 4, text.count == 5 || (text.count == 6 && text.dropFirst(3).first == UInt8(ascii: ":")),
            let hours = number(digits[0..<2]), let minutes = number(digits[2..<4]), hours <= 14, minutes < 60
        else { return nil }
        return (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -60 : 60)
    }
}
