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
    /// Sixteen hexadecimal digits of what the rows say: the same rows have the same version everywhere.
    public let version: String
    /// Indexes of `rows`, the winner first.
    let order: [Int]

    public init(rows: [TariffRow], currency: Currency = .cny) {
        self.rows = rows
        self.currency = currency
        version = Self.fingerprint(of: rows, currency: currency)
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
    /// each is `covers(minor:day:)`; the first that says yes decides.
    public func candidates(product: String?, acquirer: String?, merchant: MerchantID?) -> [TariffRow] {
        order.map { rows[$0] }.filter { $0.selects(product: product, acquirer: acquirer, merchant: merchant) }
    }

    /// What the payment should cost, and why; nil when no row covers it or the fee does not fit.
    public func fee(for question: FeeQuestion) -> FeeComputation? {
        guard question.amount.currency == currency else { return nil }
        for index in order {
            let row = rows[index]
            guard row.covers(minor: question.amount.minor, day: question.day) else { continue }
            guard
                row.selects(product: question.product, acquirer: question.acquirer, merchant: question.merchant)
            else { continue }
            return FeeComputation(question, row: row, rowNumber: index + 1, version: version)
        }
        return nil
    }

    /// FNV-1a over the rows as text. Not a seal against forgery: the file's own digest is kept for that.
    private static func fingerprint(of rows: [TariffRow], currency: Currency) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        let number = { (value: Int64?) in value.map { String($0) } ?? "" }
        for row in rows {
            let fields = [
                currency.code, row.product, row.acquirer ?? "", row.merchant?.text ?? "",
                String(row.rate.partsPerBillion), String(row.fixed), number(row.floor), number(row.cap),
                number(row.minAmount), number(row.maxAmount), row.rounding.rawValue, row.refund.rawValue,
                row.validFrom?.description ?? "", row.validTo?.description ?? "",
            ]
            for byte in (fields.joined(separator: "\u{1F}") + "\u{1E}").utf8 {
                hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
            }
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
