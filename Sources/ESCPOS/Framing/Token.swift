// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// One piece of a print stream: a stretch of text, a control character or a command with its parameters.
///
///     │ 1B 40 │ 1B 61 01 │ C9 CC BB A7 20 31 │ 0A │ 1D 56 00 │      tokens follow each other without gap:
///     └ESC @ ─┴─ ESC a ──┴────── text ───────┴─LF─┴── GS V ──┘      the sum of their lengths is the stream's
public struct Token: Sendable, Hashable {
    /// What the bytes are.
    public enum Kind: Sendable, Hashable {
        case text
        /// One byte below 20h that acts by itself: line feed, form feed, tab, …
        case control(UInt8)
        case command(Command)
        /// Bytes that no table knows; at most two at a time.
        case unknown
        /// The stream ended inside a command: worth money, because this is how half a receipt shows.
        case truncated(Command?)
    }

    /// Offset of the first byte from the start of the stream.
    public let offset: Int
    /// Bytes, all parameters included.
    public let length: Int
    public let kind: Kind

    public init(offset: Int, length: Int, kind: Kind) {
        self.offset = offset
        self.length = length
        self.kind = kind
    }
}
