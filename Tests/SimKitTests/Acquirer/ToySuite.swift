// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ISO8583

/// A cipher that is none, for the shape of the algorithms; DES itself is tried where DES is.
struct ToySuite: CipherSuite {
    struct Cipher: BlockCipher {
        let key: UInt64

        /// Six rounds of a Feistel network: every bit of a block changes about half of the bits that come out.
        func encrypt(_ block: UInt64) -> UInt64 {
            var (left, right) = (UInt32(block >> 32), UInt32(truncatingIfNeeded: block))
            for round in 0..<6 { (left, right) = (right, left ^ mixed(right, round)) }
            return UInt64(left) << 32 | UInt64(right)
        }

        func decrypt(_ block: UInt64) -> UInt64 {
            var (left, right) = (UInt32(block >> 32), UInt32(truncatingIfNeeded: block))
            for round in (0..<6).reversed() { (left, right) = (right ^ mixed(left, round), left) }
            return UInt64(left) << 32 | UInt64(right)
        }

        private func mixed(_ half: UInt32, _ round: Int) -> UInt32 {
            var word = (UInt64(half) &+ key &* UInt64(2 * round + 1)) &* 0x9E37_79B9_7F4A_7C15
            word = (word ^ word >> 29) &* 0xBF58_476D_1CE4_E5B9
            return UInt32(truncatingIfNeeded: word >> 32)
        }
    }

    func cipher(key: ArraySlice<UInt8>) throws(KeyError) -> any BlockCipher {
        guard [8, 16, 24].contains(key.count) else { throw .unusable(key.count) }
        return Cipher(key: key.reduce(0) { ($0 << 8 | $0 >> 56) ^ UInt64($1) } | 1)
    }
}
