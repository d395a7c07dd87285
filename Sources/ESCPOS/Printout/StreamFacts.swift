// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a stream did besides printing, and what of it was not understood.
public struct StreamFacts: Sendable, Hashable {
    /// A piece of the stream by its place.
    public struct Piece: Sendable, Hashable {
        /// Offset of its first byte from the start of the stream.
        public let offset: Int
        public let length: Int
        /// The command's name where one was recognised.
        public let name: String?
    }

    /// Bytes of the stream.
    public var bytes = 0
    public var tokens = 0
    /// The command in which the stream ended: half a receipt shows like this.
    public var truncated: Piece?
    /// Bytes that no table knows; the first `PrintoutLimits.unknown` of them.
    public var unknown: [Piece] = []
    public var unknownCount = 0
    public var cuts = 0
    /// Pulses that open a drawer: a reprint must not have them.
    public var drawerPulses = 0
    /// Bytes that went to a customer display and not to paper.
    public var displayBytes = 0
    /// Text that waited in the printer's buffer when the stream ended: it is read, but no printer has printed it yet.
    public var hasUnprintedText = false
    /// Images or lines beyond `PrintoutLimits`, or images in a form that is not drawn.
    public var leftOut = 0
    /// Bytes that stand for no character in the encoding found.
    public var unreadable = 0

    public init() {}
}
