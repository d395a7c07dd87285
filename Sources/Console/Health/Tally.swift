// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Synchronization

/// Counts requests for `/metrics`.
final class Tally: Sendable {
    struct Key: Hashable, Comparable, Sendable {
        let route: String
        let status: Int
        static func < (left: Key, right: Key) -> Bool { (left.route, left.status) < (right.route, right.status) }
    }

    struct Figures: Sendable {
        var count: Int64 = 0
        var microseconds: Int64 = 0
    }

    private let figures = Mutex<[Key: Figures]>([:])

    func count(status: Int, route: String, time: Duration) {
        let (seconds, attoseconds) = time.components
        let micros = seconds &* 1_000_000 &+ attoseconds / 1_000_000_000_000
        figures.withLock { figures in
            // Routes are patterns, so there are few; the bound keeps a surprise from growing the table.
            let key = figures.count < 1_000 ? Key(route: route, status: status) : Key(route: "other", status: status)
            figures[key, default: Figures()].count &+= 1
            figures[key, default: Figures()].microseconds &+= micros
        }
    }

    var sorted: [(key: Key, figures: Figures)] {
        figures.withLock { $0.map { (key: $0.key, figures: $0.value) } }.sorted { $0.key < $1.key }
    }
}
