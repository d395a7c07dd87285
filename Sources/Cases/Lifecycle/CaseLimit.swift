// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges

/// How much of what people write is kept.
public enum CaseLimit {
    /// Bytes of a note or an opinion.
    public static let note = 16_384
    /// Bytes of a reason or a proof.
    public static let reason = 4_096
    /// Bytes of a name.
    public static let name = 128
    /// Steps of a playbook.
    public static let steps = 1...99
    public static let scores = 1...5
    /// Levels of escalation: manager, finance, outside.
    public static let levels = 1...3

    /// - Throws: `CaseRefusal` for an event that is wrong whatever the case.
    static func check(_ event: CaseEvent) throws(CaseRefusal) {
        guard !event.by.isEmpty else { throw .empty }
        try check(event.by, name)
        try check(event.reason, reason)
        switch event.kind {
        case .note(let text):
            guard text.contains(where: { !$0.isWhitespace }) else { throw .empty }
            try check(text, note)
        case .satisfaction(let score, let text):
            guard scores.contains(score) else { throw .outside(scores) }
            try check(text, note)
        case .resolved(_, let proof), .proved(let proof), .closed(let proof), .cleared(_, let proof):
            guard proof.contains(where: { !$0.isWhitespace }) else { throw .proofMissing }
            try check(proof, reason)
        case .assigned(let person):
            guard person != "" else { throw .empty }
            try check(person ?? "", name)
        case .step(_, let number, let outcome):
            guard steps.contains(number) else { throw .outside(steps) }
            if outcome == .skipped { try checkReason(event) }
        case .acknowledged(let level):
            guard levels.contains(level) else { throw .outside(levels) }
        case .reopened, .held, .released: try checkReason(event)
        case .opened, .joined, .moved, .cause, .followUp, .outsideDate: break
        }
    }

    private static func checkReason(_ event: CaseEvent) throws(CaseRefusal) {
        guard event.reason.contains(where: { !$0.isWhitespace }) else { throw .reasonMissing }
    }

    private static func check(_ text: String, _ limit: Int) throws(CaseRefusal) {
        guard text.utf8.count <= limit else { throw .tooLong(limit: limit) }
    }
}
