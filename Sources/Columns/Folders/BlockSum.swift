// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A sum over bytes that tells whether a disk still gives back what was written: not against an adversary.
///
/// Four lanes of eight bytes, each turned by a multiplication that loses nothing, so that any change of one word is
/// always seen and any other with all but one chance in 2^64.
public enum BlockSum {
    @inlinable
    public static func of(_ bytes: RawSpan) -> UInt64 {
        var lanes: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
        let count = bytes.byteCount
        var offset = 0
        while offset &+ 32 <= count {
            lanes.0 = step(lanes.0, word(bytes, offset))
            lanes.1 = step(lanes.1, word(bytes, offset &+ 8))
            lanes.2 = step(lanes.2, word(bytes, offset &+ 16))
            lanes.3 = step(lanes.3, word(bytes, offset &+ 24))
            offset &+= 32
        }
        while offset &+ 8 <= count {
            lanes.0 = step(lanes.0, word(bytes, offset))
            offset &+= 8
        }
        var rest: UInt64 = 0
        while offset < count {
            rest = rest << 8 | UInt64(unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self))
            offset &+= 1
        }
        lanes.1 = step(lanes.1, rest)
        let sum = step(step(step(step(UInt64(count), lanes.0), lanes.1), lanes.2), lanes.3)
        return Mix.finish(sum)
    }

    public static func of(_ bytes: [UInt8]) -> UInt64 { unsafe of(bytes.span.bytes) }

    @inlinable @inline(__always)
    static func step(_ sum: UInt64, _ word: UInt64) -> UInt64 {
        let mixed = (sum ^ word) &* 0x9E37_79B9_7F4A_7C15
        return mixed << 29 | mixed >> 35
    }

    /// The loop keeps it inside the bytes.
    @inlinable @inline(__always)
    static func word(_ bytes: RawSpan, _ offset: Int) -> UInt64 {
        unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self).littleEndian
    }
}
