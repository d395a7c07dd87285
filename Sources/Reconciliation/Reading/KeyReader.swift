// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching

/// Makes the key of a row out of its texts, exactly: usual shapes become numbers, the rest gets a number from a
/// pool.
struct KeyReader: ~Copyable {
    enum Outcome {
        case key(JoinKey)
        case none
        /// `1.12011E+11`: a spreadsheet has destroyed the number, and rows that were different would look the same.
        case scientific
        /// The pool of unusual references is full.
        case full
    }

    private let references: TextPool

    /// For a file that is not UTF-8.
    let decode: RowEncoding.Decoding?

    init(_ references: TextPool, decode: RowEncoding.Decoding? = nil) {
        self.references = references
        self.decode = decode
    }

    /// The key of a row by its RRN, or by batch and trace where it has none.
    @inline(__always)
    func key(rrn: FieldText, _ row: RowText, batch: Int, trace: Int) -> Outcome {
        if rrn.count <= 12, let number = Digits.whole(rrn) {
            return .key(JoinKey(reference: number, form: UInt64(truncatingIfNeeded: rrn.count)))
        }
        return unusual(rrn: rrn, batch: row.field(batch), trace: row.field(trace))
    }

    @inline(never)
    private func unusual(rrn: FieldText, batch: FieldText, trace: FieldText) -> Outcome {
        if rrn.isScientific { return .scientific }
        if !rrn.isEmpty { return pooled(rrn.recoded(decode), form: JoinKey.oddReference) }
        guard !batch.isEmpty, !trace.isEmpty else { return .none }
        if batch.count == 6, trace.count == 6, let first = Digits.whole(batch), let second = Digits.whole(trace) {
            return .key(JoinKey(reference: first << 20 | second, form: JoinKey.voucher))
        }
        // The length before the text keeps "1" + "23" apart from "12" + "3".
        let (batch, trace) = (batch.recoded(decode), trace.recoded(decode))
        let length = UInt32(truncatingIfNeeded: batch.count)
        let head = [length >> 16, length >> 8, length].map { UInt8(truncatingIfNeeded: $0) }
        return pooled(head + batch + trace, form: JoinKey.oddVoucher)
    }

    @inline(never)
    func order(_ order: FieldText) -> Outcome {
        if order.isScientific { return .scientific }
        return order.isEmpty ? .none : pooled(order.recoded(decode), form: JoinKey.order)
    }

    @inline(never)
    private func pooled(_ text: [UInt8], form: UInt64) -> Outcome {
        guard let number = references.number(of: text) else { return .full }
        return .key(JoinKey(reference: UInt64(number), form: form))
    }
}

/// Types of rows as the join and the sums see them: numbered in the order of their names.
enum RowType {
    static let names = ["chargeback", "completion", "preauth", "refund", "representment", "reversal", "sale", "void"]

    static let chargeback: UInt64 = 0
    static let completion: UInt64 = 1
    static let refund: UInt64 = 3
    static let representment: UInt64 = 4
    static let reversal: UInt64 = 5
    static let sale: UInt64 = 6
    static let void: UInt64 = 7

    /// The number of a type's name; nil for any other text.
    @inline(__always)
    static func number(_ field: FieldText) -> UInt64? {
        switch (field.count, field.word(at: 0)) {
        case (4, 0x656C_6173): sale
        case (6, 0x646E_7566_6572): refund
        case (4, 0x6469_6F76): void
        case (7, 0x0068_7475_6165_7270): 2
        default: rare(field)
        }
    }

    @inline(never)
    private static func rare(_ field: FieldText) -> UInt64? {
        names.firstIndex(of: field.text).map { UInt64($0) }
    }

    /// The number of a type that the till, a slip or an order may have: a dispute is the bank's word alone.
    @inline(__always)
    static func ownNumber(_ field: FieldText) -> UInt64? {
        guard let type = number(field), !isDispute(type) else { return nil }
        return type
    }

    /// Whether money goes back to the customer: chargeback, refund, reversal, void.
    @inline(__always)
    static func returnsMoney(_ type: UInt64) -> Bool { 0b1010_1001 >> type & 1 != 0 }

    /// Whether the customer's bank takes money back, or gives it again: neither is a payment of its own.
    @inline(__always)
    static func isDispute(_ type: UInt64) -> Bool { 0b1_0001 >> type & 1 != 0 }

    /// Whether money is taken, and the customer is owed a slip for it: a sale or a completion.
    @inline(__always)
    static func owesSlip(_ type: UInt64) -> Bool { type == sale || type == completion }

    /// Whether the tariff's word on refunds applies.
    @inline(__always)
    static func isRefund(_ type: UInt64) -> Bool { type == refund }
}

/// Bits of `MatchRow.flags`.
enum RowFlag {
    /// The amount does not fit into 32 bits.
    static let wide: UInt64 = 1
    static let due: UInt64 = 2
    /// Two bits each, as in `TillFacts`; `RuleTable` is indexed by them.
    static let printedShift: UInt64 = 2
    static let statusShift: UInt64 = 4
    /// The acquirer's fee is above the tariff's.
    static let feeOver: UInt64 = 2
    /// The fee hangs on more than the row: the till's day, the month's volume, what only few tariffs ask for.
    static let feeOpen: UInt64 = 4
    /// An acquirer's row so young that the till's may come yet.
    static let waits: UInt64 = 8

    static func till(_ till: TillFacts) -> UInt64 {
        (till.isDue ? due : 0) | UInt64(till.printed.rawValue) << printedShift
            | UInt64(till.status.rawValue) << statusShift
    }

    @inline(__always)
    static func till(of flags: UInt64) -> TillFacts {
        TillFacts(
            status: .init(rawValue: UInt8(truncatingIfNeeded: flags >> statusShift & 3)) ?? .approved,
            printed: .init(rawValue: UInt8(truncatingIfNeeded: flags >> printedShift & 3)) ?? .unknown,
            isDue: flags & due != 0)
    }
}
