// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// One dated rule of a contract (费率): for which payments, and what they cost.
///
///     fee = round(amount × rate) + fixed, at least `floor`, at most `cap`
///
/// All amounts are minor units of the tariff's currency. Both ends of a range belong to it.
public struct TariffRow: Hashable, Sendable {
    /// Product as the files write it; `*` stands for any.
    public var product: String
    /// nil stands for any.
    public var acquirer: String?
    /// nil stands for any.
    public var merchant: MerchantID?
    public var rate: Rate
    public var fixed: Int64
    public var floor: Int64?
    public var cap: Int64?
    public var minAmount: Int64?
    public var maxAmount: Int64?
    public var rounding: Rounding
    public var refund: RefundFee
    public var validFrom: CivilDate?
    public var validTo: CivilDate?
    /// What few contracts have.
    public var terms = FeeTerms()

    public init(
        product: String = "*", acquirer: String? = nil, merchant: MerchantID? = nil, rate: Rate = .zero,
        fixed: Int64 = 0, floor: Int64? = nil, cap: Int64? = nil, minAmount: Int64? = nil, maxAmount: Int64? = nil,
        rounding: Rounding = .halfUp, refund: RefundFee = .returned, validFrom: CivilDate? = nil,
        validTo: CivilDate? = nil
    ) {
        self.product = product
        self.acquirer = acquirer
        self.merchant = merchant
        self.rate = rate
        self.fixed = fixed
        self.floor = floor
        self.cap = cap
        self.minAmount = minAmount
        self.maxAmount = maxAmount
        self.rounding = rounding
        self.refund = refund
        self.validFrom = validFrom
        self.validTo = validTo
    }

    /// The fee of a charge of this many minor units; nil when it does not fit, or hangs on more than the amount. A
    /// negative amount costs minus the fee of its magnitude.
    public func fee(minor amount: Int64) -> Int64? {
        guard terms.isSimple else { return fee(minor: amount, isRefund: false) }
        guard amount >= 0 else {
            guard amount != .min, let fee = fee(minor: -amount) else { return nil }
            return fee == .min ? nil : -fee
        }
        guard let share = share(of: amount, at: rate) else { return nil }
        let (sum, overflow) = share.addingReportingOverflow(fixed)
        guard !overflow else { return nil }
        return bounded(sum)
    }

    /// The fee of a payment in either direction: a refund's is negative, or zero where the acquirer keeps it.
    public func fee(minor amount: Int64, isRefund: Bool) -> Int64? {
        guard terms.isSimple, refund != .proportional else {
            return PricedPayment(FeeQuestion(amount: Money(minor: amount), isRefund: isRefund), self)?.fee
        }
        guard isRefund else { return fee(minor: amount) }
        guard refund == .returned else { return 0 }
        guard let fee = fee(minor: amount), fee != .min else { return nil }
        return -fee
    }

    /// The main share of an amount that is not negative: by the rate, or by the month's volume; nil without it.
    func share(of amount: Int64, volume: Int64?) -> Int64? {
        guard let price = terms.volume else { return share(of: amount, at: rate) }
        guard let volume, let (number, divisor) = price.share(of: amount, volume: volume, base: rate) else {
            return nil
        }
        return Int64(exactly: rounding.quotient(number, by: divisor))
    }

    /// Amount × rate, rounded; amount is not negative.
    func share(of amount: Int64, at rate: Rate) -> Int64? {
        let (product, overflow) = amount.multipliedReportingOverflow(by: rate.partsPerBillion)
        if !overflow { return rounding.quotient(product, by: Rate.one) }
        return Int64(exactly: rounding.quotient(Int128(amount) * Int128(rate.partsPerBillion), by: Int128(Rate.one)))
    }

    /// The fee is a share of the amount and nothing else.
    var isShareOnly: Bool {
        fixed == 0 && floor == nil && cap == nil && terms.parts.allSatisfy { $0.fixed == 0 }
    }

    /// The exact fee of an amount, before any rounding, in minor units times `Rate.one`; for rows whose fees are
    /// rounded by batch, which are a share and a fixed part.
    public func exactFee(minor amount: Int64, isRefund: Bool) -> Int128 {
        if isRefund, refund == .kept { return 0 }
        let fee = Int128(amount) * Int128(rate.partsPerBillion) + Int128(fixed) * Int128(Rate.one)
        return isRefund ? -fee : fee
    }

    func bounded(_ fee: Int64) -> Int64 {
        let raised = max(fee, floor ?? fee)
        return min(raised, cap ?? raised)
    }

    /// Whether the amount and the day lie inside this row's ranges. A row with dates covers no unknown day.
    public func covers(minor amount: Int64, day: CivilDate?) -> Bool {
        if let minAmount, amount < minAmount { return false }
        if let maxAmount, amount > maxAmount { return false }
        guard let day else { return validFrom == nil && validTo == nil }
        if let validFrom, day < validFrom { return false }
        if let validTo, validTo < day { return false }
        return true
    }

    /// Whether the row speaks of this product, acquirer and merchant. What the payment does not name is matched
    /// only by a row that names nothing there.
    public func selects(product: String?, acquirer: String?, merchant: MerchantID?) -> Bool {
        if self.product != "*", self.product != product { return false }
        if let mine = self.acquirer, mine != acquirer { return false }
        if let mine = self.merchant, mine != merchant { return false }
        return true
    }

    /// The smallest amount whose exact share reaches the cap: 3,636.37 for 0.55 % capped at 20.00.
    public var amountReachingCap: Int64? {
        guard let cap, cap > fixed, rate > .zero else { return nil }
        let needed = (Int128(cap) - Int128(fixed)) * Int128(Rate.one)
        return Int64(exactly: Rounding.up.quotient(needed, by: Int128(rate.partsPerBillion)))
    }

    /// Whether the row speaks of a merchant of this category, and of a card, a channel and a plan like this.
    func selects(_ question: FeeQuestion, category: UInt16?) -> Bool {
        guard selects(product: question.product, acquirer: question.acquirer, merchant: question.merchant),
            speaks(ofCategory: category)
        else { return false }
        if let mine = terms.brand, mine != question.brand { return false }
        if let mine = terms.channel, mine != question.channel { return false }
        if let mine = terms.instalments, mine != question.instalments { return false }
        return true
    }

    func speaks(ofCategory category: UInt16?) -> Bool {
        guard !terms.categories.isEmpty else { return true }
        guard let category else { return false }
        return terms.categories.contains { $0.contains(category) }
    }

    /// Larger wins: a row for one merchant beats one for an acquirer, which beats one for merchant categories, for
    /// a product, for instalments, for a brand, for a channel, which beats `*`; among equals, a row for a range of
    /// amounts beats one for all.
    public var specificity: Int {
        let names = [
            merchant != nil, acquirer != nil, !terms.categories.isEmpty, product != "*", terms.instalments != nil,
            terms.brand != nil, terms.channel != nil, minAmount != nil || maxAmount != nil,
        ]
        return names.reduce(0) { $0 * 2 + ($1 ? 1 : 0) }
    }

    /// Whether a look at amount, product, merchant and day is not enough for a payment, or for a refund.
    public func asksMore(isRefund: Bool) -> Bool {
        terms.asksMore || (isRefund && refund == .proportional)
    }
}
