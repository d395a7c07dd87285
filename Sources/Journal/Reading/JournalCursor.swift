// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Reads a journal group by group and checks every byte of it on the way.
///
/// A torn tail ends the reading and is reported; anything else that is not as it was written throws.
public struct JournalCursor {
    private let disk: any Disk
    private let digesting: any Digesting
    private let chain: SegmentChain
    private let start: UInt64
    private var index: Int
    private var scan: SegmentScan?
    private var pending: RecordFrame.Head?
    /// The tree over everything read so far; nil when reading began in the middle of a segment or was not asked.
    public private(set) var edge: RightEdge?
    /// Bytes of the segments that are done.
    private var bytesBefore: Int64 = 0
    public private(set) var tail: TornTail?
    public let segmentCount: Int
    public let byteCount: Int64

    /// - Parameters:
    ///   - number: the first record wanted; reading begins at its segment.
    ///   - proving: also computes the Merkle tree.
    public init(
        disk: any Disk, digesting: any Digesting, from number: UInt64 = 1, proving: Bool = false
    ) throws(JournalError) {
        self.disk = disk
        self.digesting = digesting
        start = number
        chain = try SegmentChain(disk: disk, digesting: digesting)
        index = max(0, (chain.links.lastIndex { $0.header.firstRecord <= number }) ?? 0)
        segmentCount = chain.links.count
        byteCount = chain.links.reduce(0) { $0 + Int64($1.byteCount) }
        bytesBefore = chain.links.prefix(index).reduce(0) { $0 + Int64($1.byteCount) }
        if proving { edge = chain.links.indices.contains(index) ? chain.links[index].header.edge : RightEdge() }
    }

    /// Bytes read so far, for a progress bar over `byteCount`.
    public var bytesRead: Int64 { bytesBefore + Int64(scan?.offset ?? 0) }
    /// Number the next record will have.
    public var nextNumber: UInt64 { scan?.number ?? (chain.links.isEmpty ? 1 : chain.links[0].header.firstRecord) }
    /// The chain after the last record read; zeros before the first.
    public var head: Digest { scan?.chain ?? .zero }

    /// The records that were acknowledged together; nil at the end.
    public mutating func nextGroup() throws(JournalError) -> [RecordFrame]? {
        var group: [RecordFrame] = []
        while let head = try nextHead() {
            if head.opensGroup, !group.isEmpty {
                pending = head
                return group
            }
            if head.number >= start, let scan { group.append(scan.frame(head)) }
        }
        return group.isEmpty ? nil : group
    }

    private mutating func nextHead() throws(JournalError) -> RecordFrame.Head? {
        if let head = pending {
            pending = nil
            return head
        }
        while true {
            if scan == nil, try !openSegment() { return nil }
            if let head = scan?.next() {
                if edge != nil, let bytes = scan?.bytes {
                    let (digesting, leaf) = (digesting, head.leaf(in: bytes, by: digesting))
                    edge?.append(leaf, by: digesting)
                }
                return head
            }
            try finishSegment()
            if index == chain.links.count - 1 { return nil }
            index += 1
            bytesBefore += Int64(scan?.bytes.count ?? 0)
            scan = nil
        }
    }

    private mutating func openSegment() throws(JournalError) -> Bool {
        guard chain.links.indices.contains(index) else { return false }
        let link = chain.links[index]
        let bytes: [UInt8]
        do throws(DiskFault) {
            bytes = try disk.open(link.name).read(at: 0, count: link.byteCount)
        } catch {
            throw .failed(error)
        }
        if let edge, edge != link.header.edge {
            throw .damaged(
                Damage(kind: .order, segment: link.header.segment, record: link.header.firstRecord, byte: 64))
        }
        scan = SegmentScan(
            bytes: bytes, from: link.headerCount, number: link.header.firstRecord, by: digesting)
        return true
    }

    /// Judges what is left of a segment after its last valid record.
    private mutating func finishSegment() throws(JournalError) {
        guard let scan, tail == nil else { return }
        let link = chain.links[index]
        let isLast = index == chain.links.count - 1
        let kind: Damage.Kind? =
            if !isLast, scan.isAtEnd {
                scan.number == chain.links[index + 1].header.firstRecord ? nil : .order
            } else if scan.isAtEnd {
                nil
            } else if isLast,
                TailJudge(bytes: scan.bytes, digesting: digesting).isTorn(
                    at: scan.stop.offset, number: scan.stop.number)
            {
                nil
            } else {
                .record
            }
        if let kind {
            throw .damaged(
                Damage(kind: kind, segment: link.header.segment, record: scan.stop.number, byte: scan.stop.offset))
        }
        if !scan.isAtEnd {
            tail = TornTail(
                segment: link.header.segment, byte: scan.offset, count: scan.bytes.count - scan.offset)
        }
    }
}
