// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
internal import Nexo
public import Tender

/// What becomes of a till's payment at the proxy.
public enum ProxyAdmission: Hashable, Sendable {
    /// It is new: recorded as sent, it goes to the terminal now.
    case forward(Attempt)
    /// Nothing goes to the terminal: the till is told how this attempt ended, once that is known.
    case follow(AttemptID)
    /// Nothing goes to the terminal, and the till is told why.
    case refuse(ProxyRefusal)
}

/// Payments at one terminal and of one sale, and which of a till's messages may go on to the terminal.
///
///     same message again         ─▶ the end of that attempt, now or when it is known
///     its number, other content  ─▶ refused within 48 hours of the first
///     the terminal at work, or
///     not known what it did      ─▶ refused (Busy): nothing overtakes what is under way, whoever began it
///     another try for the sale   paid, and the till never got the answer ─▶ that answer; another amount ─▶ refused
///                                paid through the till's door            ─▶ refused
///                                anything else ─▶ forwarded: a bill may be split over several cards
///
/// A value: fed the same events it is the same after every restart. The shop fills it, under the lock that records the
/// intent, from what is durable; the simulator and tests let it live on.
public struct ProxyLedger: Hashable, Sendable {
    /// An attempt as it stands, with what its till is to be told.
    public struct Entry: Hashable, Sendable {
        public internal(set) var attempt: Attempt
        /// The terminal's answer as plain JSON without card data; nil where none came.
        public internal(set) var answer: [UInt8]?
        /// The till has the answer, as far as the connection can prove it.
        public internal(set) var isDelivered: Bool

        public init(_ attempt: Attempt, answer: [UInt8]? = nil, isDelivered: Bool = false) {
            self.attempt = attempt
            self.answer = answer
            self.isDelivered = isDelivered
        }
    }

    public private(set) var entries: [Entry]
    /// Payments that are over and were delivered are forgotten beyond so many.
    public static let memoryLimit = 5_000
    /// For how long a `ServiceID` names one message.
    public static let numberLife = Int64(ServiceIDSequence.quarantineHours) * 3_600_000

    private let policy: RecoveryPolicy

    public init(_ entries: [Entry] = [], policy: RecoveryPolicy = .terminal) {
        self.entries = entries
        self.policy = policy
    }

    /// Answers, and takes the payment in where it is to be forwarded.
    public mutating func admit(_ payment: ProxiedPayment) -> ProxyAdmission {
        let request = payment.request
        if let known = entries.last(where: { $0.attempt.request.isMessage(like: request) })?.attempt {
            if known.request.asksTheSame(as: request) { return .follow(known.id) }
            if !known.state.isOver { return .refuse(.waiting(known)) }
            if known.intendedAt.adding(milliseconds: Self.numberLife) > payment.at {
                return .refuse(.usedNumber(known))
            }
        }
        if let obstacle = TerminalLane(request.terminal, entries.map(\.attempt)).obstacle {
            return .refuse(.waiting(obstacle))
        }
        if let admission = admission(beside: request) { return admission }
        var attempt = Attempt(request, ability: .terminal, policy: policy, at: payment.at)
        // A fresh attempt can always be sent.
        _ = try? attempt.step(AttemptEvent(at: payment.at, kind: .sent))
        entries.append(Entry(attempt))
        forget()
        return .forward(attempt)
    }

    /// What other attempts for the sale make of a new one; nil where they leave it alone.
    private func admission(beside request: AttemptRequest) -> ProxyAdmission? {
        let others = entries.filter { $0.attempt.request.order == request.order }
        if let open = others.first(where: { !$0.attempt.state.isOver })?.attempt { return .refuse(.waiting(open)) }
        let sale = SaleAttempts(request.order, others.map(\.attempt))
        for other in others where other.attempt.state.isApproved && !sale.isGivenBack(other.attempt) {
            let (known, attempt) = (other.attempt.request, other.attempt)
            if known.isProxied, !other.isDelivered {
                let isSame = known.amount == request.amount && known.kind == request.kind
                return isSame ? .follow(attempt.id) : .refuse(.paid(attempt))
            }
            if !known.isProxied, known.kind.takes, request.kind.takes { return .refuse(.paid(attempt)) }
        }
        return nil
    }

    /// Takes what happened with a payment.
    ///
    /// - Parameter message: what the till is to be told, as a plain message; empty while nothing is known.
    /// - Returns: the attempt afterwards; nil for one that is not known.
    @discardableResult
    public mutating func record(_ event: AttemptEvent, of id: AttemptID, message: [UInt8] = []) -> Attempt? {
        guard let index = entries.lastIndex(where: { $0.attempt.id == id }) else { return nil }
        // What does not fit changes nothing, and is asked about.
        let isTaken = (try? entries[index].attempt.step(event)) == true
        if isTaken, entries[index].attempt.state.isOver, !message.isEmpty { entries[index].answer = message }
        return entries[index].attempt
    }

    /// The till has the answer.
    public mutating func deliver(_ id: AttemptID) {
        guard let index = entries.lastIndex(where: { $0.attempt.id == id }) else { return }
        entries[index].isDelivered = true
    }

    /// What is known of a payment; nil for one that is not.
    public func entry(_ id: AttemptID) -> Entry? { entries.last { $0.attempt.id == id } }

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
