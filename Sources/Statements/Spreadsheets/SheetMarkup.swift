// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Cuts the XML of a spreadsheet's part into tags and text, fast: tokens are ranges of its buffer, and nothing is
/// turned into strings.
///
///     text ── < ──▶ open · close · empty        comments and instructions are stepped over
///               └── <![CDATA[ … ]]> literal     any other <! is refused: it could define entities
///
/// It holds one unfinished token and one chunk. Names are compared without their prefix, so both editions of the
/// format, and any choice of prefixes, are the same.
struct SheetMarkup {
    enum Token { case open, close, empty, text, literal }

    private(set) var buffer: [UInt8] = []
    private var start = 0
    /// Offset in the part of `buffer[0]`.
    private var base: Int64 = 0
    /// The token's content: a tag without brackets and strokes, or text as it stands.
    private(set) var range = 0..<0
    /// A tag's name without its prefix.
    private(set) var name = 0..<0
    /// Offset in the part of the token's first byte.
    private(set) var byte: Int64 = 0
    private var isFirst = true

    mutating func append(_ chunk: [UInt8]) throws(StatementError) {
        if start > 0 {
            base += Int64(start)
            buffer.removeSubrange(0..<start)
            start = 0
        }
        buffer += chunk
        guard isFirst, buffer.count >= 3 else { return }
        isFirst = false
        if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
        if buffer.starts(with: [0xFF, 0xFE]) || buffer.starts(with: [0xFE, 0xFF]) || buffer[0] == 0 || buffer[1] == 0 {
            throw SheetError.malformed(zh: "工作簿内部不是 UTF-8 编码", en: "a part of the workbook is not in UTF-8")
        }
    }

    /// The next token; nil when more bytes are needed, or at the end.
    mutating func next(isLast: Bool) throws(StatementError) -> Token? {
        while start < buffer.count {
            byte = base + Int64(start)
            guard buffer[start] == UInt8(ascii: "<") else { return try cutText(isLast: isLast) }
            guard start + 1 < buffer.count else { return try unfinished(isLast) }
            switch buffer[start + 1] {
            case UInt8(ascii: "?"):
                guard try cut(after: 2, upTo: Self.instructionEnd, isLast) else { return nil }
            case UInt8(ascii: "!"):
                if rest(beginsWith: Self.commentStart) {
                    guard try cut(after: 4, upTo: Self.commentEnd, isLast) else { return nil }
                } else if rest(beginsWith: Self.literalStart) {
                    return try cut(after: 9, upTo: Self.literalEnd, isLast) ? .literal : nil
                } else if buffer.count - start < Self.literalStart.count {
                    return try unfinished(isLast)
                } else {
                    throw SheetError.malformed(
                        zh: "工作簿内部有文档类型声明（DTD），为安全起见不读取",
                        en: "a part of the workbook has a document type (DTD); it is not read for safety")
                }
            default: return try cutTag(isLast)
            }
        }
        return nil
    }

    private static let instructionEnd = Array("?>".utf8)
    private static let commentStart = Array("<!--".utf8)
    private static let commentEnd = Array("-->".utf8)
    private static let literalStart = Array("<![CDATA[".utf8)
    private static let literalEnd = Array("]]>".utf8)

    private func rest(beginsWith mark: [UInt8]) -> Bool {
        guard buffer.count - start >= mark.count else { return false }
        for index in mark.indices where buffer[start + index] != mark[index] { return false }
        return true
    }

    private mutating func cutText(isLast: Bool) throws(StatementError) -> Token? {
        var index = start + 1
        let count = buffer.count
        while index < count, buffer[index] != UInt8(ascii: "<") { index += 1 }
        guard index < count || isLast else { return try unfinished(false) }
        range = start..<index
        start = index
        return .text
    }

    private mutating func cutTag(_ isLast: Bool) throws(StatementError) -> Token? {
        let isClose = buffer[start + 1] == UInt8(ascii: "/")
        var index = start + (isClose ? 2 : 1)
        let first = index
        let count = buffer.count
        var nameStart = index
        var nameEnd = -1
        var quote: UInt8 = 0
        while index < count {
            let byte = buffer[index]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: ">") {
                let isEmpty = !isClose && index > first && buffer[index - 1] == UInt8(ascii: "/")
                let end = isEmpty ? index - 1 : index
                range = first..<end
                name = min(nameStart, end)..<(nameEnd < 0 ? max(min(nameStart, end), end) : nameEnd)
                start = index + 1
                return isClose ? .close : isEmpty ? .empty : .open
            } else if nameEnd < 0 {
                if byte == UInt8(ascii: ":") { nameStart = index + 1 } else if byte <= 0x20 { nameEnd = index }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
            index += 1
        }
        return try unfinished(isLast)
    }

    private mutating func cut(after head: Int, upTo mark: [UInt8], _ isLast: Bool) throws(StatementError) -> Bool {
        var index = start + head
        while index + mark.count <= buffer.count {
            if buffer[index] == mark[0], buffer[index..<(index + mark.count)].elementsEqual(mark) {
                range = (start + head)..<index
                start = index + mark.count
                return true
            }
            index += 1
        }
        _ = try unfinished(isLast)
        return false
    }

    private func unfinished(_ isLast: Bool) throws(StatementError) -> Token? {
        guard buffer.count - start <= SheetLimits.tokenBytes else {
            throw SheetError.malformed(
                zh: "工作簿内部有超过 \(SheetLimits.tokenBytes) 字节的文字",
                en: "a text in the workbook is longer than "
                    + "\(SheetLimits.tokenBytes) bytes")
        }
        guard !isLast else { throw SheetError.cutShort }
        return nil
    }
}

/// Refusals of a workbook.
enum SheetError {
    static func malformed(zh: String, en: String) -> StatementError {
        StatementError(.malformed, zh: "\(zh)。未导入任何内容", en: "\(en); nothing was imported")
    }

    static var cutShort: StatementError {
        StatementError(
            .truncated, zh: "工作簿不完整：内部文件中途结束；请重新下载",
            en: "the workbook is cut short: a part of it ends too early; download it again")
    }
}
