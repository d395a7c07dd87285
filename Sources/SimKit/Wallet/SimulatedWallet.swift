// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// A wallet with its orders, its customers and its faults. It has no clock and no wire: it is told both.
///
/// It speaks of both wallets' matters in words of its own; a server gives them the words of one.
public struct SimulatedWallet: Sendable {
    public private(set) var orders: [String: SimulatedOrder] = [:]
    /// What the customers do whose codes come next; when none is left, they pay at once.
    public private(set) var customers: [WalletCustomer] = []
    public private(set) var faults: [WalletFault] = []
    /// Payments and refunds that ended and are not told of yet, oldest first.
    public private(set) var untold: [Happening] = []
    /// Messages that moved money or tried to.
    public private(set) var count = 0
    private var lastNumber = 0

    public enum Happening: Sendable, Hashable {
        case paid(order: String)
        case refunded(order: String, refund: String)
    }

    /// Most orders and waiting instructions.
    public static let limit = 100_000

    public init() {}

    // MARK: - Instructions

    public mutating func expect(_ customer: WalletCustomer) {
        if customers.count < Self.limit { customers.append(customer) }
    }

    public mutating func set(_ fault: WalletFault) {
        if faults.count < Self.limit { faults.append(fault) }
    }

    public mutating func clearFaults() { faults = [] }

    /// Takes a fault when it is set.
    public mutating func take(_ fault: WalletFault) -> Bool {
        guard let place = faults.firstIndex(of: fault) else { return false }
        faults.remove(at: place)
        return true
    }

    public mutating func takeUntold() -> [Happening] {
        defer { untold = [] }
        return untold
    }

    // MARK: - Time

    /// Customers who type their password do so when its time has come.
    public mutating func advance(to now: Instant) {
        for (number, order) in orders where order.state == .waiting {
            if let at = order.paysAt, at <= now { pay(number, at: at) }
        }
    }

    private mutating func pay(_ number: String, at time: Instant) {
        orders[number]?.state = .paid
        orders[number]?.paidAt = time
        untold.append(.paid(order: number))
    }

    private mutating func nextNumber(_ prefix: String) -> String {
        lastNumber += 1
        let digits = String(lastNumber)
        return prefix + String(repeating: "0", count: max(0, 16 - digits.utf8.count)) + digits
    }

    // MARK: - Messages

    /// One message, with the next fault that fits it.
    ///
    /// - Parameter moves: it moves money, and so may meet a system error.
    public mutating func carry(
        moves: Bool, at now: Instant, _ work: (inout SimulatedWallet) -> SimulatedReply
    ) -> (SimulatedReply, SimulatedDelivery) {
        advance(to: now)
        let fits = faults.firstIndex { fault in
            switch fault {
            case .requestLost, .answerLost, .cut, .wrongSignature: true
            case .systemError, .systemErrorDone: moves
            case .reverseLies, .refundSlow, .billDuplicates, .billDamaged, .billLate: false
            }
        }
        let fault = fits.map { faults.remove(at: $0) }
        if moves { count += 1 }
        switch fault {
        case .requestLost: return (.error(.system), .silence)
        case .systemError: return (.error(.system), .plain)
        default: break
        }
        let reply = work(&self)
        switch fault {
        case .answerLost: return (reply, .silence)
        case .cut: return (reply, .cut)
        case .wrongSignature: return (reply, .wrongSignature)
        case .systemErrorDone: return (.error(.system), .plain)
        default: return (reply, .plain)
        }
    }

    /// A scanned code. The same number again is the same payment.
    public mutating func pay(
        _ number: String, fen: Int64, terminal: String, title: String, prefix: String, at now: Instant
    ) -> SimulatedReply {
        if let known = orders[number] {
            guard known.fen == fen else { return .error(.otherContent) }
            return switch known.state {
            case .waiting: .order(known)
            case .paid: .error(.numberUsed)
            case .reversed, .closed, .failed: .error(.closed)
            }
        }
        guard orders.count < Self.limit, fen > 0 else { return .error(.system) }
        let customer = customers.isEmpty ? .paysAtOnce : customers.removeFirst()
        if customer == .showsOldCode { return .error(.oldCode) }
        var order = SimulatedOrder(
            number: number, fen: fen, walletNumber: nextNumber(prefix), terminal: terminal, title: title,
            startedAt: now, state: .waiting)
        switch customer {
        case .paysAtOnce: order.paysAt = now
        case .typesPassword(let pause): order.paysAt = now.adding(milliseconds: pause)
        case .abandons, .showsOldCode: break
        case .hasNoMoney: order.state = .failed
        }
        orders[number] = order
        if order.state == .failed { return .error(.noMoney) }
        if customer == .paysAtOnce { pay(number, at: now) }
        return orders[number].map { .order($0) } ?? .error(.system)
    }

    public func query(_ number: String) -> SimulatedReply {
        orders[number].map { .order($0) } ?? .error(.unknownOrder)
    }

    /// Closes what nobody paid and gives back what was paid.
    public mutating func reverse(_ number: String, at now: Instant) -> SimulatedReply {
        guard var order = orders[number] else { return .reversed(nil) }
        if take(.reverseLies) { return .reversed(order) }
        guard order.state == .waiting || order.state == .paid else { return .reversed(order) }
        order.state = .reversed
        order.endedAt = now
        orders[number] = order
        return .reversed(order)
    }

    /// Closes what nobody paid.
    public mutating func close(_ number: String, at now: Instant) -> SimulatedReply {
        guard let order = orders[number] else { return .error(.unknownOrder) }
        guard order.state == .waiting else { return .error(.closed) }
        orders[number]?.state = .closed
        orders[number]?.endedAt = now
        return .reversed(orders[number])
    }

    /// A refund. The same number again is the same refund and moves nothing.
    public mutating func refund(
        _ number: String, of payment: String, fen: Int64, prefix: String, at now: Instant
    ) -> SimulatedReply {
        guard let order = orders[payment] else { return .error(.unknownOrder) }
        if let known = order.refunds.first(where: { $0.number == number }) {
            return known.fen == fen ? .refund(known, of: order, isNew: false) : .error(.otherContent)
        }
        guard order.state == .paid, fen > 0, order.refunds.count < 1_000 else { return .error(.closed) }
        guard fen <= order.fen - order.refunded else { return .error(.tooMuch) }
        let state: SimulatedRefund.State = take(.refundSlow) ? .processing : .success
        let refund = SimulatedRefund(
            number: number, walletNumber: nextNumber(prefix), fen: fen, at: now, state: state)
        orders[payment]?.refunds.append(refund)
        if state == .success { untold.append(.refunded(order: payment, refund: number)) }
        return orders[payment].map { .refund(refund, of: $0, isNew: state == .success) } ?? .error(.system)
    }

    /// - Parameter payment: nil finds the refund by its number alone.
    public mutating func refundQuery(_ number: String, of payment: String?) -> SimulatedReply {
        let found = payment.map { orders[$0].map { [$0] } ?? [] } ?? Array(orders.values)
        guard let order = found.first(where: { $0.refunds.contains { $0.number == number } }),
            let place = order.refunds.firstIndex(where: { $0.number == number })
        else { return .error(.unknownRefund) }
        let told = order.refunds[place]
        // What was slow is done by the next question.
        if told.state == .processing {
            orders[order.number]?.refunds[place].state = .success
            untold.append(.refunded(order: order.number, refund: number))
        }
        return .refund(told, of: order, isNew: false)
    }

    /// Every order with its state, in the order of numbers: what is true, for whoever checks.
    public var truth: [SimulatedOrder] { orders.values.sorted { $0.number < $1.number } }
}
