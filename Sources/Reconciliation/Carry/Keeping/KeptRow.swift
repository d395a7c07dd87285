// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Matching

/// A row as a carry folder keeps it: the match row, and what a finding about it says besides, so that the file it
/// came from is not asked for again.
///
///     first    seconds 32 │ product 20 │ flags 4 │ batch, low 8
///     second   fee 32 │ settled on 16 │ batch, high 16              0 for a till row
///
/// Seconds count from 2000-01-01 on the wall clock, days too; 0 says that there is none. A row that does not fit
/// (`isOdd`) has its texts apart (`OddRow`); of its note only the seconds count.
struct KeptRow: BitwiseCopyable, Sendable, Hashable {
    var row: MatchRow
    var note: RowNote
}

/// What is kept of a row beside its match row.
struct RowNote: BitwiseCopyable, Sendable, Hashable {
    static let odd: UInt64 = 1
    /// The row names the run's currency.
    static let hasCurrency: UInt64 = 2
    static let hasFee: UInt64 = 4
    static let mostBatches = 1 << 24 - 1
    /// 2000-01-01 in seconds since 1970.
    static let epoch: Int64 = 946_684_800
    static let epochDay: Int32 = 10_957

    var first: UInt64
    var second: UInt64

    /// - Parameters:
    ///   - seconds: since 1970 on the wall clock; nil where the row has no time.
    ///   - settled: days since 1970; nil where the row has none.
    /// - Returns: nil when something does not fit.
    init?(
        seconds: Int64?, product: UInt32, flags: UInt64, fee: Int64 = 0, settled: Int32? = nil, batch: UInt32 = 0
    ) {
        var time: UInt64 = 0
        if let seconds {
            guard seconds > Self.epoch, seconds - Self.epoch < 1 << 32 else { return nil }
            time = UInt64(truncatingIfNeeded: seconds - Self.epoch)
        }
        var day: UInt64 = 0
        if let settled {
            guard settled > Self.epochDay, settled - Self.epochDay < 1 << 16 else { return nil }
            day = UInt64(truncatingIfNeeded: settled - Self.epochDay)
        }
        guard let fee = Int32(exactly: fee), product < 1 << 20, batch <= Self.mostBatches else { return nil }
        let batch = UInt64(batch)
        first = time | UInt64(product) << 32 | (flags & 0xF) << 52 | (batch & 0xFF) << 56
        second = UInt64(UInt32(bitPattern: fee)) | day << 32 | (batch >> 8) << 48
    }

    init(first: UInt64, second: UInt64) {
        self.first = first
        self.second = second
    }

    /// Of a row whose texts are kept apart.
    static func oddRow(seconds: Int64?) -> RowNote {
        RowNote(seconds: seconds, product: 0, flags: odd) ?? RowNote(first: odd << 52, second: 0)
    }

    var flags: UInt64 { first >> 52 & 0xF }
    var isOdd: Bool { flags & Self.odd != 0 }
    var product: UInt32 { UInt32(truncatingIfNeeded: first >> 32 & 0xF_FFFF) }
    var fee: Int64 { Int64(Int32(truncatingIfNeeded: second)) }
    var batch: UInt32 { UInt32(truncatingIfNeeded: first >> 56 | (second >> 48) << 8) }

    var seconds: Int64? {
        let time = Int64(truncatingIfNeeded: first & 0xFFFF_FFFF)
        return time == 0 ? nil : time + Self.epoch
    }

    /// Days since 1970.
    var settled: Int32? {
        let day = Int32(truncatingIfNeeded: second >> 32 & 0xFFFF)
        return day == 0 ? nil : day + Self.epochDay
    }
}
