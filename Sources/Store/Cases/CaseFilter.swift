// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Cases
public import Charges
public import Tender

/// Which cases a queue shows; nil means any.
public struct CaseFilter: Sendable, Hashable {
    /// The standing of a case, as words of the address bar: `open` is all that is still work.
    public enum Standing: Sendable, Hashable {
        case open
        case over
        case exactly(CaseState)

        /// Whether only cases that are over are shown.
        var isOver: Bool {
            switch self {
            case .open: false
            case .over: true
            case .exactly(let state): !state.isOpen
            }
        }
    }

    /// Which cases a role may see at all.
    public enum Kinds: Sendable, Hashable {
        case all
        /// Cases of devices, and those about a watched device that are a technician's to put right.
        case technical
    }

    public var kinds = Kinds.all
    public var standing: Standing?
    public var code: FindingCode?
    public var family: CodeRow.Family?
    public var store: StoreID?
    public var owner: CodeRow.Owner?
    /// Sign-in name of who has it.
    public var assignee: String?
    /// Only those about something that is watched.
    public var isWatched = false
    /// Only those about one watched thing.
    public var subject: WatchSubject?
    /// Only those whose time to be resolved is over at this instant.
    public var overdueAt: Instant?
    public init() {}
}

/// A case as a queue shows it.
public struct CaseSummary: Sendable, Hashable, Identifiable {
    public let id: CaseID
    /// Public number of the transaction; nil for a case about none.
    public let transaction: String?
    /// What a watched case is about; nil for others.
    public let subject: WatchSubject?
    public let family: CodeRow.Family
    public let store: StoreID?
    /// The most pressing of its codes.
    public let code: FindingCode
    /// Codes that hold now, and those that a person gave; sorted.
    public let codes: [FindingCode]
    public let state: CaseState
    public let openedAt: Instant
    public let changedAt: Instant
    /// Sign-in name of who has it.
    public let assignee: String?
    public let owner: CodeRow.Owner
    /// By when somebody must have acted; nil when the code sets no time.
    public let actDue: Instant?
    /// By when it must be resolved; nil when the code sets no time.
    public let due: Instant?
    /// Level of escalation that was acknowledged; 0 for none.
    public let acknowledged: Int
    public let cause: CaseCause?
    /// Money it is about.
    public let amount: Money?
    /// Nothing of it may be deleted: a court or an authority may ask for it.
    public let isHeld: Bool
    public let followUpOn: CivilDate?
    /// 1 to 5, as the customer answered.
    public let satisfaction: Int?
    public let closedAt: Instant?
    /// What whoever opened it by hand wrote, or what the look found that opened a watched case (`WatchWords`); empty
    /// otherwise.
    public let words: String

    /// Whether a technician may see it.
    public var isTechnical: Bool { family == .devices || (subject != nil && owner == .devices) }
}

/// One case with all that was done.
public struct CaseDetail: Sendable, Hashable {
    public let summary: CaseSummary
    /// The fold of all that happened; it answers which moves are open.
    public let file: CaseFile
    /// In the order they happened.
    public let events: [CaseEvent]
}
