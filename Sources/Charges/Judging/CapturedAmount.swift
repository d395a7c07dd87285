// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

internal import Tariffs

extension Verdict {
    /// What was taken from the customer by these observations of one charge: every cleared row, or what the sources
    /// say was charged; nil when none gives an amount. Give back no more than this.
    public static func captured(_ observations: [Observation], calendar: SettlementCalendar, now: Instant) -> Money? {
        Judgement(observations, surroundings: .none, tariff: .none, calendar: calendar, now: now).captured
    }

    /// Whether the customer's bank takes the money back and that is not decided.
    public static func isDisputed(_ observations: [Observation], calendar: SettlementCalendar, now: Instant) -> Bool {
        Judgement(observations, surroundings: .none, tariff: .none, calendar: calendar, now: now).dispute != nil
    }
}
