// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Cuts a print stream into tokens that follow each other without gap, however the stream arrives.
///
///     chunk │ 1B 61 01 48 65 │ 6C 6C 6F 0A 1D 76 30 00 48 │ 00 FF …
///     token └ ESC a ─┴─ text ┼────────┴─LF─┴─ GS v 0 ─────┼─────────     identical for every way of cutting
///
/// The bytes of a token that came in one chunk are handed over without a copy; only what straddles chunks is kept,
/// up to `DecodingLimits.body`. Text is every run of bytes from 20h up: no second byte of a wide character lies below
/// 30h in any encoding printers know, so a run needs no encoding to be framed, and no byte of it is ever taken for a
/// command. A stream that is cut off inside a command says so with its last token.
public struct StreamDecoder: Sendable {
    private enum State {
        case idle
        case text
        case prefix(node: Int)
        /// `have` of `want` bytes of a field are in `field`.
        case field(Int, Frame, field: UInt64, have: Int, want: Int)
        case skipping(Int, Frame, left: Int)
    }

    private let limits: DecodingLimits
    private let printer: CommandTable
    private let traits = CommandCatalogue.traits
    private var table: CommandTable
    private var state = State.idle
    /// Offset of the token's first byte, and of the first byte not yet taken.
    private var start = 0
    private var position = 0
    /// The token's bytes from earlier chunks, cut at the limit.
    private var carried: [UInt8] = []
    /// Offset up to which they reach; bytes that were read again may lie in the chunk at hand and yet be carried.
    private var carriedTo = 0
    private var modes = StreamModes()

    public init(profile: Profile = .standard, limits: DecodingLimits = .standard) {
        self.limits = limits
        printer = profile.table
        table = printer
        modes.isStar = profile.language == .star
    }

    /// Takes the next bytes.
    ///
    /// - Parameter body: gets each finished token and its bytes; of a token longer than the limit, its first bytes.
    public mutating func feed(_ bytes: ArraySlice<UInt8>, _ body: (Token, ArraySlice<UInt8>) -> Void) {
        consume(bytes, body)
    }

    /// Ends the stream: an unfinished command comes out as `.truncated`. Begin the next stream with a new decoder.
    public mutating func finish(_ body: (Token, ArraySlice<UInt8>) -> Void) {
        let kind: Token.Kind
        switch state {
        case .idle: return
        case .text: kind = .text
        case .prefix: kind = .truncated(nil)
        case .field(let row, _, _, _, _), .skipping(let row, _, _):
            kind = .truncated(named(row, carried[...]))
        }
        let bytes = carried
        carried = []
        state = .idle
        body(Token(offset: start, length: position - start, kind: kind), bytes[...])
    }
}

extension StreamDecoder {
    private mutating func consume(_ bytes: ArraySlice<UInt8>, _ body: (Token, ArraySlice<UInt8>) -> Void) {
        let span = bytes.span
        let base = position
        let count = span.count
        var index = 0
        while index < count {
            switch state {
            case .idle:
                start = base + index
                begin(span[index])
                index += 1
                if case .idle = state {
                    emit(.control(span[index - 1]), bytes, base, index, body)
                }
            case .text:
                let limit = min(count, start + limits.text - base)
                while index < limit, span[index] >= 0x20 { index += 1 }
                if index < count { emit(.text, bytes, base, index, body) }
            case .prefix(let node):
                let byte = span[index]
                index += 1
                switch table.step(from: node, byte) {
                case .node(let next): state = .prefix(node: next)
                case .row(let row):
                    // Most commands are short, of one length, and whole in the chunk.
                    if case .fixed(let length) = traits[row].shape, length <= count - index {
                        index += length
                        emitCommand(row, bytes, base, index, body)
                    } else {
                        advance(row, frame(for: row), 0, bytes, base, &index, body)
                    }
                case .rowBefore(let row):
                    index -= 1
                    advance(row, frame(for: row), 0, bytes, base, &index, body)
                case .nothing: reject(bytes, base, &index, body)
                }
            case .field(let row, let frame, var field, var have, let want):
                while have < want, index < count {
                    field |= UInt64(span[index]) << UInt64(have * 8)
                    have += 1
                    index += 1
                }
                if have == want {
                    advance(row, frame, field, bytes, base, &index, body)
                } else {
                    state = .field(row, frame, field: field, have: have, want: want)
                }
            case .skipping(let row, let frame, let left):
                let step = min(left, count - index)
                index += step
                if step == left {
                    advance(row, frame, 0, bytes, base, &index, body)
                } else {
                    state = .skipping(row, frame, left: left - step)
                }
            }
        }
        position = base + count
        guard case .idle = state else { return carry(bytes, base) }
    }

    /// Keeps the unfinished token's bytes of this chunk.
    private mutating func carry(_ bytes: ArraySlice<UInt8>, _ base: Int) {
        let fresh = fresh(in: bytes, base)
        carriedTo = base + bytes.count
        carried += fresh.prefix(max(limits.body - carried.count, 0))
    }

    /// The bytes of this chunk that belong to the token or follow it, and are not carried yet.
    private func fresh(in bytes: ArraySlice<UInt8>, _ base: Int) -> ArraySlice<UInt8> {
        bytes.dropFirst(max(start, carriedTo, base) - base)
    }

    private mutating func begin(_ byte: UInt8) {
        if byte >= 0x20 {
            state = modes.isStarRaster && (byte == 0x62 || byte == 0x6B) ? starRow(byte) : .text
        } else if case .node(let node) = table.step(from: 0, byte) {
            state = .prefix(node: node)
        }
    }

