// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A link that is open: the lane, and what else can be done with the same connection.
public struct OpenLink: Sendable {
    public let lane: AttemptStation.Lane
    /// A terminal that can be asked how it is.
    public var terminal: NexoTerminalLink?
    /// The proxy before that terminal, to be started beside the station.
    public var proxy: TerminalProxySettings?
    /// An acquirer's host: its batches are closed over it.
    public var acquirer: AcquirerLink?
    /// Where that terminal's batches are closed.
    public var counter: BatchStation.Counter?
    public var weChat: WeChatLink?
    public var alipay: AlipayLink?

    init(_ lane: AttemptStation.Lane) { self.lane = lane }
}
