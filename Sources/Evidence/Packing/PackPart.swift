// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Journal

/// One file that goes into a pack, with where it comes from.
public struct PackPart: Sendable, Hashable {
    /// Path in the pack.
    public let name: String
    public let bytes: [UInt8]
    /// What it was made of: `journal 4711`, `printer stream`, `computed`.
    public let origin: String
    /// RFC 3339.
    public let capturedAt: String
    /// Sign-in name, source or program.
    public let by: String

    public init(name: String, bytes: [UInt8], origin: String, capturedAt: String, by: String) {
        self.name = name
        self.bytes = bytes
        self.origin = origin
        self.capturedAt = capturedAt
        self.by = by
    }

    /// A part of text.
    public init(name: String, text: String, origin: String, capturedAt: String, by: String) {
        self.init(name: name, bytes: Array(text.utf8), origin: origin, capturedAt: capturedAt, by: by)
    }
}

/// The journal's share of a pack: its signed state, the proofs, and the records the reader may see.
public struct PackJournal: Sendable, Hashable {
    public let checkpoint: Checkpoint
    public let proofs: [InclusionProof]
    /// Records the reader may see, by number: the bytes of their leaves.
    public let records: [UInt64: [UInt8]]

    public init(checkpoint: Checkpoint, proofs: [InclusionProof], records: [UInt64: [UInt8]]) {
        self.checkpoint = checkpoint
        self.proofs = proofs
        self.records = records
    }
}
