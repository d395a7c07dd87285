// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Store
public import Tender

/// Reads the calendar file (TOML): when a day ends, when money is due, and on which days none moves.
public enum CalendarFile {
    private static let keys = [
        "zone", "cut_off", "settle_after_days", "closed_days", "holidays", "as_of", "source",
    ]
    private static let sourceKeys = ["side", "file", "zone", "cut_off", "lag_days", "closed_days", "holidays"]
    private static let mostSources = 200
    private static let clock = Bilingual(zh: "时刻，如 \"04:00\"", en: "a time of day such as \"04:00\"")

    /// - Parameter name: the file's name, for messages.
    /// - Throws: `SettingsError` that names the key.
    public static func read(text: String, name: String) throws(SettingsError) -> SettlementCalendar {
        let file = try SettingsTable(text: text, file: name)
        try file.allow(only: keys)
        let zoneName = Bilingual(zh: "IANA 时区名，如 \"Asia/Shanghai\"", en: "an IANA zone such as \"Asia/Shanghai\"")
        var sources: [SourceProfile] = []
        for row in try file.rows("source", atMost: mostSources) { sources.append(try source(row)) }
        let closed = try file.dates("closed_days") + file.dates("holidays")
        return SettlementCalendar(
            zone: try file.value("zone", expected: zoneName) { zone($0) } ?? .shanghai,
            businessDay: try file.value("cut_off", expected: clock) { BusinessDay(text: $0) } ?? .midnight,
            settleAfterDays: try file.integer("settle_after_days", in: 0...366) ?? 1,
            closedDays: Set(closed),
            asOf: try file.date("as_of"), sources: sources)
    }

    /// One `[[source]]`.
    private static func source(_ row: SettingsTable) throws(SettingsError) -> SourceProfile {
        try row.allow(only: sourceKeys)
        let names = SourceProfile.Side.allCases.map(\.rawValue).joined(separator: ", ")
        let sides = Bilingual(zh: "\(names) 之一", en: "one of \(names)")
        guard let side = try row.value("side", expected: sides, { SourceProfile.Side(rawValue: $0) }) else {
            throw row.error("side", .missing)
        }
        let zones = Bilingual(
            zh: "IANA 时区名或固定偏移，如 \"Europe/Paris\"、\"+08:00\"",
            en: "an IANA zone or a fixed offset, such as \"Europe/Paris\" or \"+08:00\"")
        let closed = try row.dates("closed_days") + row.dates("holidays")
        return SourceProfile(
            side: side, file: try row.text("file"), zone: try row.value("zone", expected: zones) { zone($0) },
            businessDay: try row.value("cut_off", expected: clock) { BusinessDay(text: $0) },
            lagDays: try row.integer("lag_days", in: 0...366),
            closedDays: row.has("closed_days") || row.has("holidays") ? Set(closed) : nil)
    }

    private static func zone(_ text: String) -> Zone? { Zone(offset: text) ?? SystemZone.named(text) }
}
