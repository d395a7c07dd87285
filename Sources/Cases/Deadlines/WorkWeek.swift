// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// The hours of a week as people type them, in no zone yet.
///
///     (nothing)                          day and night
///     09:00-22:00                        every day
///     1-5 09:00-18:00, 6 10:00-16:00     Monday is 1; a day that is not named is free
///     18:00-02:00                        past midnight: belongs to the day on which it begins
public struct WorkWeek: Hashable, Sendable {
    /// Monday first, always seven; nil where nobody works.
    public let openings: [WorkCalendar.Opening?]

    init(_ openings: [WorkCalendar.Opening?]) { self.openings = openings }

    /// Shops that never close.
    public static let always = WorkWeek(
        [WorkCalendar.Opening?](repeating: WorkCalendar.Opening(hours: 0...24), count: 7))
    /// Offices: Monday to Friday, nine to six.
    public static let office = WorkWeek((0..<7).map { $0 < 5 ? WorkCalendar.Opening(hours: 9...18) : nil })

    /// Reads the text; nil for anything that is not as in the picture above.
    public init?(text: String) {
        let text = text.filter { !$0.isWhitespace || $0 == " " }
        guard text.contains(where: { $0 != " " }) else {
            self = .always
            return
        }
        var openings = [WorkCalendar.Opening?](repeating: nil, count: 7)
        let parts = text.split(separator: ",")
        guard !parts.isEmpty, parts.count <= 7 else { return nil }
        for part in parts {
            let words = part.split(separator: " ")
            guard let hours = words.last, words.count <= 2, let opening = Self.opening(hours) else { return nil }
            guard let days = words.count == 2 ? Self.days(words[0]) : 1...7 else { return nil }
            for day in days {
                guard openings[day - 1] == nil else { return nil }
                openings[day - 1] = opening
            }
        }
        self.openings = openings
    }

    /// What `init(text:)` reads back, the shortest way.
    public var text: String {
        if self == .always { return "" }
        var parts: [String] = []
        var first = 0
        while first < 7 {
            var last = first
            while last < 6, openings[last + 1] == openings[first] { last += 1 }
            if let opening = openings[first] {
                let days = first == 0 && last == 6 ? "" : first == last ? "\(first + 1) " : "\(first + 1)-\(last + 1) "
                parts.append("\(days)\(Self.clock(opening.from))-\(Self.clock(opening.until))")
            }
            first = last + 1
        }
        return parts.joined(separator: ", ")
    }

    private static func days(_ text: Substring) -> ClosedRange<Int>? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        guard let first = ends.first, let last = ends.last, ends.count <= 2, first <= last, (1...7).contains(first),
            (1...7).contains(last)
        else { return nil }
        return first...last
    }

    private static func opening(_ text: Substring) -> WorkCalendar.Opening? {
        let ends = text.split(separator: "-")
        guard ends.count == 2, let from = CivilTime.secondOfDay(text: ends[0]) else { return nil }
        guard let until = ends[1] == "24:00" ? 86_400 : CivilTime.secondOfDay(text: ends[1]) else { return nil }
        return WorkCalendar.Opening(from: from, until: until > from ? until : until + 86_400)
    }

    private static func clock(_ seconds: Int) -> String {
        let minutes = (seconds == 86_400 ? seconds : seconds % 86_400) / 60
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }
}

extension WorkCalendar {
    /// A week in a zone, with the days that are otherwise than their weekday.
    public init(zone: Zone, _ week: WorkWeek, closed: Set<CivilDate>, worked: Set<CivilDate>) {
        self.init(zone: zone, week: week.openings, holidays: closed, makeUpDays: worked)
    }
}
