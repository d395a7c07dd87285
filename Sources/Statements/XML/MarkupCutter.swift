// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// One piece of markup, with its place in the file.
struct MarkupToken: Equatable {
    enum Kind: Equatable {
        /// `<…>`, without the brackets.
        case open
        /// `</…>`, without the brackets and the stroke.
        case close
        /// What stands between tags, as it stands there.
        case text
        /// `<![CDATA[…]]>`, its content.
        case literal
        /// `<?…?>`, its content.
        case instruction
        case comment
    }

    let kind: Kind
    let bytes: ArraySlice<UInt8>
    let line: Int
    let byte: Int64
}

/// Cuts a stream of bytes into markup. Feed it chunks of any size; the tokens are the same for every split.
///
///     text ── < ──▶ tag ── > ──▶ text        a `>` within quotes of an attribute is a character
///               ├── <?  … ?>   instruction
///               ├── <!-- … --> comment       (skipped by its readers)
///               ├── <![CDATA[ … ]]>          literal
///               └── <!…        refused: a document type could define entities
///
/// It holds one unfinished token and one chunk.
struct MarkupCutter {
    /// Whether quotes in tags are looked at: not in SGML without attributes, where they are characters.
    private let minds: Bool
    private var buffer: [UInt8] = []
    private var start = 0
    private var line: Int
    private var offset: Int64

    init(mindsQuotes: Bool = true, line: Int = 1, offset: Int64 = 0) {
        minds = mindsQuotes
        self.line = line
        self.offset = offset
    }

    mutating func append(_ chunk: ArraySlice<UInt8>) {
        if start > 0 {
            buffer.removeSubrange(0..<start)
            start = 0
        }
        buffer.append(contentsOf: chunk)
    }

    /// Line and offset of the next token.
    var position: (line: Int, byte: Int64) { (line, offset) }

    /// The next token; nil when more bytes are needed, or at the end.
    ///
    /// - Throws: `malformed` for a token that is too long or a document type; `truncated` for one the file ends in.
    mutating func next(isLast: Bool) throws(StatementError) -> MarkupToken? {
        guard start < buffer.count else { return nil }
        if buffer[start] != UInt8(ascii: "<") { return try cutText(isLast: isLast) }
        guard start + 1 < buffer.count else { return try unfinished(isLast) }
        switch buffer[start + 1] {
        case UInt8(ascii: "?"): return try cut(.instruction, after: 2, upTo: "?>", isLast)
        case UInt8(ascii: "!"): return try cutDeclaration(isLast)
        case UInt8(ascii: "/"): return try cut(.close, after: 2, upTo: ">", isLast)
        default: return try cutTag(isLast)
        }
    }

    private mutating func cutText(isLast: Bool) throws(StatementError) -> MarkupToken? {
        let end = buffer[start...].prefix(XMLLimits.tokenBytes + 1).firstIndex(of: UInt8(ascii: "<"))
        if let end { return give(.text, start..<end, next: end) }
        guard isLast, buffer.count - start <= XMLLimits.tokenBytes else { return try unfinished(false) }
        return give(.text, start..<buffer.count, next: buffer.count)
    }

    private mutating func cutTag(_ isLast: Bool) throws(StatementError) -> MarkupToken? {
        var quote: UInt8?
        for index in (start + 1)..<min(buffer.count, start + 1 + XMLLimits.tokenBytes) {
            let byte = buffer[index]
            if let open = quote {
                if byte == open { quote = nil }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): if minds { quote = byte }
            case UInt8(ascii: ">"): return give(.open, (start + 1)..<index, next: index + 1)
            case UInt8(ascii: "<"):
                throw .malformed(line: line, zh: "标签没有结束就出现“<”", en: "a tag has “<” within it")
            default: break
            }
        }
        return try unfinished(isLast)
    }

    private mutating func cutDeclaration(_ isLast: Bool) throws(StatementError) -> MarkupToken? {
        let literal = Array("<![CDATA[".utf8)
        let rest = buffer[start...]
        if rest.starts(with: literal) { return try cut(.literal, after: literal.count, upTo: "]]>", isLast) }
        if rest.starts(with: Array("<!--".utf8)) { return try cut(.comment, after: 4, upTo: "-->", isLast) }
        // Too little to tell yet.
        if literal.starts(with: rest) || Array("<!--".utf8).starts(with: rest) { return try unfinished(isLast) }
        throw .malformed(
            line: line, zh: "文件含有文档类型声明（DTD）或其他声明，账单不需要它，为安全起见不读取",
            en: "the file has a document type (DTD) or another declaration; statements need none, and it is not read "
                + "for safety")
    }

    private mutating func cut(
        _ kind: MarkupToken.Kind, after head: Int, upTo end: String, _ isLast: Bool
    ) throws(StatementError) -> MarkupToken? {
        let mark = Array(end.utf8)
        let from = start + head
        let last = min(buffer.count - mark.count, from + XMLLimits.tokenBytes)
        var index = from
        while index <= last {
            if buffer[index] == mark[0], buffer[index...].starts(with: mark) {
                return give(kind, from..<index, next: index + mark.count)
            }
            index += 1
        }
        return try unfinished(isLast)
    }

    private mutating func give(_ kind: MarkupToken.Kind, _ range: Range<Int>, next: Int) -> MarkupToken {
        let token = MarkupToken(kind: kind, bytes: buffer[range], line: line, byte: offset)
        for byte in buffer[start..<next] where byte == 0x0A { line += 1 }
        offset += Int64(next - start)
        start = next
        return token
    }

    private func unfinished(_ isLast: Bool) throws(StatementError) -> MarkupToken? {
        guard buffer.count - start <= XMLLimits.tokenBytes + 16 else {
            throw .malformed(
                line: line, zh: "标签或文字超过 \(XMLLimits.tokenBytes) 字节",
                en: "a tag or a text is longer than \(XMLLimits.tokenBytes) bytes")
        }
        guard !isLast else {
            throw StatementError(
                .truncated, line: line, zh: "文件在第 \(line) 行的标签中间结束，不完整",
                en: "the file ends within a tag on line \(line): it is cut short")
        }
        return nil
    }
}
