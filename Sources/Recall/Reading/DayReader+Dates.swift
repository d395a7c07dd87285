// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

extension DayReader {
    private func found(_ day: CivilDate, _ end: Int) -> Found { ([day...day], end) }

    /// A day without a year is the latest such day that is not in the future (one day's slack for clocks).
    func latest(month: Int, day: Int) -> CivilDate? {
        let year = today.components.year
        for candidate in [year, year - 1, year - 2, year - 3, year - 4] {
            guard let date = CivilDate(year: candidate, month: month, day: day) else { continue }
            if date <= today.adding(days: 1) { return date }
        }
        return nil
    }

    /// `2026-11-20`, `2026/11/20`, `2026.11.20`, `20261120`, `11-20`, `11/20`.
    func numeric(at position: Int) -> Found? {
        guard let end = scan.digitsEnd(position) else { return nil }
        let digits = end - position
        if digits == 8, let date = compact(position, end) { return found(date, end) }
        guard digits <= 4, let first = scan.integer(position..<end) else { return nil }
        let mark = scan[end]
        guard mark == 45 || mark == 47 || mark == 46, let secondEnd = scan.digitsEnd(end + 1),
            let second = scan.integer(end + 1..<secondEnd), secondEnd - end <= 3
        else { return nil }
        if scan[secondEnd] == mark, let thirdEnd = scan.digitsEnd(secondEnd + 1) {
            return threeParts(first, second, digits: digits, secondEnd + 1..<thirdEnd)
        }
        // `3-4点` is a stretch of hours and `10-20元` one of money.
        let after = scan.skippingBlanks(secondEnd)
        guard scan.end(ofAny: ["点", "时", "am", "pm", "元", "块"], at: after) == nil else { return nil }
        // `11.20` is an amount; `11/20/` and `1-2-x` are something else.
        guard mark != 46, digits <= 2, scan[secondEnd] != mark else { return nil }
        if let date = latest(month: first, day: second) { return found(date, secondEnd) }
        if mark == 47, let date = latest(month: second, day: first) { return found(date, secondEnd) }
        return nil
    }

    private func compact(_ position: Int, _ end: Int) -> CivilDate? {
        guard let date = CivilDate(text: scan.substring(position..<end)) else { return nil }
        let year = date.components.year
        return year >= 2000 && date <= today.adding(days: 366) ? date : nil
    }

    private func threeParts(_ first: Int, _ second: Int, digits: Int, _ range: Range<Int>) -> Found? {
        guard let third = scan.integer(range), range.count <= 4 else { return nil }
        if digits == 4 {
            return CivilDate(year: first, month: second, day: third).map { found($0, range.upperBound) }
        }
        guard range.count == 4 || range.count == 2 else { return nil }
        let year = range.count == 4 ? third : 2000 + third
        // Day first in most of the world, month first in some: both stay when both exist.
        var dates: [CivilDate] = []
        for (day, month) in [(first, second), (second, first)] {
            guard let date = CivilDate(year: year, month: month, day: day), !dates.contains(date) else { continue }
            dates.append(date)
        }
        return dates.isEmpty ? nil : (dates.map { $0...$0 }, range.upperBound)
    }

    /// `2026年11月20日`, `11月20号`, `十一月二十`.
    func monthAndDay(at position: Int) -> Found? {
        guard let first = scan.number(at: position) else { return nil }
        var year: Int?
        var month = first
        if let after = scan.end(of: "年", at: scan.skippingBlanks(first.end)), first.value >= 20 {
            year = first.value < 100 ? 2000 + first.value : first.value
            guard let next = scan.number(at: scan.skippingBlanks(after)) else { return nil }
            month = next
        }
        guard let after = scan.end(of: "月", at: scan.skippingBlanks(month.end)) else { return nil }
        guard let day = scan.number(at: scan.skippingBlanks(after)) else { return nil }
        let end = scan.end(ofAny: ["日", "号"], at: scan.skippingBlanks(day.end)) ?? day.end
        let date =
            year.map { CivilDate(year: $0, month: month.value, day: day.value) }
            ?? latest(month: month.value, day: day.value)
        return date.map { found($0, end) }
    }

    /// `20号`, `20日`, `the 20th`: the latest such day.
    func dayAlone(at position: Int) -> Found? {
        guard let day = scan.number(at: position), (1...31).contains(day.value) else { return nil }
        guard let end = scan.end(ofAny: ["日", "号", "th", "st", "nd", "rd"], at: day.end) else { return nil }
        // `20号店`, `3号机`, `2号终端` are names, not days.
        guard scan.end(ofAny: ["店", "机", "终端", "台", "收银", "柜"], at: end) == nil else { return nil }
        if let withMonth = dayBeforeMonth(day.value, scan.skippingBlanks(end)) { return withMonth }
        var (year, month, _) = today.components
        for _ in 0..<4 {
            if let date = CivilDate(year: year, month: month, day: day.value), date <= today {
                return found(date, end)
            }
            (year, month) = month == 1 ? (year - 1, 12) : (year, month - 1)
        }
        return nil
    }

    private static let months: [(Phrase, Int)] = [
        ("january", 1), ("jan", 1), ("february", 2), ("feb", 2), ("march", 3), ("mar", 3), ("april", 4),
        ("apr", 4), ("may", 5), ("june", 6), ("jun", 6), ("july", 7), ("jul", 7), ("august", 8), ("aug", 8),
        ("september", 9), ("sept", 9), ("sep", 9), ("october", 10), ("oct", 10), ("november", 11), ("nov", 11),
        ("december", 12), ("dec", 12),
    ]

    private func month(at position: Int) -> (number: Int, end: Int)? {
        for (phrase, number) in Self.months {
            guard let end = scan.end(of: phrase, at: position) else { continue }
            return (number, scan[end] == 46 ? end + 1 : end)
        }
        return nil
    }

    /// `Nov 20`, `November 20th, 2026`, `20 Nov`.
    func english(at position: Int) -> Found? {
        if let month = month(at: position) {
            let start = scan[month.end] == 45 ? month.end + 1 : scan.skippingBlanks(month.end)
            guard let end = scan.digitsEnd(start), end - start <= 2, let day = scan.integer(start..<end) else {
                return nil
            }
            let suffix = scan.end(ofAny: ["th", "st", "nd", "rd"], at: end) ?? end
            return dated(month.number, day, suffix)
        }
        guard let end = scan.digitsEnd(position), end - position <= 2, let day = scan.integer(position..<end) else {
            return nil
        }
        return dayBeforeMonth(day, scan[end] == 45 ? end + 1 : scan.skippingBlanks(end))
    }

    private func dayBeforeMonth(_ day: Int, _ position: Int) -> Found? {
        let start = scan.end(of: "of", at: position).map { scan.skippingBlanks($0) } ?? position
        guard let month = month(at: start) else { return nil }
        return dated(month.number, day, month.end)
    }

    private func dated(_ month: Int, _ day: Int, _ end: Int) -> Found? {
        var start = end
        while scan.isBlank(start) || scan[start] == 44 || scan[start] == 45 { start += 1 }
        if let yearEnd = scan.digitsEnd(start), yearEnd - start == 4, let year = scan.integer(start..<yearEnd),
            (2000...2100).contains(year), let date = CivilDate(year: year, month: month, day: day)
        {
            return found(date, yearEnd)
        }
        return latest(month: month, day: day).map { found($0, end) }
    }
}
