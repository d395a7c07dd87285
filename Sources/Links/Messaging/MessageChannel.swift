// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Messages
public import Store

/// What a channel said of one message.
///
///     nothing went out for certain  ─▶ putOff (try later), refused (never)
///     taken                         ─▶ sent, delivered
///     nobody can say                ─▶ unknown: never sent again by itself
public enum ChannelAnswer: Sendable, Hashable {
    /// Taken under the channel's own number.
    case sent(reference: String)
    /// Taken, and in the customer's hand already.
    case delivered(reference: String)
    /// Not taken now; trying again may help.
    case putOff(String)
    /// Not taken, and never will be.
    case refused(String)
    /// The answer was lost after the message may have gone out.
    case unknown(String)

    /// What the journal keeps of it, in order.
    public var events: [MessageEvent.Kind] {
        switch self {
        case .sent(let reference): [.sent(reference: Self.cut(reference))]
        case .delivered(let reference): [.sent(reference: Self.cut(reference)), .delivered]
        case .putOff(let why): [.failed(code: Self.cut(why), isFinal: false)]
        case .refused(let why): [.failed(code: Self.cut(why), isFinal: true)]
        case .unknown(let why): [.unknown(Self.cut(why))]
        }
    }

    /// Channels say long things; their first words are kept, without signs that would break a line.
    private static func cut(_ text: String) -> String {
        String(text.unicodeScalars.prefix(200).map { $0.value < 0x20 ? " " : Character($0) })
    }
}

/// A way for messages to leave the shop.
public protocol MessageChannel: Sendable {
    /// Kind of messages that it takes.
    var route: MessageRoute { get }
    /// Hands one message over. Returns in bounded time, and says `unknown` when it was interrupted after the message
    /// may have gone out.
    func send(_ message: OutgoingMessage) async -> ChannelAnswer
    /// What became of messages that it took, as far as the provider can be asked; nothing where it cannot.
    func reports(of awaited: [AwaitedReport]) async -> [DeliveryReport]
    /// Lets go of what it holds; nothing is sent afterwards.
    func close() async
}

extension MessageChannel {
    public func reports(of awaited: [AwaitedReport]) async -> [DeliveryReport] { [] }
}
