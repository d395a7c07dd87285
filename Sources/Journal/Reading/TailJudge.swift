// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Tells a torn tail from damage, for bytes of the last segment that are not a valid record or a whole group.
///
/// A group is written after the group before it is durable. So if any later record that opens a group is
/// intact, the bad bytes had been acknowledged: that is damage, and the shop must not start. If none is, the bad
/// bytes belong to the last group, whose writer may never have heard back.
struct TailJudge {
    let bytes: [UInt8]
    let digesting: any Digesting

    /// Bytes hashed in search of a survivor before giving up and calling it damage.
    static let effort = 512 << 20

    /// Whether the bytes from an offset on, where record `number` should be, may be cut.
    func isTorn(at offset: Int, number: UInt64) -> Bool {
        if bytes[offset...].allSatisfy({ $0 == 0 }) { return true }
        if followsDirectly(offset, number) || opens(offset, number) { return false }
        var effort = Self.effort
        let highest = number &+ UInt64((bytes.count - offset) / RecordFrame.overhead) &+ 1
        for start in bytes.indices[offset...].dropFirst() {
            guard let head = RecordFrame.head(in: bytes, at: start), head.opensGroup else { continue }
            guard head.number > number, head.number <= highest else { continue }
            effort -= head.count + RecordFrame.overhead
            guard effort > 0 else { return false }
            if head.chain(in: bytes, by: digesting)?.matches(bytes, at: head.chainOffset) == true { return false }
        }
        return true
    }

    /// A group cannot begin before the one before it is whole.
    private func opens(_ offset: Int, _ number: UInt64) -> Bool {
        guard let head = RecordFrame.head(in: bytes, at: offset), head.number == number, head.opensGroup else {
            return false
        }
        return head.chain(in: bytes, by: digesting)?.matches(bytes, at: head.chainOffset) == true
    }

    /// The bad record may have only its stored chain damaged; then the next is chained to what it should be.
    private func followsDirectly(_ offset: Int, _ number: UInt64) -> Bool {
        guard let bad = RecordFrame.head(in: bytes, at: offset), bad.number == number else { return false }
        guard let next = RecordFrame.head(in: bytes, at: bad.end), next.opensGroup else { return false }
        guard let chain = bad.chain(in: bytes, by: digesting) else { return false }
        let linked = chain.bytes + bytes[next.offset..<next.chainOffset]
        return digesting.sha256(prefix: nil, linked.span).matches(bytes, at: next.chainOffset)
    }
}
