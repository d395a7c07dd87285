// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// One part of a fee, where the file says what the fee is made of (interchange++).
public struct FeePart: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable, Hashable {
        /// A blended price: all in one.
        case commission
        /// The provider's own margin.
        case markup
        /// What the card scheme takes.
        case schemeFee = "scheme fees"
        /// What the cardholder's bank takes.
        case interchange
    }

    public let kind: Kind
    /// Charged; negative when given back.
    public let amount: Money

    public init(kind: Kind, amount: Money) {
        self.kind = kind
        self.amount = amount
    }

    /// `markup 0.01, interchange 0.07`
    static func text(_ parts: [FeePart]) -> String {
        parts.map { "\($0.kind.rawValue) \($0.amount.text)" }.joined(separator: ", ")
    }
}
