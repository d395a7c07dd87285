// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// One thing that was looked at: what is wrong with it now, and what shows that the rest is not.
///
///     finding      a code that holds
///     proof        a code that does not hold, and what shows it
///     neither      nobody can say: a case stays as it is
public struct WatchedThing: Hashable, Sendable {
    /// What shows that a code does not hold.
    public struct Proof: Hashable, Sendable {
        /// When it was shown, where that decides: silence that began before is not ended by it. nil where it does not.
        public let at: Instant?
        public let words: Bilingual

        public init(at: Instant?, _ words: Bilingual) {
            self.at = at
            self.words = words
        }
    }

    public let subject: WatchSubject
    public let store: StoreID?
    public var findings: [FindingCode: Bilingual]
    public var proofs: [FindingCode: Proof]

    public init(
        _ subject: WatchSubject, store: StoreID?, findings: [FindingCode: Bilingual] = [:],
        proofs: [FindingCode: Proof] = [:]
    ) {
        self.subject = subject
        self.store = store
        self.findings = findings
        self.proofs = proofs
    }

    /// What shows that a code which came at an instant is gone; nil where it holds, or nobody can say.
    func proof(of code: FindingCode, since: Instant) -> Proof? {
        guard findings[code] == nil, let proof = proofs[code] else { return nil }
        return proof.at.map { $0 > since } ?? true ? proof : nil
    }
}

/// A case about something that is watched.
public struct WatchedCase: Hashable, Sendable {
    public let subject: WatchSubject
    public let family: CodeRow.Family
    public let file: CaseFile
    /// Codes that hold by what was last seen, and since when.
    public let holding: [FindingCode: Instant]
    /// Whether a person gave it a code, which no look takes back.
    public let isTold: Bool

    /// The fold of its events; nil where they are no case, or its first code is in no family.
    public init?(_ id: CaseID, about subject: WatchSubject, _ events: [CaseEvent]) {
        guard let file = try? CaseFile.fold(id, events), let first = file.codes.first,
            let family = CodeTable.row(for: first)?.family
        else { return nil }
        var holding: [FindingCode: Instant] = [:]
        var isTold = false
        for event in events {
            switch event.kind {
            case .opened(let code), .joined(let code):
                if event.by == CaseEvent.system { holding[code] = event.at } else { isTold = true }
            case .cleared(let code, proof: _): holding[code] = nil
            case .proved: (holding, isTold) = ([:], false)
            case .resolved, .closed: isTold = false
            default: break
            }
        }
        self.subject = subject
        self.family = family
        self.file = file
        self.holding = holding
        self.isTold = isTold
    }
}

/// What a look at things does with cases.
public enum WatchStep: Hashable, Sendable {
    /// A new case; the first code opens it, the others join it.
    case open(WatchSubject, StoreID?, [FindingCode], Bilingual)
    case join(CaseID, FindingCode, Bilingual)
    /// It came back; the number stays. The codes join it again.
    case reopen(CaseID, [FindingCode], Bilingual)
    /// One of its codes is gone; others hold, or a person is still to do something with it.
    case clear(CaseID, FindingCode, Bilingual)
    /// The last of its codes is gone.
    case close(CaseID, Bilingual)
}

extension WatchStep {
    /// The case that a further code joins, or that comes back; nil for other steps.
    var goesOn: CaseID? {
        switch self {
        case .join(let id, _, _), .reopen(let id, _, _): id
        case .open, .clear, .close: nil
        }
    }
}
