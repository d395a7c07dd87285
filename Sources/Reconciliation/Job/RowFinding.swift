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

    /// The first row of the key on the side that repeats it (PY-06, PY-07).
    let first: MatchRow?

    init(_ code: JobCode, till: MatchRow?, acquirer: MatchRow?, first: MatchRow? = nil) {
        self.first = first
        self.code = code
        self.till = till
        self.acquirer = acquirer
        let named = acquirer?.merchant ?? 0
        merchant = named != 0 ? named : till?.merchant ?? 0
    }

    /// The row whose key it carries: the acquirer's where there is one.
    var key: MatchRow { acquirer ?? till ?? MatchRow.none }
}

extension MatchRow {
    /// A row of nothing, for a finding that speaks of no row.
    static var none: MatchRow {
        MatchRow(
            key: JoinKey(reference: 0, form: 0), type: 0, terminal: 0, merchant: 0, day: 0, line: 0, flags: 0,
            place: 0, amount: 0)
    }
}
