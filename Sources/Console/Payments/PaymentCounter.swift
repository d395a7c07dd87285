// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Printing
import Refunds
import ServiceLifecycle
import Store
import Tender

/// Takes what a page or a program wants charged or given back to the desk, and looks after it for them.
struct PaymentCounter: Sendable {
    /// What became of an order to pay.
    enum Outcome: Sendable {
        case begun(PaymentRecord)
        /// The same key asked for the same before.
        case same(PaymentRecord)
        case refused(PaymentObstacle)
    }

    let call: Call

    /// Longest time, in seconds, that a caller may wait for an answer: less than the server keeps a silent line.
    static let patienceMax = 60

    func begin(_ order: PaymentOrder, input: PaymentInput) async throws -> Outcome {
        // A key that is known finds its attempt, whatever is connected by now.
        let known = try await call.shop.payments(of: order.order, in: call.stores).first {
            $0.attempt.request.key == order.key
        }
        if let known, known.attempt.request.asksTheSame(as: order) { return .same(known) }
        guard let desk = call.site.options.paymentDesk else { return .refused(.noDesk) }
        guard let route = desk.routes[order.terminal] else { return .refused(.noLink(order.terminal)) }
        if case .card = input {
            guard route.acceptsCards else { return .refused(.noCards(order.terminal)) }
        } else if route.acceptsCards, order.kind.takes, order.original == nil {
            return .refused(.cardNeeded(order.terminal))
        }
        guard try await isWithinLimits(order) else { return .refused(.needsApproval) }
        guard let id = AttemptID.new(at: call.site.options.clock.now()) else { throw Refusal.busy("no number") }
        let admission = try await desk.begin(
            order, id: id, input: input, in: call.stores, by: call.actor)
        switch admission {
        case .begun(let record): return .begun(record)
        case .same(let record): return .same(record)
        case .refused(let refusal, let record):
            let isVisible = record.map { call.reach.covers($0.store) } ?? false
            return .refused(PaymentObstacle(refusal, isVisible ? record : nil))
        }
    }

    /// Giving back keeps to what the role may give back alone, as on the refunds page.
    private func isWithinLimits(_ order: PaymentOrder) async throws -> Bool {
        guard !order.kind.takes else { return true }
        let limits = try await call.shop.rules().limits
        do throws(RefundRefusal) {
            let approval = try limits.approval(
                for: order.amount, by: call.refundRole, route: order.kind == .refund ? .refund : .void,
                exception: .none)
            return approval == .none
        } catch {
            return false
        }
    }

    /// The attempt once it is over, or after `seconds`, or when the server ends.
    func wait(for id: AttemptID, seconds: Int) async throws -> PaymentRecord {
        let record = try await one(id)
        guard seconds > 0, !record.attempt.state.isOver else { return record }
        let (shop, scope) = (call.shop, call.stores)
        _ = try? await cancelWhenGracefulShutdown {
            try await shop.payment(id, waiting: .seconds(seconds), in: scope)
        }
        return try await call.shop.payment(id, in: scope)
    }

    /// An attempt that the caller may see: of their stores, and of the days that their role looks back.
    func one(_ id: AttemptID) async throws -> PaymentRecord {
        let record = try await call.shop.payment(id, in: call.stores)
        guard try await visible([record]).count == 1 else { throw Refusal.notFound }
        return record
    }

    /// Newest change first.
    func list(onlyOpen: Bool, limit: Int) async throws -> [PaymentRecord] {
        try await visible(try await call.shop.payments(onlyOpen: onlyOpen, limit: limit, in: call.stores))
    }

    /// Attempts of a sale, oldest first.
    func all(of order: OrderNumber) async throws -> [PaymentRecord] {
        try await visible(try await call.shop.payments(of: order, in: call.stores))
    }

    /// Those that the caller's role looks back to; what is open is always seen.
    private func visible(_ records: [PaymentRecord]) async throws -> [PaymentRecord] {
        guard let first = call.reach.earliest(today: try await call.site.today()) else { return records }
        let clocks = try await Clockwork(call.site)
        return records.filter { record in
            let day = clocks.zone(of: record.store).civil(at: record.attempt.intendedAt).date
            return !record.attempt.state.isOver || day >= first
        }
    }

    /// The transaction that an attempt shows, by its receipt; nil where there is none or the caller may not see it.
    func transaction(of record: PaymentRecord) async -> String? {
        guard let receipt = record.receipt, call.may(.viewTransactions) else { return nil }
        return try? await call.shop.receipt(receipt, in: call.stores).record.transaction
    }

    func settle(_ id: AttemptID, isCharged: Bool, proof: String) async throws -> PaymentRecord {
        let record = try await one(id)
        let settlement: AttemptEvent.Settlement = isCharged ? .charged : .notCharged
        guard let desk = call.site.options.paymentDesk else {
            return try await call.shop.step(
                record.id, .settled(settlement), words: proof, in: call.stores, by: call.actor
            ).record
        }
        return try await desk.settle(record.id, settlement, proof: proof, in: call.stores, by: call.actor)
    }
}

extension AttemptRequest {
    /// Whether an order asks for what this request asked.
    func asksTheSame(as other: PaymentOrder) -> Bool {
        order == other.order && kind == other.kind && amount == other.amount && terminal == other.terminal
            && original == other.original
    }
}
