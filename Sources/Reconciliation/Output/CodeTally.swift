// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What one code adds up to, and its largest rows.
struct CodeTally: Sendable {
    static let topRows = 10

    var count = 0
    /// Money at stake, in minor units.
    var stake: Int128 = 0
    /// The largest by stake, the largest first; among equals the one that stands first in `findings.csv`.
    private(set) var top: [FindingRow] = []

    mutating func add(_ row: FindingRow) {
        count += 1
        stake += row.stake
        insert(row)
    }

    mutating func add(_ other: CodeTally) {
        count += other.count
        stake += other.stake
        for row in other.top { insert(row) }
    }

    private mutating func insert(_ row: FindingRow) {
        if top.count == Self.topRows, let last = top.last, last.stake.magnitude >= row.stake.magnitude { return }
        let place = top.firstIndex { $0.stake.magnitude < row.stake.magnitude } ?? top.count
        top.insert(row, at: place)
        if top.count > Self.topRows { top.removeLast() }
    }
}
