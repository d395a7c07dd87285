// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The parameters of an address, in order.
struct Query: Sendable, Equatable {
    private var items: [Item]

    private struct Item: Sendable, Equatable {
        let name: String
        var value: String
    }

    static let itemCountMax = 64

    /// Parts that cannot be read are left out: a broken link shows the page without them.
    init(_ text: String) {
        items = text.utf8.split(separator: UInt8(ascii: "&")).prefix(Self.itemCountMax).compactMap { part in
            let halves = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let first = halves.first, let name = PercentText.decode(first, plusIsBlank: true) else { return nil }
            guard halves.count == 2 else { return Item(name: name, value: "") }
            return PercentText.decode(halves[1], plusIsBlank: true).map { Item(name: name, value: $0) }
        }
    }

    /// nil when absent or empty.
    subscript(_ name: String) -> String? {
        guard let value = items.first(where: { $0.name == name })?.value, !value.isEmpty else { return nil }
        return value
    }

    /// Replaces a parameter, or removes it.
    mutating func set(_ name: String, _ value: String?) {
        items.removeAll { $0.name == name }
        if let value { items.append(Item(name: name, value: value)) }
    }

    var text: String {
        items.map { "\(PercentText.encode($0.name))=\(PercentText.encode($0.value))" }.joined(separator: "&")
    }
}
