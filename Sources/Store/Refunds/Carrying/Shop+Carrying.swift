// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
internal import Charges
internal import GRDB
public import Refunds
public import Tender

/// What becomes of a refund that is to go over a link.
public enum RefundSending: Sendable, Hashable {
    /// Recorded; nothing has gone out yet.
    case begun(PaymentRecord)
    /// It went over a link before.
    case underWay(PaymentRecord)
    /// No link has taken the charge, or none is there now: people carry it out.
    case noLink
    /// Nothing was recorded and nothing goes out.
    case refused(RefundRefusal)
}

extension Shop {
    /// The terminal over whose link a refund goes: the one that took the charge; nil where no attempt did, or where
    /// it is paid out by transfer.
    public func carrier(of id: RefundID, in scope: StoreScope) async throws(StoreError) -> TerminalID? {
        let now = clock.now()
        return try await read { [known] database in
            guard let record = try RefundTable.record(id, in: database), scope.holds(record.store),
                record.order.route != .transfer, !record.order.transaction.isEmpty
            else { return nil }
            let footing = try RefundFooting(
                of: record.order.transaction, reader: Reader(database, known), bench: Bench(), now: now, in: .all)
            return footing?.attempts.charge?.attempt.request.terminal
        }
    }

    /// Attempts that carried a refund out, oldest first.
    public func payments(of refund: RefundID, in scope: StoreScope) async throws(StoreError) -> [PaymentRecord] {
        try await read { database in try PaymentTable.records(of: refund, in: database) }.filter {
            scope.holds($0.store)
        }
    }

    /// Begins the attempt that carries a refund out: that its number goes to the channel, and the attempt's intent,
    /// are one commit, and what is left of the charge is counted in the same step.
    ///
    /// - Parameters:
    ///   - attempt: name for the attempt if it begins.
    ///   - sends: record at once that the request goes out, for a lane that is free.
    /// - Throws: `.missing` for a refund of none of the caller's stores.
    public func begin(
        _ id: RefundID, attempt: AttemptID, over route: PaymentRoute, sends: Bool, as role: RefundRole,
        in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> RefundSending {
        guard RefundLimits.standard.mayRecord(role) else { return .refused(.notAllowed(role)) }
        return try await write { planning throws(StoreError) in
            let record = try planning.refund(id, in: scope)
            let before = try planning.ask { database in try PaymentTable.records(of: id, in: database) }
            if let last = before.last, !last.attempt.state.isOver || record.file.state != .requested {
                return .underWay(last)
            }
            guard record.file.isReady else { return .refused(record.whyNotReady) }
            if let block = try planning.obstacle(to: record) { return .refused(.blocked(block)) }
            let footing = try planning.footing(of: record.order.transaction, in: .all)
            guard record.order.route != .transfer, let charge = footing.attempts.charge else { return .noLink }
            let order = PaymentOrder(
                order: charge.attempt.request.order, kind: record.order.movement(of: charge),
                amount: record.order.amount, terminal: charge.attempt.request.terminal, original: charge.id,
                key: "refund \(id) \(before.count + 1)")
            let admission = try planning.begin(
                order, refund: id, id: attempt, over: route, sends: sends, store: charge.store, by: actor)
            switch admission {
            case .begun(let payment): return .begun(payment)
            case .same(let payment): return .underWay(payment)
            case .refused(let refusal, let other):
                let block: RefundBlock =
                    switch refusal {
                    case .underWay, .unknown: .givingBack(other?.id.text ?? charge.id.text)
                    default: .nothingLeft(held: footing.ground.held)
                    }
                return .refused(.blocked(block))
            }
        }
    }
}

extension RefundRecord {
    fileprivate var whyNotReady: RefundRefusal {
        if file.isRefused { return .wasRefused(id) }
        if file.isWaiting { return .notApproved(id) }
        return file.state == .failed || file.state == .succeeded
            ? .isOver(id, file.state) : .isUnderWay(id, file.state)
    }
}

extension RefundOrder {
    /// The movement that carries it out. Wallets take back what is paid by a refund alone.
    func movement(of charge: PaymentRecord) -> MovementKind {
        guard route == .void, charge.attempt.request.link != .wallet else { return .refund }
        switch charge.attempt.request.kind {
        case .completion, .completionAdvice: return .completionVoid
        default: return .void
        }
    }
}
