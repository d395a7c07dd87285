// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// What customers, acquirers, authorities and courts still want of the shop.
///
///     claim:   said ───────────────▶ answered         the latest word of the customer counts
///     notice:  received ─▶ answered ─▶ closed         kind by kind, the latest step counts
struct Demands {
    /// A notice that is not closed.
    struct Open {
        let kind: Notice.Kind
        let step: Notice.Step
        /// The date that the other side named, in this step or an earlier one.
        let dueOn: CivilDate?
        /// When it came in.
        let receivedAt: Instant
        let witness: Witness
    }

    /// The customer's latest word, when nobody answered it since.
    let claim: Witness?
    /// In the order of `Notice.Kind.allCases`.
    let notices: [Open]

    init(_ testimony: Testimony) {
        claim = Self.openClaim(testimony.from(.person))
        let told = testimony.all.filter { $0.facts.notice != nil }
        notices = told.isEmpty ? [] : Notice.Kind.allCases.compactMap { Self.open($0, among: told) }
    }

    /// At one instant an answer counts before a question, so that nothing stays open by accident of order.
    private static func openClaim(_ told: ArraySlice<Witness>) -> Witness? {
        let claims = told.filter { $0.facts.claim != nil }
        guard let last = claims.max(by: { precedes($0, $1) { $0.facts.claim == .answered ? 1 : 0 } }),
            last.facts.claim != .answered
        else { return nil }
        return last
    }

    private static func open(_ kind: Notice.Kind, among told: [Witness]) -> Open? {
        let steps = told.filter { $0.facts.notice?.kind == kind }
            .sorted { left, right in precedes(left, right) { Int($0.facts.notice?.step.number ?? 0) } }
        guard let last = steps.last, let notice = last.facts.notice, notice.step != .closed else { return nil }
        // What came before it was last closed is another matter.
        let since = steps.lastIndex { $0.facts.notice?.step == .closed }.map { $0 + 1 } ?? 0
        let current = steps[since...]
        return Open(
            kind: kind, step: notice.step, dueOn: current.last { $0.facts.notice?.dueOn != nil }?.facts.notice?.dueOn,
            receivedAt: current.first?.recordedAt ?? last.recordedAt, witness: last)
    }

    private static func precedes(_ left: Witness, _ right: Witness, _ grade: (Witness) -> Int) -> Bool {
        if left.recordedAt != right.recordedAt { return left.recordedAt < right.recordedAt }
        let grades = (grade(left), grade(right))
        return grades.0 != grades.1 ? grades.0 < grades.1 : left.origin.name < right.origin.name
    }
}

// MARK: - Their dates

extension Judgement {
    /// Working days in which a customer's word is answered, where nobody named a date.
    static let complaintPatience = 1
    /// An authority decides within seven working days whether it takes a complaint on; the answer comes before.
    static let regulatorPatience = 5
    static let retrievalPatience = 5
    /// Days before the acquirer's date by which a defence must be ready.
    static let chargebackMargin = 3

    /// The day by which the shop must have done its part; nil when only the other side's date can say.
    func deadline(of notice: Demands.Open) -> CivilDate? {
        let received = businessDay(of: notice.receivedAt)
        switch notice.kind {
        case .complaint: return notice.dueOn ?? workingDay(Self.complaintPatience, after: received)
        case .retrieval: return notice.dueOn ?? workingDay(Self.retrievalPatience, after: received)
        case .chargeback: return notice.dueOn.map { max(received, $0.adding(days: -Self.chargebackMargin)) }
        case .regulator: return notice.dueOn ?? workingDay(Self.regulatorPatience, after: received)
        case .lawsuit: return notice.dueOn
        }
    }

    /// The day by which the customer's word must be answered; a screenshot shown at the counter is no complaint.
    var claimDeadline: CivilDate? {
        guard let claim = demands.claim, claim.facts.claim != .proofShown else { return nil }
        return workingDay(Self.complaintPatience, after: businessDay(of: claim.recordedAt))
    }

    /// Everything that waits for the shop, by its date.
    var waiting: [(deadline: CivilDate, witness: Witness, kind: Notice.Kind)] {
        var found: [(deadline: CivilDate, witness: Witness, kind: Notice.Kind)] = []
        if let claim = demands.claim, let day = claimDeadline { found.append((day, claim, .complaint)) }
        for notice in demands.notices where notice.step == .received {
            if let day = deadline(of: notice) { found.append((day, notice.witness, notice.kind)) }
        }
        return found
    }

    func businessDay(of instant: Instant) -> CivilDate {
        calendar.businessDay.day(of: calendar.zone.civil(at: instant))
    }

    /// The last of so many working days after a day; weekends and the shop's closed days are none.
    func workingDay(_ count: Int, after start: CivilDate) -> CivilDate {
        var (day, left) = (start, count)
        // A year is far beyond any holiday; a calendar that is closed for ever must not hang.
        for _ in 0..<366 where left > 0 {
            day = day.adding(days: 1)
            if day.weekday <= 5, !calendar.closedDays.contains(day) { left -= 1 }
        }
        return day
    }
}
