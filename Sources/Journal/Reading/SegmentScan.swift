// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Walks the records of one segment that is in memory and checks each against the chain.
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

    init(bytes: [UInt8], from offset: Int, number: UInt64, by digesting: any Digesting) {
        self.bytes = bytes
        self.offset = offset
        self.number = number
        self.digesting = digesting
    }

    var isAtEnd: Bool { offset == bytes.count }

    /// The chain after the last record read.
    var chain: Digest { Digest(bytes[(offset - Digest.byteCount)..<offset]) ?? .zero }

    /// The next record's head; nil at the end or where the bytes are not the record that must come next.
    mutating func next() -> RecordFrame.Head? {
        guard let head = RecordFrame.head(in: bytes, at: offset), head.number == number else { return nil }
        guard let chain = head.chain(in: bytes, by: digesting), chain.matches(bytes, at: head.chainOffset) else {
            return nil
        }
        offset = head.end
        number &+= 1
        return head
    }

    func frame(_ head: RecordFrame.Head) -> RecordFrame {
        RecordFrame(
            number: head.number, type: head.type, opensGroup: head.opensGroup, payload: bytes[head.payload])
    }
}
