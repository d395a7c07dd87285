// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching

/// Keys of the rows that came in this run, of one partition: which carried rows they touch. Types do not count: a
/// chargeback touches its sale.
///
/// A bit for each of sixteen times as many hashes answers most questions without looking at a key.
struct KeySet {
    private var bits: [UInt64] = []
    private var bitMask: UInt64 = 0
    private var slots: [(first: UInt64, second: UInt64)] = []
    private var mask = 0
    private(set) var count = 0
    /// Everything is touched, whatever its key.
    let isAll: Bool

    init(expecting count: Int, isAll: Bool = false) {
        self.isAll = isAll
        guard !isAll else { return }
        var size = 64
        while size < count * 2 { size *= 2 }
        slots = Array(repeating: (0, Self.free), count: size)
        mask = size - 1
        bits = Array(repeating: 0, count: size / 8)
        bitMask = UInt64(size * 8 - 1)
    }

    /// No key has it: the second word of a key is below 128.
    private static let free: UInt64 = .max

    mutating func insert(_ row: MatchRow, hash: UInt64) {
        let (bit, second) = (hash >> 20 & bitMask, row.second & 0x7F)
        bits[Int(bit >> 6)] |= 1 << (bit & 63)
        var slot = Int(truncatingIfNeeded: hash >> 16) & mask
        while slots[slot].second != Self.free {
            if slots[slot].first == row.keyWord, slots[slot].second == second { return }
            slot = (slot + 1) & mask
        }
        slots[slot] = (row.keyWord, second)
        count += 1
    }

    /// False for most hashes that no key has.
    @inline(__always)
    func mayContain(_ hash: UInt64) -> Bool {
        let bit = hash >> 20 & bitMask
        return bits[Int(truncatingIfNeeded: bit >> 6)] >> (bit & 63) & 1 != 0
    }

    func contains(_ row: MatchRow, hash: UInt64) -> Bool {
        if isAll { return true }
        guard mayContain(hash) else { return false }
        let second = row.second & 0x7F
        var slot = Int(truncatingIfNeeded: hash >> 16) & mask
        while slots[slot].second != Self.free {
            if slots[slot].first == row.keyWord, slots[slot].second == second { return true }
            slot = (slot + 1) & mask
        }
        return false
    }
}
