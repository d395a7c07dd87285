// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON

/// A word of a list that is closed: any other is refused, because nothing can be done with the message.
public protocol NexoClosedWord: NexoValue, RawRepresentable, CaseIterable where RawValue == String {}

extension NexoClosedWord {
    public init(_ node: JSONNode) throws(NexoError) {
        let text = try String(node)
        guard let word = Self(rawValue: text) else {
            let words = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw NexoError(.unknownWord(expected: words), at: node.offset)
        }
        self = word
    }

    public var node: JSONNode { .text(rawValue) }
}