    private func starRow(_ byte: UInt8) -> State {
        guard let row = CommandCatalogue.rows.firstIndex(where: { $0.prefix == [byte] }) else { return .text }
        return .skipping(row, Frame(traits[row].shape), left: 0)
    }

    private func frame(for row: Int) -> Frame {
        Frame(traits[row].shape, wideCharacterBytes: modes.wideCharacterBytes)
    }
}

extension StreamDecoder {
    /// Asks the frame what comes next until it needs bytes or is done.
    private mutating func advance(
        _ row: Int, _ frame: Frame, _ field: UInt64, _ bytes: ArraySlice<UInt8>, _ base: Int, _ index: inout Int,
        _ body: (Token, ArraySlice<UInt8>) -> Void
    ) {
        var frame = frame
        var field = field
        while true {
            switch frame.next(field) {
            case .read(let want):
                frame.lastRead = want
                state = .field(row, frame, field: 0, have: 0, want: want)
                return
            case .skip(let left) where left > limits.claim:
                disbelieve(row, frame, field, bytes, base, &index, body)
                return
            case .skip(let left) where left > 0:
                state = .skipping(row, frame, left: left)
                return
            case .skip: field = 0
            case .end:
                emitCommand(row, bytes, base, index, body)
                return
            case .endBefore(let surplus):
                let given = (0..<surplus).map { frame.byte(field, $0) }
                split(named(row, head(bytes, base)), given, bytes, base, &index, body)
                return
            case .reject:
                reject(bytes, base, &index, body)
                return
            }
        }
    }

    /// A length beyond the limit: the whole is no command, or, far into a list of images, the list ends before it.
    private mutating func disbelieve(
        _ row: Int, _ frame: Frame, _ field: UInt64, _ bytes: ArraySlice<UInt8>, _ base: Int, _ index: inout Int,
        _ body: (Token, ArraySlice<UInt8>) -> Void
    ) {
        guard base + index - start > 16 else { return reject(bytes, base, &index, body) }
        let given = (0..<frame.lastRead).map { frame.byte(field, $0) }
        split(named(row, head(bytes, base)), given, bytes, base, &index, body)
    }

    /// Records the first byte or two of what is no command, and reads the others again.
    private mutating func reject(
        _ bytes: ArraySlice<UInt8>, _ base: Int, _ index: inout Int, _ body: (Token, ArraySlice<UInt8>) -> Void
    ) {
        // Nothing is rejected after more than a few bytes, so they are all at hand.
        let read = Array(carried + fresh(in: bytes.prefix(index), base))
        let cost = read.count > 1 && read[1].isPlainLetter ? 2 : 1
        split(nil, Array(read.dropFirst(cost)), bytes, base, &index, body)
    }

    /// Ends the token before the given bytes, which it has already taken, and reads those again.
    private mutating func split(
        _ command: Command?, _ given: [UInt8], _ bytes: ArraySlice<UInt8>, _ base: Int, _ index: inout Int,
        _ body: (Token, ArraySlice<UInt8>) -> Void
    ) {
        let kind = command.map(Token.Kind.command) ?? .unknown
        let end = base + index - given.count
        if end >= base {
            index = end - base
            return emit(kind, bytes, base, index, body)
        }
        // The given bytes came with earlier chunks: they are read again from a copy.
        let kept = carried.prefix(end - start)
        carried = []
        carriedTo = 0
        state = .idle
        position = end
        body(Token(offset: start, length: end - start, kind: kind), kept)
        consume(given[...], body)
    }

    private mutating func emitCommand(
        _ row: Int, _ bytes: ArraySlice<UInt8>, _ base: Int, _ index: Int,
        _ body: (Token, ArraySlice<UInt8>) -> Void
    ) {
        let traits = traits[row]
        guard traits.changesModes || traits.functionOffset > 0 else {
            return emit(.command(Command(index: row)), bytes, base, index, body)
        }
        let head = head(bytes.prefix(index), base)
        if traits.changesModes, modes.note(traits, head) {
            table = modes.isStar ? .star : modes.isDisplay ? .display : printer
        }
        emit(.command(named(row, head)), bytes, base, index, body)
    }

    private mutating func emit(
        _ kind: Token.Kind, _ bytes: ArraySlice<UInt8>, _ base: Int, _ index: Int,
        _ body: (Token, ArraySlice<UInt8>) -> Void
    ) {
        state = .idle
        let token = Token(offset: start, length: base + index - start, kind: kind)
        if carried.isEmpty {
            let first = bytes.startIndex + start - base
            return body(token, bytes[first..<(bytes.startIndex + index)].prefix(limits.body))
        }
        let room = min(token.length, limits.body)
        let whole = (carried + fresh(in: bytes.prefix(index), base).prefix(max(room - carried.count, 0))).prefix(room)
        carried = []
        carriedTo = 0
        body(token, whole)
    }

    /// The token's first bytes, enough for a function code and a parameter or two.
    private func head(_ bytes: ArraySlice<UInt8>, _ base: Int) -> ArraySlice<UInt8> {
        if carried.count >= 16 { return carried.prefix(16) }
        let fresh = fresh(in: bytes, base).prefix(16)
        return carried.isEmpty ? fresh : (carried + fresh)[...]
    }

    /// The row's command, or the one of its function when that is known.
    private func named(_ row: Int, _ head: ArraySlice<UInt8>) -> Command {
        let (offset, width) = (traits[row].functionOffset, traits[row].functionWidth)
        guard offset > 0 else { return Command(index: row) }
        guard head.count >= offset + width else { return Command(index: row) }
        let code = head.dropFirst(offset).prefix(width).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard let function = CommandCatalogue.functions[UInt32(row) << 16 | code] else { return Command(index: row) }
        return Command(index: Int(function))
    }
}
