// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Reads times of day: `15:03`, `下午三点半`, `3pm`, `half past three`, `中午`.
struct ClockReader {
    let scan: Scan
    /// Said roughly: `about 3 pm`.
    let isRough: Bool
    /// A bank's message always counts 24 hours.
    let isMessage: Bool

    typealias Found = (spans: [ClockSpan], end: Int)

    /// A part of the day, as hours; `low` and `high` bound the hours that may follow it.
    private struct Part {
        let phrases: [Phrase]
        let from: Int
        let to: Int
    }

    private static let parts = [
        Part(phrases: ["凌晨", "清早", "before dawn"], from: 0, to: 6),
        Part(phrases: ["早上", "早晨", "清晨", "一早", "早", "晨", "in the morning", "morning"], from: 5, to: 11),
        Part(phrases: ["上午", "forenoon"], from: 7, to: 12),
        Part(phrases: ["中午", "正午", "午间", "at lunchtime", "lunchtime", "noon", "midday", "lunch"], from: 11, to: 14),
        Part(phrases: ["下午", "午后", "in the afternoon", "afternoon"], from: 12, to: 18),
        Part(phrases: ["傍晚", "dusk"], from: 16, to: 20),
        Part(
            phrases: ["晚上", "夜里", "夜间", "晚间", "晚", "夜", "tonight", "in the evening", "evening", "at night", "night"],
            from: 17, to: 26),
        Part(phrases: ["半夜", "深夜", "午夜", "midnight"], from: 22, to: 27),
    ]

    func read(at position: Int) -> Found? {
        if let (part, end) = part(at: position) {
            let next = skippingRoughness(end)
            if let clock = clock(at: next) {
                let spans = clock.spans.compactMap { fitted($0, into: part) }
                if let first = spans.first { return ([first], clock.end) }
            }
            return ([ClockSpan(from: part.from * 3_600, to: part.to * 3_600 - 1)], end)
        }
        guard let clock = clock(at: position) else { return nil }
        let after = scan.skippingBlanks(clock.end)
        guard let (part, end) = part(at: after), scan.isLetter(after) else { return clock }
        return clock.spans.compactMap { fitted($0, into: part) }.first.map { ([$0], end) } ?? clock
    }

    private func part(at position: Int) -> (Part, Int)? {
        var best: (Part, Int)?
        for part in Self.parts {
            guard let end = scan.end(ofAny: part.phrases, at: position) else { continue }
            if end > best?.1 ?? 0 { best = (part, end) }
        }
        return best
    }

    private func skippingRoughness(_ position: Int) -> Int {
        let at = scan.skippingBlanks(position)
        let after = scan.end(ofAny: ["大概", "大约", "约", "差不多", "about", "around", "at"], at: at) ?? at
        return scan.skippingBlanks(after)
    }

    /// Moves a time by half a day where its part of the day asks for it: 下午3点 is 15:00, 晚上1点 is past midnight.
    private func fitted(_ span: ClockSpan, into part: Part) -> ClockSpan? {
        guard let said = span.said else { return nil }
        for shift in [0, 43_200, 86_400] {
            let hour = (said + shift) / 3_600
            guard hour >= part.from, hour <= part.to else { continue }
            return ClockSpan(from: span.from + shift, to: span.to + shift, said: said + shift)
        }
        return nil
    }

    // MARK: The clock itself

    private func clock(at position: Int) -> Found? {
        digital(at: position) ?? spoken(at: position) ?? english(at: position)
    }

    /// `15:03`, `3:05 pm`, `15:03:07`, `15.03h`.
    private func digital(at position: Int) -> Found? {
        guard let end = scan.digitsEnd(position), end - position <= 2, let hour = scan.integer(position..<end),
            hour < 25, scan[end] == 58, let minuteEnd = scan.digitsEnd(end + 1), minuteEnd - end == 3,
            let minute = scan.integer(end + 1..<minuteEnd), minute < 60
        else { return nil }
        var stop = minuteEnd
        var second = 0
        if scan[stop] == 58, let secondEnd = scan.digitsEnd(stop + 1), secondEnd - stop == 3,
            let value = scan.integer(stop + 1..<secondEnd), value < 60
        {
            (second, stop) = (value, secondEnd)
            if scan[stop] == 46, let fraction = scan.digitsEnd(stop + 1) { stop = fraction }
        }
        if let half = halfOfDay(at: scan.skippingBlanks(stop)) { return halved(hour, minute, half) }
        stop = zoneEnd(stop)
        let isPlain = isMessage || hour > 12 || hour == 0 || scan[position] == 48 || second > 0
        // Nobody says 15:00 of a payment at 15:00:00: a full hour is a rounded one, except in a bank's message.
        let isRounded = minute == 0 && second == 0 && !isMessage
        return spans(hour, minute, second, isHourOnly: isRounded, isPlain: isPlain, stop)
    }

    /// `Z` or `+08:00` behind an ISO time: the store's own clock is meant.
    private func zoneEnd(_ position: Int) -> Int {
        if scan[position] == 122, !scan.isLetter(position + 1) { return position + 1 }
        guard scan[position] == 43, let hours = scan.digitsEnd(position + 1), hours - position == 3,
            scan[hours] == 58, let minutes = scan.digitsEnd(hours + 1), minutes - hours == 3
        else { return position }
        return minutes
    }

