// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Journal

/// Stands in for SHA-256 in the simulated world: fast, repeatable, and changed by every changed bit. It protects
/// against damage alone, never against a person, and is used by nothing that keeps real records.
public struct QuickDigest: Digesting {
    public init() {}

    public func sha256(prefix: UInt8?, _ bytes: Span<UInt8>) -> Digest {
        var lanes: (UInt64, UInt64, UInt64, UInt64) = (
            0x6A09_E667_F3BC_C908 ^ UInt64(prefix.map { Int($0) + 1 } ?? 0), 0xBB67_AE85_84CA_A73B,
            0x3C6E_F372_FE94_F82B, 0xA54F_F53A_5F1D_36F1 ^ UInt64(bytes.count)
        )
        let raw = unsafe bytes.bytes
        let wholeEnd = bytes.count & ~7
        for offset in stride(from: 0, to: wholeEnd, by: 8) {
            // Eight bytes are there: the offset is at least eight before the end.
            let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
            Self.mix(&lanes, UInt64(bigEndian: word))
        }
        var rest: UInt64 = 0
        for index in wholeEnd..<bytes.count { rest = rest << 8 | UInt64(bytes[index]) }
        Self.mix(&lanes, rest ^ UInt64(bytes.count - wholeEnd) << 56)
        for round in 0..<3 as Range<UInt64> { Self.mix(&lanes, round) }
        var result: [UInt8] = []
        result.reserveCapacity(Digest.byteCount)
        for lane in [lanes.0, lanes.1, lanes.2, lanes.3] {
            for shift in 0..<8 as Range<UInt64> { result.append(UInt8(truncatingIfNeeded: lane >> (8 * shift))) }
        }
        return Digest(result) ?? .zero
    }

    private static func mix(_ lanes: inout (UInt64, UInt64, UInt64, UInt64), _ word: UInt64) {
        lanes.0 = (lanes.0 ^ word) &* 0x9E37_79B9_7F4A_7C15
        lanes.1 = (lanes.1 &+ (lanes.0 ^ lanes.0 >> 29)) &* 0xBF58_476D_1CE4_E5B9
        lanes.2 = (lanes.2 ^ (lanes.1 ^ lanes.1 >> 31)) &* 0x94D0_49BB_1331_11EB
        lanes.3 = (lanes.3 &+ (lanes.2 ^ lanes.2 >> 33)) &* 0xD6E8_FEB8_6659_FD93
        lanes.0 ^= lanes.3 >> 30
    }
}
