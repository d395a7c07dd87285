// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Tender

/// One fee, or one batch of fees, that is above the contract's: a line of `overcharges.csv` and of the claim.
struct Overcharge: Sendable, Hashable {
    /// By the day of the fee: of the transaction where any side tells it, else of settlement.
    var day: CivilDate?
    /// Place of the row in the tariff, from 1.
    var rowNumber = 0
    var clause = ""
    var merchant = "", terminal = "", rrn = "", type = "", product = ""
    /// Fees in it: 1, or those of a batch.
    var rows = 1
    /// Minor units.
    var amount: Int128 = 0
    var fee: Int128 = 0
    var expected: Int128 = 0
    /// Which mistake would give exactly this fee; empty where none does.
    var reason = Bilingual(zh: "", en: "")
    var reference = ""

    var over: Int128 { fee - expected }
    /// `2026-11`; empty where no side tells a day.
    var month: String { day.map { Month($0).description } ?? "" }
}

/// Writes `overcharges.csv`: what the acquirer owes, fee by fee, in the order of `findings.csv`.
enum OverchargeFile {
    static let name = "overcharges.csv"
    static let header = [
        "month", "day", "tariff_row", "clause", "merchant", "terminal", "rrn", "type", "product", "rows", "amount",
        "fee", "fee_expected", "over", "reason", "reason_zh", "acquirer_ref",
    ]

    static var headerRow: [UInt8] { Array((header.joined(separator: ",") + "\n").utf8) }

    static func put(_ overcharge: Overcharge, to csv: inout CSVText, decimals: Int) {
        csv.plain(overcharge.month)
        csv.plain(overcharge.day?.description ?? "")
        csv.plain(String(overcharge.rowNumber))
        csv.text(overcharge.clause)
        csv.text(overcharge.merchant)
        csv.text(overcharge.terminal)
        csv.text(overcharge.rrn)
        csv.text(overcharge.type)
        csv.text(overcharge.product)
        csv.plain(String(overcharge.rows))
        for sum in [overcharge.amount, overcharge.fee, overcharge.expected, overcharge.over] {
            csv.total(sum, decimals)
        }
        csv.text(overcharge.reason.english)
        csv.text(overcharge.reason.chinese)
        csv.text(overcharge.reference)
        csv.endRow()
    }
}

/// Overcharges added up by product, for the report.
struct OverchargeSums: Sendable {
    struct Sum: Sendable {
        var rows = 0
        var fee: Int128 = 0
        var expected: Int128 = 0
    }

    /// Products beyond it are added up under one name: a hostile file may name a million.
    static let mostProducts = 200
    private(set) var products: [String: Sum] = [:]

    mutating func add(_ overcharge: Overcharge) {
        let sum = Sum(rows: overcharge.rows, fee: overcharge.fee, expected: overcharge.expected)
        add(sum, to: overcharge.product)
    }

    mutating func add(_ other: OverchargeSums) {
        // Sorted, so that which products are kept does not hang on the order of a dictionary.
        for (product, sum) in other.products.sorted(by: { $0.key < $1.key }) { add(sum, to: product) }
    }

    private mutating func add(_ sum: Sum, to product: String) {
        let name = products[product] != nil || products.count < Self.mostProducts ? product : "…"
        products[name, default: Sum()].rows += sum.rows
        products[name, default: Sum()].fee += sum.fee
        products[name, default: Sum()].expected += sum.expected
    }
}
