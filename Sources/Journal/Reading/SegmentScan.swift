// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Walks the records of one segment that is in memory and checks each against the chain, a group at a time: of a
/// group that is not there as a whole it gives nothing.
///
///     header │ record │ record │ …  │ record │ rest
///                                            └ nothing, a torn group, or damage: `TailJudge` says which
struct SegmentScan {
    let bytes: [UInt8]
    private let digesting: any Digesting
    /// Offset of the next record.
    private(set) var offset: Int
    /// Number the next record must have.
    private(set) var number: UInt64
    /// Records of the group that was checked last, and which of them comes next.
    private var group: [RecordFrame.Head] = []
    private var place = 0
    /// Where checking stopped: at a record that is not as it was written, or at the end of an unfinished group.
    private(set) var stop: (offset: Int, number: UInt64)

    init(bytes: [UInt8], from offset: Int, number: UInt64, by digesting: any Digesting) {
        self.bytes = bytes
        self.offset = offset
        self.number = number
        self.digesting = digesting
        stop = (offset, number)
    }

    var isAtEnd: Bool { offset == bytes.count }

    /// The chain after the last record read.
    var chain: Digest { Digest(bytes[(offset - Digest.byteCount)..<offset]) ?? .zero }

    /// The next record's head; nil at the end or where the bytes are not the record that must come next, or are only
    /// the beginning of a group.
    mutating func next() -> RecordFrame.Head? {
        guard place < group.count || checkGroup() else { return nil }
        let head = group[place]
        place += 1
        offset = head.end
        number &+= 1
        return head
    }

    private mutating func checkGroup() -> Bool {
        group.removeAll(keepingCapacity: true)
        place = 0
        stop = (offset, number)
        while let head = valid(at: stop.offset, number: stop.number), group.isEmpty || !head.opensGroup {
            group.append(head)
            stop = (head.end, head.number &+ 1)
            if !head.hasMore { return true }
        }
        group.removeAll(keepingCapacity: true)
        return false
    }

    private func valid(at offset: Int, number: UInt64) -> RecordFrame.Head? {
        guard let head = RecordFrame.head(in: bytes, at: offset), head.number == number else { return nil }
        guard let chain = head.chain(in: bytes, by: digesting), chain.matches(bytes, at: head.chainOffset) else {
            return nil
        }
        return head
    }

    func frame(_ head: RecordFrame.Head) -> RecordFrame {
        RecordFrame(
            number: head.number, type: head.type, opensGroup: head.opensGroup, payload: bytes[head.payload])
    }
}
