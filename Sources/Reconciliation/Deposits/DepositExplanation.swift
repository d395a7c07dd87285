// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges

/// Why a deposit and a settlement day do not fit, as far as the rows tell.
struct DepositExplanation: Sendable, Hashable {
    enum Outcome: Sendable, Hashable {
        /// One answer, and the proof that no other of its size fits.
        case explained
        /// Two answers fit; both are shown, none is chosen.
        case ambiguous
        /// More sets than the budget allows to look at.
        case undecided
        /// Nothing that was looked at fits.
        case unexplained
    }

    let outcome: Outcome
    /// A clause for the finding's detail.
    let words: Bilingual
    /// Rows it comes down to, as `file:line@byte`; empty where whole days or batches explain it.
    var rows: [String] = []

    /// Several clauses in one.
    static func joined(_ parts: [Bilingual]) -> Bilingual {
        Bilingual(
            zh: parts.map(\.chinese).joined(separator: "；"), en: parts.map(\.english).joined(separator: "; "))
    }
}

/// How many of the days and deposits that do not fit are explained.
public struct DepositTally: Sendable, Hashable {
    public internal(set) var explained = 0
    public internal(set) var ambiguous = 0
    public internal(set) var undecided = 0
    public internal(set) var unexplained = 0

    init(_ findings: [DepositFinding]) {
        for finding in findings {
            switch finding.explanation?.outcome {
            case .explained: explained += 1
            case .ambiguous: ambiguous += 1
            case .undecided: undecided += 1
            case .unexplained, nil: unexplained += 1
            }
        }
    }
}
