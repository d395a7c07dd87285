// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Why a journal cannot be used.
public enum JournalError: Error, Sendable, Hashable {
    /// Something that was once acknowledged is not as it was written.
    case damaged(Damage)
    /// No room. Nothing of the group was kept; reading goes on.
    case full
    /// The disk refused. After a failed write or sync nobody knows what is on it: the process must stop.
    case failed(DiskFault)
    /// An earlier write or sync failed.
    case poisoned
    /// A payload or a group larger than its limit.
    case tooLarge
}

/// Where a journal is not as it was written.
public struct Damage: Sendable, Hashable, CustomStringConvertible {
    public enum Kind: String, Sendable {
        case missingSegment = "a segment is missing"
        case header = "the header is damaged"
        case length = "the segment has not the length that the next one recorded"
        case order = "the segment does not continue the one before it"
        case record = "a record is damaged and acknowledged records follow it"
        case trailing = "there are bytes after the last record of a closed segment"
        case oversized = "the segment is larger than a segment can be"
    }

    public let kind: Kind
    public let segment: UInt32
    /// Number of the first record that cannot be trusted.
    public let record: UInt64
    /// Offset in the segment file.
    public let byte: Int

    public var description: String {
        "segment \(segment), record \(record), byte \(byte): \(kind.rawValue)"
    }
}

/// What was cut off the end of the last segment: a group that was being written when the power went.
public struct TornTail: Sendable, Hashable {
    public let segment: UInt32
    /// Offset at which the file was cut.
    public let byte: Int
    /// Bytes cut.
    public let count: Int
}
