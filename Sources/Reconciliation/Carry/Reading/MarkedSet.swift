// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Few numbers that are looked for among many: most questions are answered by a bit.
struct MarkedSet: Sendable {
    private var numbers: Set<Int64> = []
    private var bits = [UInt64](repeating: 0, count: 256)

    private static func bit(_ number: Int64) -> Int {
        Int((UInt64(bitPattern: number) &* 0x9E37_79B9_7F4A_7C15) >> 50)
    }

    mutating func insert(_ number: Int64) {
        numbers.insert(number)
        let bit = Self.bit(number)
        bits[bit >> 6] |= 1 << UInt64(bit & 63)
    }

    @inline(__always)
    func contains(_ number: Int64) -> Bool {
        let bit = Self.bit(number)
        return bits[bit >> 6] >> UInt64(bit & 63) & 1 != 0 && numbers.contains(number)
    }
}
