// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON

/// What a member of a message can be made from and turned back into.
public protocol NexoValue: Hashable, Sendable {
    init(_ node: JSONNode) throws(NexoError)
    var node: JSONNode { get }
}

extension String: NexoValue {
    public init(_ node: JSONNode) throws(NexoError) {
        guard let text = node.string else { throw NexoError(.wrongKind(expected: "a text"), at: node.offset) }
        self = text
    }

    public var node: JSONNode { .text(self) }
}

extension Bool: NexoValue {
    public init(_ node: JSONNode) throws(NexoError) {
        guard let truth = node.boolean else { throw NexoError(.wrongKind(expected: "true or false"), at: node.offset) }
        self = truth
    }

    public var node: JSONNode { .boolean(self) }
}

extension Int64: NexoValue {
    public init(_ node: JSONNode) throws(NexoError) {
        guard let whole = node.number?.whole else {
            throw NexoError(.wrongKind(expected: "a whole number"), at: node.offset)
        }
        self = whole
    }

    public var node: JSONNode { .number(JSONNumber(self)) }
}

extension JSONNumber: NexoValue {
    public init(_ node: JSONNode) throws(NexoError) {
        guard let number = node.number else { throw NexoError(.wrongKind(expected: "a number"), at: node.offset) }
        self = number
    }

    public var node: JSONNode { .number(self) }
}

/// A member that makers write in different kinds is kept as it came.
extension JSONNode: NexoValue {
    public init(_ node: JSONNode) throws(NexoError) { self = node }
    public var node: JSONNode { self }
}

extension Array: NexoValue where Element: NexoValue {
    public init(_ node: JSONNode) throws(NexoError) {
        guard let elements = node.elements else { throw NexoError(.wrongKind(expected: "a list"), at: node.offset) }
        self = []
        reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            do throws(NexoError) { append(try Element(element)) } catch { throw error.under("[\(index)]") }
        }
    }

    public var node: JSONNode { .array(map(\.node)) }
}

/// A word of a closed or open list of the standard; a word that we do not know is kept.
public protocol NexoWord: NexoValue, RawRepresentable where RawValue == String {
    init(rawValue: String)
}

extension NexoWord {
    public init(_ node: JSONNode) throws(NexoError) { self.init(rawValue: try String(node)) }
    public var node: JSONNode { .text(rawValue) }
}
