// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tariffs
internal import Tender

/// Everything that judging one transaction looks at, worked out once.
struct Judgement {
    let testimony: Testimony
    let surroundings: Surroundings
    let tariff: Tariff
    let calendar: SettlementCalendar
    /// What the clock in the store shows, and which business day that is.
    let now: CivilTime
    let today: CivilDate
    let believed: Facts
    /// What became of the transaction, and the highest source that says so; nil when nobody does.
    let belief: Belief?
    /// When the transaction took place, as far as anybody says or we can tell.
    let happenedAt: CivilTime?
    /// Rows of clearing files that say it was charged, the first one first.
    let cleared: [Witness]

    /// What was reported of the slip.
    let slips: SlipHistory
    /// What people and letters want.
    let demands: Demands

    /// Pieces of sentences about it.
    let words: Words

    struct Belief: Hashable {
        let status: ReportedStatus
        let source: Source
    }

    init(
        _ observations: [Observation], surroundings: Surroundings, tariff: Tariff, calendar: SettlementCalendar,
        now: Instant
    ) {
        let testimony = Testimony(observations)
        self.testimony = testimony
        self.surroundings = surroundings
        self.tariff = tariff
        self.calendar = calendar
        self.now = calendar.zone.civil(at: now)
        today = calendar.businessDay.day(of: self.now)
        belief = Self.belief(of: testimony)
        believed = Facts(believing: testimony, status: belief?.status)
        let firstHeard = testimony.all.map(\.recordedAt).min()
        happenedAt = believed.occurredAt ?? firstHeard.map { calendar.zone.civil(at: $0) }
        cleared = testimony.from(.clearing).filter { ($0.facts.status ?? .approved) == .approved }
        slips = SlipHistory(testimony)
        demands = Demands(testimony)
        words = Words(believed)
    }

    /// The acquirer's side is believed before the shop's: its highest final word, else its "not yet". The till
    /// never overrides its terminal.
    private static func belief(of testimony: Testimony) -> Belief? {
        var open: Belief?
        for source in testimony.sources where source >= .callback {
            guard let status = testimony.status(of: source) else { continue }
            if status.isFinal { return Belief(status: status, source: source) }
            open = open ?? Belief(status: status, source: source)
        }
        if let open { return open }
        for source in [Source.terminal, .till] {
            if let status = testimony.status(of: source) { return Belief(status: status, source: source) }
        }
        return nil
    }

    // MARK: - The counter and its time

    var type: TransactionType { believed.type }
    var isCharge: Bool { type == .sale || type == .completion }

    /// What the shop's own side says became of it.
    var counterStatus: ReportedStatus? { testimony.counter.flatMap { testimony.status(of: $0) } }

    var counterAmount: Money? {
        testimony.counter.flatMap { amount(by: $0) }
    }

    /// The amount a source gives, by its earliest witness that gives one.
    func amount(by source: Source) -> Money? {
        for witness in testimony.from(source) {
            if let amount = witness.facts.amount { return amount }
        }
        return nil
    }

    /// Seconds within which an answer may still come: a wallet answers within 50, a card host within 120.
    var decisionLimit: Int64 { isWallet ? 50 : Self.longestDecision }
    private static let longestDecision: Int64 = 120

    var isWallet: Bool {
        if believed.channelOrder != nil { return true }
        let words = ((believed.product ?? "") + " " + (believed.channel ?? "")).lowercased()
        return ["qr", "wechat", "alipay", "微信", "支付宝", "扫码", "钱包"].contains { words.contains($0) }
    }

    var decidedBy: CivilTime? { happenedAt?.adding(seconds: decisionLimit) }

    /// An accepted refund is under way for days; that alone is not an unknown outcome.
    var isPastDecision: Bool {
        if type == .refund, belief?.status == .pending { return false }
        guard let happenedAt else { return true }
        // Past the longer limit nobody need ask which one holds; so it is with nearly every row of a file.
        if happenedAt.adding(seconds: Self.longestDecision) <= now { return true }
        return happenedAt.adding(seconds: decisionLimit) <= now
    }

    // MARK: - Settlement

    var dueOn: CivilDate? { happenedAt.map { calendar.dueDate(of: $0) } }

    /// Settlement is overdue once files are complete up to the due day. Without a word about files, the due day
    /// itself must have ended.
    var isOverdue: Bool {
        guard let dueOn else { return false }
        if let asOf = calendar.asOf { return dueOn <= asOf }
        return dueOn < today
    }

    /// The day on which `isOverdue` turns true by time alone.
    var overdueFrom: CivilDate? {
        guard let asOf = calendar.asOf else { return dueOn?.adding(days: 1) }
        let lag = max(0, Int(today.daysSinceEpoch) - Int(asOf.daysSinceEpoch))
        return dueOn?.adding(days: lag)
    }

    /// Evidence references, highest source first.
    func evidence(_ sources: Source...) -> [String] {
        testimony.all.filter { sources.isEmpty || sources.contains($0.source) }.map(\.origin.reference)
    }
}
