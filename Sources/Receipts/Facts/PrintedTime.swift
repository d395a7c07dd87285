// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// Dates and clocks as they stand on paper.
///
///     2026-11-25  2026/11/25  2026.11.25  20261125  2026年11月25日  25 Nov 2026  Nov 25, 2026  25/11/2026
///     12:03:44  12:03  12时03分44秒  02:56:25 PM  20261125120344
struct PrintedTime: Sendable, Hashable {
    var date: CivilDate?
    /// Seconds after midnight.
    var second: Int?
    /// A date stands there that can be read in two ways.
    var isDoubtful = false

    init(in text: [Character]) {
        let parts = Self.parts(text)
        (date, isDoubtful) = Self.date(parts)
        second = Self.clock(parts)
    }

    /// The time behind a label, with its rest from the next line where narrow paper broke it.
    init(in value: LabelledValue) {
        self.init(in: value.value)
        guard let wrapped = value.wrapped else { return }
        let rest = wrapped[value.value.count...]
        // `:56` can only go on; anything else is taken where the time was not whole.
        let goesOn = rest.count == 3 && rest.first == ":" && second != nil
        let whole = PrintedTime(in: wrapped)
        if goesOn || (moment == nil && whole.moment != nil && date != nil) { self = whole }
    }

    var moment: CivilTime? {
        guard let date, let second else { return nil }
        return CivilTime(date, secondOfDay: second)
    }

    /// A run of digits, a word, or one mark.
    private enum Part: Equatable {
        case digits(String)
        case word(String)
        case mark(Character)
    }

    private static func parts(_ text: [Character]) -> [Part] {
        var parts: [Part] = []
        for character in text.prefix(ReadableLine.longest) {
            let isDigit = PrintedAmount.digit(character) != nil
            let isLetter = character.isASCII && character.isLetter
            switch parts.last {
            case .digits(let run)? where isDigit: parts[parts.count - 1] = .digits(run + String(character))
            case .word(let run)? where isLetter: parts[parts.count - 1] = .word(run + character.uppercased())
            default:
                parts.append(
                    isDigit ? .digits(String(character)) : isLetter ? .word(character.uppercased()) : .mark(character))
            }
        }
        return parts
    }

    private static let months = [
        "JAN": 1, "FEB": 2, "MAR": 3, "APR": 4, "MAY": 5, "JUN": 6, "JUL": 7, "AUG": 8, "SEP": 9, "SEPT": 9, "OCT": 10,
        "NOV": 11, "DEC": 12, "JANUARY": 1, "FEBRUARY": 2, "MARCH": 3, "APRIL": 4, "JUNE": 6, "JULY": 7, "AUGUST": 8,
        "SEPTEMBER": 9, "OCTOBER": 10, "NOVEMBER": 11, "DECEMBER": 12,
    ]

    private static func number(_ part: Part?, lengths: ClosedRange<Int>) -> Int? {
        guard case .digits(let digits)? = part, lengths.contains(digits.count) else { return nil }
        return Int(digits)
    }

    private static func date(_ parts: [Part]) -> (CivilDate?, Bool) {
        var doubtful = false
        for index in parts.indices {
            if let date = compact(parts[index]) ?? yearFirst(parts, index) ?? named(parts, index) {
                return (date, false)
            }
            switch yearLast(parts, index) {
            case .some(.some(let date)): return (date, false)
            case .some(.none): doubtful = true
            case .none: break
            }
        }
        return (nil, doubtful)
    }

    /// `20261125`, also with a clock behind it.
    private static func compact(_ part: Part) -> CivilDate? {
        guard case .digits(let digits) = part, digits.count == 8 || digits.count == 14 else { return nil }
        guard let date = CivilDate(text: digits.prefix(8)), isPlausible(date) else { return nil }
        return date
    }

    private static func isPlausible(_ date: CivilDate) -> Bool { (1990...2099).contains(date.components.year) }

