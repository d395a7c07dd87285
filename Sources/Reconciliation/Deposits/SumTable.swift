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
    /// The process's own, so that no file can put all sums into one slot.
    private let seed = UInt64(bitPattern: Int64(Hasher().finalize()))

    init(expecting count: Int) {
        var size = 16
        while size < count * 2 { size *= 2 }
        slots = Array(repeating: 0, count: size)
        mask = size - 1
        sums.reserveCapacity(count)
    }

    /// The sum's slot, or the free one where it belongs.
    @inline(__always)
    private func slot(of sum: Int64) -> Int {
        var slot = Int(truncatingIfNeeded: Mix.word(UInt64(bitPattern: sum), seed)) & mask
        while slots[slot] != 0, sums[Int(slots[slot]) - 1] != sum { slot = (slot + 1) & mask }
        return slot
    }

    @inline(__always)
    func number(of sum: Int64) -> Int? {
        let number = slots[slot(of: sum)]
        return number == 0 ? nil : Int(number) - 1
    }

    /// - Returns: the sum's number, and whether it is new.
    mutating func insert(_ sum: Int64) -> (number: Int, isNew: Bool) {
        let slot = slot(of: sum)
        if slots[slot] != 0 { return (Int(slots[slot]) - 1, false) }
        sums.append(sum)
        slots[slot] = UInt32(truncatingIfNeeded: sums.count)
        if sums.count * 2 > slots.count { grow() }
        return (sums.count - 1, true)
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        mask = slots.count - 1
        for (number, sum) in sums.enumerated() { slots[slot(of: sum)] = UInt32(truncatingIfNeeded: number + 1) }
    }
}
