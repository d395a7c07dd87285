// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Repeatable chance: the same seed gives the same numbers on every machine (SplitMix64, Steele et al. 2014).
public struct SplitMix64: RandomNumberGenerator, Sendable, Hashable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A generator of its own for one part of the world, so that a change in one part leaves the others alone.
    public func branch(_ number: UInt64) -> SplitMix64 {
        var mixer = SplitMix64(seed: state ^ (number &+ 1) &* 0xD6E8_FEB8_6659_FD93)
        return SplitMix64(seed: mixer.next())
    }

    /// 0 to `sides` − 1; 0 when there is no side.
    public mutating func roll(_ sides: Int) -> Int {
        guard sides > 0 else { return 0 }
        // The high half of the product: no modulo, and the bias is below 2⁻³² for the sizes used here.
        return Int(next().multipliedFullWidth(by: UInt64(sides)).high)
    }

    /// One number of a range.
    public mutating func roll(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + roll(range.upperBound - range.lowerBound + 1)
    }

    /// True in so many of so many cases.
    public mutating func happens(_ times: Int, in cases: Int) -> Bool { roll(cases) < times }

    /// One element; nil of an empty collection.
    public mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[roll(elements.count)]
    }

    /// Index drawn by weight; 0 when all weights are 0.
    public mutating func pickIndex(weights: [Int]) -> Int {
        var left = roll(weights.reduce(0, +))
        for (index, weight) in weights.enumerated() {
            if left < weight { return index }
            left -= weight
        }
        return 0
    }

    /// So many decimal digits.
    public mutating func digits(_ count: Int) -> String {
        String(decoding: (0..<max(0, count)).map { _ in UInt8(48 + roll(10)) }, as: UTF8.self)
    }
}
