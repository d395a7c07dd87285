// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// A payment as the simulated wallet keeps it.
///
///     waiting ─ pays ─▶ paid ─ reversed ─▶ reversed
///        ├ reversed ──▶ reversed      closed ◀─ closed, never paid
///        └ no money, old code ─▶ failed
public struct SimulatedOrder: Sendable, Hashable {
    public enum State: String, Sendable, Hashable {
        case waiting, paid, reversed, closed, failed
    }

    public let number: String
    public let fen: Int64
    /// The wallet's own number.
    public let walletNumber: String
    public let terminal: String
    public let title: String
    public let startedAt: Instant
    public internal(set) var state: State
    public internal(set) var paidAt: Instant?
    public internal(set) var endedAt: Instant?
    /// When a customer who types pays.
    var paysAt: Instant?
    public internal(set) var refunds: [SimulatedRefund] = []

    /// What was given back, or is on its way.
    public var refunded: Int64 { refunds.filter { $0.state != .closed }.reduce(0) { $0 + $1.fen } }
    /// What the customer is charged in the end.
    public var charged: Int64 { state == .paid ? fen - refunded : 0 }
}

public struct SimulatedRefund: Sendable, Hashable {
    public enum State: String, Sendable, Hashable {
        case processing, success, closed
    }

    public let number: String
    public let walletNumber: String
    public let fen: Int64
    public let at: Instant
    public internal(set) var state: State
}

/// What the wallet says to a message.
public enum SimulatedReply: Sendable, Hashable {
    case order(SimulatedOrder)
    /// - Parameter isNew: the money moved by this message.
    case refund(SimulatedRefund, of: SimulatedOrder, isNew: Bool)
    /// It was reversed, or there was nothing to reverse.
    case reversed(SimulatedOrder?)
    case error(SimulatedError)
}

public enum SimulatedError: String, Sendable, Hashable, CaseIterable {
    case system, unknownOrder, unknownRefund, oldCode, noMoney, numberUsed, closed, tooMuch, otherContent
}

/// How the reply reaches the shop.
public enum SimulatedDelivery: Sendable, Hashable {
    case plain
    case silence
    case cut
    case wrongSignature
}
