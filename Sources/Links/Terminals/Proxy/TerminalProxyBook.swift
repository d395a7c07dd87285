// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
public import Nexo
public import Tender
public import Terminals

/// The record that a terminal proxy keeps, and whoever carries its payments out.
///
///     till ─▶ admit (intent) ─▶ first byte to the terminal ─▶ answer, or loss and questions ─▶ end ─▶ till
///                                                                                               └▶ deliver
///
/// Whoever implements it writes first, and returns when it is durable.
public protocol TerminalProxyBook: Sendable {
    /// Decides (`ProxyLedger.admit`), records the intent and that it is sent, both under one lock, and sends it.
    ///
    /// - Parameter message: as the till sent it.
    /// - Throws: when it cannot be recorded; then nothing was sent.
    func admit(_ payment: ProxiedPayment, message: [UInt8]) async throws -> ProxyAdmission

    /// How an attempt stands; nil for one that is not known.
    func end(of id: AttemptID) async -> ProxyEnd?

    /// Waits until an attempt is over, but not longer than `patience`.
    func wait(for id: AttemptID, _ patience: Duration) async

    /// The till has the answer, as far as the connection can prove it.
    func deliver(_ id: AttemptID) async

    /// The attempt that a till's message with this header began at a terminal.
    func id(of header: MessageHeader, at terminal: TerminalID) async -> AttemptID?
}

/// How a till's payment stands.
public struct ProxyEnd: Sendable {
    public let entry: ProxyLedger.Entry
    /// The terminal's answer as it came over the wire: once, for the first that asks; nil later and after a restart.
    public let wire: [UInt8]?

    public init(entry: ProxyLedger.Entry, wire: [UInt8]?) {
        self.entry = entry
        self.wire = wire
    }
}
