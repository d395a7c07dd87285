// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// A fee and how it came about, step by step.
public struct FeeComputation: Hashable, Sendable {
    /// One step; amounts in minor units.
    public enum Step: Hashable, Sendable {
        case share(Rate, of: Int64, gives: Int64)
        /// The average rate of a month's volume, slice by slice.
        case average(ofVolume: Int64, gives: Int64)
        case addOn(Rate, gives: Int64)
        case part(PartPrice.Kind, gives: Int64)
        case added(fixed: Int64)
        case raised(toFloor: Int64)
        case lowered(toCap: Int64)
        case tax(Rate, gives: Int64)
        case dispute(Int64)
        case proportion(of: Int64, gives: Int64)
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
    /// What each part of an interchange++ fee should be, in minor units, negative when it comes back.
    public let parts: [PartPrice.Kind: Int64]
    /// Minor units by which a right fee may differ: partial refunds and the fees of a batch are rounded one by one.
    public let tolerance: Int64

    init?(_ question: FeeQuestion, row: TariffRow, rowNumber: Int, version: String) {
        guard let priced = PricedPayment(question, row) else { return nil }
        self.fee = Money(minor: priced.fee, currency: question.amount.currency)
        self.row = row
        self.rowNumber = rowNumber
        self.version = version
        steps = priced.steps
        parts = priced.parts
        tolerance = priced.tolerance
    }

    /// The computation as a line of figures that reads the same in every language:
    /// `4,000.00 × 0.60% = 24.00; max 20.00`.
    public var formula: String {
        let money = { (minor: Int64) in Money(minor: minor, currency: fee.currency).grouped }
        let parts = steps.map { step in
            switch step {
            case .share(let rate, of: let amount, gives: let share):
                "\(money(amount)) × \(rate) = \(money(share))"
            case .average(ofVolume: let volume, gives: let share): "Σ \(money(volume)) → \(money(share))"
            case .addOn(let rate, gives: let share): "+ \(rate) = \(money(share))"
            case .part(let kind, gives: let share): "+ \(kind.rawValue) \(money(share))"
            case .added(fixed: let fixed): "+ \(money(fixed))"
            case .raised(toFloor: let floor): "min \(money(floor))"
            case .lowered(toCap: let cap): "max \(money(cap))"
            case .tax(let rate, gives: let tax): "+ tax \(rate) = \(money(tax))"
            case .dispute(let fee): "= \(money(fee))"
            case .proportion(of: let whole, gives: let share): "\(money(whole)) → \(money(share))"
            case .returned: "× −1"
            case .kept: "0"
            }
        }
        return parts.joined(separator: "; ")
    }
}
