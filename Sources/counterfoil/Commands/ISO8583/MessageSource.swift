// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Bytes
import Charges
import Evidence
import ISO8583

/// A message to be made, as JSON.
struct MessageSource {
    enum Failure: Error {
        case json
        case key(String)
        case field(String, Bilingual)
        case message(MessageError)

        var explanation: Bilingual {
            switch self {
            case .json:
                Bilingual(
                    zh: "不是 JSON 对象，或键重复，或有小数；需要 \"mti\" 和 \"fields\"",
                    en: "not a JSON object without duplicate keys and fractions; \"mti\" and \"fields\" are needed")
            case .key(let key):
                Bilingual(zh: "“\(key)”缺少或无法识别", en: "‘\(key)’ is missing or not what it should be")
            case .field(let number, let reason):
                Bilingual(zh: "域 \(number)：\(reason.chinese)", en: "field \(number): \(reason.english)")
            case .message(let error): MessageErrorText.of(error)
            }
        }
    }

    private let members: [JSONValue.Member]

    /// Nil for anything but a JSON object.
    init?(_ json: ArraySlice<UInt8>) {
        guard let text = String(validating: json, as: UTF8.self),
            case .object(let members)? = JSONValue(text.trimmed)
        else { return nil }
        self.members = members
    }

    private subscript(_ name: String) -> JSONValue? { members.first { $0.name == name }?.value }

    var dialect: String? { self["dialect"]?.string }

    func bytes(_ dialect: Dialect) throws(Failure) -> [UInt8] {
        let known: Set<String> = ["dialect", "length", "tpdu", "header", "mti", "fields", "pieces"]
        if let stranger = members.first(where: { !known.contains($0.name) }) { throw .key(stranger.name) }
        guard let type = self["mti"]?.string.flatMap({ MessageType($0) }) else { throw .key("mti") }
        guard case .object(let fields)? = self["fields"] else { throw .key("fields") }
        var message = Message(type)
        for field in fields { try set(field, &message, dialect) }
        let front = try hexadecimal("tpdu", count: TPDU.count) + hexadecimal("header", count: UnionPayHeader.count)
        do throws(MessageError) {
            let bytes = front + (try dialect.build(message))
            guard let name = self["length"]?.string else { return bytes }
            guard let form = LengthForm(named: name) else { throw Unknown.length }
            return try form.frame(bytes)
        } catch {
            if error == Unknown.length { throw .key("length") }
            throw .message(error)
        }
    }

    private enum Unknown {
        static let length = MessageError(.envelope, at: 0, in: .length)
    }

    private func hexadecimal(_ name: String, count: Int) throws(Failure) -> [UInt8] {
        guard let value = self[name], value != .null else { return [] }
        guard let bytes = value.string.flatMap({ Hexadecimal.bytes(of: $0) }), bytes.count == count else {
            throw .key(name)
        }
        return bytes
    }

    private func set(
        _ member: JSONValue.Member, _ message: inout Message, _ dialect: Dialect
    ) throws(Failure) {
        guard let number = Int(member.name), (2...192).contains(number), String(number) == member.name else {
            throw .field(member.name, Bilingual(zh: "域号应为 2 至 192", en: "field numbers are 2 to 192"))
        }
        let isText = dialect[number]?.layout.content.isText ?? true
        switch member.value {
        case .object(let inner) where inner.count == 1 && inner[0].name == "hex":
            guard let bytes = inner[0].value.string.flatMap({ Hexadecimal.bytes(of: $0) }) else {
                throw .field(member.name, Self.notHexadecimal)
            }
            message.set(number, bytes: bytes)
        case .text(let text) where !isText:
            guard let bytes = Hexadecimal.bytes(of: text) else { throw .field(member.name, Self.notHexadecimal) }
            message.set(number, bytes: bytes)
        case .text(let text):
            guard let bytes = MessageText.bytes(of: text, dialect) else {
                throw .field(
                    member.name,
                    Bilingual(zh: "有此方言写不出的字", en: "holds a character that the dialect cannot write"))
            }
            message.set(number, bytes: bytes)
        default:
            throw .field(
                member.name,
                Bilingual(zh: "应为带引号的文字，前导零才不会丢失", en: "wants text in quotation marks, so that zeros in front stay"))
        }
    }

    private static let notHexadecimal = Bilingual(zh: "不是十六进制", en: "is not hexadecimal")
}

extension String {
    fileprivate var trimmed: String {
        let characters = drop { $0.isWhitespace }
        return String(characters.reversed().drop { $0.isWhitespace }.reversed())
    }
}
