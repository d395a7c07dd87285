// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What is to be said of one payment that the customer's bank took back, from the sums of its rows.
///
///     paid 100 ─┬─ chargeback 100                        CS-03: accept it or defend the sale
///               ├─ chargeback 100, representment 100     nothing: the money is back
///               ├─ refund 100, chargeback 100            CS-03 and RF-04: the customer has it twice
///               └─ chargeback 100, chargeback 100        CS-03 twice and RF-01: more was taken than paid
///
/// A representment answers the oldest chargeback that none has answered yet.
struct DisputeRule {
    /// The sale, by the acquirer or else by the till; nil where no file has it.
    let paid: Int64?
    /// Refunded, reversed and voided.
    let refunded: Int128
    /// In the order of their files.
    let chargedBack: [Int64]
    let represented: [Int64]

    /// Places in `chargedBack` of those that are not answered; empty where all the money came again.
    var open: Range<Int> {
        guard lost > 0 else { return 0..<0 }
        return min(represented.count, chargedBack.count - 1)..<chargedBack.count
    }

    /// What the banks hold.
    private var lost: Int128 { Self.sum(chargedBack) - Self.sum(represented) }

    /// The customer has, or may have, the money from the merchant and from the bank.
    var isPaidTwice: Bool {
        guard lost > 0, refunded > 0 else { return false }
        return paid.map { refunded + lost > Int128($0) } ?? true
    }

    /// The banks hold more than the customer ever paid.
    var isTooMuch: Bool { refunded == 0 && paid.map { lost > Int128($0) } ?? false }

    private static func sum(_ amounts: [Int64]) -> Int128 { amounts.reduce(0) { $0 + Int128($1) } }
}
