// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// An acquirer's host that is only a value: what a socket shell must be able to tell it and ask it.
public protocol VirtualHost: Sendable {
    /// Connections at this moment. One that is not here any more was cut by the host.
    var sessions: [Int] { get }
    mutating func connect(_ session: Int)
    mutating func disconnect(_ session: Int)
    mutating func receive(_ bytes: ArraySlice<UInt8>, from session: Int)
    /// - Parameter time: of a clock that only goes forward.
    mutating func advance(to time: Instant)
    /// What it says since it was last asked, oldest first, with its lengths.
    mutating func takeReplies() -> [(session: Int, bytes: [UInt8])]
}
