// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Columns

/// One row of a till journal or an acquirer file as the join sees it: 24 bytes that hold the whole key exactly.
///
///     word 0   reference 40 │ form 4 │ type 3 │ terminal, low 17
///     word 1   terminal, high 7 │ merchant 20 │ day 15 │ line 8 │ flags 6 │ place, high 8
///     word 2   amount 32 │ place, low 32
///
/// Terminals, merchants and unusual references are numbers of a `TextPool`, so equal words mean equal keys and
/// the join never goes back to the file. `place` is the row's offset in all files of its side, laid end to end.
@frozen public struct MatchRow: Hashable, Sendable, BitwiseCopyable {
    public var first: UInt64
    public var second: UInt64
    public var third: UInt64

    public static let mostTerminals = 1 << 24 - 1
    public static let mostMerchants = 1 << 20 - 1
    /// Bytes of all files of one side together.
    public static let mostBytes: Int64 = 1 << 40

    /// - Parameters:
    ///   - day: days since 2000-01-01, 0 when unknown or outside the range. The join looks at it for keys of batch
    ///     and trace only; other rows may keep any day here.
    ///   - amount: minor units; meaningless when `isWide` is set.
    @inlinable @inline(__always)
    public init(
        key: JoinKey, type: UInt64, terminal: UInt32, merchant: UInt32, day: UInt64, line: UInt64, flags: UInt64,
        place: Int64, amount: Int32
    ) {
        let terminal = UInt64(terminal)
        let place = UInt64(bitPattern: place)
        first = key.reference & 0xFF_FFFF_FFFF | key.form << 40 | type << 44 | (terminal & 0x1_FFFF) << 47
        second =
            (terminal >> 17) & 0x7F | (UInt64(merchant) & 0xF_FFFF) << 7 | (day & 0x7FFF) << 27 | (line & 0xFF) << 42
            | (flags & 0x3F) << 50 | (place >> 32 & 0xFF) << 56
        third = UInt64(UInt32(bitPattern: amount)) | (place & 0xFFFF_FFFF) << 32
    }

    @inlinable public var reference: UInt64 { first & 0xFF_FFFF_FFFF }
    @inlinable public var form: UInt64 { first >> 40 & 0xF }
    @inlinable public var type: UInt64 { first >> 44 & 0x7 }
    @inlinable public var terminal: UInt32 { UInt32(truncatingIfNeeded: first >> 47 | (second & 0x7F) << 17) }
    @inlinable public var merchant: UInt32 { UInt32(truncatingIfNeeded: second >> 7 & 0xF_FFFF) }
    @inlinable public var day: Int { Int(second >> 27 & 0x7FFF) }
    /// The same row at another place.
    @inlinable public func placed(_ place: Int64) -> MatchRow {
        var row = self
        let place = UInt64(bitPattern: place)
        row.second = second & 0xFF_FFFF_FFFF_FFFF | (place >> 32 & 0xFF) << 56
        row.third = third & 0xFFFF_FFFF | (place & 0xFFFF_FFFF) << 32
        return row
    }

    /// The same row with another day.
    @inlinable public func dated(_ day: UInt64) -> MatchRow {
        var row = self
        row.second = second & ~(0x7FFF << 27) | (day & 0x7FFF) << 27
        return row
    }

    /// The row's key as it would be of another type, on any day.
    @inlinable public func asked(_ type: UInt64) -> MatchRow {
        var row = dated(0)
        row.first = keyWord | (type & 0x7) << 44
        return row
    }

    /// The same row with other flags.
    @inlinable public func flagged(_ flags: UInt64) -> MatchRow {
        var row = self
        row.second = second & ~(0x3F << 50) | (flags & 0x3F) << 50
        return row
    }

    @inlinable public var lineByte: UInt8 { UInt8(truncatingIfNeeded: second >> 42) }
    @inlinable public var flags: UInt64 { second >> 50 & 0x3F }
    @inlinable public var place: Int64 { Int64(bitPattern: (second >> 56) << 32 | third >> 32) }
    @inlinable public var amount: Int32 { Int32(truncatingIfNeeded: third) }

    /// Whether two rows speak of the same reference at the same terminal; merchants are looked at apart.
    @inlinable @inline(__always)
    public func hasKey(of other: MatchRow) -> Bool {
        first == other.first && (second ^ other.second) & 0x7F == 0
    }

    /// The first word without the type: what all rows of one reference have in common, a sale and what gave it back.
    @inlinable public var keyWord: UInt64 { first & ~(0x7 << 44) }

    @inlinable public var keyHash: UInt64 { Self.keyHash(first, second) }

    /// Of the terminal and the reference alone, so that all types of one reference come to one partition.
    ///
    /// - Parameters: the first two words of a row.
    @inlinable @inline(__always)
    public static func keyHash(_ first: UInt64, _ second: UInt64) -> UInt64 {
        Mix.word(first & ~(0x7 << 44), second & 0x7F)
    }
}

/// What identifies a transaction at its terminal, in 44 bits.
@frozen public struct JoinKey: Hashable, Sendable {
    public var reference: UInt64
    /// How `reference` is to be understood: 1 to 12, that many digits of an RRN; the rest below.
    public var form: UInt64

    /// A merchant's order number, of a text pool; joins without the terminal.
    public static let order: UInt64 = 0
    /// Six digits of batch and six of trace, twenty bits each.
    public static let voucher: UInt64 = 13
    /// Batch and trace of another shape, of a text pool.
    public static let oddVoucher: UInt64 = 14
    /// An RRN that is no number of up to twelve digits, of a text pool.
    public static let oddReference: UInt64 = 15

    @inlinable
    public init(reference: UInt64, form: UInt64) {
        self.reference = reference
        self.form = form
    }

    /// Whether the key is made of batch and trace, which come back after some time.
    @inlinable public static func isVoucher(_ form: UInt64) -> Bool { form == voucher || form == oddVoucher }
}
