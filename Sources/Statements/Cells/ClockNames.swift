// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Clocks as files name them. A name that stands for several clocks (`CST`, `IST`) is not here: nobody guesses.
enum ClockNames {
    /// The zone of a name; nil when it is not known or means more than one.
    static func zone(_ name: String) -> Zone? { zones[name] }

    private static let zones: [String: Zone] = {
        var zones: [String: Zone] = [:]
        // Reports write CET all year for what shows CEST in summer: both are the clock on the wall.
        for name in ["CET", "CEST", "MET", "MEST"] { zones[name] = european(name, hours: 1) }
        for city in [
            "Amsterdam", "Berlin", "Paris", "Madrid", "Rome", "Brussels", "Vienna", "Zurich", "Stockholm", "Oslo",
            "Copenhagen", "Prague", "Warsaw", "Budapest", "Luxembourg",
        ] { zones["Europe/\(city)"] = european("Europe/\(city)", hours: 1) }
        for name in ["WET", "WEST", "BST", "Europe/London", "Europe/Lisbon", "Europe/Dublin"] {
            zones[name] = european(name, hours: 0)
        }
        for name in ["EET", "EEST", "Europe/Athens", "Europe/Helsinki", "Europe/Bucharest"] {
            zones[name] = european(name, hours: 2)
        }
        for (names, hours) in [
            (["EST", "EDT", "America/New_York"], -5), (["CDT", "America/Chicago"], -6),
            (["MDT", "America/Denver"], -7), (["PST", "PDT", "America/Los_Angeles"], -8),
        ] { for name in names { zones[name] = american(name, hours: Int32(hours)) } }
        for (names, minutes) in [
            (["UTC", "GMT", "Etc/UTC", "Z"], 0), (["MSK", "Europe/Moscow", "Europe/Istanbul"], 180),
            (["Asia/Dubai"], 240), (["Asia/Kolkata"], 330), (["ICT", "Asia/Bangkok"], 420),
            (["HKT", "SGT", "Asia/Shanghai", "Asia/Hong_Kong", "Asia/Singapore", "Asia/Taipei"], 480),
            (["Asia/Kuala_Lumpur", "Asia/Macau", "Asia/Manila", "AWST", "Australia/Perth"], 480),
            (["JST", "Asia/Tokyo", "KST", "Asia/Seoul"], 540), (["AEST", "Australia/Brisbane"], 600),
            (["AEDT"], 660), (["NZST"], 720), (["NZDT"], 780), (["BRT", "America/Sao_Paulo"], -180),
        ] { for name in names { zones[name] = Zone(name: name, fixedOffset: Int32(minutes * 60)) } }
        return zones
    }()

    private static let years = 1996...2099

    /// Summer time from the last Sunday of March to the last Sunday of October, at 01:00 UTC.
    private static func european(_ name: String, hours: Int32) -> Zone {
        var spans = [Zone.Span(from: .min, offset: hours * 3_600)]
        for year in years {
            spans.append(Zone.Span(from: lastSunday(year, 3) + 3_600, offset: (hours + 1) * 3_600))
            spans.append(Zone.Span(from: lastSunday(year, 10) + 3_600, offset: hours * 3_600))
        }
        return Zone(name: name, spans: spans)
    }

    /// Summer time from the second Sunday of March to the first Sunday of November, at 02:00 on the wall (since 2007).
    private static func american(_ name: String, hours: Int32) -> Zone {
        var spans = [Zone.Span(from: .min, offset: hours * 3_600)]
        for year in 2007...years.upperBound {
            let ends = sunday(1, year, 11) + Int64(2 - hours - 1) * 3_600
            spans.append(Zone.Span(from: sunday(2, year, 3) + Int64(2 - hours) * 3_600, offset: (hours + 1) * 3_600))
            spans.append(Zone.Span(from: ends, offset: hours * 3_600))
        }
        return Zone(name: name, spans: spans)
    }

    /// Midnight (UTC) of a month's last Sunday, in seconds; March and October have 31 days.
    private static func lastSunday(_ year: Int, _ month: Int) -> Int64 {
        let days = Int64(CivilDate(year: year, month: month, day: 31)?.daysSinceEpoch ?? 0)
        return (days - weekday(days)) * 86_400
    }

    private static func sunday(_ count: Int64, _ year: Int, _ month: Int) -> Int64 {
        let days = Int64(CivilDate(year: year, month: month, day: 1)?.daysSinceEpoch ?? 0)
        return (days + (7 - weekday(days)) % 7 + (count - 1) * 7) * 86_400
    }

    /// 0 for Sunday; 1970-01-01 was a Thursday.
    private static func weekday(_ days: Int64) -> Int64 { ((days + 4) % 7 + 7) % 7 }
}
