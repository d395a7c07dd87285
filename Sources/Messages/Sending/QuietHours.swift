// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// The hours in which messages may go out, by the store's clock.
///
///     0 ──── open ════════════ close ──── 24        08:00 to 22:00 for promotions
public struct QuietHours: Hashable, Sendable {
    /// Minutes after midnight; from `opens` inclusive to `closes` exclusive.
    public let opens: Int
    public let closes: Int

    /// nil unless 0 ≤ opens < closes ≤ 1,440.
    public init?(opens: Int, closes: Int) {
        guard opens >= 0, opens < closes, closes <= 1_440 else { return nil }
        self.opens = opens
        self.closes = closes
    }

    private init(known opens: Int, _ closes: Int) {
        self.opens = opens
        self.closes = closes
    }

    /// What promotions must keep.
    public static let promotions = QuietHours(known: 480, 1_320)
    /// Day and night.
    public static let never = QuietHours(known: 0, 1_440)

    /// Reads `08:00-22:00`; nil for anything else.
    public init?(text: String) {
        let parts = text.split(separator: "-")
        guard parts.count == 2, let opens = CivilTime.secondOfDay(text: parts[0]) else { return nil }
        let closes = parts[1] == "24:00" ? 86_400 : CivilTime.secondOfDay(text: parts[1])
        guard let closes else { return nil }
        self.init(opens: opens / 60, closes: closes / 60)
    }

    /// The first instant, now or later, at which a message may go out.
    public func next(from now: Instant, in zone: Zone) -> Instant {
        let time = zone.civil(at: now)
        let minute = time.secondOfDay / 60
        if minute >= opens, minute < closes { return now }
        let day = minute < opens ? time.date : time.date.adding(days: 1)
        return zone.instant(of: CivilTime(day, secondOfDay: opens * 60))
    }
}
