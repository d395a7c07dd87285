// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What is approved and not yet due, by business day.
struct InTransit: Sendable {
    /// Days since 1970.
    private(set) var days: [Int32: Bucket] = [:]

    /// - Parameter day: as a match row has it, days since 2000-01-01.
    mutating func add(day: Int, amount: Int64) {
        let day = Int32(truncatingIfNeeded: day) &+ 10_957
        days[day, default: Bucket()].add(amount)
    }

    /// - Parameter day: days since 1970.
    mutating func add(_ bucket: Bucket, day: Int32) { days[day, default: Bucket()].add(bucket) }

    mutating func add(_ other: InTransit) { days.merge(other.days) { left, right in left.adding(right) } }
}

extension Bucket {
    func adding(_ other: Bucket) -> Bucket {
        var sum = self
        sum.add(other)
        return sum
    }
}