    private static func yearFirst(_ parts: [Part], _ index: Int) -> CivilDate? {
        guard index + 4 < parts.count, case .mark(let first) = parts[index + 1],
            case .mark(let second) = parts[index + 3],
            (first == second && "-/.".contains(first)) || (first == "年" && second == "月"),
            let year = number(parts[index], lengths: 4...4), let month = number(parts[index + 2], lengths: 1...2),
            let day = number(parts[index + 4], lengths: 1...2),
            let date = CivilDate(year: year, month: month, day: day),
            isPlausible(date)
        else { return nil }
        return date
    }

    /// `25/11/2026`: `.some(nil)` when day and month could be exchanged.
    private static func yearLast(_ parts: [Part], _ index: Int) -> CivilDate?? {
        guard index + 4 < parts.count, case .mark(let first) = parts[index + 1],
            case .mark(let second) = parts[index + 3],
            first == second, "-/.".contains(first), let one = number(parts[index], lengths: 1...2),
            let two = number(parts[index + 2], lengths: 1...2)
        else { return .none }
        let readings: Set<CivilDate>
        if let three = number(parts[index + 4], lengths: 2...2) {
            // Three pairs of digits can be read in three ways; a day above 12 or 31 may leave one.
            readings = dates([(2000 + one, two, three), (2000 + three, one, two), (2000 + three, two, one)])
        } else if let year = number(parts[index + 4], lengths: 4...4) {
            readings = dates([(year, two, one), (year, one, two)])
        } else {
            return .none
        }
        guard let only = readings.first else { return .none }
        return .some(readings.count == 1 ? only : nil)
    }

    private static func dates(_ readings: [(year: Int, month: Int, day: Int)]) -> Set<CivilDate> {
        Set(readings.compactMap { CivilDate(year: $0.year, month: $0.month, day: $0.day) }.filter(isPlausible))
    }

    /// `25 Nov 2026`, `25-Nov-2026`, `Nov 25, 2026`, `Monday 6th of April 2015`.
    private static func named(_ parts: [Part], _ index: Int) -> CivilDate? {
        guard case .word(let word) = parts[index], let month = months[word] else { return nil }
        let after = parts[(index + 1)...].drop(while: isBetween)
        let before = parts[..<index].reversed().drop(while: isBetween).first
        // `25 Nov 2026`: the year follows at once; `Nov 25, 2026`: the day stands between.
        if let year = number(after.first, lengths: 4...4), let day = number(before, lengths: 1...2) {
            return CivilDate(year: year, month: month, day: day).flatMap { isPlausible($0) ? $0 : nil }
        }
        let year = after.dropFirst().drop(while: isBetween).first
        guard let day = number(after.first, lengths: 1...2), let year = number(year, lengths: 4...4) else { return nil }
        return CivilDate(year: year, month: month, day: day).flatMap { isPlausible($0) ? $0 : nil }
    }

    private static func isBetween(_ part: Part) -> Bool {
        switch part {
        case .digits: false
        case .word(let word): ["OF", "TH", "ST", "ND", "RD"].contains(word)
        case .mark(let mark): " -,.".contains(mark)
        }
    }

    private static func clock(_ parts: [Part]) -> Int? {
        for index in parts.indices {
            if case .digits(let digits) = parts[index], digits.count == 14, compact(parts[index]) != nil {
                return CivilTime.secondOfDay(text: digits.suffix(6))
            }
            guard index + 2 < parts.count, case .mark(let mark) = parts[index + 1], mark == ":" || mark == "时",
                var hour = number(parts[index], lengths: 1...2), let minute = number(parts[index + 2], lengths: 2...2)
            else { continue }
            var second = 0
            var end = index + 3
            if index + 4 < parts.count, parts[index + 3] == .mark(mark == ":" ? ":" : "分"),
                let more = number(parts[index + 4], lengths: 2...2)
            {
                second = more
                end = index + 5
            }
            if case .word(let half)? = parts[end...].first(where: { $0 != .mark(" ") }), half == "PM" || half == "AM" {
                guard (1...12).contains(hour) else { continue }
                hour = hour % 12 + (half == "PM" ? 12 : 0)
            }
            guard hour < 24, minute < 60, second < 60 else { continue }
            return hour * 3_600 + minute * 60 + second
        }
        return nil
    }
}
