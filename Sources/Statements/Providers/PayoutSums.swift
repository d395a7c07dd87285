// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// What each payout or batch of a file is made of, beside the payout that the file itself shows.
///
/// A difference is shown and refuses nothing: a batch may carry a rolling balance, and a report may be cut by days.
struct PayoutSums {
    /// Payouts that are added up; those beyond are read like all others and not compared.
    static let limit = 1_000

    private struct Sum {
        var members: Int128 = 0
        var paid: Int128?
    }

    private struct Key: Hashable {
        let payout: String
        let currency: Currency
    }

    private var sums: [Key: Sum] = [:]
    private var order: [Key] = []

    /// - Parameter net: signed minor units that the row adds to the balance.
    mutating func add(_ payout: String, _ currency: Currency, net: Int64, isPayout: Bool) {
        let key = Key(payout: payout, currency: currency)
        if sums[key] == nil {
            guard order.count < Self.limit else { return }
            order.append(key)
        }
        if isPayout {
            sums[key, default: Sum()].paid = (sums[key]?.paid ?? 0) - Int128(net)
        } else {
            sums[key, default: Sum()].members += Int128(net)
        }
    }

    /// One figure for each payout that the file shows.
    func controls() -> [ControlTotal] {
        order.compactMap { key in
            guard let sum = sums[key], let paid = sum.paid else { return nil }
            return ControlTotal(
                name: "\(key.payout) \(key.currency.code)",
                stated: Money.text(minor: paid, decimals: key.currency.decimals),
                counted: Money.text(minor: sum.members, decimals: key.currency.decimals), isBinding: false)
        }
    }
}
