// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Bytes

/// Appends groups of records: a group is durable as a whole, or not there.
///
///     append ─▶ append ─▶ append ─▶ commit ─▶ one write ─▶ one sync ─▶ all acknowledged
///                                     │          │           └ refused: poisoned, the process must stop
///                                     │          └ no room: cut back, the journal is as before
///                                     └ the segment is full: a new one first, and its name made durable
///
/// One writer at a time; the shop holds the folder's lock. Not shared between tasks.
public struct JournalWriter: ~Copyable {
    private let disk: any Disk
    private let digesting: any Digesting
    private let segmentLimit: Int
    private var file: any DiskFile
    private var segment: UInt32
    /// Bytes of the segment that are known to be durable.
    private var durableCount: Int
    private var chain: Digest
    private var durableEdge: RightEdge
    private var edge: RightEdge
    private var group: Group?
    private var isPoisoned = false
    /// What was found when the journal was opened.
    public let opening: JournalOpening

    /// Records that wait for `commit`, framed, with the 32 bytes they are chained to in front.
    private struct Group {
        var bytes: [UInt8]
        /// Bytes at the front that are not to be written: they are already on the disk.
        let skip: Int
        let startsSegment: Bool
        /// Where the last record begins, whose chain waits until it is known whether another follows; nil before the
        /// first.
        var open: Int?

        mutating func seal(hasMore: Bool, by digesting: any Digesting) {
            guard let offset = open else { return }
            if hasMore { bytes[offset + 3] |= UInt8(truncatingIfNeeded: RecordFrame.moreBit >> 24) }
            let link = digesting.sha256(
                prefix: nil, bytes.span.extracting((offset - Digest.byteCount)..<bytes.count))
            link.append(to: &bytes)
            open = nil
        }
    }

    /// The most bytes of one group.
    public static let groupLimit = 128 << 20

    init(
        disk: any Disk, digesting: any Digesting, segmentLimit: Int, file: any DiskFile, segment: UInt32,
        durableCount: Int, chain: Digest, edge: RightEdge, opening: JournalOpening
    ) {
        self.opening = opening
        self.disk = disk
        self.digesting = digesting
        self.segmentLimit = segmentLimit
        self.file = file
        self.segment = segment
        self.durableCount = durableCount
        self.chain = chain
        self.edge = edge
        durableEdge = edge
    }

    /// Number the next appended record gets.
    public var nextNumber: UInt64 { edge.count + 1 }
    /// Records that are durable.
    public var durableRecords: UInt64 { durableEdge.count }
    /// Root of the tree over the durable records.
    public var root: Digest { durableEdge.root(by: digesting) }
    /// Chain after the last durable record.
    public var head: Digest { chain }

    /// Adds a record to the group. Nothing is written before `commit`.
    ///
    /// - Returns: its number.
    @discardableResult
    public mutating func append(type: UInt8, payload: Span<UInt8>) throws(JournalError) -> UInt64 {
        guard !isPoisoned else { throw .poisoned }
        guard payload.count <= RecordFrame.payloadLimit else { throw .tooLarge }
        var open = group.take() ?? newGroup()
        guard open.bytes.count + payload.count + 2 * RecordFrame.overhead <= Self.groupLimit else {
            group = open
            throw .tooLarge
        }
        let number = nextNumber
        let lead = UInt32(payload.count) | (open.open == nil ? RecordFrame.groupBit : 0)
        open.seal(hasMore: true, by: digesting)
        let offset = open.bytes.count
        for shift in 0..<4 { open.bytes.append(UInt8(truncatingIfNeeded: lead >> (8 * shift))) }
        for shift in 0..<8 { open.bytes.append(UInt8(truncatingIfNeeded: number >> (8 * shift))) }
        open.bytes.append(type)
        for index in payload.indices { open.bytes.append(payload[index]) }
        let end = open.bytes.count
        let leaf = digesting.sha256(prefix: 0x00, open.bytes.span.extracting((offset + 4)..<end))
        open.open = offset
        edge.append(leaf, by: digesting)
        group = open
        return number
    }

    /// Forgets the records that wait.
    public mutating func discard() {
        group = nil
        edge = durableEdge
    }

    /// Writes the group and makes it durable. Returns only when every record of it is.
    public mutating func commit() throws(JournalError) {
        guard !isPoisoned else { throw .poisoned }
        guard var open = group.take() else { return }
        open.seal(hasMore: false, by: digesting)
        if open.startsSegment { try startSegment(open) }
        try write(open.bytes[open.skip...], at: durableCount)
        do throws(DiskFault) {
            try file.sync()
        } catch {
            isPoisoned = true
            throw .failed(error)
        }
        durableCount += open.bytes.count - open.skip
        chain = Digest(open.bytes.suffix(Digest.byteCount)) ?? chain
        durableEdge = edge
    }

    private func newGroup() -> Group {
        guard durableCount >= segmentLimit, segment < .max else {
            return Group(bytes: chain.bytes, skip: Digest.byteCount, startsSegment: false)
        }
        let header = SegmentHeader(
            segment: segment + 1, firstRecord: durableEdge.count + 1, previousByteCount: UInt64(durableCount),
            previousChain: chain, edge: durableEdge
        ).encoded(by: digesting)
        return Group(bytes: header, skip: header.count, startsSegment: true)
    }

    /// The header is durable, and the file's name too, before the first record is written.
    private mutating func startSegment(_ open: Group) throws(JournalError) {
        let name = SegmentName.text(segment + 1)
        do throws(JournalError) {
            file = try Self.create(name, header: open.bytes[..<open.skip], disk: disk)
        } catch {
            edge = durableEdge
            if error != .full { isPoisoned = true }
            throw error
        }
        segment += 1
        durableCount = open.skip
        chain = Digest(open.bytes[..<open.skip].suffix(Digest.byteCount)) ?? chain
    }

    private mutating func write(_ bytes: ArraySlice<UInt8>, at offset: Int) throws(JournalError) {
        do throws(DiskFault) {
            try Self.writeAll(bytes, to: file, at: offset)
        } catch {
            edge = durableEdge
            do throws(DiskFault) {
                // What did not fit as a whole must not stay in part.
                try file.truncate(to: durableCount)
            } catch {
                isPoisoned = true
                throw .failed(error)
            }
            guard error.isFull else {
                isPoisoned = true
                throw .failed(error)
            }
            throw .full
        }
    }

    static func writeAll(_ bytes: ArraySlice<UInt8>, to file: any DiskFile, at offset: Int) throws(DiskFault) {
        var rest = bytes
        while !rest.isEmpty {
            let taken = try file.write(rest, at: offset + (bytes.count - rest.count))
            guard taken > 0 else { throw DiskFault(.write, code: 28, isFull: true) }
            rest = rest.dropFirst(taken)
        }
    }

    /// Creates a segment file that holds a header and is durable with its name.
    static func create(
        _ name: String, header: ArraySlice<UInt8>, disk: any Disk
    ) throws(JournalError) -> any DiskFile {
        do throws(DiskFault) {
            let file = try disk.create(name)
            do throws(DiskFault) {
                try writeAll(header, to: file, at: 0)
            } catch {
                try disk.remove(name)
                throw error
            }
            try file.sync()
            try disk.syncFolder()
            return file
        } catch {
            throw error.isFull && error.operation == .write ? .full : .failed(error)
        }
    }
}
