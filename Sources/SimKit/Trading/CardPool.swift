// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Cards and wallets of the sample's customers: regulars come back, so the same last four digits recur.
struct CardPool: Sendable {
    private let debit: [MaskedPAN]
    private let credit: [MaskedPAN]

    /// First six digits in use for tests and examples; no bank has issued cards that end as these do.
    private static let debitBins = ["622200", "621000", "623999"]
    private static let creditBins = ["400000", "555555", "625999"]

    init(_ chance: inout SplitMix64) {
        func cards(_ bins: [String], _ chance: inout SplitMix64) -> [MaskedPAN] {
            (0..<400).compactMap { _ in
                MaskedPAN(bin: chance.pick(bins) ?? "", last4: chance.digits(4))
            }.filter { $0.last4 != "1234" }
        }
        debit = cards(Self.debitBins, &chance)
        credit = cards(Self.creditBins, &chance)
    }

    func card(_ product: String, _ chance: inout SplitMix64) -> MaskedPAN? {
        switch product {
        case "debit": chance.pick(debit)
        case "credit": chance.pick(credit)
        default: nil
        }
    }
}
