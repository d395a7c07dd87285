// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What kind of money movement a transaction is. The raw text is the one of files and the API.
public enum TransactionType: String, CaseIterable, Sendable, Hashable {
    case sale, refund, void, reversal, preauth, completion

    /// Whether the movement gives money back to the customer.
    public var returnsMoney: Bool {
        switch self {
        case .refund, .void, .reversal: true
        case .sale, .preauth, .completion: false
        }
    }
}
