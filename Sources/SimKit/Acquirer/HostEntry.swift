// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// One money movement as the acquirer's host has it.
public struct HostEntry: Sendable, Hashable {
    /// What the host counts once.
    public struct Key: Sendable, Hashable, Comparable {
        public let terminal: String
        public let merchant: String
        public let batch: String
        public let trace: String

        public static func < (left: Self, right: Self) -> Bool {
            (left.merchant, left.terminal, left.batch, left.trace)
                < (right.merchant, right.terminal, right.batch, right.trace)
        }
    }

    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case sale, void, refund, preauth, addition
        case preauthVoid = "preauth-void"
        case completion
        case completionVoid = "completion-void"

        /// Whether it counts as a debit of its batch; nil where no money moves.
        var isDebit: Bool? {
            switch self {
            case .sale, .completion: true
            case .void, .refund, .completionVoid: false
            case .preauth, .addition, .preauthVoid: nil
            }
        }
    }

    public enum State: String, Sendable, Hashable {
        case approved, declined, reversed
        /// A later movement took it back.
        case voided
        /// A hold whose money was taken.
        case completed
    }

    public let key: Key
    public let kind: Kind
    /// Minor units; of an approval in part, what was approved.
    public internal(set) var amount: Int64
    /// Minor units that were asked for.
    public let asked: Int64
    public let card: String
    public internal(set) var code: String
    public internal(set) var state: State
    public let reference: String
    public let authorisation: String
    public let at: Instant
    public let original: Key?
    /// Minor units given back since.
    public internal(set) var refunded: Int64 = 0

    /// Whether it counts in the batch and the clearing file: a sale that was voided does, beside its void.
    public var counts: Bool { kind.isDebit != nil && (state == .approved || state == .voided) }

    /// Card organisation as field 63.1 has it, by the first digit.
    var organisation: String {
        switch card.utf8.first {
        case UInt8(ascii: "4"): "VIS"
        case UInt8(ascii: "5"): "MCC"
        case UInt8(ascii: "3"): "JCB"
        default: "CUP"
        }
    }
}
