// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import ESCPOS

/// Masks full card numbers in a print stream while it passes: first six and last four stay, the rest becomes `*`.
///
/// The length never changes, so the framing stays intact. Only text and the data of symbols are looked at, never
/// the dots of an image. What might yet turn out to be part of a number is held back: at most from its seventh digit
/// to the end of what has come.
///
///     feed  │ … 卡号:6222 00 │ 12 3456 7890 LF …
///     out   │ … 卡号:6222 00 │ ** **** 7890 LF …      the same for every way of cutting the stream
public struct CardScrubber: Sendable {
    private var decoder: StreamDecoder
    private var scan = NumberScan()
    /// The stream from `start` on, as it came; what lies before `released` is out already and kept for its token.
    private var buffer: [UInt8] = []
    private var start = 0
    private var released = 0
    /// End of the last whole token.
    private var scanned = 0
    /// First bytes of the token that has begun there.
    private var open: [UInt8] = []
    /// Decided and not yet out.
    private var masks: [NumberScan.Mask] = []

    /// A command longer than this is let through while it comes; shorter ones are held until they are whole.
    private static let heldCommand = 4_096
    /// The same for the data of symbols, which must be seen whole.
    private static let heldSymbol = 70_000
    /// Bytes at the end of a long command that may be read again as text.
    private static let tail = 64

    public init(profile: Profile = .standard) { decoder = StreamDecoder(profile: profile) }

    /// Numbers masked so far.
    public var count: Int { scan.count }

    /// Bytes that are held back at the moment.
    public var held: Int { end - released }

    /// Takes the next bytes and returns those that are safe to keep and to forward.
    public mutating func feed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        buffer += bytes
        var decoder = self.decoder
        var tokens: [Token] = []
        decoder.feed(bytes) { token, _ in tokens.append(token) }
        self.decoder = decoder
        for token in tokens { take(token) }
        if start <= scanned { open = Array(self.bytes(from: scanned).prefix(3)) }
        return release(upTo: safeEnd)
    }

    /// Takes the next bytes and returns those that are safe to keep and to forward.
    public mutating func feed(_ bytes: [UInt8]) -> [UInt8] { feed(bytes[...]) }

    /// Releases what waits although more may come: all but the digits from the seventh on of a number that has not
    /// ended, and the data of an unfinished symbol. Call it when nothing has come for a while, so that a till which
    /// waits for an answer gets its text out.
    public mutating func flush() -> [UInt8] {
        guard let first = open.first, first >= 0x20 else {
            return release(upTo: isSymbolOpen ? safeEnd : scan.firstAtRisk ?? end)
        }
        // Text that has not ended is looked at as far as it goes, and again when it has come whole.
        var probe = scan
        probe.text(bytes(from: scanned).prefix(max(wholeCharacters - scanned, 0)), at: scanned)
        return release(upTo: probe.firstAtRisk ?? wholeCharacters, with: probe.takeMasks())
    }

    /// Ends the stream and returns the rest. Begin the next stream with a new scrubber.
    public mutating func finish() -> [UInt8] {
        var decoder = self.decoder
        var tokens: [Token] = []
        decoder.finish { token, _ in tokens.append(token) }
        self.decoder = decoder
        for token in tokens { take(token) }
        scan.endRun()
        masks += scan.takeMasks()
        return release(upTo: end)
    }
}

extension CardScrubber {
    private var end: Int { start + buffer.count }

    /// What is still at hand from an offset on.
    private func bytes(from offset: Int) -> ArraySlice<UInt8> { buffer[min(max(offset - start, 0), buffer.count)...] }

    private mutating func take(_ token: Token) {
        // Only the middle of a long command is ever let go before its end; nothing in it is text.
        let body = token.offset < start ? [] : bytes(from: token.offset).prefix(token.length)
        switch token.kind {
        case .text: scan.text(body, at: token.offset)
        case .control(let byte): scan.control(byte)
        case .command(let command), .truncated(let command?): take(command, body, at: token.offset)
        case .unknown, .truncated(nil): break
        }
        masks += scan.takeMasks()
        scanned = token.offset + token.length
    }

    private mutating func take(_ command: Command, _ body: ArraySlice<UInt8>, at offset: Int) {
        switch command.meaning {
        case .symbol, .starQR, .starPDF417:
            scan.symbol(body.dropFirst(8), at: offset + 8, filler: 0x2A)
        case .barcode, .starBarcode:
            // Behind the kind may come a length, whose byte can look like a digit.
            let head = command.meaning == .starBarcode ? 6 : (body.dropFirst(2).first ?? 0) < 0x41 ? 3 : 4
            scan.symbol(body.dropFirst(head), at: offset + head, filler: 0x30)
        case let meaning: scan.command(meaning)
        }
    }

    /// Whether the unfinished token carries the data of a symbol, or may yet.
    private var isSymbolOpen: Bool {
        !open.isEmpty && Self.symbols.contains { open.starts(with: $0.prefix(open.count)) }
    }

    private static let symbols: [[UInt8]] = [
        [0x1D, 0x6B], [0x1D, 0x28, 0x6B], [0x1B, 0x62], [0x1B, 0x5A], [0x1B, 0x1D, 0x78], [0x1B, 0x1D, 0x79],
    ]

    /// How far the stream may be released without waiting.
    private var safeEnd: Int {
        if let risk = scan.firstAtRisk { return min(risk, scanned) }
        guard let first = open.first, first < 0x20 else { return scanned }
        return end - scanned > (isSymbolOpen ? Self.heldSymbol : Self.heldCommand) ? end - Self.tail : scanned
    }

    /// End of what has come, without the first bytes of a full-width digit.
    private var wholeCharacters: Int {
        let last = bytes(from: scanned).suffix(2)
        if last.last == 0xA3 || last.last == 0xEF { return end - 1 }
        return Array(last) == [0xEF, 0xBC] ? end - 2 : end
    }

    private mutating func release(upTo limit: Int, with more: [NumberScan.Mask] = []) -> [UInt8] {
        let limit = min(max(limit, released), end)
        var out = Array(buffer[(released - start)..<(limit - start)])
        for mask in masks + more {
            for (index, byte) in mask.bytes.enumerated() {
                let place = mask.offset + index
                if place >= released, place < limit { out[place - released] = byte }
            }
        }
        masks.removeAll { $0.offset + $0.bytes.count <= limit }
        released = limit
        // What is out is kept only while its token is not whole, and not even then in a long command.
        let isLong = released > scanned + Self.heldCommand && (open.first ?? 0x20) < 0x20
        let keep = isLong ? released : min(released, scanned)
        if keep > start {
            buffer.removeFirst(keep - start)
            start = keep
        }
        return out
    }
}
