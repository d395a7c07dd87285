// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import ESCPOS

extension Slip {
    /// The slip as ESC/POS: initialise, lines, feed, cut. `printed` tells which characters were drawn or replaced.
    public func encode(
        layout: SlipLayout? = nil, language: SlipLanguage = .chinese, copy: SlipCopy, paper: Paper,
        encoding: PrintEncoding = .gbk, dots: (any SlipDots)? = nil
    ) -> [UInt8] {
        printed(layout: layout, language: language, copy: copy, paper: paper, encoding: encoding, dots: dots).bytes
    }

    /// The slip as ESC/POS, with what became of characters that the printer lacks.
    ///
    /// Text is sent in the printer's CJK set, switched on with `FS &` before the first line that has a character
    /// beyond ASCII. A line with a character that the set lacks is sent as dots, the whole of it, so that its columns
    /// stay; without `dots` the character is replaced by □, and named.
    ///
    /// - Parameters:
    ///   - layout: nil takes the one that slips of this kind have.
    ///   - encoding: what the printer takes while CJK is on: `.gbk`, or `.gb18030` where it knows four-byte codes.
    ///   - dots: draws lines that the printer cannot.
    public func printed(
        layout: SlipLayout? = nil, language: SlipLanguage = .chinese, copy: SlipCopy, paper: Paper,
        encoding: PrintEncoding = .gbk, dots: (any SlipDots)? = nil
    ) -> PrintedSlip {
        lines(layout: layout, language: language, copy: copy, paper: paper)
            .printed(paper: paper, encoding: encoding, dots: dots)
    }

    /// Characters that this encoding cannot print; empty for a slip that is printed whole.
    public func unprintable(in encoding: PrintEncoding, language: SlipLanguage = .chinese) -> Set<Character> {
        printed(language: language, copy: .merchant, paper: .mm80, encoding: encoding).replaced
    }
}

extension [SlipLine] {
    /// Lines that are set already as ESC/POS: initialise, lines, feed, cut.
    public func printed(paper: Paper, encoding: PrintEncoding = .gbk, dots: (any SlipDots)? = nil) -> PrintedSlip {
        var writer = SlipWriter(encoding: encoding, paper: paper, dots: dots)
        for line in self { writer.write(line) }
        return writer.finish()
    }
}

/// A slip's bytes, and the characters that are not in them as text.
public struct PrintedSlip: Sendable, Hashable {
    public let bytes: [UInt8]
    /// Characters the printer lacks whose lines were sent as dots.
    public let drawn: Set<Character>
    /// Characters the printer lacks that stand as □ on paper.
    public let replaced: Set<Character>
}

/// Draws a line of a slip for printers that lack its characters.
public protocol SlipDots: Sendable {
    /// A line as dots: 24 high, 12 to a column of ASCII and 24 to any other character; nil where a character cannot be
    /// drawn either.
    func band(_ text: String, isBold: Bool) -> Bitmap?
}

/// Writes lines as commands; every line leaves the printer in its normal style.
private struct SlipWriter {
    let encoding: PrintEncoding
    let paper: Paper
    let dots: (any SlipDots)?
    private var encoder = Encoder()
    private var drawn: Set<Character> = []
    private var replaced: Set<Character> = []
    /// `FS &` was sent.
    private var isWide = false

    /// A QR code's quiet zone, in modules.
    private static let quiet = 4

    init(encoding: PrintEncoding, paper: Paper, dots: (any SlipDots)?) {
        self.encoding = encoding
        self.paper = paper
        self.dots = dots
        encoder.initialise()
    }

    /// Paper out of the way of the cutter, then a cut that leaves one point.
    consuming func finish() -> PrintedSlip {
        encoder.feed(lines: 3)
        encoder.cut(.partialAfter(feed: 0))
        return PrintedSlip(bytes: encoder.bytes, drawn: drawn, replaced: replaced)
    }

    mutating func write(_ line: SlipLine) {
        switch line.content {
        case .code(let text): code(text)
        case .text(let text):
            if let bytes = whole(text) { return type(text, bytes, line) }
            let missing = Set(text.filter { $0.unicodeScalars.contains { encoding.bytes(of: $0) == nil } })
            if draw(text, line) { return drawn.formUnion(missing) }
            replaced.formUnion(missing)
            let box = encoding.bytes(of: "\u{25A1}") ?? [0x3F]
            type(text, text.unicodeScalars.flatMap { encoding.bytes(of: $0) ?? box }, line)
        }
    }

    /// The bytes of a text that the printer has every character of.
    private func whole(_ text: String) -> [UInt8]? {
        // What is printed as itself in every set that a slip is sent in.
        let isPlain = encoding == .gbk || encoding == .gb18030
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if isPlain, (0x20...0x7E).contains(scalar.value) {
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            } else if let code = encoding.bytes(of: scalar) {
                bytes += code
            } else {
                return nil
            }
        }
        return bytes
    }

    private mutating func type(_ text: String, _ bytes: [UInt8], _ line: SlipLine) {
        if line.isCentred { encoder.align(.centre) }
        if line.style != .plain { encoder.emphasis(true) }
        if line.style == .large { encoder.size(width: 2, height: 2) }
        // Only what needs it switches the wide characters on.
        let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
        if !isASCII, encoding.isMultiByte, encoding != .utf8, !isWide {
            encoder.cjk(true)
            isWide = true
        }
        encoder.text(bytes)
        encoder.lineFeed()
        if line.style == .large { encoder.size(width: 1, height: 1) }
        if line.style != .plain { encoder.emphasis(false) }
        if line.isCentred { encoder.align(.left) }
    }

    /// The line as dots across the whole paper: not every printer moves a picture to the middle.
    private mutating func draw(_ text: String, _ line: SlipLine) -> Bool {
        guard var band = dots?.band(text, isBold: line.style != .plain) else { return false }
        if line.style == .large { band = band.scaled(2, 2) }
        guard band.width <= paper.dots else { return false }
        var picture = Bitmap(width: paper.dots, height: band.height)
        picture.stamp(band, x: line.isCentred ? (paper.dots - band.width) / 2 : 0, y: 0)
        guard (try? encoder.raster(picture)) != nil else { return false }
        // A picture advances by its height, a line of text by 30 dots.
        encoder.feed(dots: 6)
        return true
    }

    /// QR model 2 with medium correction, in the middle and with its quiet zone on all sides. What no QR holds at a
    /// size that a telephone reads is left out.
    private mutating func code(_ text: String) {
        var symbol = Symbol(kind: .qr, data: Array(text.utf8), module: 1)
        symbol.errorCorrection = 1
        let module = min(paper == .mm58 ? 5 : 6, paper.dots / (symbol.size.width + 2 * Self.quiet))
        guard module >= 3, symbol.data.count <= 400 else { return }
        var code = encoder
        code.align(.centre)
        code.feed(dots: Self.quiet * module)
        guard (try? code.qr(symbol.data, module: module, correction: .medium)) != nil else { return }
        code.feed(dots: Self.quiet * module)
        code.align(.left)
        encoder = code
    }
}
