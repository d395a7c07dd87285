// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching

/// A merchant's order number, exactly, in two words.
///
///     up to 15 bytes   text 8 │ text 7, length 1
///     longer           number in the pool of references │ 255 in the last byte
struct OrderKey: Hashable, Sendable, BitwiseCopyable {
    let first: UInt64
    let second: UInt64

    /// nil for an empty text, and where the pool of long ones is full.
    @inline(__always)
    init?(_ field: FieldText, long: TextPool) {
        guard field.count <= 15 else {
            guard let number = long.number(of: field.bytes) else { return nil }
            (first, second) = (UInt64(number), 0xFF << 56)
            return
        }
        guard !field.isEmpty else { return nil }
        first = field.word(at: 0)
        second = (field.count > 8 ? field.word(at: 8) : 0) | UInt64(truncatingIfNeeded: field.count) << 56
    }

    @inline(__always)
    var hash: UInt64 { Mix.word(first, second) }
}

/// A row and the order that it is about.
///
/// In lists of orders `row` is the order's own row, its flags those of `OrderFlag`; in links it is the row of a till
/// or acquirer file, or the order's with the key that the order list gives, its flags those of `LinkFlag`.
struct OrderLink: Hashable, Sendable, BitwiseCopyable {
    let order: OrderKey
    let row: MatchRow
}

/// Bits of `MatchRow.flags` of a link.
enum LinkFlag {
    /// As in `RowFlag`.
    static let wide: UInt64 = 1
    static let till: UInt64 = 1 << 1
    static let acquirer: UInt64 = 2 << 1
    static let order: UInt64 = 3 << 1
    static let roles: UInt64 = 3 << 1
}

/// What an order list says of an order.
enum OrderStatus: UInt64, Sendable, CaseIterable {
    case paid, unpaid, closed

    @inline(__always)
    init?(_ field: FieldText) {
        switch (field.count, field.word(at: 0)) {
        case (0, 0), (4, 0x6469_6170): self = .paid
        case (6, 0x6469_6170_6E75): self = .unpaid
        case (6, 0x6465_736F_6C63): self = .closed
        default: return nil
        }
    }
}

/// Bits of `MatchRow.flags` of an order.
enum OrderFlag {
    static let wide: UInt64 = 1
    /// It should have been settled by now.
    static let due: UInt64 = 2
    static let statusShift: UInt64 = 2

    static func status(of flags: UInt64) -> OrderStatus { OrderStatus(rawValue: flags >> statusShift & 3) ?? .paid }
}

/// Bits of `MatchRow.flags` of a receipt.
enum ReceiptFlag {
    static let wide: UInt64 = 1
    static let due: UInt64 = 2
    /// The list says that it was not printed.
    static let notPrinted: UInt64 = 4
    /// Only sent to the printer: nobody confirmed it.
    static let unconfirmed: UInt64 = 8

    /// What `1`, `0` or nothing says of the print; nil for anything else.
    @inline(__always)
    static func printed(_ field: FieldText) -> UInt64? {
        switch (field.count, field.word(at: 0)) {
        case (0, 0), (1, 0x31): 0
        case (1, 0x30): notPrinted
        default: nil
        }
    }

    /// What an evidence level, `E0` to `E4`, or nothing says; nil for anything else.
    @inline(__always)
    static func level(_ field: FieldText) -> UInt64? {
        switch (field.count, field.word(at: 0)) {
        case (0, 0), (2, 0x3245), (2, 0x3345), (2, 0x3445): 0
        case (2, 0x3045), (2, 0x3145): unconfirmed
        default: nil
        }
    }
}
