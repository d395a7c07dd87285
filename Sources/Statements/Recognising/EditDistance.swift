// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// How far two short names are apart, for messages that name the nearest one.
public enum EditDistance {
    /// The nearest of some names that shares at least half of its characters; nil when none does.
    public static func nearest(to name: String, among names: [String]) -> String? {
        let target = Array(Layout.normal(name).unicodeScalars.prefix(60))
        var best: (name: String, distance: Int)?
        for candidate in names.prefix(ReadingLimits.columns) {
            let scalars = Array(Layout.normal(candidate).unicodeScalars.prefix(60))
            let distance = between(target, scalars)
            guard distance * 2 <= max(target.count, scalars.count) else { continue }
            if distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// Levenshtein: insertions, deletions and replacements.
    static func between(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
        var previous = Array(0...second.count)
        for (row, scalar) in first.enumerated() {
            var current = [row + 1]
            for (column, other) in second.enumerated() {
                let replaced = previous[column] + (scalar == other ? 0 : 1)
                current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous.last ?? 0
    }
}
