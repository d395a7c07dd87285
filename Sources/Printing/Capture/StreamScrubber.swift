// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Takes full card numbers out of a stream before anything of it is kept or sent on.
public protocol StreamScrubber: Sendable {
    /// - Returns: what is safe so far; what may be the start of a card number stays back.
    mutating func feed(_ chunk: ArraySlice<UInt8>) -> [UInt8]
    /// Gives out what stayed back, short of what is surely part of a card number: the till has fallen silent, and
    /// may go on afterwards.
    mutating func flush() -> [UInt8]
    /// Gives out the rest: the stream is over.
    mutating func finish() -> [UInt8]
    /// Card numbers masked so far.
    var maskedNumbers: Int { get }
    /// Whether bytes stayed back.
    var holdsBytes: Bool { get }
}

/// Lets everything through, where nothing is to be masked.
public struct OpenScrubber: StreamScrubber {
    public init() {}

    public mutating func feed(_ chunk: ArraySlice<UInt8>) -> [UInt8] { Array(chunk) }
    public mutating func flush() -> [UInt8] { [] }
    public mutating func finish() -> [UInt8] { [] }
    public var maskedNumbers: Int { 0 }
    public var holdsBytes: Bool { false }
}
