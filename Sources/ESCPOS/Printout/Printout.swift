// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a stream puts on paper, in dots on an endless tape.
///
///     (0,0) ─────────── width 576 or 384 ──────────▶ x
///       │   ┌───────┐
///       │   │ item  │   origin top left, y grows with the paper; every item is a box with its content
///       │   └───────┘
///       │   ✂ cut        a cut is a line across: height 0
///       ▼
///       y
public struct Printout: Sendable, Hashable {
    /// A box on the paper, in dots.
    public struct Item: Sendable, Hashable {
        public var x: Int
        public var y: Int
        public var width: Int
        public var height: Int
        public var content: Content

        public init(x: Int, y: Int, width: Int, height: Int, content: Content) {
            self.x = x
            self.y = y
            self.width = width
            self.height = height
            self.content = content
        }
    }

    public enum Content: Sendable, Hashable {
        case text(TextRun)
        /// Black dots that fill the box one to one.
        case bitmap(Bitmap)
        case symbol(Symbol)
        case cut(Cut)
    }

    public enum Cut: String, Sendable, Hashable {
        case full, partial
    }

    /// Dots across the paper.
    public let width: Int
    /// Dots the stream advanced the paper, or the lower edge of the lowest item where that is more.
    public let height: Int
    /// In the order of printing.
    public let items: [Item]
    /// One per printed line, trailing spaces removed; a gap made by feed commands is one empty line, however tall.
    public let lines: [String]
    public let encoding: EncodingVerdict
    public let facts: StreamFacts

    public init(
        width: Int, height: Int, items: [Item], lines: [String], encoding: EncodingVerdict, facts: StreamFacts
    ) {
        self.width = width
        self.height = height
        self.items = items
        self.lines = lines
        self.encoding = encoding
        self.facts = facts
    }

    /// Interprets a whole stream.
    ///
    /// Total: any bytes give a printout, within `PrintoutLimits`; what was not understood stands in `facts`.
    public static func read(_ bytes: [UInt8], profile: Profile = .standard) -> Printout {
        let plan = TextSurvey.plan(bytes, profile)
        var press = Press(bytes: bytes, profile: profile, plan: plan)
        var decoder = StreamDecoder(profile: profile)
        decoder.feed(bytes[...]) { token, _ in press.take(token) }
        decoder.finish { token, _ in press.take(token) }
        return press.finish()
    }

    /// The graphics alone, black on white: text and symbols need fonts and drawing, which are not this room's.
    ///
    /// At most `PrintoutLimits.tape` rows.
    public func dots() -> Bitmap {
        var paper = Bitmap(width: width, height: min(height, PrintoutLimits.tape))
        for item in items {
            if case .bitmap(let bitmap) = item.content { paper.stamp(bitmap, x: item.x, y: item.y) }
        }
        return paper
    }
}

/// What one printout may grow to, whatever the stream asks for. What is left out is counted in `StreamFacts`.
public enum PrintoutLimits {
    /// Boxes on the paper.
    public static let items = 250_000
    /// Lines of text.
    public static let lines = 200_000
    /// Dots of all images together: 64 Mi dots are 8 MiB and 14 m of 80 mm paper.
    public static let dots = 1 << 26
    /// Rows of `dots()`: 16 m of paper.
    public static let tape = 1 << 17
    /// Unknown pieces that are listed with their place; more are counted.
    public static let unknown = 100
}
