// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A JSON value as it stood in the text: members in their order, numbers digit by digit, and where each began.
///
/// Two nodes are equal when their contents are; where they stood does not matter.
public struct JSONNode: Sendable {
    /// A name and its value.
    public struct Member: Sendable, Hashable {
        public let name: String
        public let value: JSONNode

        public init(name: String, value: JSONNode) {
            self.name = name
            self.value = value
        }
    }

    public enum Content: Sendable, Hashable {
        case object([Member])
        case array([JSONNode])
        case text(String)
        case number(JSONNumber)
        case boolean(Bool)
        case null
    }

    public let content: Content
    /// Byte of the text at which the value begins; 0 in values made in code.
    public let offset: Int

    public init(_ content: Content, at offset: Int = 0) {
        self.content = content
        self.offset = offset
    }

    /// The members, when it is an object.
    public var members: [Member]? { if case .object(let members) = content { members } else { nil } }

    /// The elements, when it is an array.
    public var elements: [JSONNode]? { if case .array(let elements) = content { elements } else { nil } }

    /// The string, when it is one.
    public var string: String? { if case .text(let text) = content { text } else { nil } }

    /// The number, when it is one.
    public var number: JSONNumber? { if case .number(let number) = content { number } else { nil } }

    /// The truth value, when it is one.
    public var boolean: Bool? { if case .boolean(let truth) = content { truth } else { nil } }

    /// The member of that name, when it is an object that has one.
    public subscript(name: String) -> JSONNode? { members?.first { $0.name == name }?.value }
}

extension JSONNode: Hashable {
    public static func == (left: Self, right: Self) -> Bool { left.content == right.content }
    public func hash(into hasher: inout Hasher) { hasher.combine(content) }
}

extension JSONNode {
    public static func object(_ members: [Member]) -> JSONNode { JSONNode(.object(members)) }
    public static func array(_ elements: [JSONNode]) -> JSONNode { JSONNode(.array(elements)) }
    public static func text(_ text: String) -> JSONNode { JSONNode(.text(text)) }
    public static func number(_ number: JSONNumber) -> JSONNode { JSONNode(.number(number)) }
    public static func boolean(_ truth: Bool) -> JSONNode { JSONNode(.boolean(truth)) }
    public static var null: JSONNode { JSONNode(.null) }
}
