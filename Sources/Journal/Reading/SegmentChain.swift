// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The segments of a journal in order, each header checked against the end of the segment before it.
///
/// Cheap enough for every start: it reads headers and last chains, not records.
struct SegmentChain {
    struct Link {
        let name: String
        let header: SegmentHeader
        /// Where the first record begins.
        let headerCount: Int
        /// Length of the file when it was looked at.
        let byteCount: Int
    }

    private(set) var links: [Link] = []
    /// A last segment whose header never became durable: it holds no record and can go.
    private(set) var stillborn: (name: String, number: UInt32, byteCount: Int)?

    /// The most bytes a segment may have: its limit, one group over it, and a header.
    static let largest = 256 << 20

    init(disk: any Disk, digesting: any Digesting) throws(JournalError) {
        let numbers = try names(disk)
        for (index, number) in numbers.enumerated() {
            guard Int(number) == index + 1 else {
                throw .damaged(damage(.missingSegment, number: UInt32(index + 1), byte: 0))
            }
            try add(number, isLast: index == numbers.count - 1, disk: disk, digesting: digesting)
        }
    }

    private func names(_ disk: any Disk) throws(JournalError) -> [UInt32] {
        do throws(DiskFault) {
            return try disk.names().compactMap(SegmentName.number).sorted()
        } catch {
            throw .failed(error)
        }
    }

    private mutating func add(
        _ number: UInt32, isLast: Bool, disk: any Disk, digesting: any Digesting
    ) throws(JournalError) {
        let name = SegmentName.text(number)
        let (head, byteCount) = try start(of: name, disk: disk)
        guard byteCount <= Self.largest else { throw .damaged(damage(.oversized, number: number, byte: 0)) }
        guard let (header, count) = SegmentHeader.decode(head, by: digesting) else {
            // Records follow only a durable header; a file no longer than its header held none.
            let room = try SegmentHeader.byteCount(recordsBefore: recordCount(disk: disk, digesting: digesting))
            guard isLast, byteCount <= room else { throw .damaged(damage(.header, number: number, byte: 0)) }
            stillborn = (name, number, byteCount)
            return
        }
        guard header.segment == number else { throw .damaged(damage(.order, number: number, byte: 12)) }
        if let before = links.last {
            try check(header, follows: before, disk: disk)
        } else if header.firstRecord != 1 || header.previousChain != .zero || header.previousByteCount != 0 {
            throw .damaged(damage(.order, number: number, byte: 16))
        }
        links.append(Link(name: name, header: header, headerCount: count, byteCount: byteCount))
    }

    private func check(_ header: SegmentHeader, follows before: Link, disk: any Disk) throws(JournalError) {
        guard header.previousByteCount == UInt64(before.byteCount) else {
            throw .damaged(damage(.length, number: before.header.segment, byte: before.byteCount))
        }
        let end = before.byteCount - Digest.byteCount
        let chain = try read(before.name, at: end, count: Digest.byteCount, disk: disk)
        guard header.previousChain.matches(chain, at: 0), header.firstRecord >= before.header.firstRecord else {
            throw .damaged(damage(.order, number: header.segment, byte: 32))
        }
    }

    /// Records up to the end of the last good segment: what the header after it must have room for.
    private func recordCount(disk: any Disk, digesting: any Digesting) throws(JournalError) -> UInt64 {
        guard let last = links.last else { return 0 }
        let bytes = try read(last.name, at: 0, count: last.byteCount, disk: disk)
        var scan = SegmentScan(
            bytes: bytes, from: last.headerCount, number: last.header.firstRecord, by: digesting)
        while scan.next() != nil {}
        return scan.number - 1
    }

    private func damage(_ kind: Damage.Kind, number: UInt32, byte: Int) -> Damage {
        Damage(kind: kind, segment: number, record: links.last?.header.firstRecord ?? 1, byte: byte)
    }

    private func start(of name: String, disk: any Disk) throws(JournalError) -> ([UInt8], Int) {
        do throws(DiskFault) {
            let file = try disk.open(name)
            return (try file.read(at: 0, count: 4_096), try file.size())
        } catch {
            throw .failed(error)
        }
    }

    private func read(_ name: String, at offset: Int, count: Int, disk: any Disk) throws(JournalError) -> [UInt8] {
        do throws(DiskFault) {
            return try disk.open(name).read(at: offset, count: count)
        } catch {
            throw .failed(error)
        }
    }
}
