// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Bytes

/// The first bytes of a segment file. Numbers are little-endian.
///
///      offset  bytes  field
///           0      8  magic `CFOILJRN`
///           8      2  version, 1
///          10      2  n, peaks in the Merkle tree's right edge
///          12      4  number of the segment, from 1
///          16      8  number of its first record
///          24      8  bytes in the segment before it; 0 in the first
///          32     32  chain after the last record of the segment before it; zeros in the first
///          64   32·n  right edge of the tree over all records before it, largest peak first
///     64+32·n     32  chain: SHA-256 over everything above
///
/// The header is a link of the chain: the first record is chained to the last 32 bytes. A segment before the
/// last can neither shrink nor be exchanged without the next header noticing, and the root of the tree is known
/// from the last segment alone.
struct SegmentHeader: Sendable, Hashable {
    let segment: UInt32
    let firstRecord: UInt64
    let previousByteCount: UInt64
    let previousChain: Digest
    let edge: RightEdge

    static let magic = Array("CFOILJRN".utf8)
    static let version: UInt16 = 1
    private static let fixedCount = 64

    /// Bytes of the header of a segment before which this many records were written.
    static func byteCount(recordsBefore count: UInt64) -> Int {
        fixedCount + Digest.byteCount * (count.nonzeroBitCount + 1)
    }

    func encoded(by digesting: any Digesting) -> [UInt8] {
        var writer = ByteWriter(reserving: 256)
        writer.raw(Self.magic)
        writer.fixed(Self.version)
        writer.fixed(UInt16(truncatingIfNeeded: edge.peaks.count))
        writer.fixed(segment)
        writer.fixed(firstRecord)
        writer.fixed(previousByteCount)
        writer.raw(previousChain.bytes)
        for peak in edge.peaks { writer.raw(peak.bytes) }
        let chain = digesting.sha256(prefix: nil, writer.bytes.span)
        writer.raw(chain.bytes)
        return writer.bytes
    }

    /// The header at the start of a file and its length; nil when it is not one, whole and unchanged.
    static func decode(_ bytes: [UInt8], by digesting: any Digesting) -> (header: Self, count: Int)? {
        var cursor = ByteCursor(bytes)
        guard let found = try? read(from: &cursor) else { return nil }
        let body = cursor.offset
        guard digesting.sha256(prefix: nil, bytes.span.extracting(0..<body)).matches(bytes, at: body) else {
            return nil
        }
        return (found, body + Digest.byteCount)
    }

    private static func read(from cursor: inout ByteCursor) throws(DecodeError) -> Self {
        let refused = DecodeError(.invalid, at: cursor.offset, field: "header")
        guard try Array(cursor.raw(8, "magic")) == magic, try cursor.fixed(UInt16.self, "version") == version else {
            throw refused
        }
        let peakCount = try cursor.fixed(UInt16.self, "edge")
        let segment = try cursor.fixed(UInt32.self, "segment")
        let firstRecord = try cursor.fixed(UInt64.self, "first")
        let previousByteCount = try cursor.fixed(UInt64.self, "previous")
        guard let previousChain = Digest(try cursor.raw(32, "chain")), firstRecord >= 1, segment >= 1 else {
            throw refused
        }
        guard Int(peakCount) == (firstRecord - 1).nonzeroBitCount else { throw refused }
        var peaks: [Digest] = []
        for _ in 0..<peakCount {
            guard let peak = Digest(try cursor.raw(32, "edge")) else { throw refused }
            peaks.append(peak)
        }
        return Self(
            segment: segment, firstRecord: firstRecord, previousByteCount: previousByteCount,
            previousChain: previousChain, edge: RightEdge(count: firstRecord - 1, peaks: peaks))
    }
}

/// File names of segments: `segment-0000000001.journal`.
enum SegmentName {
    static func text(_ number: UInt32) -> String {
        let digits = String(number)
        return "segment-" + String(repeating: "0", count: max(0, 10 - digits.utf8.count)) + digits + ".journal"
    }

    /// nil for a file that is not a segment.
    static func number(_ name: String) -> UInt32? {
        guard name.hasPrefix("segment-"), name.hasSuffix(".journal") else { return nil }
        guard let number = UInt32(name.dropFirst(8).dropLast(8)), text(number) == name else { return nil }
        return number
    }
}
