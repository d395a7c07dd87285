// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// What must be known of a payment to say what it should cost.
public struct FeeQuestion: Hashable, Sendable {
    /// Positive in the direction of the payment.
    public var amount: Money
    public var isRefund: Bool
    public var product: String?
    public var acquirer: String?
    public var merchant: MerchantID?
    /// Business day of the transaction.
    public var day: CivilDate?

    public init(
        amount: Money, isRefund: Bool = false, product: String? = nil, acquirer: String? = nil,
        merchant: MerchantID? = nil, day: CivilDate? = nil
    ) {
        self.amount = amount
        self.isRefund = isRefund
        self.product = product
        self.acquirer = acquirer
        self.merchant = merchant
        self.day = day
    }
}

/// A fee and how it came about, step by step.
public struct FeeComputation: Hashable, Sendable {
    /// One step; amounts in minor units.
    public enum Step: Hashable, Sendable {
        case share(Rate, of: Int64, gives: Int64)
        case added(fixed: Int64)
        case raised(toFloor: Int64)
        case lowered(toCap: Int64)
        case returned
        case kept
    }

    /// Negative when it comes back with a refund.
    public let fee: Money
    public let row: TariffRow
    /// Place of the row in its file, from 1.
    public let rowNumber: Int
    /// `Tariff.version` of the tariff that was asked.
    public let version: String
    public let steps: [Step]

    init?(_ question: FeeQuestion, row: TariffRow, rowNumber: Int, version: String) {
        let amount = question.amount.minor
        guard let fee = row.fee(minor: amount, isRefund: question.isRefund) else { return nil }
        self.fee = Money(minor: fee, currency: question.amount.currency)
        self.row = row
        self.rowNumber = rowNumber
        self.version = version
        steps = Self.steps(of: row, amount: amount, isRefund: question.isRefund)
    }

    private static func steps(of row: TariffRow, amount: Int64, isRefund: Bool) -> [Step] {
        if isRefund, row.refund == .kept { return [.kept] }
        guard amount >= 0, let share = row.share(of: amount) else { return [] }
        var steps: [Step] = [.share(row.rate, of: amount, gives: share)]
        if row.fixed != 0 { steps.append(.added(fixed: row.fixed)) }
        let sum = share &+ row.fixed
        if let floor = row.floor, sum < floor { steps.append(.raised(toFloor: floor)) }
        if let cap = row.cap, max(sum, row.floor ?? sum) > cap { steps.append(.lowered(toCap: cap)) }
        if isRefund { steps.append(.returned) }
        return steps
    }

    /// The computation as a line of figures that reads the same in every language:
    /// `4,000.00 × 0.60% = 24.00; max 20.00`.
    public var formula: String {
        let money = { (minor: Int64) in Money(minor: minor, currency: fee.currency).grouped }
        let parts = steps.map { step in
            switch step {
            case .share(let rate, of: let amount, gives: let share):
                "\(money(amount)) × \(rate) = \(money(share))"
            case .added(fixed: let fixed): "+ \(money(fixed))"
            case .raised(toFloor: let floor): "min \(money(floor))"
            case .lowered(toCap: let cap): "max \(money(cap))"
            case .returned: "× −1"
            case .kept: "0"
            }
        }
        return parts.joined(separator: "; ")
    }
}
