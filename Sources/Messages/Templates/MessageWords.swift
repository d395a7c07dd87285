// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// Days, times and amounts as customers read them in a message.
public enum MessageWords {
    /// `11月20日`; `20 Nov`.
    public static func day(_ day: CivilDate, in language: MessageLanguage) -> String {
        let (_, month, date) = day.components
        guard language == .english else { return "\(month)月\(date)日" }
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return "\(date) \(names[month - 1])"
    }

    /// `15:03`.
    public static func clock(_ time: CivilTime) -> String { String(time.clock.prefix(5)) }

    /// `1234.50元` without separators and without `¥`, which providers refuse; `CNY 1234.50`. Another currency bears
    /// its code in both languages.
    public static func amount(_ money: Money, in language: MessageLanguage) -> String {
        guard language == .chinese else { return "\(money.currency.code) \(money.text)" }
        return money.currency == .cny ? "\(money.text)元" : "\(money.text)\(money.currency.code)"
    }

    /// `今日18:00前`, or with the day when it is another one; `by 18:00 today`.
    public static func promise(_ time: CivilTime, today: CivilDate, in language: MessageLanguage) -> String {
        let clock = clock(time)
        let isToday = time.date == today
        return switch language {
        case .chinese: isToday ? "今日\(clock)前" : "\(day(time.date, in: language))\(clock)前"
        case .english: isToday ? "by \(clock) today" : "by \(clock) on \(day(time.date, in: language))"
        }
    }
}
