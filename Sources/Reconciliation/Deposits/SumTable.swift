// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns

/// Sums of sets of rows, each with a number of its own: from 0 on, in the order in which they came.
///
/// It is asked hundreds of thousands of times for a deposit, nearly always in vain.
struct SumTable {
    private var sums: [Int64] = []
    /// Numbers by the hash of their sum, counted from 1; 0 is free. Never more than half full.
    private var slots: [UInt32]
    private var mask: Int
    /// A bit for sixteen of a hash's bits: nearly all sums that are sought are in none, and one bit says so.
    private var marks = [UInt64](repeating: 0, count: 1 << 10)
    /// The process's own, so that no file can put all sums into one slot.
    private let seed = UInt64(bitPattern: Int64(Hasher().finalize()))

    init(expecting count: Int) {
        var size = 16
        while size < count * 2 { size *= 2 }
        slots = Array(repeating: 0, count: size)
        mask = size - 1
        sums.reserveCapacity(count)
    }

    @inline(__always)
    private func hash(_ sum: Int64) -> UInt64 { Mix.word(UInt64(bitPattern: sum), seed) }

    /// The sum's slot, or the free one where it belongs.
    @inline(__always)
    private func slot(of sum: Int64, _ hash: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0, sums[Int(slots[slot]) - 1] != sum { slot = (slot + 1) & mask }
        return slot
    }

    @inline(__always)
    func number(of sum: Int64) -> Int? {
        let hash = hash(sum)
        guard marks[Int(hash >> 54)] >> (hash >> 48 & 63) & 1 != 0 else { return nil }
        let number = slots[slot(of: sum, hash)]
        return number == 0 ? nil : Int(number) - 1
    }

    /// - Returns: the sum's number, and whether it is new.
    mutating func insert(_ sum: Int64) -> (number: Int, isNew: Bool) {
        let hash = hash(sum)
        let slot = slot(of: sum, hash)
        if slots[slot] != 0 { return (Int(slots[slot]) - 1, false) }
        marks[Int(hash >> 54)] |= 1 << (hash >> 48 & 63)
        sums.append(sum)
        slots[slot] = UInt32(truncatingIfNeeded: sums.count)
        if sums.count * 2 > slots.count { grow() }
        return (sums.count - 1, true)
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        mask = slots.count - 1
        for (number, sum) in sums.enumerated() {
            slots[slot(of: sum, hash(sum))] = UInt32(truncatingIfNeeded: number + 1)
        }
    }
}
