// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// What is true of a transaction now, and why (结论). Made only by `Verdict.judge`.
public struct Verdict: Hashable, Sendable {
    public enum MoneyState: Hashable, Sendable {
        case notCharged
        case pending
        case charged
        case reversed
        /// Sum given back so far; `isFull` when nothing is left of the charge.
        case refunded(Money, isFull: Bool)
        case unknown(since: CivilTime?)
    }

    public enum SlipState: Hashable, Sendable {
        case none
        case pending
        case issued
        case deliveredElectronically
        case lost
        case handwritten
        /// No source said anything about a slip.
        case unreported
    }

    public enum SettlementState: Hashable, Sendable {
        case notDue
        case due(by: CivilDate)
        case settled(on: CivilDate?)
        case overdue(since: CivilDate)
        case mismatched
    }

    public enum FeeState: Hashable, Sendable {
        case asContract
        case over(by: Money)
        case under(by: Money)
        case unknown
    }

    public let money: MoneyState
    public let slip: SlipState
    public let settlement: SettlementState
    public let fee: FeeState
    /// Sorted by code; may be empty.
    public let findings: [Finding]
    /// The facts believed, field by field from the highest source that gave them.
    public let believed: Facts
    /// Day on which time alone may change this verdict; nil when it will not.
    public let reviewOn: CivilDate?
    /// One sentence in each language, built from the same facts.
    public let explanation: Bilingual
}

/// One text in the two languages of the product.
public struct Bilingual: Hashable, Sendable {
    public let chinese: String
    public let english: String

    public init(zh chinese: String, en english: String) {
        self.chinese = chinese
        self.english = english
    }
}

/// One thing that is not in order with a transaction (差异).
public struct Finding: Hashable, Sendable {
    public let code: FindingCode
    /// Which field differs (`amount`, `status`, `fee`, `printed`), or what was counted.
    public let field: String
    /// What the lower-ranked or expecting side says; empty when it says nothing.
    public let expected: String
    /// What the higher-ranked or actual side says; empty when it says nothing.
    public let actual: String
    /// Difference in money where there is one; positive = in the merchant's disfavour.
    public let difference: Money?
    /// `Origin.reference` of the observations it rests on, highest source first.
    public let evidence: [String]
    /// One sentence that explains this finding, and what to do next.
    public let explanation: Bilingual
    public let nextAction: Bilingual

    public init(
        code: FindingCode, field: String, expected: String, actual: String, difference: Money? = nil,
        evidence: [String], explanation: Bilingual, nextAction: Bilingual
    ) {
        self.code = code
        self.field = field
        self.expected = expected
        self.actual = actual
        self.difference = difference
        self.evidence = evidence
        self.explanation = explanation
        self.nextAction = nextAction
    }
}
