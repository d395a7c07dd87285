// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The parameters of an address, in order.
struct Query: Sendable, Equatable {
    private var items: [Item] = []
    /// Whether a part could not be read: programs are told, people see the page without it.
    private(set) var isBroken = false

    private struct Item: Sendable, Equatable {
        let name: String
        var value: String
    }

    static let itemCountMax = 64

    /// Parts that cannot be read are left out: a broken link shows the page without them.
    init(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "&"))
        for part in parts.prefix(Self.itemCountMax) {
            let mark = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            let value = part[mark...].dropFirst()
            if let name = PercentText.decode(part[..<mark], plusIsBlank: true),
                let value = PercentText.decode(value, plusIsBlank: true)
            {
                items.append(Item(name: name, value: value))
            } else {
                isBroken = true
            }
        }
        if parts.count > Self.itemCountMax { isBroken = true }
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
