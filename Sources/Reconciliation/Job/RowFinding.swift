// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Matching

/// One finding before it is written: which rows it speaks of, and the key it is sorted by. The texts are read
/// from the files again when it is written.
struct RowFinding: Sendable {
    let code: JobCode
    let merchant: UInt32
    /// The till row, where there is one.
    let till: MatchRow?
    let acquirer: MatchRow?

    /// The first row of the key on the side that repeats it (PY-06, PY-07), or of a batch whose fees are judged by
    /// their sum (ST-05 without rows of its own).
    let first: MatchRow?
    /// The receipt or order that it rests on.
    let witness: Witness?

    init(_ code: JobCode, till: MatchRow?, acquirer: MatchRow?, first: MatchRow? = nil, witness: Witness? = nil) {
        self.first = first
        self.witness = witness
        self.code = code
        self.till = till
        self.acquirer = acquirer
        let batch = till == nil && witness == nil ? first?.merchant : nil
        let named = acquirer?.merchant ?? batch ?? 0
        merchant = named != 0 ? named : till?.merchant ?? witness?.row.merchant ?? 0
    }

    /// The row whose key it carries: the acquirer's where there is one.
    var key: MatchRow { acquirer ?? till ?? witness?.row ?? MatchRow.none }
}

/// A row of a third source that a finding rests on.
enum Witness: Sendable {
    case receipt(MatchRow)
    /// There is no receipt and should be one.
    case noReceipt
    /// With the order's charges in all, in minor units.
    case order(MatchRow, charged: Int64)

    var row: MatchRow {
        switch self {
        case .receipt(let row), .order(let row, _): row
        case .noReceipt: MatchRow.none
        }
    }

    var side: InputTable.Side {
        switch self {
        case .receipt, .noReceipt: .receipt
        case .order: .order
        }
    }
}

extension MatchRow {
    /// A row of nothing, for a finding that speaks of no row.
    static var none: MatchRow {
        MatchRow(
            key: JoinKey(reference: 0, form: 0), type: 0, terminal: 0, merchant: 0, day: 0, line: 0, flags: 0,
            place: 0, amount: 0)
    }
}