    /// `三点`, `15点03分`, `3点半`, `三点一刻`, `15时3分`.
    private func spoken(at position: Int) -> Found? {
        guard let hour = scan.number(at: position), hour.value <= 24 else { return nil }
        guard var end = scan.end(ofAny: ["点钟", "点整", "点", "时整", "时"], at: scan.skippingBlanks(hour.end)) else {
            return nil
        }
        // `3时间`, `两点事` are not times.
        if scan.end(of: "间", at: end) != nil { return nil }
        var minute = 0
        var isHourOnly = true
        if let after = scan.end(of: "半", at: end) {
            (minute, end, isHourOnly) = (30, after, false)
        } else if let after = scan.end(ofAny: ["一刻", "1刻"], at: end) {
            (minute, end, isHourOnly) = (15, after, false)
        } else if let after = scan.end(ofAny: ["三刻", "3刻"], at: end) {
            (minute, end, isHourOnly) = (45, after, false)
        } else if let number = minutes(at: end) {
            (minute, end, isHourOnly) = (number.value, number.end, false)
        }
        var second = 0
        if let number = scan.number(at: end), number.value < 60, let after = scan.end(of: "秒", at: number.end) {
            (second, end) = (number.value, after)
        }
        let isPlain = isMessage || hour.value > 12 || hour.value == 0
        return spans(hour.value, minute, second, isHourOnly: isHourOnly, isPlain: isPlain, end)
    }

    private func minutes(at position: Int) -> SpokenNumber? {
        var start = position
        if scan.end(of: "过", at: start) != nil { start += 1 }
        guard let number = scan.number(at: start), number.value < 60 else { return nil }
        // A bare figure after the hour is minutes only when it is written as such: `3点05`, `三点二十`, `3点5分`.
        if let end = scan.end(of: "分", at: number.end) {
            return SpokenNumber(value: number.value, end: scan.end(of: "钟", at: end) ?? end, isHan: number.isHan)
        }
        let isMoney = scan.end(ofAny: ["元", "块", "."], at: number.end) != nil
        return !isMoney && (number.isHan || number.end - start == 2) ? number : nil
    }

    /// `3pm`, `3 p.m.`, `15h`, `3 o'clock`, `half past three`, `quarter to 4`.
    private func english(at position: Int) -> Found? {
        for (phrase, shift) in [("half past", 30), ("quarter past", 15), ("quarter to", -15)] as [(Phrase, Int)] {
            guard let after = scan.end(of: phrase, at: position) else { continue }
            guard let (hour, end) = hour(at: scan.skippingBlanks(after)) else { return nil }
            let total = hour * 60 + shift
            let half = halfOfDay(at: scan.skippingBlanks(end))
            if let half { return halved(total / 60, total % 60, half) }
            return spans(total / 60, total % 60, 0, isHourOnly: false, isPlain: hour > 12, end)
        }
        guard let (hour, end) = hour(at: position) else { return nil }
        if let half = halfOfDay(at: scan.skippingBlanks(end)) {
            return halved(hour, nil, half)
        }
        guard let after = scan.end(ofAny: ["o'clock", "oclock", "o’clock", "h", "hrs"], at: scan.skippingBlanks(end))
        else { return nil }
        return spans(hour, 0, 0, isHourOnly: true, isPlain: hour > 12, after)
    }

    private static let hourWords: [Phrase] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ]

    private func hour(at position: Int) -> (Int, Int)? {
        if let end = scan.digitsEnd(position) {
            guard end - position <= 2, let hour = scan.integer(position..<end), hour <= 24 else { return nil }
            return (hour, end)
        }
        for (index, word) in Self.hourWords.enumerated() {
            if let end = scan.end(of: word, at: position) { return (index + 1, end) }
        }
        return nil
    }

    private func halfOfDay(at position: Int) -> (isAfternoon: Bool, end: Int)? {
        if let end = scan.end(ofAny: ["p.m.", "pm", "p.m"], at: position) { return (true, end) }
        if let end = scan.end(ofAny: ["a.m.", "am", "a.m"], at: position) { return (false, end) }
        return nil
    }

    private func halved(_ hour: Int, _ minute: Int?, _ half: (isAfternoon: Bool, end: Int)) -> Found? {
        guard hour <= 23 else { return nil }
        let moved = hour > 12 ? hour : hour % 12 + (half.isAfternoon ? 12 : 0)
        return spans(moved, minute ?? 0, 0, isHourOnly: minute == nil, isPlain: true, half.end)
    }

    /// Without am or pm both halves of the day are kept, the one in which shops are open first.
    private func spans(
        _ hour: Int, _ minute: Int, _ second: Int, isHourOnly: Bool, isPlain: Bool, _ end: Int
    ) -> Found {
        var stop = end
        var reach = isHourOnly ? 3_600 : 1_200
        if isMessage { reach = isHourOnly ? 3_600 : 600 }
        if isRough { reach += 1_800 }
        if let after = scan.end(ofAny: ["左右", "前后", "上下", "多", "来钟", "ish"], at: scan.skippingBlanks(stop)) {
            stop = after
            reach = max(reach, isHourOnly ? 4_500 : 2_400)
        }
        let said = hour * 3_600 + minute * 60 + second
        let otherHalf = hour == 12 ? said - 43_200 : said + 43_200
        let halves = isPlain || hour > 12 ? [said] : hour < 7 ? [otherHalf, said] : [said, otherHalf]
        return (halves.map { ClockSpan(from: $0 - reach, to: $0 + reach, said: $0) }, stop)
    }
}
