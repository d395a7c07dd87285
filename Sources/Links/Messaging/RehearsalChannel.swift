// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Messages
public import Store

/// Sends nothing to anybody and says what a provider would: for the sample shop, so that everything can be tried.
///
/// A number that ends in 0000 arrives; 0004 is refused; 0005 is lost on the way; a mailbox named `bounce` is refused.
public struct RehearsalChannel: MessageChannel {
    public let route: MessageRoute

    public init(route: MessageRoute) { self.route = route }

    public func close() async {}

    public func send(_ message: OutgoingMessage) async -> ChannelAnswer {
        let address = message.address.text
        if address.hasSuffix("0004") || address.hasPrefix("bounce@") { return .refused("rehearsal: no such address") }
        if address.hasSuffix("0005") { return .unknown("rehearsal: the answer was lost") }
        let reference = "rehearsal-\(message.id)-\(message.attempt)"
        return route == .email ? .sent(reference: reference) : .delivered(reference: reference)
    }
}
