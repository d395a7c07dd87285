// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Padding to blocks of 16 bytes (PKCS #7): n bytes of value n, 1 to 16 of them.
enum BlockPadding {
    static func padded(_ bytes: [UInt8]) -> [UInt8] {
        let count = 16 - bytes.count % 16
        return bytes + [UInt8](repeating: UInt8(count), count: count)
    }

    /// How many bytes stand before the padding, and whether it is one. All of the last block is looked at, whatever
    /// stands there; a broken padding counts as one of 16, so that the work that follows is no less.
    static func unpadded(_ bytes: [UInt8]) -> (count: Int, isPadded: Bool) {
        guard let last = bytes.last, bytes.count >= 16 else { return (0, false) }
        let count = Int(last)
        // 0 for 1 to 16, anything else otherwise.
        var wrong = UInt8(truncatingIfNeeded: (count - 1) >> 4)
        for place in 1...16 {
            let isInside = UInt8(truncatingIfNeeded: (place - 1 - count) >> 8)
            wrong |= (bytes[bytes.count - place] ^ last) & isInside
        }
        return (bytes.count - (wrong == 0 ? count : 16), wrong == 0)
    }
}

/// Comparison whose time tells nothing of the contents.
enum ConstantTime {
    static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for (one, other) in zip(left, right) { difference |= one ^ other }
        return difference == 0
    }
}
