// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// The contract's fees: dated rows, of which the most specific one that covers a payment decides.
///
/// Winning order: merchant, then acquirer, then product, then a range of amounts (see
/// `TariffRow.specificity`); among equals the later `validFrom`; then the row that stands first in the file.
public struct Tariff: Hashable, Sendable {
    /// In the order of the file.
    public let rows: [TariffRow]
    public let currency: Currency
    /// The categories of merchants, for rows that hold for some trades only.
    public let categories: [MerchantID: UInt16]
    /// Sixteen hexadecimal digits of what the rows say: the same rows have the same version everywhere.
    public let version: String
    /// Indexes of `rows`, the winner first.
    let order: [Int]

    public init(rows: [TariffRow], currency: Currency = .cny, categories: [MerchantID: UInt16] = [:]) {
        self.rows = rows
        self.currency = currency
        self.categories = categories
        version = TariffVersion.text(of: rows, currency: currency, categories: categories)
        order = rows.indices.sorted { Self.wins(rows[$0], at: $0, over: rows[$1], at: $1) }
    }

    /// A tariff that knows nothing: no fee is checked.
    public static let none = Tariff(rows: [])

    public var isEmpty: Bool { rows.isEmpty }

    private static func wins(_ left: TariffRow, at first: Int, over right: TariffRow, at second: Int) -> Bool {
        if left.specificity != right.specificity { return left.specificity > right.specificity }
        if left.validFrom != right.validFrom {
            guard let earlier = right.validFrom else { return true }
            guard let later = left.validFrom else { return false }
            return earlier < later
        }
        return first < second
    }

    /// All rows, the winner first: the first that selects and covers a payment decides.
    public var winnersFirst: [TariffRow] { order.map { rows[$0] } }

    /// The rows that speak of this product, acquirer and merchant, the winner first. What remains to be asked of
    /// each is `covers(minor:day:)`, and of those that ask more (`asksMore`) the rest; the first that says yes decides.
    public func candidates(product: String?, acquirer: String?, merchant: MerchantID?) -> [TariffRow] {
        order.map { rows[$0] }.filter {
            $0.selects(product: product, acquirer: acquirer, merchant: merchant)
                && $0.speaks(ofCategory: merchant.flatMap { categories[$0] })
        }
    }

    /// What the payment should cost, and why; nil when no row covers it or the fee does not fit.
    public func fee(for question: FeeQuestion) -> FeeComputation? {
        rowNumber(for: question).flatMap { number in
            FeeComputation(question, row: rows[number - 1], rowNumber: number, version: version)
        }
    }

    /// Which row decides, from 1; nil when none covers the payment.
    public func rowNumber(for question: FeeQuestion) -> Int? {
        guard question.amount.currency == currency else { return nil }
        let category = question.merchant.flatMap { categories[$0] }
        for index in order {
            let row = rows[index]
            guard row.covers(minor: question.amount.minor, day: question.day) else { continue }
            guard row.selects(question, category: category) else { continue }
            return index + 1
        }
        return nil
    }

    /// Whether any row names a merchant, or trades, so that prices differ between merchants.
    public var namesMerchants: Bool { rows.contains { $0.merchant != nil || !$0.terms.categories.isEmpty } }

    /// Whether any price hangs on a month's volume.
    public var hasVolumes: Bool { rows.contains { $0.terms.volume != nil } }
}
