// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Durations of which only the order is asked. Exact, and the same in whatever order they came.
public struct Spread: Hashable, Sendable {
    private let sorted: [Int64]

    public var count: Int { sorted.count }

    /// - Parameter values: for example milliseconds.
    public init(_ values: some Sequence<Int64>) { sorted = values.sorted() }

    /// The smallest value that so many per cent do not exceed (nearest rank); nil for none.
    ///
    /// - Parameter percent: 1 to 100; what lies outside is moved to the nearest end.
    public func percentile(_ percent: Int) -> Int64? {
        guard !sorted.isEmpty else { return nil }
        let rank = (sorted.count * min(max(percent, 1), 100) + 99) / 100
        return sorted[max(rank, 1) - 1]
    }
}
