// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Bytes
import ESCPOS
import Evidence
import ISO8583

/// A message as JSON: what stood in front, `mti`, `fields` by number, and what composite fields are made of.
struct MessageDocument {
    let value: JSONValue

    init(_ found: FoundMessage, _ dialect: Dialect, unmask: Bool) {
        let message = found.packet.message
        var members: [JSONValue.Member] = [.init(name: "dialect", value: .text(dialect.name))]
        func add(_ name: String, _ text: String?) {
            if let text { members.append(.init(name: name, value: .text(text))) }
        }
        add("length", found.lengthForm)
        add("tpdu", found.packet.tpdu?.description)
        add("header", found.packet.header?.description)
        add("mti", message.type.text)
        let fields = message.fields.map { number in
            JSONValue.Member(name: String(number), value: Self.field(number, message, dialect, unmask: unmask))
        }
        members.append(.init(name: "fields", value: .object(fields)))
        let pieces = message.fields.compactMap { Self.pieces($0, message, dialect, unmask: unmask) }
        if !pieces.isEmpty { members.append(.init(name: "pieces", value: .object(pieces))) }
        value = .object(members)
    }

    private static func field(
        _ number: Int, _ message: Message, _ dialect: Dialect, unmask: Bool
    ) -> JSONValue {
        guard let content = message[number], let masked = message.masked(number, in: dialect) else { return .null }
        let isText = dialect[number]?.layout.content.isText ?? false
        let hexadecimal = unmask ? Hexadecimal.text(of: content).uppercased() : masked.hexadecimal
        guard isText else { return .text(hexadecimal) }
        guard let text = MessageText.text(of: unmask ? Array(content) : masked.bytes, dialect) else {
            return .object([.init(name: "hex", value: .text(hexadecimal))])
        }
        return .text(text)
    }

    private static func pieces(
        _ number: Int, _ message: Message, _ dialect: Dialect, unmask: Bool
    ) -> JSONValue.Member? {
        guard let rule = dialect[number], let content = message[number] else { return nil }
        if rule.masking == .chip, rule.layout.content == .b {
            guard let objects = try? message.chipData(), let masked = message.masked(number, in: dialect) else {
                return nil
            }
            let digits = Array((unmask ? Hexadecimal.text(of: content).uppercased() : masked.hexadecimal).utf8)
            let shown = objects.map { object in
                let start = (object.value.startIndex - content.startIndex) * 2
                let value = digits[start..<start + object.value.count * 2]
                let tag = Hexadecimal.text(of: object.tagBytes).uppercased()
                return JSONValue.Member(name: tag, value: .text(String(decoding: value, as: UTF8.self)))
            }
            return .init(name: String(number), value: .object(shown))
        }
        guard rule.masking == .open, !rule.pieces.isEmpty else { return nil }
        var shown = message
        if !unmask, let masked = message.masked(number, in: dialect) { shown.set(number, bytes: masked.bytes) }
        let pieces = shown.pieces(of: number, in: dialect).compactMap { piece in
            MessageText.text(of: Array(piece.bytes), dialect).map {
                JSONValue.Member(name: piece.label, value: .text($0))
            }
        }
        return .init(name: String(number), value: .object(pieces))
    }

    /// A member a line.
    var pretty: String { Self.pretty(value, "") }

    private static func pretty(_ value: JSONValue, _ indent: String) -> String {
        guard case .object(let members) = value, members.count > 1 || indent.isEmpty else { return value.text }
        let lines = members.map { member in
            "\(indent)  \(JSONValue.quoted(member.name)): \(pretty(member.value, indent + "  "))"
        }
        return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    }
}

/// Text of a field and back: ASCII, or GBK where the dialect has it.
enum MessageText {
    /// Nil where the bytes are no text that would come back as the same bytes.
    static func text(of bytes: [UInt8], _ dialect: Dialect) -> String? {
        guard bytes.allSatisfy({ $0 >= 32 && $0 != 127 }) else { return nil }
        if bytes.allSatisfy({ $0 < 128 }) { return String(decoding: bytes, as: UTF8.self) }
        guard dialect.characters == .gbk, let text = PrintEncoding.gbk.text(bytes),
            PrintEncoding.gbk.bytes(text) == bytes
        else { return nil }
        return text
    }

    static func bytes(of text: String, _ dialect: Dialect) -> [UInt8]? {
        if text.utf8.allSatisfy({ $0 < 128 }) { return Array(text.utf8) }
        return dialect.characters == .gbk ? PrintEncoding.gbk.bytes(text) : nil
    }
}
