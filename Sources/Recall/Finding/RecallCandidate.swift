// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// A transaction that a probe brought back.
public struct RecallCandidate: Sendable, Hashable {
    /// Public number, `T0000001234`.
    public let id: String
    /// The facts believed of it.
    public let facts: Facts
    /// Findings that hold, for queries such as "no slip".
    public let codes: [FindingCode]

    public init(id: String, facts: Facts, codes: [FindingCode] = []) {
        self.id = id
        self.facts = facts
        self.codes = codes
    }
}

/// A candidate with its score and the reasons a person can check.
public struct RecallHit: Sendable, Hashable {
    public let candidate: RecallCandidate
    /// 0 to 1,000; see `Ranking`.
    public let score: Int
    /// One sentence piece per fact that fits or contradicts, strongest first.
    public let reasons: [Bilingual]

    public init(candidate: RecallCandidate, score: Int, reasons: [Bilingual]) {
        self.candidate = candidate
        self.score = score
        self.reasons = reasons
    }

    /// All reasons as one line: `金额一致 58.00；时间相差 3 分钟`.
    public var because: Bilingual {
        Bilingual(
            zh: reasons.map(\.chinese).joined(separator: "；"),
            en: reasons.map(\.english).joined(separator: "; "))
    }
}
