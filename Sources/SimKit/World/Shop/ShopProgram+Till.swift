// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Tender

/// What the cashier asks for.
extension ShopProgram {
    func makeRequest(
        _ order: OrderNumber, _ kind: MovementKind, _ amount: Money, _ lane: Lane, original: AttemptID?, key: String
    ) -> AttemptRequest {
        let number = memory.ids.count + 1
        let voucher = String((memory.vouchers[lane.terminal] ?? 0) + 1)
        let digits = String(repeating: "0", count: max(0, 6 - voucher.utf8.count)) + voucher
        return AttemptRequest(
            id: AttemptID("A\(number)") ?? "A0", order: order, kind: kind, amount: amount, terminal: lane.terminal,
            voucher: VoucherNumber(digits) ?? "000000", original: original, key: key,
            link: lane.kind,
            batch: lane.hasBatches ? (memory.closes[lane.terminal] == nil ? Lane.batch : Lane.nextBatch) : nil)
    }

    /// A press at the till: charge, void or refund.
    func press(
        _ order: OrderNumber, _ kind: MovementKind, _ amount: Money, _ lane: Lane, original: AttemptID? = nil,
        key: String
    ) throws(Kill) -> PressAnswer {
        var request = makeRequest(order, kind, amount, lane, original: original, key: key)
        if street.bug == .ignoresKey {
            request = makeRequest(order, kind, amount, lane, original: original, key: "\(key)-\(memory.ids.count)")
        }
        switch admit(request) {
        case .same(let id): return .same(id)
        case .refused(let refusal):
            street.figures.refusals += 1
            return .refused(refusal)
        case .begin: return try begin(request) ? .accepted(request.id) : .notNow
        }
    }

    private func admit(_ request: AttemptRequest) -> SaleAttempts.Admission {
        let sale = memory.sale(request.order)
        let admission = sale.admit(request)
        guard case .refused(let refusal) = admission else { return admission }
        switch (street.bug, refusal) {
        case (.admitsWhileUnknown, .unknown) where request.kind.takes: return .begin
        case (.ignoresKey, .underWay), (.ignoresKey, .unknown): return request.kind.takes ? .begin : admission
        case (.refundsWithoutLimit, .beyondCaptured), (.refundsWithoutLimit, .unknown):
            return request.kind == .refund ? .begin : admission
        default: return admission
        }
    }

    /// Keeps the intent, then lets the lane go on.
    func begin(_ request: AttemptRequest) throws(Kill) -> Bool {
        guard let lane = Lane.of(request.terminal) else { return false }
        let attempt = Attempt(
            request, ability: lane.ability, policy: RecoveryPolicy(),
            at: street.bug == .clockOrdersJournal ? street.wall : now)
        let record = ShopRecord(.intended(attempt))
        guard try journal.commit([record]) else { return false }
        memory.take(record)
        street.figures.attempts += 1
        street.note(
            "intended", Int64(request.number), request.amount.minor, "\(request.id) \(request.kind) of \(request.order)"
        )
        try street.point()
        try work(lane)
        return true
    }
}
