// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Tariffs
internal import Tender

/// What a row's fee is against the contract.
enum FeeFinding: Sendable, Hashable {
    /// No fee in the row, or no tariff row for it.
    case notChecked
    case right
    /// Charged minus expected, in minor units.
    case over(Int64)
    case under(Int64)
    /// The tariff depends on the day and the row does not say its own.
    case needsDay
}

/// The tariff made ready for millions of rows: for each product (and merchant, where the tariff names any) the
/// few rows that may apply, as plain numbers.
///
/// One check is used by one thread. It answers what `Tariff.fee(for:)` answers; a test compares the two.
struct FeeCheck {
    /// One tariff row, ready to compute.
    private struct Price {
        let hasRange: Bool
        let hasDates: Bool
        /// Half-up without anything unusual: computed in one line.
        let isPlain: Bool
        let rate: Int64
        let fixed: Int64
        let floor: Int64
        let cap: Int64
        let isReturned: Bool
    }

    private let tariff: Tariff
    private let acquirer: String?
    private let namesMerchants: Bool
    private let products: TextPool
    private let merchants: TextPool
    /// Where each key's prices stand in `prices`.
    private var ranges: [UInt64: Range<Int>] = [:]
    private var prices: [Price] = []
    /// The rows of `prices`, for what is not plain.
    private var rows: [TariffRow] = []
    /// By product number, for tariffs that name no merchant: the usual case without a dictionary.
    private var byProduct: [Range<Int>] = []
    private static let notAsked = -1..<0

    init(_ tariff: Tariff, acquirer: String?, products: TextPool, merchants: TextPool) {
        self.tariff = tariff
        self.acquirer = acquirer
        self.products = products
        self.merchants = merchants
        namesMerchants = tariff.rows.contains { $0.merchant != nil }
    }

    /// - Parameter day: business day since 1970; nil when the row does not say.
    @inline(__always)
    mutating func check(
        fee: Int64, amount: Int64, isRefund: Bool, product: UInt32, merchant: UInt32, day: Int32?,
        isFinal: Bool = false
    ) -> FeeFinding {
        for index in range(product: product, merchant: merchant) {
            let price = prices[index]
            if price.hasRange || price.hasDates {
                if price.hasDates, day == nil, !isFinal { return .needsDay }
                let day = day.map { CivilDate(daysSinceEpoch: $0) }
                guard rows[index].covers(minor: amount, day: day) else { continue }
            }
            guard let expected = expected(price, index, amount: amount, isRefund: isRefund) else { return .notChecked }
            if fee == expected { return .right }
            let (difference, overflow) = fee.subtractingReportingOverflow(expected)
            if fee > expected { return .over(overflow ? .max : difference) }
            return .under(overflow ? .max : -difference)
        }
        return .notChecked
    }

    @inline(__always)
    private func expected(_ price: Price, _ index: Int, amount: Int64, isRefund: Bool) -> Int64? {
        guard price.isPlain, amount >= 0, amount < 1 << 31 else {
            return rows[index].fee(minor: amount, isRefund: isRefund)
        }
        // Below 2^31 times at most 2^30: no overflow.
        let share = (amount &* price.rate &+ 500_000_000) / 1_000_000_000
        let fee = min(max(share &+ price.fixed, price.floor), price.cap)
        guard isRefund else { return fee }
        return price.isReturned ? -fee : 0
    }

    @inline(__always)
    private mutating func range(product: UInt32, merchant: UInt32) -> Range<Int> {
        if !namesMerchants, Int(product) < byProduct.count, byProduct[Int(product)].lowerBound >= 0 {
            return byProduct[Int(product)]
        }
        return lookUp(product: product, merchant: merchant)
    }

    @inline(never)
    private mutating func lookUp(product: UInt32, merchant: UInt32) -> Range<Int> {
        let key = UInt64(product) << 32 | (namesMerchants ? UInt64(merchant) : 0)
        if let known = ranges[key] { return known }
        let range = compile(product: product, merchant: merchant)
        ranges[key] = range
        if !namesMerchants, product < 4_096 {
            while byProduct.count <= Int(product) { byProduct.append(Self.notAsked) }
            byProduct[Int(product)] = range
        }
        return range
    }

    private mutating func compile(product: UInt32, merchant: UInt32) -> Range<Int> {
        let name = product == 0 ? nil : String(decoding: products.text(product), as: UTF8.self)
        let merchantName = String(decoding: merchants.text(merchant), as: UTF8.self)
        let start = prices.count
        for row in tariff.candidates(product: name, acquirer: acquirer, merchant: MerchantID(merchantName)) {
            prices.append(Self.price(row))
            rows.append(row)
        }
        return start..<prices.count
    }

    private static func price(_ row: TariffRow) -> Price {
        let sane: ClosedRange<Int64> = 0...(1 << 40)
        let isPlain =
            row.rounding == .halfUp && sane.contains(row.fixed) && sane.contains(row.floor ?? 0)
            && sane.contains(row.cap ?? 0)
        return Price(
            hasRange: row.minAmount != nil || row.maxAmount != nil,
            hasDates: row.validFrom != nil || row.validTo != nil, isPlain: isPlain,
            rate: row.rate.partsPerBillion, fixed: row.fixed, floor: row.floor ?? 0, cap: row.cap ?? .max,
            isReturned: row.refund == .returned)
    }
}
