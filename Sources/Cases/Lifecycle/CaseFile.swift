// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// One case and where it stands: the fold of its events, the same on every machine.
///
///     opened ─▶ step(event) … ─▶ step(event)
///                 ├─ fits        changes the case
///                 ├─ says nothing new   changes nothing (a replay is harmless)
///                 └─ does not fit       refused with the reason; changes nothing
public struct CaseFile: Hashable, Sendable {
    /// What is kept of a step that was ticked off.
    public struct Tick: Hashable, Sendable {
        public let outcome: CaseEvent.Outcome
        public let at: Instant
        public let by: String
        public let reason: String
    }

    /// Names a step of a playbook.
    public struct StepName: Hashable, Sendable, Comparable {
        public let code: FindingCode
        /// From 1.
        public let number: Int

        public init(_ code: FindingCode, _ number: Int) {
            self.code = code
            self.number = number
        }

        public static func < (left: Self, right: Self) -> Bool {
            (left.code, left.number) < (right.code, right.number)
        }
    }

    /// What the customer said of it.
    public struct Opinion: Hashable, Sendable {
        /// 1 to 5.
        public let score: Int
        public let words: String
        public let at: Instant
    }

    /// One entry of the way it took.
    public struct Station: Hashable, Sendable {
        public let state: CaseState
        public let since: Instant
        public let by: String
    }

    public let id: CaseID
    public let openedAt: Instant
    public let openedBy: String
    /// What whoever opened it wrote.
    public let words: String
    /// Every code it ever had, in the order they came.
    public internal(set) var codes: [FindingCode]
    public internal(set) var state = CaseState.open
    public internal(set) var changedAt: Instant
    /// Sign-in name of who has it.
    public internal(set) var assignee: String?
    public internal(set) var cause: CaseCause?
    /// What shows that it is put right; empty before.
    public internal(set) var proof = ""
    public internal(set) var followUpOn: CivilDate?
    public internal(set) var opinion: Opinion?
    /// Highest level of escalation that was acknowledged since it was last opened; 0 for none.
    public internal(set) var acknowledged = 0
    public internal(set) var isHeld = false
    public internal(set) var outsideDate: CivilDate?
    /// When somebody of the shop first did something.
    public internal(set) var firstActAt: Instant?
    /// When it was last put right, by a person or by proof; nil while it is work.
    public internal(set) var resolvedAt: Instant?
    public internal(set) var closedAt: Instant?
    /// Deadlines count from here: when it was opened, or last reopened.
    public internal(set) var clockFrom: Instant
    public internal(set) var reopenings = 0
    /// The last word on each step.
    public internal(set) var ticks: [StepName: Tick] = [:]
    /// Its states in the order it had them.
    public internal(set) var stations: [Station]

    /// - Throws: `CaseRefusal` when the event opens nothing, or its code is of another family than the number.
    public init(_ id: CaseID, opened event: CaseEvent) throws(CaseRefusal) {
        guard case .opened(let code) = event.kind else { throw .notTheBeginning }
        if let family = id.family, CodeTable.row(for: code)?.family != family { throw .otherFamily(code) }
        try CaseLimit.check(event)
        self.id = id
        openedAt = event.at
        openedBy = event.by
        words = event.reason
        codes = [code]
        changedAt = event.at
        clockFrom = event.at
        stations = [Station(state: .open, since: event.at, by: event.by)]
    }

    /// The fold of events, the first of which opens the case.
    ///
    /// - Returns: nil for no events.
    /// - Throws: the first refusal.
    public static func fold(_ id: CaseID, _ events: some Sequence<CaseEvent>) throws(CaseRefusal) -> CaseFile? {
        var file: CaseFile?
        for event in events {
            if file == nil { file = try CaseFile(id, opened: event) } else { _ = try file?.step(event) }
        }
        return file
    }

    /// The most pressing of its codes: the one that must be solved first.
    public var code: FindingCode { FindingCode.mostPressing(of: codes) ?? codes[0] }
}

extension FindingCode {
    /// The code that must be solved first; on a tie the first of the table. nil for none.
    public static func mostPressing(of codes: some Sequence<FindingCode>) -> FindingCode? {
        codes.min { ($0.pressure, $0.text) < ($1.pressure, $1.text) }
    }

    /// Minutes until it must be solved, roughly: only the order counts.
    private var pressure: Int {
        guard let row = CodeTable.row(for: self) else { return .max }
        switch row.resolve {
        case .atOnce: return 0
        case .minutes(let count): return count
        case .workingDays(let count): return min(count, 10_000) * 480
        case .outside: return 10_000 * 480
        case .none: return 10_001 * 480
        }
    }
}
