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
    /// The tariff asks for more than the row tells at first sight: see `FeeAnswer`.
    case needsSecondLook
    /// Compared with others by the sum of their batch.
    case summed
}

/// The tariff made ready for millions of rows: for each product (and merchant, where the tariff names any) the
/// few rows that may apply, as plain numbers.
///
/// One check is used by one thread. It answers what `Tariff.fee(for:)` answers; a test compares the two. Rows with
/// special terms are told apart here, once for each product: simple rows never pay for them.
struct FeeCheck {
    /// One tariff row, ready to compute.
    private struct Price {
        /// Does not hold for everything, or not by this check alone: the rest is looked at only then.
        var isGuarded = false
        var hasDates = false
        /// Hangs on more than this check knows, for payments or for refunds.
        var isSpecial = false
        var isSpecialForRefunds = false
        /// Half-up without anything unusual: computed in one line.
        var isPlain = false
        var rate: Int64 = 0
        var fixed: Int64 = 0
        var floor: Int64 = 0
        var cap: Int64 = 0
        var isReturned = false

        /// Below 2^31 times at most 2^30: no overflow.
        @inline(__always)
        func fee(_ amount: Int64, isRefund: Bool) -> Int64 {
            let share = (amount &* rate &+ 500_000_000) / 1_000_000_000
            let fee = min(max(share &+ fixed, floor), cap)
            guard isRefund else { return fee }
            return isReturned ? 0 &- fee : 0
        }
    }

    private let tariff: Tariff
    private let acquirer: String?
    private let namesMerchants: Bool
    /// What a chargeback's fee is at first sight: a tariff that prices disputes is asked by `FeeAnswer`.
    private let disputed: FeeFinding
    /// Whether `count` is to be called for each row.
    let countsVolumes: Bool
    private(set) var volumes = VolumeSums()
    private let products: TextPool
    private let merchants: TextPool
    /// Where each key's prices stand in `prices`.
    private var ranges: [UInt64: Range<Int>] = [:]
    private var prices: [Price] = []
    /// The rows of `prices`, for what is not plain.
    private var rows: [TariffRow] = []
    /// By product number, where the first tariff row that may apply always does and is plain: the usual case.
    private var usual: [Price] = []
    private static let mostUsual = 4_096

    init(_ tariff: Tariff, acquirer: String?, products: TextPool, merchants: TextPool) {
        self.tariff = tariff
        self.acquirer = acquirer
        self.products = products
        self.merchants = merchants
        namesMerchants = tariff.namesMerchants
        disputed = tariff.rows.contains { $0.terms.dispute != nil } ? .needsSecondLook : .notChecked
        countsVolumes = tariff.hasVolumes
    }

    /// - Parameter day: business day since 1970; nil when the row does not say.
    @inline(__always)
    mutating func check(
        fee: Int64, amount: Int64, type: UInt64, product: UInt32, merchant: UInt32, day: Int32?
    ) -> FeeFinding {
        if RowType.isDispute(type) { return type == RowType.chargeback ? disputed : .notChecked }
        return check(
            fee: fee, amount: amount, isRefund: RowType.isRefund(type), product: product, merchant: merchant, day: day)
    }

    @inline(__always)
    private mutating func check(
        fee: Int64, amount: Int64, isRefund: Bool, product: UInt32, merchant: UInt32, day: Int32?
    ) -> FeeFinding {
        if Int(product) < usual.count, usual[Int(product)].isPlain, amount >= 0, amount < 1 << 31 {
            return Self.finding(fee, usual[Int(product)].fee(amount, isRefund: isRefund))
        }
        return unusual(
            fee: fee, amount: amount, isRefund: isRefund, product: product, merchant: merchant, day: day)
    }

    @inline(__always)
    private static func finding(_ fee: Int64, _ expected: Int64) -> FeeFinding {
        if fee == expected { return .right }
        let (difference, overflow) = fee.subtractingReportingOverflow(expected)
        if fee > expected { return .over(overflow ? .max : difference) }
        return .under(overflow ? .max : 0 &- difference)
    }

    @inline(never)
    private mutating func unusual(
        fee: Int64, amount: Int64, isRefund: Bool, product: UInt32, merchant: UInt32, day: Int32?
    ) -> FeeFinding {
        for index in range(product: product, merchant: merchant) {
            let price = prices[index]
            if price.isGuarded {
                if price.isSpecial || (price.isSpecialForRefunds && isRefund) { return .needsSecondLook }
                if price.hasDates, day == nil { return .needsSecondLook }
                let day = day.map { CivilDate(daysSinceEpoch: $0) }
                guard rows[index].covers(minor: amount, day: day) else { continue }
            }
            guard let expected = expected(price, index, amount: amount, isRefund: isRefund) else { return .notChecked }
            return Self.finding(fee, expected)
        }
        return .notChecked
    }

    /// Counts a sale's volume, for tariffs that ask for it.
    @inline(never)
    mutating func count(amount: Int64, type: UInt64, day: Int32, product: UInt32, merchant: UInt32, table: Int) {
        guard RowType.owesSlip(type), day != DayKey.noDay else { return }
        volumes.add(amount: amount, day: day, merchant: merchant, product: product, table: table)
    }

    private func expected(_ price: Price, _ index: Int, amount: Int64, isRefund: Bool) -> Int64? {
        guard price.isPlain, amount >= 0, amount < 1 << 31 else {
            return rows[index].fee(minor: amount, isRefund: isRefund)
        }
        return price.fee(amount, isRefund: isRefund)
    }

    private mutating func range(product: UInt32, merchant: UInt32) -> Range<Int> {
        let key = UInt64(product) << 32 | (namesMerchants ? UInt64(merchant) : 0)
        if let known = ranges[key] { return known }
        let range = compile(product: product, merchant: merchant)
        ranges[key] = range
        if !namesMerchants, Int(product) < Self.mostUsual, let first = range.first, prices[first].isPlain,
            !prices[first].isGuarded
        {
            while usual.count <= Int(product) { usual.append(Price()) }
            usual[Int(product)] = prices[first]
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
            row.terms.isSimple && row.refund != .proportional && row.rounding == .halfUp && sane.contains(row.fixed)
            && sane.contains(row.floor ?? 0)
            && sane.contains(row.cap ?? 0)
        let (isSpecial, forRefunds) = (row.asksMore(isRefund: false), row.asksMore(isRefund: true))
        let hasDates = row.validFrom != nil || row.validTo != nil
        return Price(
            isGuarded: row.minAmount != nil || row.maxAmount != nil || hasDates || isSpecial || forRefunds,
            hasDates: hasDates, isSpecial: isSpecial, isSpecialForRefunds: forRefunds, isPlain: isPlain,
            rate: row.rate.partsPerBillion, fixed: row.fixed, floor: row.floor ?? 0, cap: row.cap ?? .max,
            isReturned: row.refund == .returned)
    }
}
