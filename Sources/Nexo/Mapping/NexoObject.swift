// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON

/// An object of the standard: one list of its members serves reading and writing.
///
///     JSON object ── Members ──▶ typed members + Remainder (unknown members, and the order of all)
///     typed members + Remainder ──▶ the same JSON object, member for member
public protocol NexoObject: NexoValue {
    /// What the object held beside the members that its type names.
    var remainder: Remainder { get set }

    /// An object to be filled; not a valid one.
    init()

    /// Hands each member to `members`, in the standard's order.
    mutating func visit(_ members: inout Members) throws(NexoError)
}

extension NexoObject {
    public init(_ node: JSONNode) throws(NexoError) {
        guard let given = node.members else { throw NexoError(.wrongKind(expected: "an object"), at: node.offset) }
        self.init()
        var members = Members(reading: given, at: node.offset)
        try visit(&members)
        remainder = members.remainder(of: given)
    }

    public var node: JSONNode {
        var members = Members()
        var copy = self
        // Writing refuses nothing: `Members` throws only while it reads.
        try? copy.visit(&members)
        return .object(remainder.merged(with: members.written))
    }
}

/// Members that a type does not name, kept so that an object can be written as it came.
public struct Remainder: Sendable, Hashable {
    /// Members the type does not know, and those with `null` or an empty list.
    public var unknown: [JSONNode.Member]
    /// Names of all members in the order in which they came; empty in objects made in code.
    var order: [String]

    public init(unknown: [JSONNode.Member] = []) {
        self.unknown = unknown
        order = []
    }

    /// What is left of the members of an object whose others are kept elsewhere.
    init(keeping members: [JSONNode.Member], besides known: Set<String>) {
        unknown = members.filter { !known.contains($0.name) }
        order = members.map(\.name)
    }

    /// The order is how a thing was said, not what was said.
    public static func == (left: Self, right: Self) -> Bool { left.unknown == right.unknown }
    public func hash(into hasher: inout Hasher) { hasher.combine(unknown) }

    /// The members that were read or set, and the unknown ones, each where it stood; new ones at the end.
    func merged(with written: [JSONNode.Member]) -> [JSONNode.Member] {
        guard !order.isEmpty || !unknown.isEmpty else { return written }
        var values: [String: JSONNode] = [:]
        for member in unknown { values[member.name] = member.value }
        for member in written { values[member.name] = member.value }
        var merged: [JSONNode.Member] = []
        for name in order + written.map(\.name) + unknown.map(\.name) {
            if let value = values.removeValue(forKey: name) { merged.append(JSONNode.Member(name: name, value: value)) }
        }
        return merged
    }
}
