// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// One step of a playbook.
public struct PlaybookStep: Hashable, Sendable {
    /// Who moves it on.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// Counterfoil does it by itself and shows what came of it.
        case system
        /// A person does it, at the counter, on the telephone or in somebody else's system.
        case person
        /// A person must say yes or no; nothing moves on before.
        case confirm

        public var label: Bilingual {
            switch self {
            case .system: Bilingual(zh: "系统自动", en: "by the system")
            case .person: Bilingual(zh: "人员办理", en: "by a person")
            case .confirm: Bilingual(zh: "需要确认", en: "to be confirmed")
            }
        }
    }

    public let title: Bilingual
    /// How one knows that it is done.
    public let check: Bilingual
    /// Why it is done, for somebody who is new.
    public let why: Bilingual
    public let who: CodeRow.Owner
    public let kind: Kind
    /// What the page offers for it, the likeliest first; empty where it happens away from the page.
    public let acts: [PlaybookAct]
    /// Counted from the moment the case was opened; `.none` where the case's own deadline is enough.
    public internal(set) var deadline: CodeRow.Deadline
    /// Proofs that tick this step off by themselves.
    public let closesOn: [PlaybookProof]

    /// The likeliest act.
    public var act: PlaybookAct? { acts.first }

    /// Whether the step begins a new charge: it stays locked while `Playbook.lock(for:)` has something to say.
    public var startsCharge: Bool { acts.contains(.chargeAnew) }
}

/// The tables are written with these, each text as (Chinese, English).
extension PlaybookStep {
    private init(
        _ kind: Kind, _ who: CodeRow.Owner, _ title: (String, String), check: (String, String),
        why: (String, String), _ acts: [PlaybookAct], by deadline: CodeRow.Deadline, ticks: [PlaybookProof]
    ) {
        self.kind = kind
        self.who = who
        self.title = Bilingual(zh: title.0, en: title.1)
        self.check = Bilingual(zh: check.0, en: check.1)
        self.why = Bilingual(zh: why.0, en: why.1)
        self.acts = acts
        self.deadline = deadline
        closesOn = ticks
    }

    static func system(
        _ who: CodeRow.Owner, _ title: (String, String), check: (String, String), why: (String, String),
        _ acts: [PlaybookAct] = [], by deadline: CodeRow.Deadline = .none, ticks: [PlaybookProof] = []
    ) -> Self {
        Self(.system, who, title, check: check, why: why, acts, by: deadline, ticks: ticks)
    }

    static func person(
        _ who: CodeRow.Owner, _ title: (String, String), check: (String, String), why: (String, String),
        _ acts: [PlaybookAct] = [], by deadline: CodeRow.Deadline = .none, ticks: [PlaybookProof] = []
    ) -> Self {
        Self(.person, who, title, check: check, why: why, acts, by: deadline, ticks: ticks)
    }

    static func confirm(
        _ who: CodeRow.Owner, _ title: (String, String), check: (String, String), why: (String, String),
        _ acts: [PlaybookAct] = [], by deadline: CodeRow.Deadline = .none, ticks: [PlaybookProof] = []
    ) -> Self {
        Self(.confirm, who, title, check: check, why: why, acts, by: deadline, ticks: ticks)
    }
}
