// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A printer that is only a value: what a socket shell must be able to tell it and ask it.
public protocol VirtualPrinter: Sendable {
    /// Connections at this moment. One that is not here any more was cut by the printer.
    var sessions: [Int] { get }
    /// - Returns: false when the connection is refused.
    mutating func connect(_ session: Int) -> Bool
    mutating func disconnect(_ session: Int)
    /// - Returns: how many of the bytes were taken; the rest is to be offered again.
    mutating func receive(_ bytes: ArraySlice<UInt8>, from session: Int) -> Int
    /// - Parameter milliseconds: of a clock that only goes forward.
    mutating func advance(to milliseconds: Int64)
    /// What it says since it was last asked, oldest first.
    mutating func takeReplies() -> [(session: Int, bytes: [UInt8])]
}
