// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Foundation

/// What a gateway answered, read leniently: only the few texts that are asked for.
struct JSONAnswer {
    private let value: Any?

    init(_ bytes: [UInt8]) { value = try? JSONSerialization.jsonObject(with: Data(bytes)) }

    private init(value: Any?) { self.value = value }

    /// Whether it was JSON at all.
    var isObject: Bool { value is [String: Any] }

    subscript(_ key: String) -> JSONAnswer { JSONAnswer(value: (value as? [String: Any])?[key]) }

    var first: JSONAnswer { JSONAnswer(value: (value as? [Any])?.first) }

    /// The elements of a list, at most so many.
    func elements(_ limit: Int) -> [JSONAnswer] {
        ((value as? [Any]) ?? []).prefix(limit).map { JSONAnswer(value: $0) }
    }

    /// The same; nil where it is no list.
    func list(_ limit: Int) -> [JSONAnswer]? { value is [Any] ? elements(limit) : nil }

    /// A text, or a number as text.
    var text: String? {
        if let text = value as? String { return text }
        return (value as? NSNumber).map { "\($0)" }
    }

    var flag: Bool? { value as? Bool }

    /// A JSON object of texts, its keys sorted.
    static func object(_ entries: [String: Any]) -> [UInt8] {
        let data = try? JSONSerialization.data(
            withJSONObject: entries, options: [.sortedKeys, .withoutEscapingSlashes])
        return data.map { Array($0) } ?? Array("{}".utf8)
    }
}
