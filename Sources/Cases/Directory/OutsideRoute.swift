// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// A way to or from somebody outside who decides: an authority, a mediator, a court. With its calendar, so that no
/// date is missed.
///
///     start ─▶ step (within n days of the start or of the step before) ─▶ … ─▶ decided
///
/// Limits are defaults that somebody compared with nothing newer than the day they were written down; a shop
/// compares them with the rules in force and sets its own. They are never printed as the law.
public struct OutsideRoute: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// A customer turned to consumer protection; the shop answers.
        case consumerBody
        /// The shop, or a customer, complains of an acquirer or bank.
        case financeRegulator
        /// The acquirer or the card scheme asks or takes back.
        case scheme
        case police
        case court
    }

    /// Stable word for pages and programs.
    public let id: String
    public let kind: Kind
    public let name: Bilingual
    /// When this is the way to go.
    public let fits: Bilingual
    /// Whom to call, by `DirectoryEntry.id`; empty for those who write to us.
    public let directory: [String]
    public let steps: [RouteStep]
    /// Whether everything about the case is held against deletion from the first day.
    public let needsHold: Bool
    /// Codes whose cases go this way.
    public let codes: [FindingCode]

    /// What stands beside every date of it.
    public static let verify = Bilingual(
        zh: "期限为默认值，使用前请按现行规定和来函核对。",
        en: "The dates are defaults: check them against the rules in force and the letter before relying on them.")

    /// The route with a shop's own limits, by the position of the step; a position that it has not is left alone.
    public func setting(_ limits: [Int: RouteStep.Limit]) -> OutsideRoute {
        let own = steps.enumerated().map { index, step in limits[index].map { step.setting($0) } ?? step }
        return OutsideRoute(
            id: id, kind: kind, name: name, fits: fits, directory: directory, steps: own, needsHold: needsHold,
            codes: codes)
    }

    /// The days on which its steps are due.
    ///
    /// - Parameters:
    ///   - start: the day the letter came, or the complaint was made.
    ///   - isWorkingDay: weekends, holidays and make-up days as the shop's calendar has them.
    /// - Returns: one for each step; nil where only a letter can say, or the step before has no date.
    public func calendar(from start: CivilDate, isWorkingDay: (CivilDate) -> Bool) -> [CivilDate?] {
        var before: CivilDate? = start
        return steps.map { step in
            let origin = step.countsFromStart ? start : before
            before = origin.flatMap { step.limit.day(after: $0, isWorkingDay: isWorkingDay) }
            return before
        }
    }
}

/// One station of a route.
public struct RouteStep: Hashable, Sendable {
    public enum Side: String, CaseIterable, Hashable, Sendable {
        case shop, customer, authority, court, acquirer

        public var label: Bilingual {
            switch self {
            case .shop: Bilingual(zh: "我方", en: "we")
            case .customer: Bilingual(zh: "顾客", en: "the customer")
            case .authority: Bilingual(zh: "主管部门", en: "the authority")
            case .court: Bilingual(zh: "法院", en: "the court")
            case .acquirer: Bilingual(zh: "收单机构", en: "the acquirer")
            }
        }
    }

    public enum Limit: Hashable, Sendable {
        case workingDays(Int)
        case calendarDays(Int)
        /// The letter names the day.
        case byLetter

        /// The last day of the limit; nil for `byLetter`.
        func day(after start: CivilDate, isWorkingDay: (CivilDate) -> Bool) -> CivilDate? {
            switch self {
            case .byLetter: return nil
            case .calendarDays(let count): return start.adding(days: min(max(count, 0), 3_660))
            case .workingDays(let count):
                var (day, left) = (start, min(max(count, 0), 260))
                // A calendar that never works must not hang.
                for _ in 0..<1_000 where left > 0 {
                    day = day.adding(days: 1)
                    if isWorkingDay(day) { left -= 1 }
                }
                return day
            }
        }

        public var label: Bilingual {
            switch self {
            case .workingDays(let count):
                Bilingual(
                    zh: "\(count) 个工作日内", en: count == 1 ? "within 1 working day" : "within \(count) working days")
            case .calendarDays(let count):
                Bilingual(zh: "\(count) 日内", en: count == 1 ? "within 1 day" : "within \(count) days")
            case .byLetter: Bilingual(zh: "以来函日期为准", en: "by the date of the letter")
            }
        }
    }

    public let title: Bilingual
    /// Who must act.
    public let side: Side
    public let limit: Limit
    /// Counted from the start of the route; else from the step before.
    public let countsFromStart: Bool

    func setting(_ limit: Limit) -> RouteStep {
        RouteStep(title: title, side: side, limit: limit, countsFromStart: countsFromStart)
    }
}
