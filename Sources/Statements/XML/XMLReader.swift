// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A strict reader for the XML that statements are written in. It asks for well-formed markup with one root, resolves
/// prefixes of names, knows the five entities and numeric ones, and nothing that could make a small file grow:
/// no document types, no entities of the file's own, no inclusions.
///
///     bytes ─ append ─▶ MarkupCutter ─▶ tokens ─ next ─▶ open · text · close
///
/// Memory is one token, the names that are open (at most `XMLLimits.depth`) and their namespaces.
struct XMLReader {
    private struct Element {
        /// As the file writes it: the end must be the same.
        let raw: [UInt8]
        let name: String
        let space: String
        /// How many bindings were there before it.
        let bindings: Int
    }

    private let decoder: TextDecoder
    private var cutter: MarkupCutter
    private var open: [Element] = []
    private var bindings: [(prefix: String, space: String)] = [
        ("xml", "http://www.w3.org/XML/1998/namespace"), ("", ""),
    ]
    private var hasRoot = false
    /// The end of an element that was opened and closed by one tag.
    private var owedClose: XMLEvent?

    init(_ decoder: TextDecoder, line: Int = 1, offset: Int64 = 0) {
        self.decoder = decoder
        cutter = MarkupCutter(line: line, offset: offset)
    }

    mutating func append(_ chunk: ArraySlice<UInt8>) { cutter.append(chunk) }

    /// The next event; nil when more bytes are needed, or at the end.
    mutating func next(isLast: Bool) throws(StatementError) -> XMLEvent? {
        if let close = owedClose {
            owedClose = nil
            return close
        }
        while let token = try cutter.next(isLast: isLast) {
            if let event = try take(token) { return event }
        }
        return nil
    }

    /// - Throws: when elements are still open, or there was none.
    func finish() throws(StatementError) {
        if let innermost = open.last {
            let line = cutter.position.line
            throw StatementError(
                .truncated, line: line, field: innermost.name, zh: "文件在第 \(line) 行结束时 <\(innermost.name)> 还没有结束，不完整",
                en: "the file ends on line \(line) with <\(innermost.name)> still open: it is cut short")
        }
        guard hasRoot else { throw .malformed(line: 1, zh: "没有 XML 元素", en: "there is no XML element") }
    }

    private mutating func take(_ token: MarkupToken) throws(StatementError) -> XMLEvent? {
        switch token.kind {
        case .instruction, .comment: return nil
        case .open: return try takeOpen(token)
        case .close: return try takeClose(token)
        case .text, .literal: return try takeText(token)
        }
    }

    // MARK: Elements

    private mutating func takeOpen(_ token: MarkupToken) throws(StatementError) -> XMLEvent {
        guard !open.isEmpty || !hasRoot else {
            throw .malformed(
                line: token.line, zh: "根元素结束之后还有元素；文件可能由几份拼接而成",
                en: "there is an element after the end of the root; the file may be several joined together")
        }
        guard open.count < XMLLimits.depth else {
            throw .malformed(
                line: token.line, zh: "元素嵌套超过 \(XMLLimits.depth) 层",
                en: "elements stand more than \(XMLLimits.depth) deep")
        }
        hasRoot = true
        let isEmpty = token.bytes.last == UInt8(ascii: "/")
        var tag = XMLTag(isEmpty ? token.bytes.dropLast() : token.bytes, line: token.line)
        let raw = try tag.name()
        let before = bindings.count
        var attributes: [XMLAttribute] = []
        var seen: Set<String> = []
        while let (name, value) = try tag.attribute(decoder) {
            guard seen.insert(name).inserted else {
                throw .malformed(line: token.line, zh: "属性“\(name)”重复", en: "the attribute “\(name)” stands twice")
            }
            guard seen.count <= XMLLimits.attributes else {
                throw .malformed(
                    line: token.line, zh: "一个元素的属性超过 \(XMLLimits.attributes) 个",
                    en: "an element has more than \(XMLLimits.attributes) attributes")
            }
            if name == "xmlns" {
                bindings.append(("", value))
            } else if name.hasPrefix("xmlns:") {
                bindings.append((String(name.dropFirst(6)), value))
            } else {
                attributes.append(XMLAttribute(name: name, value: value))
            }
        }
        let (name, space) = try resolve(raw, line: token.line)
        if isEmpty {
            bindings.removeSubrange(before...)
            owedClose = XMLEvent(kind: .close, name: name, space: space, line: token.line, byte: token.byte)
        } else {
            open.append(Element(raw: Array(raw), name: name, space: space, bindings: before))
        }
        return XMLEvent(
            kind: .open, name: name, space: space, attributes: attributes, line: token.line, byte: token.byte)
    }

    /// A name without its prefix, and the namespace that the prefix stands for.
    private func resolve(
        _ raw: ArraySlice<UInt8>, line: Int
    ) throws(StatementError) -> (name: String, space: String) {
        guard raw.contains(where: { $0 == UInt8(ascii: ":") || $0 >= 0x80 }) else {
            return (String(decoding: raw, as: UTF8.self), defaultSpace)
        }
        let parts = raw.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }) else {
            throw .malformed(line: line, zh: "元素名不合规则", en: "the name of an element is none")
        }
        let prefix = parts.count == 2 ? decoder.lenientText(parts[0]) : ""
        let name = decoder.lenientText(parts[parts.count - 1])
        guard let binding = bindings.last(where: { $0.prefix == prefix }) else {
            throw .malformed(line: line, zh: "命名空间前缀“\(prefix)”没有声明", en: "the prefix “\(prefix)” is not declared")
        }
        return (name, binding.space)
    }

    /// The namespace of names without a prefix.
    private var defaultSpace: String { bindings.last { $0.prefix.isEmpty }?.space ?? "" }

    private mutating func takeClose(_ token: MarkupToken) throws(StatementError) -> XMLEvent {
        var name = token.bytes
        while let last = name.last, RawRow.isBlank(last) { name = name.dropLast() }
        guard let element = open.last, element.raw[...] == name else {
            let expected = open.last.map { "</\($0.name)>" } ?? ""
            let seen = decoder.lenientText(name.prefix(XMLLimits.nameBytes))
            throw .malformed(
                line: token.line, zh: "应为 \(expected)，却是 </\(seen)>",
                en: "</\(seen)> stands where \(expected) was expected"
            )
        }
        open.removeLast()
        bindings.removeSubrange(element.bindings...)
        return XMLEvent(kind: .close, name: element.name, space: element.space, line: token.line, byte: token.byte)
    }

    // MARK: Text

    private mutating func takeText(_ token: MarkupToken) throws(StatementError) -> XMLEvent? {
        guard let element = open.last else {
            guard token.kind == .text, token.bytes.allSatisfy(RawRow.isBlank) else {
                throw .malformed(line: token.line, zh: "根元素之外有文字", en: "there is text outside the root")
            }
            return nil
        }
        let text =
            try token.kind == .literal
            ? XMLText.plain(token.bytes, decoder, line: token.line)
            : XMLText.resolved(token.bytes, decoder, line: token.line)
        return XMLEvent(
            kind: .text(text), name: element.name, space: element.space, line: token.line, byte: token.byte)
    }
}
