// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The tables of a settings file while it is read: where a header or a dotted key leads.
struct SettingsTree {
    private(set) var root: [String: SettingValue] = [:]
    /// Headers seen so far; an element of a list counts by its place in it.
    private var opened: Set<[String]> = []
    /// The table that pairs now go into.
    private var path: [String] = []

    /// Begins `[a.b]`; false when it was begun before or is something else already.
    mutating func open(table keys: [String]) -> Bool {
        path = keys
        guard opened.insert(signature(of: keys)).inserted else { return false }
        return Self.reach(keys[...], in: &root) { _ in true }
    }

    /// Begins another element of `[[a.b]]`; false when that is something else already.
    mutating func open(elementOf keys: [String]) -> Bool {
        path = keys
        guard let last = keys.last else { return false }
        return Self.reach(keys.dropLast(), in: &root) { table in
            switch table.removeValue(forKey: last) {
            case nil: table[last] = .list([.table([:])])
            case .list(var elements)?:
                elements.append(.table([:]))
                table[last] = .list(elements)
            case let other?:
                table[last] = other
                return false
            }
            return true
        }
    }

    /// Puts a value where its key leads; false when there is one already.
    mutating func put(_ value: SettingValue, at keys: [String]) -> Bool {
        Self.put(value, at: (path + keys)[...], in: &root)
    }

    static func put(_ value: SettingValue, at keys: ArraySlice<String>, in table: inout [String: SettingValue]) -> Bool
    {
        guard let last = keys.last else { return false }
        return reach(keys.dropLast(), in: &table) { table in
            guard table[last] == nil else { return false }
            table[last] = value
            return true
        }
    }

    /// Walks down, making tables where there are none; in a list, the last element is meant. What is changed is
    /// taken out and put back, so that nothing is copied.
    private static func reach(
        _ keys: ArraySlice<String>, in table: inout [String: SettingValue],
        _ change: (inout [String: SettingValue]) -> Bool
    ) -> Bool {
        guard let first = keys.first else { return change(&table) }
        switch table.removeValue(forKey: first) {
        case nil:
            var inner: [String: SettingValue] = [:]
            defer { table[first] = .table(inner) }
            return reach(keys.dropFirst(), in: &inner, change)
        case .table(var inner)?:
            defer { table[first] = .table(inner) }
            return reach(keys.dropFirst(), in: &inner, change)
        case .list(var elements)?:
            defer { table[first] = .list(elements) }
            guard case .table(var inner)? = elements.last else { return false }
            elements.removeLast()
            defer { elements.append(.table(inner)) }
            return reach(keys.dropFirst(), in: &inner, change)
        case let other?:
            table[first] = other
            return false
        }
    }

    private func signature(of keys: [String]) -> [String] {
        var signature: [String] = []
        var table: [String: SettingValue]? = root
        for key in keys {
            signature.append(key)
            switch table?[key] {
            case .table(let inner): table = inner
            case .list(let elements):
                signature.append(String(elements.count))
                if case .table(let inner)? = elements.last { table = inner } else { table = nil }
            default: table = nil
            }
        }
        return signature
    }
}
