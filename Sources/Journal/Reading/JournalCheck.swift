// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a whole reading of a journal proved.
public struct JournalCheck: Sendable, Hashable {
    public let records: UInt64
    public let segments: Int
    public let byteCount: Int64
    /// RFC 6962 root over all records.
    public let root: Digest
    /// Chain after the last record.
    public let head: Digest
    /// A group that was being written when the power went; cut at the next start.
    public let tail: TornTail?

    /// Reads every byte of the journal in a folder.
    ///
    /// - Parameter progress: told bytes done and bytes in all, about once a group.
    /// - Throws: `JournalError.damaged` with segment, record and byte.
    public static func verify(
        disk: any Disk, digesting: any Digesting, progress: (Int64, Int64) -> Void = { _, _ in }
    ) throws(JournalError) -> JournalCheck {
        var cursor = try JournalCursor(disk: disk, digesting: digesting, proving: true)
        while try cursor.nextGroup() != nil { progress(cursor.bytesRead, cursor.byteCount) }
        let edge = cursor.edge ?? RightEdge()
        return JournalCheck(
            records: edge.count, segments: cursor.segmentCount, byteCount: cursor.byteCount,
            root: edge.root(by: digesting), head: cursor.head, tail: cursor.tail)
    }
}
