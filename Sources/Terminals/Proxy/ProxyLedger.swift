// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
public import Nexo
public import Tender

/// A payment that a till asks a terminal for through us, as an attempt of its sale.
public struct ProxiedPayment: Hashable, Sendable {
    /// Of the till's message; the answer must be to it.
    public let header: MessageHeader
    /// Its `linkNote` names till and terminal, its voucher is the till's `ServiceID`: a status can be asked from it.
    public let request: AttemptRequest
    public let at: Instant

    /// - Parameters:
    ///   - id: new, for an attempt of its own.
    ///   - terminal: the shop's name of the terminal.
    /// - Returns: nil for what is no payment, or one without an amount, a sale or a number that can be kept.
    public init?(_ message: SaleToPOIMessage, id: AttemptID, terminal: TerminalID, at: Instant) {
        guard case .paymentRequest(let payment) = message.body,
            let amount = try? payment.transaction.amounts.requested(), amount.minor > 0,
            let order = OrderNumber(payment.saleData.transaction.transactionID),
            let service = message.header.serviceID, ServiceIDSequence.isValid(service),
            let voucher = VoucherNumber(service)
        else { return nil }
        header = message.header
        self.at = at
        request = AttemptRequest(
            id: id, order: order, kind: Self.kind(payment.data?.type), amount: amount, terminal: terminal,
            voucher: voucher, key: String("\(service)/\(message.header.saleID)".prefix(AttemptRequest.keyLimit / 4)),
            linkNote: TerminalNote.names(saleID: message.header.saleID, poiID: message.header.poiID))
    }

    private static func kind(_ type: PaymentType?) -> MovementKind {
        switch type {
        case .refund?: .refund
        case .oneTimeReservation?, .firstReservation?: .preauth
        case .updateReservation?: .addition
        case .completion?: .completion
        default: .sale
        }
    }

    /// Whether another message is this one, sent again.
    func isSame(as other: ProxiedPayment) -> Bool {
        header.serviceID == other.header.serviceID && header.saleID == other.header.saleID
            && header.poiID == other.header.poiID
    }
}

/// What becomes of a till's payment at the proxy.
public enum ProxyAdmission: Hashable, Sendable {
    /// It is recorded durably, as sent: forward it now.
    case forward(Attempt)
    /// The same message is under way: its answer will be this one's.
    case wait(AttemptID)
    /// The answer is known: hand it over, nothing goes to the terminal. A plain message, as JSON.
    case answer(AttemptID, [UInt8])
    /// Money of this sale may have moved: nothing goes to the terminal, the till is told that it is busy.
    case refuse(AttemptID)
}

/// Payments that went through the proxy, and which of a till's messages may go on to the terminal.
///
///     same message again         outcome known ─▶ the same answer     else ─▶ wait for it
///     another try for the sale   outcome open ──▶ refused (Busy)
///                                paid, and the till never got the answer ─▶ that answer; another amount ─▶ refused
///                                anything else ─▶ forwarded: a bill may be split over several cards
///
/// A value: fed the same events it is the same after every restart.
public struct ProxyLedger: Hashable, Sendable {
    struct Entry: Hashable, Sendable {
        let payment: ProxiedPayment
        var attempt: Attempt
        var answer: [UInt8]?
        var isDelivered = false
    }

    private(set) var entries: [Entry] = []
    /// Payments that are over and were delivered are forgotten beyond so many.
    public static let memoryLimit = 5_000

    private let policy: RecoveryPolicy

    public init(policy: RecoveryPolicy = .terminal) { self.policy = policy }

    /// Answers, and takes the payment in where it is to be forwarded.
    public mutating func admit(_ payment: ProxiedPayment) -> ProxyAdmission {
        if let known = entries.last(where: { $0.payment.isSame(as: payment) }) {
            guard known.payment.request.asksTheSame(as: payment.request) else { return .refuse(known.attempt.id) }
            return known.answer.map { .answer(known.attempt.id, $0) } ?? .wait(known.attempt.id)
        }
        let others = entries.filter { $0.payment.request.order == payment.request.order }
        if let open = others.first(where: { !$0.attempt.state.isOver }) { return .refuse(open.attempt.id) }
        if let paid = others.first(where: { $0.attempt.state.isApproved && !$0.isDelivered }), let answer = paid.answer
        {
            let isSame =
                paid.payment.request.amount == payment.request.amount
                && paid.payment.request.kind == payment.request.kind
            return isSame ? .answer(paid.attempt.id, answer) : .refuse(paid.attempt.id)
        }
        var attempt = Attempt(payment.request, ability: .terminal, policy: policy, at: payment.at)
        // A fresh attempt can always be sent.
        _ = try? attempt.step(AttemptEvent(at: payment.at, kind: .sent))
        entries.append(Entry(payment: payment, attempt: attempt))
        forget()
        return .forward(attempt)
    }

    /// Takes what happened with a payment.
    ///
    /// - Parameter answer: what the till is to be told, as a plain message; nil while nothing is known.
    /// - Returns: the attempt afterwards; nil for one that is not known.
    public mutating func record(_ event: AttemptEvent, of id: AttemptID, answer: [UInt8]?) -> Attempt? {
        guard let index = entries.lastIndex(where: { $0.attempt.id == id }) else { return nil }
        // What does not fit changes nothing, and is asked about.
        let isTaken = (try? entries[index].attempt.step(event)) != nil
        if isTaken, entries[index].attempt.state.isOver, let answer { entries[index].answer = answer }
        return entries[index].attempt
    }

    /// The till has the answer.
    public mutating func deliver(_ id: AttemptID) {
        guard let index = entries.lastIndex(where: { $0.attempt.id == id }) else { return }
        entries[index].isDelivered = true
    }

    /// What the till is to be told of a payment; nil while nothing is known.
    public func answer(of id: AttemptID) -> [UInt8]? { entries.last { $0.attempt.id == id }?.answer }

    /// The payment that a message is about: the one with this header.
    public func id(of header: MessageHeader) -> AttemptID? {
        entries.last { entry in
            entry.payment.header.serviceID == header.serviceID && entry.payment.header.saleID == header.saleID
                && entry.payment.header.poiID == header.poiID
        }?.attempt.id
    }

    /// Payments of which it is not known what became of them, oldest first.
    public var open: [Attempt] { entries.map(\.attempt).filter { !$0.state.isOver } }

    private mutating func forget() {
        guard entries.count > Self.memoryLimit,
            let old = entries.firstIndex(where: {
                $0.attempt.state.isOver && ($0.isDelivered || !$0.attempt.state.isApproved)
            })
        else { return }
        entries.remove(at: old)
    }
}
