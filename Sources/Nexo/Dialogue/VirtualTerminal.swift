// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A terminal without hardware: a pure value that tills reach through a server.
///
///     till ─ HTTP body ─▶ receive ─▶ ┌──────────┐ ─▶ takeWords ─▶ answer, hang up, fall silent
///                          time  ─▶ │ terminal │ ─▶ events that nobody asked for
///                                    └──────────┘
public protocol VirtualTerminal: Sendable {
    /// Whether it takes connections.
    var isOn: Bool { get }
    /// One message, as it came over the wire.
    mutating func receive(_ body: [UInt8], on connection: Int)
    /// The connection is gone; what is said on it is lost.
    mutating func disconnect(_ connection: Int)
    /// - Parameter milliseconds: since 1970, of a clock that does not go backwards.
    mutating func advance(to milliseconds: Int64)
    /// What it has said since the last time, oldest first.
    mutating func takeWords() -> [TerminalWord]
}

/// What a terminal does on one connection.
public struct TerminalWord: Sendable, Hashable {
    public enum Deed: Sendable, Hashable {
        /// Answers; an empty body is an answer as well.
        case answer([UInt8])
        /// Answers with an HTTP status that is no success.
        case refuse(status: Int)
        /// Says the same answer twice.
        case answerTwice([UInt8])
        /// Says the beginning of an answer, then hangs up.
        case answerInPart([UInt8], count: Int)
        case hangUp
        /// Tells an event to whoever listens.
        case event([UInt8])
    }

    /// 0 for an event.
    public let connection: Int
    public let deed: Deed

    public init(_ deed: Deed, on connection: Int = 0) {
        self.connection = connection
        self.deed = deed
    }
}
