// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The columns a format may have, by name. Columns are found by name, never by position.
struct Layout: Sendable {
    /// One column and the names it has had.
    struct Entry: Sendable {
        /// nil for a column that is known and not read.
        let field: Field?
        let names: [String]
        let isRequired: Bool
        /// Whether the column tells of a person, so that no row keeps it, not even a bad one.
        let isPersonal: Bool
        /// `names` as headers are compared.
        let keys: [String]

        init(field: Field?, names: [String], isRequired: Bool, isPersonal: Bool = false) {
            self.field = field
            self.names = names
            self.isRequired = isRequired
            self.isPersonal = isPersonal
            keys = names.map(Layout.normal)
        }
    }

    let entries: [Entry]
    private let known: Set<String>
    /// Whether a column nobody knows means that the format has changed.
    let refusesUnknown: Bool

    init(
        required: [(Field, [String])], optional: [(Field, [String])] = [], ignored: [String] = [],
        personal: [String] = [], refusesUnknown: Bool = false
    ) {
        entries =
            required.map { Entry(field: $0.0, names: $0.1, isRequired: true) }
            + optional.map { Entry(field: $0.0, names: $0.1, isRequired: false) }
            + ignored.map { Entry(field: nil, names: [$0], isRequired: false) }
            + personal.map { Entry(field: nil, names: [$0], isRequired: false, isPersonal: true) }
        self.refusesUnknown = refusesUnknown
        known = Set(entries.flatMap(\.keys))
    }

    /// How a header fits.
    struct Match {
        var map: ColumnMap
        /// Required columns that are not there, by their first name.
        var missing: [String] = []
        /// Columns of the header that nobody knows.
        var unknown: [String] = []
        var twice: [String] = []
        var found = 0

        func fits(_ layout: Layout) -> Bool {
            missing.isEmpty && twice.isEmpty && (!layout.refusesUnknown || unknown.isEmpty)
        }
    }

    /// How many of the format's columns a line names.
    func found(in keys: [String]) -> Int { keys.count { known.contains($0) } }

    /// - Parameter keys: the header's names as `normal` gives them.
    func match(_ header: [String], keys: [String]) -> Match {
        let width = header.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
        var match = Match(map: ColumnMap(width: width))
        var places: [String: Int] = [:]
        for (index, name) in header.prefix(width).enumerated() {
            if name.isEmpty { continue }
            if places.updateValue(index, forKey: keys[index]) != nil { match.twice.append(name) }
        }
        var used: Set<Int> = []
        for entry in entries {
            let place = entry.keys.lazy.compactMap { places[$0] }.first
            guard let place else {
                if entry.isRequired { match.missing.append(entry.names.first ?? "") }
                continue
            }
            used.insert(place)
            match.found += 1
            if let field = entry.field { match.map.set(field, at: place, name: header[place]) }
            if entry.isPersonal { match.map.setPersonal(at: place) }
        }
        match.unknown = header.prefix(width).enumerated().filter { !used.contains($0.offset) && !$0.element.isEmpty }
            .map(\.element)
        return match
    }

    /// Column names are compared without blanks and letter case, and with half-width brackets and colons.
    static func normal(_ name: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            switch scalar {
            case " ", "\t", "\n", "\r", "\u{FEFF}", "\u{3000}": continue
            case "（": result.append("(")
            case "）": result.append(")")
            case "：": result.append(":")
            case "A"..."Z": result.append(Unicode.Scalar(UInt8(truncatingIfNeeded: scalar.value) + 32))
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
