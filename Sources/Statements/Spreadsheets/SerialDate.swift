// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Dates and times that a spreadsheet keeps as a count of days.
///
///     1900: 1 = 1 Jan 1900 … 59 = 28 Feb 1900, 60 = a day that never was, 61 = 1 Mar 1900 …
///     1904: 0 = 1 Jan 1904 …
enum SerialDate {
    /// What a format of numbers shows of one.
    struct Shows: Hashable, Sendable {
        var date: Bool
        var time: Bool
    }

    /// `2026-11-20 15:03:07`, `2026-11-20` or `15:03:07`; nil for a day that does not exist.
    ///
    /// A time that the format hides is still given: it is in the cell.
    static func text(_ number: SheetNumber, shows: Shows, is1904: Bool) -> [UInt8]? {
        guard let (days, seconds) = number.daysAndSeconds else { return nil }
        let clock = { clockText(seconds) }
        if shows.time, !shows.date, days == 0 { return clock() }
        guard let date = date(days, is1904: is1904) else { return nil }
        var text = Array(date.description.utf8)
        if shows.time || seconds > 0 {
            text.append(0x20)
            text += clock()
        }
        return text
    }

    private static func date(_ days: Int, is1904: Bool) -> CivilDate? {
        if is1904 { return CivilDate(year: 1904, month: 1, day: 1)?.adding(days: days) }
        guard days > 0, days != 60, let first = CivilDate(year: 1899, month: 12, day: 31) else { return nil }
        // 1900 was no leap year, but the day is counted: from March on everything is one day late.
        return first.adding(days: days > 60 ? days - 1 : days)
    }

    private static func clockText(_ seconds: Int) -> [UInt8] {
        var text: [UInt8] = []
        for part in [seconds / 3_600, seconds / 60 % 60, seconds % 60] {
            if !text.isEmpty { text.append(UInt8(ascii: ":")) }
            text.append(UInt8(48 + part / 10))
            text.append(UInt8(48 + part % 10))
        }
        return text
    }

    /// The date of a cell that holds it as text of ISO 8601, with a blank between date and time.
    static func iso(_ text: [UInt8]) -> [UInt8] {
        var result = text
        if result.count > 10, result[10] == UInt8(ascii: "T") { result[10] = 0x20 }
        // Spreadsheets know no zone; fractions of a second are not kept.
        if result.last == UInt8(ascii: "Z") { result.removeLast() }
        if result.count > 19, result[19] == UInt8(ascii: ".") { result.removeSubrange(19...) }
        return result
    }
}
