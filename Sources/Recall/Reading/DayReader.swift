// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Reads days: `昨天`, `上周二`, `20号`, `11-20`, `Nov 20`, `3 days ago`.
struct DayReader {
    let scan: Scan
    let today: CivilDate

    typealias Found = (days: [ClosedRange<CivilDate>], end: Int)

    func read(at position: Int) -> Found? {
        relative(at: position) ?? weekday(at: position) ?? counted(at: position) ?? numeric(at: position)
            ?? monthAndDay(at: position) ?? dayAlone(at: position) ?? english(at: position)
    }

    private func one(_ day: CivilDate, _ end: Int) -> Found { ([day...day], end) }

    // MARK: Words

    private static let words: [(Phrase, Int)] = [
        ("大前天", -3), ("大前日", -3), ("the day before yesterday", -2), ("day before yesterday", -2),
        ("前天", -2), ("前日", -2), ("昨天", -1), ("昨日", -1), ("昨儿个", -1), ("昨儿", -1), ("昨个", -1), ("前儿", -2),
        ("今儿个", 0), ("今儿", 0), ("yesterday", -1), ("今天", 0), ("今日", 0),
        ("当天", 0), ("today", 0), ("this morning", 0), ("this afternoon", 0), ("this evening", 0),
        ("last night", -1), ("last evening", -1),
    ]

    /// Followed by a part of the day, which is read by itself: `昨晚`, `今早`, `this morning`.
    private static let openWords: [(Phrase, Int)] = [("昨", -1), ("今", 0)]
    private static let openPast: Phrase = "前"
    private static let partsOfDay = "早晚晨夜午上中下凌傍"

    private func relative(at position: Int) -> Found? {
        for (phrase, days) in Self.words {
            guard var end = scan.end(of: phrase, at: position) else { continue }
            // `this morning` and `last night` also say the part of the day: leave it for the clock.
            if let first = scan.end(ofAny: ["this", "last"], at: position) { end = first }
            return one(today.adding(days: days), end)
        }
        if let end = scan.end(of: Self.openPast, at: position), scan.end(ofAny: ["晚", "夜"], at: end) != nil {
            return one(today.adding(days: -2), end)
        }
        for (phrase, days) in Self.openWords {
            guard let end = scan.end(of: phrase, at: position) else { continue }
            guard Self.partsOfDay.unicodeScalars.contains(where: { $0.value == scan[end] }) else { continue }
            return one(today.adding(days: days), end)
        }
        return nil
    }

    // MARK: Weeks and weekdays

    private static let hanWeekdays = "一二三四五六日天"
    private static let englishWeekdays: [(Phrase, Int)] = [
        ("monday", 1), ("mon", 1), ("tuesday", 2), ("tues", 2), ("tue", 2), ("wednesday", 3), ("wed", 3),
        ("thursday", 4), ("thurs", 4), ("thur", 4), ("thu", 4), ("friday", 5), ("fri", 5), ("saturday", 6),
        ("sat", 6), ("sunday", 7), ("sun", 7),
    ]

    private var monday: CivilDate { today.adding(days: 1 - today.weekday) }

    private func weekday(at position: Int) -> Found? {
        if let start = scan.end(ofAny: ["上上个", "上上"], at: position),
            let end = scan.end(ofAny: ["周", "星期", "礼拜"], at: start)
        {
            let first = monday.adding(days: -14)
            return ([first...first.adding(days: 6)], end)
        }
        let isLast = scan.end(ofAny: ["上个", "上", "last"], at: position)
        let isThis = scan.end(ofAny: ["这个", "这", "本", "this"], at: position)
        let after = scan.skippingBlanks(isLast ?? isThis ?? position)
        if let end = scan.end(ofAny: ["周", "星期", "礼拜"], at: after) {
            if let index = Self.hanWeekdays.unicodeScalars.map(\.value).firstIndex(of: scan[end]) {
                return weekday(min(index + 1, 7), isLast: isLast != nil, isThis: isThis != nil, isHan: true, end + 1)
            }
            if scan.end(of: "末", at: end) != nil {
                let start = monday.adding(days: isLast == nil ? 5 : -2)
                return ([clamped(start, start.adding(days: 1))], end + 1)
            }
            return isLast == nil && isThis == nil ? nil : week(isLast: isLast != nil, end)
        }
        for (phrase, number) in Self.englishWeekdays {
            guard let end = scan.end(of: phrase, at: after) else { continue }
            return weekday(number, isLast: isLast != nil, isThis: isThis != nil, isHan: false, end)
        }
        guard isLast != nil || isThis != nil else { return nil }
        if let end = scan.end(of: "week", at: after) { return week(isLast: isLast != nil, end) }
        if let end = scan.end(ofAny: ["月", "month"], at: after) { return month(isLast: isLast != nil, end) }
        return nil
    }

    /// `last Tue` is the latest Tuesday before today to some and last week's to others: both are kept.
    private func weekday(_ number: Int, isLast: Bool, isThis: Bool, isHan: Bool, _ end: Int) -> Found {
        let thisWeek = monday.adding(days: number - 1)
        let lastWeek = thisWeek.adding(days: -7)
        if isThis { return one(thisWeek, end) }
        if isLast, isHan { return one(lastWeek, end) }
        let latest = thisWeek < today || (thisWeek == today && !isLast) ? thisWeek : lastWeek
        guard isLast, latest != lastWeek else { return one(latest, end) }
        return ([latest...latest, lastWeek...lastWeek], end)
    }

    private func week(isLast: Bool, _ end: Int) -> Found {
        let start = monday.adding(days: isLast ? -7 : 0)
        return ([clamped(start, start.adding(days: 6))], end)
    }

    private func month(isLast: Bool, _ end: Int) -> Found {
        let (year, month, day) = today.components
        let first = today.adding(days: 1 - day)
        guard isLast else { return ([first...today], end) }
        let previous = month == 1 ? 31 : CivilDate.length(ofMonth: month - 1, year: year)
        return ([first.adding(days: -previous)...first.adding(days: -1)], end)
    }

    private func clamped(_ first: CivilDate, _ last: CivilDate) -> ClosedRange<CivilDate> {
        first...max(first, min(last, today))
    }

    // MARK: Counted back

    private func counted(at position: Int) -> Found? {
        guard let number = scan.number(at: position), number.value <= 3_660 else { return nil }
        let after = scan.skippingBlanks(number.end)
        if let end = scan.end(ofAny: ["天前", "天以前", "日前", "days ago", "day ago"], at: after) {
            return one(today.adding(days: -number.value), end)
        }
        if let end = scan.end(ofAny: ["周前", "个星期前", "星期前", "weeks ago", "week ago"], at: after) {
            let day = today.adding(days: -7 * min(number.value, 520))
            return ([day.adding(days: -1)...day.adding(days: 1)], end)
        }
        return nil
    }
}
