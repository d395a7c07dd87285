// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Foundation
internal import Synchronization
public import Tender

/// Time zones as the operating system knows them, turned into tables for the pure rooms.
public enum SystemZone {
    /// Zones made before: the system knows a few hundred, and asking it takes a while.
    private static let made = Mutex<[String: Zone]>([:])

    /// The zone of an IANA name from 1970 to 2100; nil when the system does not know the name.
    public static func named(_ name: String) -> Zone? {
        if let zone = made.withLock({ $0[name] }) { return zone }
        guard let zone = make(name) else { return nil }
        made.withLock { $0[name] = zone }
        return zone
    }

    private static func make(_ name: String) -> Zone? {
        guard name.contains("/") || name == "UTC" else { return nil }
        // A system without time-zone data still knows the zones whose clocks are never changed.
        guard let system = TimeZone(identifier: name) else {
            return Zone.steady[name].map { Zone(name: name, fixedOffset: $0) }
        }
        var date = Date(timeIntervalSince1970: 0)
        let end = Date(timeIntervalSince1970: 4_102_444_800)
        var spans = [Zone.Span(from: .min, offset: Int32(clamping: system.secondsFromGMT(for: date)))]
        while let next = system.nextDaylightSavingTimeTransition(after: date), next < end, next > date {
            let offset = Int32(clamping: system.secondsFromGMT(for: next))
            spans.append(Zone.Span(from: Int64(next.timeIntervalSince1970), offset: offset))
            date = next
        }
        return Zone(name: name, spans: spans)
    }
}
