// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tariffs
public import Tender

/// A made-up merchant with sixty days of trade, so that everything can be tried before anything is real.
///
///     seed ─▶ stores, terminals, staff ─▶ payments of 60 days ─▶ what till, terminal, acquirer and bank say of them
///                                              └ one clean specimen of every code that is found
///
/// The same day and seed give the same shop, byte for byte. All names and numbers are fictional. Rows carry an
/// origin that begins with `sample:`, so that the sample can be removed without a trace.
public struct SampleShop: Sendable {
    /// Days of trade, the last of them being `today`.
    public static let dayCount = 60
    /// From this day on (the first is day 1) one acquirer charges more than its contract says.
    public static let overchargeDay = 31

    public let today: CivilDate
    public let seed: UInt64
    public let stores: [SampleStore]
    public let terminals: [SampleTerminal]
    public let staff: [SampleStaff]
    public let acquirers: [SampleAcquirer]
    /// What the contracts say.
    public let tariff: Tariff
    /// The same as a tariff file.
    public let tariffSource: String
    /// Calendar of the first store; `calendar(of:)` gives each its own.
    public let calendar: SettlementCalendar
    /// Everything anybody said, in the order in which Counterfoil learned it.
    public let observations: [Observation]
    /// Where to find a clean example of each code.
    public let specimens: [FindingCode: Specimen]
    /// The acquirer and the day whose clearing file never came.
    public let missingClearing: (acquirer: String, day: CivilDate)

    /// Makes the shop as it stands on a day.
    ///
    /// - Parameters:
    ///   - today: the last day of trade.
    ///   - seed: another seed makes another shop of the same kind.
    ///   - now: what the clock shows; nothing later has happened yet. nil for the end of the day.
    public static func make(today: CivilDate, seed: UInt64 = 58, now: CivilTime? = nil) -> SampleShop {
        SampleShop(today: today, seed: seed, now: now ?? CivilTime(today.adding(days: 1)))
    }

    private init(today: CivilDate, seed: UInt64, now: CivilTime) {
        let furnishing = Furnishing(today: today)
        let trade = SixtyDays(furnishing, seed: seed)
        self.today = today
        self.seed = seed
        stores = furnishing.stores
        terminals = furnishing.terminals
        staff = furnishing.staff
        acquirers = furnishing.acquirers
        tariff = furnishing.tariff
        tariffSource = furnishing.tariffSource
        calendar = furnishing.calendar(of: furnishing.stores[0].id)
        missingClearing = (furnishing.missingAcquirer, furnishing.missingDay)
        observations = Self.happened(trade.observations, by: now, today: today)
        specimens = trade.specimens
    }

    /// What has been said by now. Files and deposits that are due today have come, however early it is: a shop that
    /// is looked at before breakfast should not seem to miss a day's money.
    private static func happened(_ all: [Observation], by now: CivilTime, today: CivilDate) -> [Observation] {
        let instant = Zone.shanghai.instant(of: now)
        var early: [Observation] = []
        var told: [Observation] = []
        for observation in all {
            if observation.recordedAt <= instant {
                told.append(observation)
            } else if observation.source >= .clearing, observation.facts.settledOn.map({ $0 <= today }) == true,
                observation.facts.occurredAt.map({ $0 <= now }) ?? true
            {
                var moved = observation
                moved.recordedAt = instant
                early.append(moved)
            }
        }
        return told + early
    }

    /// Zone, day cut and settlement days of a store.
    public func calendar(of store: StoreID) -> SettlementCalendar {
        let day = stores.first { $0.id == store }?.businessDay ?? .midnight
        return SettlementCalendar(
            zone: .shanghai, businessDay: day, settleAfterDays: calendar.settleAfterDays,
            closedDays: calendar.closedDays, asOf: today)
    }
}
