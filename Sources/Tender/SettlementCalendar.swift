// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// When money should have arrived: zone, day cut, days to settlement and the days on which nothing settles.
public struct SettlementCalendar: Hashable, Sendable {
    public let zone: Zone
    public let businessDay: BusinessDay
    /// Settlement is due this many days after the business day of the transaction.
    public let settleAfterDays: Int
    /// Days on which no money moves; a due date that falls on one is carried to the next open day.
    public let closedDays: Set<CivilDate>
    /// Files are complete up to this day; nil means the day that it is now.
    public let asOf: CivilDate?
    /// What is known of single sources of files; the first that fits a file counts. Used by the file job.
    public let sources: [SourceProfile]

    public init(
        zone: Zone = .shanghai, businessDay: BusinessDay = .midnight, settleAfterDays: Int = 1,
        closedDays: Set<CivilDate> = [], asOf: CivilDate? = nil, sources: [SourceProfile] = []
    ) {
        self.zone = zone
        self.businessDay = businessDay
        self.settleAfterDays = max(0, settleAfterDays)
        self.closedDays = closedDays
        self.asOf = asOf
        self.sources = sources
    }

    /// The day on which a transaction at this wall-clock time should be settled.
    public func dueDate(of time: CivilTime) -> CivilDate {
        var due = businessDay.day(of: time).adding(days: settleAfterDays)
        // A calendar that is closed for ever is a mistake; a year is far beyond any holiday.
        for _ in 0..<366 where closedDays.contains(due) { due = due.adding(days: 1) }
        return due
    }
}
