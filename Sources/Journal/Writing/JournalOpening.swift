// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What opening a journal for writing found.
public struct JournalOpening: Sendable, Hashable {
    public let records: UInt64
    public let segments: Int
    /// The unfinished group that was cut off, if there was one.
    public let tail: TornTail?
    /// Whether the journal was made just now.
    public let isNew: Bool
}

extension JournalWriter {
    /// Opens the journal in a folder, or begins one; checks every header and every record of the last segment,
    /// and cuts a torn tail.
    ///
    /// - Parameters:
    ///   - known: how many records others already rely on. A tail that would cut into them is damage.
    ///   - segmentLimit: bytes after which the next group begins a new segment.
    public static func open(
        disk: any Disk, digesting: any Digesting, known: UInt64 = 0, segmentLimit: Int = 64 << 20
    ) throws(JournalError) -> JournalWriter {
        let chain = try SegmentChain(disk: disk, digesting: digesting)
        if let stillborn = chain.stillborn {
            do throws(DiskFault) {
                try disk.remove(stillborn.name)
                try disk.syncFolder()
            } catch {
                throw .failed(error)
            }
        }
        let stillborn = chain.stillborn.map { TornTail(segment: $0.number, byte: 0, count: $0.byteCount) }
        guard let last = chain.links.last else {
            guard known == 0 else {
                throw .damaged(Damage(kind: .missingSegment, segment: 1, record: 1, byte: 0))
            }
            return try begin(disk: disk, digesting: digesting, segmentLimit: segmentLimit, tail: stillborn)
        }
        var cursor = try JournalCursor(
            disk: disk, digesting: digesting, from: last.header.firstRecord, proving: true)
        while try cursor.nextGroup() != nil {}
        let edge = cursor.edge ?? last.header.edge
        guard edge.count >= known else {
            let byte = cursor.tail?.byte ?? last.byteCount
            throw .damaged(
                Damage(kind: .record, segment: last.header.segment, record: edge.count + 1, byte: byte))
        }
        let durable = last.byteCount - (cursor.tail?.count ?? 0)
        let file = try cut(last.name, to: durable, isTorn: cursor.tail != nil, disk: disk)
        return JournalWriter(
            disk: disk, digesting: digesting, segmentLimit: segmentLimit, file: file,
            segment: last.header.segment, durableCount: durable, chain: cursor.head, edge: edge,
            opening: JournalOpening(
                records: edge.count, segments: chain.links.count, tail: cursor.tail ?? stillborn, isNew: false))
    }

    private static func begin(
        disk: any Disk, digesting: any Digesting, segmentLimit: Int, tail: TornTail?
    ) throws(JournalError) -> JournalWriter {
        let header = SegmentHeader(
            segment: 1, firstRecord: 1, previousByteCount: 0, previousChain: .zero, edge: RightEdge()
        ).encoded(by: digesting)
        let file = try create(SegmentName.text(1), header: header[...], disk: disk)
        return JournalWriter(
            disk: disk, digesting: digesting, segmentLimit: segmentLimit, file: file, segment: 1,
            durableCount: header.count, chain: Digest(header.suffix(Digest.byteCount)) ?? .zero,
            edge: RightEdge(), opening: JournalOpening(records: 0, segments: 1, tail: tail, isNew: true))
    }

    private static func cut(
        _ name: String, to count: Int, isTorn: Bool, disk: any Disk
    ) throws(JournalError) -> any DiskFile {
        do throws(DiskFault) {
            let file = try disk.open(name)
            if isTorn { try file.truncate(to: count) }
            // Bytes that survived a crash may still be in the cache only: they count as acknowledged from now on.
            try file.sync()
            return file
        } catch {
            throw .failed(error)
        }
    }
}
