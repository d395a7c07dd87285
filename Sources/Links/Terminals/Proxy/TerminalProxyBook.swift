// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
public import Nexo
internal import Synchronization
public import Tender
public import Terminals

/// Where the proxy's messages come from.
public enum ProxySide: Sendable, Hashable { case till, terminal }

/// The record that a terminal proxy keeps. Whoever implements it writes first, and returns when it is durable.
///
///     till ─▶ admit (intent) ─▶ first byte to the terminal ─▶ record (answer, loss, question) ─▶ answer to the till
///                                                                                             └▶ deliver
public protocol TerminalProxyBook: Sendable {
    /// Decides, and records the intent and that it is sent, both under one lock (`ProxyLedger.admit`).
    ///
    /// - Throws: when it cannot be recorded; then nothing is forwarded.
    func admit(_ payment: ProxiedPayment) async throws -> ProxyAdmission

    /// Records what happened with a payment.
    ///
    /// - Parameters:
    ///   - slips: that came with it.
    ///   - answer: what the till is to be told, without card data; nil while nothing is known.
    /// - Returns: the attempt afterwards; nil for one that is not known.
    func record(
        _ event: AttemptEvent, of id: AttemptID, slips: [LinkSlip], answer: [UInt8]?
    ) async throws -> Attempt?

    /// The till has the answer.
    func deliver(_ id: AttemptID) async

    /// What the till is to be told of a payment; nil while nothing is known.
    func answer(of id: AttemptID) async -> [UInt8]?

    /// The payment that a message with this header is about.
    func id(of header: MessageHeader) async -> AttemptID?

    /// Payments of which it is not known what became of them, after a restart.
    func open() async throws -> [Attempt]

    /// A message that went by, as JSON without card data; one that is encrypted with a key we do not have as it came.
    func saw(_ message: [UInt8], from side: ProxySide, at: Instant) async
}

/// A book that is gone with the process; for tests, and to try a proxy out.
public final class MemoryProxyBook: TerminalProxyBook {
    private struct Content: Sendable {
        var ledger: ProxyLedger
        var seen: [(ProxySide, [UInt8])] = []
    }

    private let content: Mutex<Content>
    private static let seenLimit = 1_000

    public init(policy: RecoveryPolicy = .terminal) { content = Mutex(Content(ledger: ProxyLedger(policy: policy))) }

    public func admit(_ payment: ProxiedPayment) async -> ProxyAdmission {
        content.withLock { $0.ledger.admit(payment) }
    }

    public func record(
        _ event: AttemptEvent, of id: AttemptID, slips: [LinkSlip], answer: [UInt8]?
    ) async -> Attempt? {
        content.withLock { $0.ledger.record(event, of: id, answer: answer) }
    }

    public func deliver(_ id: AttemptID) async { content.withLock { $0.ledger.deliver(id) } }
    public func answer(of id: AttemptID) async -> [UInt8]? { content.withLock { $0.ledger.answer(of: id) } }
    public func id(of header: MessageHeader) async -> AttemptID? { content.withLock { $0.ledger.id(of: header) } }
    public func open() async -> [Attempt] { content.withLock { $0.ledger.open } }

    public func saw(_ message: [UInt8], from side: ProxySide, at: Instant) async {
        content.withLock { content in
            if content.seen.count >= Self.seenLimit { content.seen.removeFirst() }
            content.seen.append((side, message))
        }
    }

    /// Messages that went by, the last 1,000.
    public var seen: [(side: ProxySide, message: [UInt8])] { content.withLock { $0.seen } }
}
