// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// Who must know of a case by now.
///
///     opened ─────────── 50 % ─────────── 100 % ─────────── 200 % of the time to resolve
///     owner              manager          finance           outside: supplier, acquirer, authority
///                                         └ overdue: CS-01
///
/// Acknowledging stops the chain at the level that acknowledged; the clock runs on, and the case is overdue all the
/// same. Percentages are of working time.
public struct Escalation: Hashable, Sendable {
    /// A rung of the chain, by the number that an acknowledgement names.
    public enum Level: Int, CaseIterable, Hashable, Sendable, Comparable {
        case owner = 0
        case manager, finance, outside

        public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

        /// Per cent of the time to resolve after which it is told.
        public var percent: Int64 {
            switch self {
            case .owner: 0
            case .manager: 50
            case .finance: 100
            case .outside: 200
            }
        }

        public var label: Bilingual {
            switch self {
            case .owner: Bilingual(zh: "经办人", en: "owner")
            case .manager: Bilingual(zh: "店长", en: "store manager")
            case .finance: Bilingual(zh: "财务 / 区域", en: "finance or region")
            case .outside: Bilingual(zh: "外部（供应商、收单机构、主管部门）", en: "outside: supplier, acquirer, authority")
            }
        }
    }

    /// Who is told by the clock alone.
    public let reached: Level
    /// Who is told: `reached`, unless somebody acknowledged before.
    public let level: Level
    /// The next rung and when it is told; nil when the chain stands still or has ended.
    public let next: Next?
    /// When the time to resolve it is over; nil where there is none.
    public let due: Instant?
    public let isOverdue: Bool

    public struct Next: Hashable, Sendable {
        public let level: Level
        public let at: Instant
    }

    /// The complaint that an overdue case is: CS-01. A case that is already one raises no other.
    public let raises: FindingCode?
}

extension DeadlineRules {
    /// Where the chain of a case stands at an instant. A case that is not work, or has no deadline, climbs nowhere.
    public func escalation(of file: CaseFile, at now: Instant) -> Escalation {
        guard file.state.isOpen, let due = due(of: file) else {
            return Escalation(reached: .owner, level: .owner, next: nil, due: nil, isOverdue: false, raises: nil)
        }
        let reached = Escalation.Level.allCases.last { now >= time(of: $0, file, due: due) } ?? .owner
        let seen = Escalation.Level(rawValue: file.acknowledged) ?? .outside
        let isStopped = seen > .owner
        let level = isStopped ? min(reached, seen) : reached
        let above = isStopped ? nil : Escalation.Level(rawValue: reached.rawValue + 1)
        let isOverdue = now > due
        return Escalation(
            reached: reached, level: level,
            next: above.map { Escalation.Next(level: $0, at: time(of: $0, file, due: due)) },
            due: due, isOverdue: isOverdue,
            raises: isOverdue && file.id.family != .complaints ? FindingCode("CS-01") : nil)
    }

    /// When a rung is told: so many per cent of the working time from the beginning of the clock to the deadline.
    func time(of level: Escalation.Level, _ file: CaseFile, due: Instant) -> Instant {
        switch level {
        case .owner: return file.clockFrom
        case .finance: return due
        case .manager, .outside: break
        }
        let calendar = pace(of: file, due: due)
        let start = calendar.zone.civil(at: file.clockFrom)
        let whole = calendar.work(from: start, to: calendar.zone.civil(at: due))
        let part = whole / 100 * level.percent + whole % 100 * level.percent / 100
        guard let time = calendar.adding(work: part, to: start) else { return Instant(milliseconds: .max) }
        let instant = calendar.zone.instant(of: time)
        // Seconds are counted whole: never before the beginning, and a rung never before the one below.
        return level == .manager ? min(max(file.clockFrom, instant), due) : max(due, instant)
    }

    /// The calendar of the code whose time is up first.
    private func pace(of file: CaseFile, due: Instant) -> WorkCalendar {
        for code in file.codes {
            guard let resolve = times(of: code)?.resolve else { continue }
            let calendar = calendar(for: resolve, of: code)
            if calendar.due(after: file.clockFrom, resolve, outside: file.outsideDate) == due { return calendar }
        }
        return office
    }
}
