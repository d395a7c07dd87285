// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Codes that hold of one row, as a set of bits.
public struct FindingSet: OptionSet, Hashable, Sendable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public static let py01 = FindingSet(rawValue: 1 << 0)
    public static let py02 = FindingSet(rawValue: 1 << 1)
    public static let py04 = FindingSet(rawValue: 1 << 2)
    public static let py06 = FindingSet(rawValue: 1 << 3)
    public static let py07 = FindingSet(rawValue: 1 << 4)
    public static let rc01 = FindingSet(rawValue: 1 << 5)
    public static let st01 = FindingSet(rawValue: 1 << 6)
    public static let st04 = FindingSet(rawValue: 1 << 7)
    public static let st05 = FindingSet(rawValue: 1 << 8)

    private static let names: [(FindingSet, FindingCode)] = [
        (.py01, .py01), (.py02, .py02), (.py04, .py04), (.py06, .py06), (.py07, .py07), (.rc01, .rc01),
        (.st01, .st01), (.st04, .st04), (.st05, .st05),
    ]

    /// Sorted.
    public var codes: [FindingCode] { Self.names.filter { contains($0.0) }.map(\.1) }
}

/// The rules of the file job, stated once over plain values: what a till row and an acquirer row of one key say
/// together. `Verdict.judge` uses them, and the engine's naive twin in tests.
public enum RowRules {
    /// What the first till row of a key says. An absent status means approved: a till writes down what it sold.
    public struct Till: Hashable, Sendable {
        public var status: ReportedStatus
        public var amount: Int64?
        /// nil when nobody knows.
        public var printed: Bool?

        public init(status: ReportedStatus = .approved, amount: Int64? = nil, printed: Bool? = nil) {
            self.status = status
            self.amount = amount
            self.printed = printed
        }
    }

    /// What one acquirer row of a key says, with the fee the tariff gives for it.
    public struct Acquirer: Hashable, Sendable {
        public var amount: Int64?
        public var fee: Int64?
        /// nil when no tariff row covers it.
        public var expectedFee: Int64?
        /// Whether it is the first of its key.
        public var isFirst: Bool

        public init(amount: Int64? = nil, fee: Int64? = nil, expectedFee: Int64? = nil, isFirst: Bool = true) {
            self.amount = amount
            self.fee = fee
            self.expectedFee = expectedFee
            self.isFirst = isFirst
        }
    }

    /// - Parameters:
    ///   - till: the first till row of the key; nil when there is none.
    ///   - acquirer: one acquirer row of the key; nil when there is none.
    ///   - isDue: settlement should have come by now.
    ///   - isPastDecision: the time within which an answer may still come has passed; files are always past it.
    public static func findings(
        _ till: Till?, _ acquirer: Acquirer?, type: TransactionType, isDue: Bool, isPastDecision: Bool = true
    ) -> FindingSet {
        var found: FindingSet = []
        if let acquirer {
            if let fee = acquirer.fee, let expected = acquirer.expectedFee, fee > expected { found.insert(.st05) }
            guard acquirer.isFirst else { return found.union(.py06) }
            guard let till else { return found.union(.py04) }
            if till.status.leavesMoneyOpen { found.insert(.py02) }
            if let here = till.amount, let there = acquirer.amount, here != there { found.insert(.st04) }
            if till.printed == false { found.insert(.rc01) }
            return found
        }
        guard let till else { return found }
        switch till.status {
        case .approved:
            if isDue, type.isSettled { found.insert(.st01) }
            if till.printed == false { found.insert(.rc01) }
        case .unknown, .pending:
            if isPastDecision { found.insert(.py01) }
        // A sale that nobody charged for is no open outcome; it is PY-05 once the day has ended.
        case .declined, .reversed, .closed, .unpaid: break
        }
        return found
    }
}

extension ReportedStatus {
    /// The till counts it as not paid, so an acquirer's charge comes as a surprise. A closed order that is paid
    /// after all has a code of its own.
    var leavesMoneyOpen: Bool {
        switch self {
        case .declined, .unknown, .pending, .unpaid: true
        case .approved, .reversed, .closed: false
        }
    }

    /// Whether nothing more is to be expected.
    var isFinal: Bool {
        switch self {
        case .approved, .declined, .reversed, .closed: true
        case .unknown, .pending, .unpaid: false
        }
    }
}

extension TransactionType {
    /// Whether a clearing file is to be expected for it. A hold is settled by its completion; a void or reversal
    /// takes a charge out before it is settled.
    public var isSettled: Bool {
        switch self {
        case .sale, .refund, .completion: true
        case .preauth, .void, .reversal: false
        }
    }
}
