// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Receipts

/// What a shop may be told when it is opened; every value has a sound default.
public struct ShopOptions: Sendable {
    /// A session ends after so long without use.
    public var idleMinutes = 15
    /// A session ends after so long in any case.
    public var absoluteHours = 12
    /// Bytes after which the journal begins a new segment.
    public var segmentLimit = 64 << 20
    /// Power of two of scrypt's cost; lower only in tests.
    public var passwordCost = 15
    /// Most bytes of memory for the projection's page cache; given back after a file is imported.
    public var cacheBytes = 224 << 20
    /// Rows of a file in one group from which on the tables are asked for all of them at once, in their own order.
    public var lookaheadRows = 256
    /// Draws lines of composed slips whose characters a printer lacks; without it they show □.
    public var slipDots: (any SlipDots)?
    /// Called once the journal could not be written or synced: the process must stop, and recovers when it is
    /// started again.
    public var onFatal: @Sendable (StoreError) -> Void = { _ in }

    public init() {}
}

/// What opening a shop found and did.
public struct OpenReport: Sendable, Hashable {
    /// A group that was being written when the power went and that nobody was told was safe.
    public struct Cut: Sendable, Hashable {
        public let segment: UInt32
        public let bytes: Int
    }

    public let cut: Cut?
    /// Records in the journal.
    public let records: UInt64
    /// Records that the projection lacked and was brought up to.
    public let replayed: UInt64
    /// Whether the folder held no journal before.
    public let isFirstRun: Bool
    /// Whether the projection was made anew from the journal.
    public let isRebuilt: Bool
}

/// What a rebuild of the projection made.
public struct RebuildReport: Sendable, Hashable {
    public let records: UInt64
    public let transactions: Int64
    public let observations: Int64
    /// SHA-256 over all tables, lower-case hexadecimal; see `Shop.contentDigest`.
    public let contentDigest: String
}
