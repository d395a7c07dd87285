// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Finds the word a person meant.
enum Spelling {
    /// The known word fewest letters away; nil when none is near enough to be meant.
    static func nearest(to word: String, in known: [String]) -> String? {
        let ranked = known.map { (word: $0, distance: distance(fold(word), fold($0))) }
        guard let best = ranked.min(by: { ($0.distance, $0.word) < ($1.distance, $1.word) }) else { return nil }
        return best.distance <= max(2, best.word.utf8.count / 2) ? best.word : nil
    }

    private static func fold(_ word: String) -> [UInt8] {
        word.utf8.prefix(64).map { byte in
            switch byte {
            case 65...90: byte + 32
            case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: " "): UInt8(ascii: "_")
            default: byte
            }
        }
    }

    /// Letters to insert, remove or replace (Levenshtein), row by row.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var above = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                let replaced = above[column] + (letter == other ? 0 : 1)
                current.append(min(replaced, above[column + 1] + 1, current[column] + 1))
            }
            above = current
        }
        return above[right.count]
    }
}
