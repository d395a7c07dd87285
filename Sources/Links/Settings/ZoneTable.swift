// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Foundation
public import Tender

/// Makes zones from the system's time-zone data.
public enum ZoneTable {
    /// Offsets are exact between these years; outside them the nearest one holds.
    private static let years = 1990...2060
    /// No zone changes its offset twice within a week.
    private static let step: Int64 = 7 * 86_400

    /// The zone of an IANA name, for example `Europe/Berlin`; nil when the system does not know it.
    public static func zone(named name: String) -> Zone? {
        if name == Zone.shanghai.name { return .shanghai }
        guard name.utf8.count <= 64, let zone = TimeZone(identifier: name) else { return nil }
        let offset = { (second: Int64) in
            Int32(clamping: zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(second))))
        }
        guard let first = CivilDate(year: years.lowerBound, month: 1, day: 1),
            let last = CivilDate(year: years.upperBound, month: 1, day: 1)
        else { return nil }
        var second = Int64(first.daysSinceEpoch) * 86_400
        var current = offset(second)
        var spans = [Zone.Span(from: .min, offset: current)]
        while second < Int64(last.daysSinceEpoch) * 86_400 {
            let next = second + step
            let following = offset(next)
            if following != current {
                spans.append(Zone.Span(from: change(after: second, upTo: next, offset), offset: following))
                current = following
            }
            second = next
        }
        return Zone(name: name, spans: spans)
    }

    /// The first second in a stretch at which the offset is that of its end.
    private static func change(after start: Int64, upTo end: Int64, _ offset: (Int64) -> Int32) -> Int64 {
        var (low, high) = (start, end)
        let target = offset(end)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if offset(middle) == target { high = middle } else { low = middle }
        }
        return high
    }
}
