// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// What a report needs of one case.
public struct CaseOutcome: Hashable, Sendable {
    public let code: FindingCode
    public let openedAt: Instant
    /// When it was last put right; nil while it is work.
    public let resolvedAt: Instant?
    /// By when it should have been; nil where no time is set.
    public let due: Instant?
    public let cause: CaseCause?
    /// 1 to 5; nil when the customer did not say.
    public let satisfaction: Int?
    public let reopenings: Int

    public init(
        code: FindingCode, openedAt: Instant, resolvedAt: Instant?, due: Instant?, cause: CaseCause?,
        satisfaction: Int?, reopenings: Int
    ) {
        self.code = code
        self.openedAt = openedAt
        self.resolvedAt = resolvedAt
        self.due = due
        self.cause = cause
        self.satisfaction = satisfaction
        self.reopenings = reopenings
    }

    public init(_ file: CaseFile, rules: DeadlineRules) {
        self.init(
            code: file.code, openedAt: file.openedAt, resolvedAt: file.resolvedAt, due: rules.due(of: file),
            cause: file.cause, satisfaction: file.opinion?.score, reopenings: file.reopenings)
    }
}

/// Sums over cases: what a management report says of them. The order in which cases come does not matter.
public struct CaseReport: Hashable, Sendable {
    /// One bar of the Pareto: how many, and how many per cent this one and all before it make.
    public struct Bar: Hashable, Sendable {
        /// nil for cases that closed on proof before anybody said why.
        public let cause: CaseCause?
        public let count: Int
        /// Tenths of a per cent of all, this bar and those before it.
        public let runningPermille: Int
    }

    /// A share with what it is a share of, so that nobody reads much into little.
    public struct Share: Hashable, Sendable {
        public let part: Int
        public let whole: Int
        /// Tenths of a per cent, rounded down; nil of nothing.
        public var permille: Int? { whole == 0 ? nil : part * 1_000 / whole }
    }

    public let count: Int
    public let open: Int
    /// Work whose time is over.
    public let overdue: Int
    public let reopened: Int
    public let byCode: [FindingCode: Int]
    /// Most frequent first; of those put right.
    public let causes: [Bar]
    /// Milliseconds from opening to the last putting right.
    public let timeToResolve: Spread
    /// Put right in time, of those that were put right, or are late, and had a time.
    public let inTime: Share
    /// How many gave 1, 2, 3, 4 and 5.
    public let scores: [Int]

    /// - Parameter now: what is open later than its time counts as overdue.
    public init(_ outcomes: some Sequence<CaseOutcome>, at now: Instant) {
        var tally = Tally()
        for outcome in outcomes { tally.add(outcome, at: now) }
        count = tally.count
        open = tally.open
        overdue = tally.overdue
        reopened = tally.reopened
        byCode = tally.byCode
        causes = Self.pareto(tally.causes)
        timeToResolve = Spread(tally.durations)
        inTime = Share(part: tally.inTime, whole: tally.judged)
        scores = tally.scores
    }

    /// How many customers answered.
    public var answers: Int { scores.reduce(0, +) }

    /// Mean of the scores in hundredths, rounded half up; nil when nobody answered.
    public var satisfaction: Int? {
        guard answers > 0 else { return nil }
        let sum = scores.enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element }
        return (sum * 200 + answers) / (answers * 2)
    }

    /// Causes by count; a tie keeps the order of the classes, and those without a cause come last of it.
    private static func pareto(_ counts: [CaseCause?: Int]) -> [Bar] {
        let order: [CaseCause?] = CaseCause.allCases + [nil]
        let bars = order.enumerated().compactMap { rank, cause in
            counts[cause].map { (rank: rank, cause: cause, count: $0) }
        }.sorted { ($1.count, $0.rank) < ($0.count, $1.rank) }
        let whole = bars.reduce(0) { $0 + $1.count }
        var running = 0
        return bars.map { bar in
            running += bar.count
            return Bar(cause: bar.cause, count: bar.count, runningPermille: running * 1_000 / max(whole, 1))
        }
    }

    private struct Tally {
        var count = 0
        var open = 0
        var overdue = 0
        var reopened = 0
        var byCode: [FindingCode: Int] = [:]
        var causes: [CaseCause?: Int] = [:]
        var durations: [Int64] = []
        var inTime = 0
        var judged = 0
        var scores = [0, 0, 0, 0, 0]

        mutating func add(_ outcome: CaseOutcome, at now: Instant) {
            count += 1
            byCode[outcome.code, default: 0] += 1
            if outcome.reopenings > 0 { reopened += 1 }
            if let score = outcome.satisfaction, CaseLimit.scores.contains(score) { scores[score - 1] += 1 }
            guard let resolvedAt = outcome.resolvedAt else {
                open += 1
                guard let due = outcome.due, now > due else { return }
                overdue += 1
                judged += 1
                return
            }
            causes[outcome.cause, default: 0] += 1
            durations.append(max(0, resolvedAt.milliseconds - outcome.openedAt.milliseconds))
            guard let due = outcome.due else { return }
            judged += 1
            if resolvedAt <= due { inTime += 1 }
        }
    }
}
