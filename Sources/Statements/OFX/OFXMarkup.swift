// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What stands in an OFX file, whichever version: aggregates that open and close, and values with their names.
///
///     version 1 (SGML)   <STMTTRN><TRNAMT>58.00<FITID>1</STMTTRN>             a value ends where the next tag begins
///     version 2 (XML)    <STMTTRN><TRNAMT>58.00</TRNAMT>…</STMTTRN>
///
/// An element with text is a value, one with elements an aggregate. In SGML an empty value looks like an aggregate
/// that never closes; the end of the aggregate around it ends it too.
struct OFXMarkup {
    enum Piece: Equatable {
        case open(String)
        /// nil where the bytes are not text in the file's encoding.
        case value(String, String?)
        case close(String)
    }

    struct Item: Equatable {
        let piece: Piece
        let line: Int
        let byte: Int64
    }

    private let decoder: TextDecoder
    private let start: Int64
    /// nil while the header of version 1 is looked for the first tag.
    private var cutter: MarkupCutter?
    private var head: [UInt8] = []
    private var open: [String] = []
    /// Text of the innermost element so far.
    private var text: String?
    private var isText = true
    /// A value that was given; its own end tag says nothing new.
    private var ended: String?
    /// What is given next, before more is read.
    private var owed: [Item] = []
    private(set) var hasEnded = false

    init(_ decoder: TextDecoder, offset: Int64) {
        self.decoder = decoder
        start = offset
    }

    mutating func append(_ chunk: ArraySlice<UInt8>) {
        if cutter != nil { cutter?.append(chunk) } else { head += chunk }
    }

    mutating func next(isLast: Bool) throws(StatementError) -> Item? {
        guard try skipHeader(isLast) else { return nil }
        while true {
            if !owed.isEmpty { return owed.removeFirst() }
            guard let token = try cutter?.next(isLast: isLast) else { return nil }
            try take(token)
        }
    }

    /// - Throws: when the file ends before `</OFX>`.
    func finish() throws(StatementError) {
        guard hasEnded else {
            throw StatementError(
                .truncated, field: "OFX", zh: "没有 </OFX>，文件不完整", en: "there is no </OFX>: the file is cut short")
        }
    }

    /// Version 1 begins with lines of its own, version 2 with a declaration. Which one it says is no matter: some
    /// banks declare XML and write values without ends.
    private mutating func skipHeader(_ isLast: Bool) throws(StatementError) -> Bool {
        guard cutter == nil else { return true }
        guard let tag = head.firstIndex(of: UInt8(ascii: "<")) else {
            guard head.count <= 4_096, !isLast else {
                throw .malformed(line: 1, zh: "没有 <OFX>", en: "there is no <OFX>")
            }
            return false
        }
        let lines = head[..<tag].count { $0 == 0x0A }
        var made = MarkupCutter(mindsQuotes: false, line: 1 + lines, offset: start + Int64(tag))
        made.append(head[tag...])
        cutter = made
        head = []
        return true
    }

    private mutating func take(_ token: MarkupToken) throws(StatementError) {
        switch token.kind {
        case .instruction, .comment: break
        case .literal: addText(decoder.text(token.bytes))
        case .text:
            guard token.bytes.contains(where: { !RawRow.isBlank($0) }) else { return }
            addText(OFXText.resolved(token.bytes, decoder))
        case .open:
            // `<MEMO/>` is an empty value.
            guard token.bytes.last != UInt8(ascii: "/") else { return endValue(token.line, token.byte) }
            try takeOpen(try name(token), token.line, token.byte)
        case .close: try takeClose(try name(token), token.line, token.byte)
        }
    }

    private func name(_ token: MarkupToken) throws(StatementError) -> String {
        let bytes = token.bytes.trimmingBlanks()
        guard !bytes.isEmpty, bytes.count <= XMLLimits.nameBytes,
            bytes.allSatisfy({ ($0 | 0x20 >= 97 && $0 | 0x20 <= 122) || (45...57).contains($0) || $0 == 95 })
        else {
            throw .malformed(line: token.line, zh: "标签不合 OFX 规则", en: "a tag is not as OFX has them")
        }
        return String(decoding: bytes, as: UTF8.self).uppercased()
    }

    // MARK: Elements

    private mutating func addText(_ piece: String?) {
        guard !open.isEmpty else { return }
        guard let piece else {
            isText = false
            if text == nil { text = "" }
            return
        }
        let whole = (text ?? "") + piece
        if whole.utf8.count <= XMLLimits.tokenBytes { text = whole }
    }

    /// Gives the value whose text is complete.
    private mutating func endValue(_ line: Int, _ byte: Int64) {
        ended = nil
        let value = text.map(RemarkText.clean)
        defer {
            text = nil
            isText = true
        }
        guard let value, !value.isEmpty || !isText, let name = open.popLast() else { return }
        owed.append(Item(piece: .value(name, isText ? value : nil), line: line, byte: byte))
        ended = name
    }

    private mutating func takeOpen(_ name: String, _ line: Int, _ byte: Int64) throws(StatementError) {
        endValue(line, byte)
        ended = nil
        guard open.count < XMLLimits.depth else {
            throw .malformed(
                line: line, zh: "元素嵌套超过 \(XMLLimits.depth) 层",
                en: "elements stand more than \(XMLLimits.depth) deep")
        }
        guard !hasEnded else {
            throw .malformed(line: line, zh: "</OFX> 之后还有内容", en: "there is more after </OFX>")
        }
        open.append(name)
        owed.append(Item(piece: .open(name), line: line, byte: byte))
    }

    private mutating func takeClose(_ name: String, _ line: Int, _ byte: Int64) throws(StatementError) {
        let before = ended
        endValue(line, byte)
        if (ended ?? before) == name {
            ended = nil
            return
        }
        ended = nil
        guard let place = open.lastIndex(of: name) else {
            throw .malformed(line: line, zh: "</\(name)> 没有开头", en: "</\(name)> ends what did not begin")
        }
        open.removeSubrange(place...)
        owed.append(Item(piece: .close(name), line: line, byte: byte))
        if open.isEmpty { hasEnded = name == "OFX" }
    }
}

/// Text of OFX: the entities of SGML and XML, and anything else as it stands, because banks write a bare `&`.
enum OFXText {
    private static let entities: [(name: String, text: String)] = [
        ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&quot;", "\""), ("&apos;", "'"),
    ]

    static func resolved(_ bytes: ArraySlice<UInt8>, _ decoder: TextDecoder) -> String? {
        guard let text = decoder.text(bytes) else { return nil }
        guard bytes.contains(UInt8(ascii: "&")) else { return text }
        var result = ""
        var rest = text[...]
        while let mark = rest.firstIndex(of: "&") {
            result += rest[..<mark]
            rest = rest[mark...]
            if let known = entities.first(where: { rest.hasPrefix($0.name) }) {
                result += known.text
                rest = rest.dropFirst(known.name.count)
            } else if let end = rest.prefix(12).firstIndex(of: ";"),
                let scalar = XMLText.scalar(String(rest[rest.index(after: mark)..<end]))
            {
                result.unicodeScalars.append(scalar)
                rest = rest[rest.index(after: end)...]
            } else {
                result += "&"
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }
}
