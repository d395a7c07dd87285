// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Journal

/// SHA-256 straight from FIPS 180-4, for trials alone, which need no library that way: the product takes it from one.
public struct PlainDigesting: Digesting {
    public init() {}

    public func sha256(prefix: UInt8?, _ bytes: Span<UInt8>) -> Digest {
        var state = Self.start
        var block = InlineArray<64, UInt8>(repeating: 0)
        var filled = 0
        if let prefix {
            block[0] = prefix
            filled = 1
        }
        for index in bytes.indices {
            block[filled] = bytes[index]
            filled += 1
            if filled == 64 {
                Self.compress(&state, block)
                filled = 0
            }
        }
        let bits = UInt64(bytes.count + (prefix == nil ? 0 : 1)) * 8
        block[filled] = 0x80
        filled += 1
        if filled > 56 {
            while filled < 64 {
                block[filled] = 0
                filled += 1
            }
            Self.compress(&state, block)
            filled = 0
        }
        while filled < 56 {
            block[filled] = 0
            filled += 1
        }
        for index in 0..<8 { block[56 + index] = UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * index)) }
        Self.compress(&state, block)
        var out: [UInt8] = []
        out.reserveCapacity(32)
        for index in 0..<8 {
            for shift in [24, 16, 8, 0] as [UInt32] { out.append(UInt8(truncatingIfNeeded: state[index] >> shift)) }
        }
        return Digest(out) ?? .zero
    }

    private static let start: InlineArray<8, UInt32> = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]

    private static func compress(_ state: inout InlineArray<8, UInt32>, _ block: InlineArray<64, UInt8>) {
        var schedule = InlineArray<64, UInt32>(repeating: 0)
        for word in 0..<16 {
            let place = word &* 4
            schedule[word] =
                UInt32(block[place]) << 24 | UInt32(block[place &+ 1]) << 16 | UInt32(block[place &+ 2]) << 8
                | UInt32(block[place &+ 3])
        }
        for index in 16..<64 {
            let (a, b) = (schedule[index &- 15], schedule[index &- 2])
            let small = rotate(a, 7) ^ rotate(a, 18) ^ (a >> 3)
            let large = rotate(b, 17) ^ rotate(b, 19) ^ (b >> 10)
            schedule[index] = schedule[index &- 16] &+ small &+ schedule[index &- 7] &+ large
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for index in 0..<64 {
            let sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
            let first = h &+ sum1 &+ ((e & f) ^ (~e & g)) &+ constants[index] &+ schedule[index]
            let sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
            let second = sum0 &+ ((a & b) ^ (a & c) ^ (b & c))
            (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
        }
        state[0] &+= a
        state[1] &+= b
        state[2] &+= c
        state[3] &+= d
        state[4] &+= e
        state[5] &+= f
        state[6] &+= g
        state[7] &+= h
    }

    private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 &- count) }

    /// First 32 bits of the fractional parts of the cube roots of the first 64 primes, found exactly.
    private static let constants: InlineArray<64, UInt32> = {
        var found = InlineArray<64, UInt32>(repeating: 0)
        var (count, candidate) = (0, UInt64(2))
        var primes: [UInt64] = []
        while count < 64 {
            if primes.allSatisfy({ candidate % $0 != 0 }) {
                primes.append(candidate)
                found[count] = fraction(candidate)
                count += 1
            }
            candidate += 1
        }
        return found
    }()

    /// The low half of floor(cbrt(p) · 2^32), by bisection in whole numbers.
    private static func fraction(_ prime: UInt64) -> UInt32 {
        var (low, high) = (UInt64(0), UInt64(1) << 36)
        while high - low > 1 {
            let middle = (low + high) / 2
            let cube = UInt128(middle) * UInt128(middle) * UInt128(middle)
            if cube <= UInt128(prime) << 96 { low = middle } else { high = middle }
        }
        return UInt32(truncatingIfNeeded: low)
    }
}
