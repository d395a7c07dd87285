// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// JSON as this room writes and reads it: whole numbers, no duplicate keys, members in their order.
public indirect enum JSONValue: Sendable, Hashable {
    /// A key and its value.
    public struct Member: Sendable, Hashable {
        public let name: String
        public let value: JSONValue
        public init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    case object([Member])
    case array([JSONValue])
    case text(String)
    case number(Int64)
    case boolean(Bool)
    case null

    /// The string, when it is one.
    public var string: String? { if case .text(let text) = self { text } else { nil } }

    /// On one line, with a space after each comma and colon.
    public var text: String {
        switch self {
        case .object(let members):
            "{" + members.map { "\(Self.quoted($0.name)): \($0.value.text)" }.joined(separator: ", ") + "}"
        case .array(let values): "[" + values.map(\.text).joined(separator: ", ") + "]"
        case .text(let text): Self.quoted(text)
        case .number(let number): String(number)
        case .boolean(let truth): truth ? "true" : "false"
        case .null: "null"
        }
    }

    /// A string with its quotation marks; only what must be escaped is.
    public static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    /// Reads a whole text; nil for anything that is not JSON of this kind, deeper than 8 or longer than 16 MiB.
    public init?(_ text: String) {
        var parser = JSONParser(text)
        guard let value = parser.document() else { return nil }
        self = value
    }
}
