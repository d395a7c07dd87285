// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// All attempts for one sale: what decides whether the customer may be charged again.
public struct SaleAttempts: Hashable, Sendable {
    public let order: OrderNumber
    public private(set) var attempts: [Attempt]

    public init(_ order: OrderNumber, _ attempts: [Attempt] = []) {
        self.order = order
        self.attempts = attempts.filter { $0.request.order == order }
    }

    /// What becomes of a request.
    public enum Admission: Hashable, Sendable {
        /// It is new and may begin: record the intent, then send.
        case begin
        /// The same key asked for the same before: this is that attempt, nothing goes out.
        case same(AttemptID)
        case refused(AdmissionRefusal)
    }

    /// Answers before anything is recorded; asked again under the lock that records the intent.
    public func admit(_ request: AttemptRequest) -> Admission {
        guard request.key.utf8.count <= AttemptRequest.keyLimit, !request.key.isEmpty else { return .refused(.key) }
        guard request.amount.minor > 0 else { return .refused(.amount) }
        if let known = attempts.first(where: { $0.request.key == request.key }) {
            return known.request.asksTheSame(as: request) ? .same(known.id) : .refused(.otherContent(known.id))
        }
        if attempts.contains(where: { $0.id == request.id }) { return .refused(.otherContent(request.id)) }
        return request.kind.takes ? admitTaking(request) : admitGiving(request)
    }

    /// Whether the customer may be asked for the money now: nothing that takes is open, and nothing has paid it whole.
    public var mayChargeAgain: Bool { obstacle(besides: nil) == nil }

    /// What stands in the way of taking money.
    ///
    /// - Parameter original: hold that an addition or a completion goes with; nothing else may be open beside it.
    private func obstacle(besides original: AttemptID?) -> AdmissionRefusal? {
        let others = attempts.filter { $0.request.kind.takes && $0.id != original }
        if let open = others.first(where: { !$0.state.isOver }) {
            return open.state == .intended || open.state == .sending ? .underWay(open.id) : .unknown(open.id)
        }
        guard original == nil else { return nil }
        return others.first { $0.state == .approved && !isGivenBack($0) }.map { .paid($0.id) }
    }

    /// A charge that was approved in part: whoever did not hear of it must not ask for the whole again.
    private func isPartPaid(_ request: AttemptRequest) -> AdmissionRefusal? {
        guard request.original == nil else { return nil }
        for part in attempts where part.state == .partial && part.request.kind.takes && !isGivenBack(part) {
            let left = Int128(part.request.amount.minor) - Int128(part.charged.minor)
            if Int128(request.amount.minor) > left || request.amount.currency != part.charged.currency {
                return .paidInPart(part.id, left: Money(minor: Int64(clamping: left), currency: part.charged.currency))
            }
        }
        return nil
    }

    private func admitTaking(_ request: AttemptRequest) -> Admission {
        if let obstacle = obstacle(besides: request.original) ?? isPartPaid(request) { return .refused(obstacle) }
        if let original = request.original {
            guard let hold = attempts.first(where: { $0.id == original }) else { return .refused(.noOriginal) }
            guard hold.state.isApproved else { return .refused(.unknown(original)) }
        }
        return .begin
    }

    private func admitGiving(_ request: AttemptRequest) -> Admission {
        // A refund is given back by nobody: only what took money can be an original.
        guard let original = attempts.first(where: { $0.id == request.original }), original.request.kind.takes else {
            return .refused(.noOriginal)
        }
        guard original.state.isApproved else {
            return .refused(original.state.isOver ? .noOriginal : .unknown(original.id))
        }
        let backs = attempts.filter { $0.request.original == original.id && !$0.request.kind.takes }
        // One that is under way or unknown may have given the money back already.
        if let open = backs.first(where: { !$0.state.isOver }) { return .refused(.unknown(open.id)) }
        let given = backs.reduce(Int128(0)) { $0 + Int128($1.charged.minor) }
        let left = Int128(original.charged.minor) - given
        guard request.amount.currency == original.charged.currency, Int128(request.amount.minor) <= left else {
            return .refused(.beyondCaptured(original.id))
        }
        if request.kind == .void || request.kind == .completionVoid, let batch = request.batch,
            let its = original.request.batch, batch != its
        {
            return .refused(.batchClosed(original.id))
        }
        if request.kind != .refund, given > 0 || request.amount != original.charged {
            return .refused(.beyondCaptured(original.id))
        }
        return .begin
    }

    /// Whether all that an attempt took was given back since.
    public func isGivenBack(_ attempt: Attempt) -> Bool {
        let given = attempts.filter { $0.request.original == attempt.id && !$0.request.kind.takes }
            .reduce(Int128(0)) { $0 + Int128($1.charged.minor) }
        return given >= Int128(attempt.charged.minor)
    }
}
