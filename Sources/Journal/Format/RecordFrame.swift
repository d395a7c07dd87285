// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// One record as it lies in a segment file. Numbers are little-endian.
///
///     offset  bytes  field
///          0      4  lead: bit 31 set on the first record of a group, bit 30 on every record but its last, the rest
///                    is the payload's length n
///          4      8  number of the record, from 1, without a gap over all segments
///         12      1  type of the record; the meaning is the writer's
///         13      n  payload
///     13 + n     32  chain: SHA-256 over the 32 bytes before the record and the record up to here
///
/// The 32 bytes before a record are the chain of the record before it, or the end of the segment's header; so a
/// chain value covers everything that was ever written before it. A *group* is what one fsync acknowledged: a
/// record that opens a group proves that all before it were on the disk. A group whose last record is not there is
/// none: a journal written before bit 30 was has it on no record, and each of its records stands by itself.
public struct RecordFrame: Sendable, Hashable {
    /// From 1.
    public let number: UInt64
    public let type: UInt8
    /// Whether everything before this record had been acknowledged when it was written.
    public let opensGroup: Bool
    public let payload: ArraySlice<UInt8>

    static let headCount = 13
    static let overhead = headCount + Digest.byteCount
    static let groupBit: UInt32 = 1 << 31
    static let moreBit: UInt32 = 1 << 30

    /// The most bytes one payload may have.
    public static let payloadLimit = 16 << 20

    /// Reads the fixed head at an offset; nil when the record cannot be there.
    static func head(in bytes: [UInt8], at offset: Int) -> Head? {
        guard offset >= 0, offset <= bytes.count - overhead else { return nil }
        var lead: UInt32 = 0
        for index in 0..<4 { lead |= UInt32(bytes[offset + index]) << (8 * index) }
        var number: UInt64 = 0
        for index in 0..<8 { number |= UInt64(bytes[offset + 4 + index]) << (8 * index) }
        let count = Int(lead & ~(groupBit | moreBit))
        guard count <= payloadLimit, count <= bytes.count - offset - overhead else { return nil }
        return Head(
            offset: offset, count: count, number: number, type: bytes[offset + 12],
            opensGroup: lead & groupBit != 0, hasMore: lead & moreBit != 0)
    }

    /// Where a record is and what its first 13 bytes say.
    struct Head {
        let offset: Int
        let count: Int
        let number: UInt64
        let type: UInt8
        let opensGroup: Bool
        /// Whether another record of its group must follow.
        let hasMore: Bool

        var payload: Range<Int> { (offset + headCount)..<(offset + headCount + count) }
        var chainOffset: Int { offset + headCount + count }
        var end: Int { chainOffset + Digest.byteCount }

        /// What the chain after this record must be, given the 32 bytes that lie before it.
        func chain(in bytes: [UInt8], by digesting: any Digesting) -> Digest? {
            guard offset >= Digest.byteCount else { return nil }
            return digesting.sha256(
                prefix: nil, bytes.span.extracting((offset - Digest.byteCount)..<chainOffset))
        }

        /// The RFC 6962 leaf: SHA-256 over 0x00, number, type and payload.
        func leaf(in bytes: [UInt8], by digesting: any Digesting) -> Digest {
            digesting.sha256(prefix: 0x00, bytes.span.extracting((offset + 4)..<chainOffset))
        }
    }
}
