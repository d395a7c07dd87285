// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Writes JSON: the same node gives the same bytes.
public struct JSONWriter {
    public enum Layout: Sendable, Hashable, CaseIterable {
        /// `{"a":1,"b":[2]}`
        case compact
        /// `{ "a": 1, "b": [ 2 ] }`, as some terminals write.
        case spaced
        /// A member a line, two blanks a level, as people read it.
        case indented
    }

    private let layout: Layout
    private var bytes: [UInt8] = []

    private init(_ layout: Layout) { self.layout = layout }

    public static func bytes(of node: JSONNode, _ layout: Layout = .compact) -> [UInt8] {
        var writer = JSONWriter(layout)
        writer.write(node, level: 0)
        return writer.bytes
    }

    public static func text(of node: JSONNode, _ layout: Layout = .compact) -> String {
        String(decoding: bytes(of: node, layout), as: UTF8.self)
    }

    private mutating func write(_ node: JSONNode, level: Int) {
        switch node.content {
        case .object(let members):
            list("{", "}", members, level: level) { writer, member in
                writer.quote(member.name)
                writer.put(writer.layout == .compact ? ":" : ": ")
                writer.write(member.value, level: level + 1)
            }
        case .array(let elements):
            list("[", "]", elements, level: level) { writer, element in writer.write(element, level: level + 1) }
        case .text(let text): quote(text)
        case .number(let number): put(number.text)
        case .boolean(let truth): put(truth ? "true" : "false")
        case .null: put("null")
        }
    }

    private mutating func list<Element>(
        _ open: String, _ close: String, _ elements: [Element], level: Int,
        _ write: (inout JSONWriter, Element) -> Void
    ) {
        put(open)
        guard !elements.isEmpty else { return put(close) }
        for (index, element) in elements.enumerated() {
            if index > 0 { put(",") }
            separate(level: level + 1)
            write(&self, element)
        }
        separate(level: level)
        put(close)
    }

    private mutating func separate(level: Int) {
        switch layout {
        case .compact: break
        case .spaced: put(" ")
        case .indented:
            put("\n")
            for _ in 0..<level { put("  ") }
        }
    }

    private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// Only what must be escaped is.
    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): put("\\\"")
            case UInt8(ascii: "\\"): put("\\\\")
            case 0x08: put("\\b")
            case 0x09: put("\\t")
            case 0x0A: put("\\n")
            case 0x0C: put("\\f")
            case 0x0D: put("\\r")
            case 0..<0x20: put("\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
