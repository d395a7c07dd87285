// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Store
public import Tender

/// Reads the calendar file (TOML): when a day ends, when money is due, and on which days none moves.
public enum CalendarFile {
    private static let keys = [
        "zone", "cut_off", "settle_after_days", "closed_days", "holidays", "as_of",
    ]

    /// - Parameter name: the file's name, for messages.
    /// - Throws: `SettingsError` that names the key.
    public static func read(text: String, name: String) throws(SettingsError) -> SettlementCalendar {
        let file = try SettingsTable(text: text, file: name)
        try file.allow(only: keys)
        let zoneName = Bilingual(zh: "IANA 时区名，如 \"Asia/Shanghai\"", en: "an IANA zone such as \"Asia/Shanghai\"")
        let clock = Bilingual(zh: "时刻，如 \"04:00\"", en: "a time of day such as \"04:00\"")
        let closed = try file.dates("closed_days") + file.dates("holidays")
        return SettlementCalendar(
            zone: try file.value("zone", expected: zoneName) { SystemZone.named($0) } ?? .shanghai,
            businessDay: try file.value("cut_off", expected: clock) { BusinessDay(text: $0) } ?? .midnight,
            settleAfterDays: try file.integer("settle_after_days", in: 0...366) ?? 1,
            closedDays: Set(closed),
            asOf: try file.date("as_of"))
    }
}
