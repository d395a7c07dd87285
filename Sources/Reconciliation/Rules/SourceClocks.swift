// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// What the calendar says of the sources of a run, asked once, so that a row costs a comparison or two.
///
///     till 31st 23:50 ─┐                        ┌─ acquirer: cut-off 23:00, 2 days ─▶ due on the 3rd
///                      ├─ on the store's clock ─┤
///     acquirer 16:50 ──┘                        └─ till: 1 day ─▶ a charge without a sale is due on the 1st
///
/// A till's row is due when the last of the run's acquirers should have it. A charge without a sale is due at once,
/// unless a till's profile says that its rows may come later.
struct SourceClocks: Sendable {
    private struct Source: Sendable {
        let calendar: SettlementCalendar
        /// From its own clock to the store's, and back.
        let toStore: ClockShift?
        let fromStore: ClockShift?

        init(_ profile: SourceProfile?, of calendar: SettlementCalendar) {
            let zone = profile?.zone ?? calendar.zone
            // A day that ends in the evening has the date of that evening, one that ends at night that of the day
            // before.
            let evening = profile?.businessDay.map { $0.cutOff >= 43_200 } ?? false
            let days = (profile?.lagDays ?? calendar.settleAfterDays) + (evening ? 1 : 0)
            self.calendar = SettlementCalendar(
                zone: zone, businessDay: profile?.businessDay ?? calendar.businessDay,
                settleAfterDays: days,
                closedDays: profile?.closedDays ?? calendar.closedDays)
            toStore = ClockShift(from: zone, to: calendar.zone)
            fromStore = ClockShift(from: calendar.zone, to: zone)
        }

        /// Second on the store's clock from which on its rows are not yet due.
        func notDueFrom(asOf: CivilDate) -> Int64 {
            let own = DueTest(calendar, asOf: asOf).notDueFrom
            return toStore?.seconds(own) ?? own
        }

        func dueDate(of time: CivilTime) -> CivilDate { calendar.dueDate(of: fromStore?.time(time) ?? time) }
    }

    /// For the business days of all rows and the till's rows, on the store's clock.
    let due: DueTest
    /// Second on the store's clock from which on a charge without a sale may wait for its till; nil where none waits.
    let waitsFrom: Int64?
    private let acquirers: [Source]

    /// - Parameter files: all of the run, with their sides.
    init(_ calendar: SettlementCalendar, asOf: CivilDate, files: [(side: InputTable.Side, name: String)]) {
        let profiles = { (side: InputTable.Side) in
            files.filter { $0.side == side }.map { Self.profile(of: $0.name, side: side, calendar) }
        }
        let found = profiles(.acquirer)
        acquirers = found.isEmpty ? [Source(nil, of: calendar)] : found.map { Source($0, of: calendar) }
        let first = acquirers.map { $0.notDueFrom(asOf: asOf) }.min()
        due = DueTest(calendar, asOf: asOf, notDueFrom: first)
        waitsFrom = profiles(.till).filter { $0?.lagDays != nil }
            .map { Source($0, of: calendar).notDueFrom(asOf: asOf) }.min()
    }

    /// The day on which a till's row should have its charge, by the acquirer that takes longest.
    func dueDate(of time: CivilTime) -> CivilDate { acquirers.map { $0.dueDate(of: time) }.max() ?? time.date }

    /// What brings the times of a file to the store's clock; nil where they are on it.
    static func shift(of name: String, side: InputTable.Side, _ calendar: SettlementCalendar) -> ClockShift? {
        guard let zone = profile(of: name, side: side, calendar)?.zone else { return nil }
        return ClockShift(from: zone, to: calendar.zone)
    }

    /// The first profile that fits a file.
    static func profile(
        of name: String, side: InputTable.Side, _ calendar: SettlementCalendar
    ) -> SourceProfile? {
        let asked: SourceProfile.Side
        switch side {
        case .till: asked = .till
        case .acquirer: asked = .acquirer
        case .receipt: asked = .receipts
        case .order: asked = .orders
        case .bank: return nil
        }
        return calendar.sources.first { $0.fits(asked, file: name) }
    }
}
