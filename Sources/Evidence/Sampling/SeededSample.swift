// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A random sample that anybody can draw again: the same list, seed and size give the same sample (抽样).
///
///     sorted list ─▶ the last places of a shuffle by SplitMix64(seed) ─▶ sample, sorted
public enum SeededSample {
    /// Draws from a list; all of it when it holds no more.
    ///
    /// - Parameter list: in any order; equal elements count once.
    public static func draw(_ count: Int, of list: [String], seed: UInt64) -> [String] {
        var pool = Array(Set(list)).sorted()
        guard count > 0 else { return [] }
        guard pool.count > count else { return pool }
        var generator = SplitMix64(state: seed)
        var last = pool.count - 1
        while last >= pool.count - count {
            pool.swapAt(last, Int(generator.next(below: UInt64(last) + 1)))
            last -= 1
        }
        return pool.suffix(count).sorted()
    }
}

/// Sebastiano Vigna's SplitMix64: short, well known, the same on every machine.
struct SplitMix64 {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Every number below the bound equally often.
    mutating func next(below bound: UInt64) -> UInt64 {
        let rest = (UInt64.max % bound + 1) % bound
        var number = next()
        while number > UInt64.max - rest { number = next() }
        return number % bound
    }
}
