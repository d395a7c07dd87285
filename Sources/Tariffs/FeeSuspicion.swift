// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// A guess at why a fee is not the contract's: which mistake would give exactly the fee that was charged.
public enum FeeSuspicion: Hashable, Sendable {
    /// Another row was applied: another product, acquirer, or range of amounts.
    case otherRow(TariffRow, number: Int)
    /// The price of an earlier time: the row is no longer in force.
    case formerPrice(TariffRow, number: Int)
    /// The price of a later time: the row is not yet in force.
    case futurePrice(TariffRow, number: Int)
    /// The cap was forgotten.
    case capIgnored(Int64)
    /// The floor was added to the fee instead of being its least.
    case floorAdded(Int64)
    /// The fixed part was taken twice.
    case fixedTwice(Int64)
    /// The rate of another step of the month's volume.
    case otherStep(Rate)
    /// The share was taken of amount and fee together.
    case feeOnTop
    /// The tax on the fee was added a second time.
    case taxedTwice(Rate)
    /// The fraction of a fen was rounded another way.
    case roundedAs(Rounding)
    /// The fee of a refund was not given back.
    case notReturned
    /// A fee was taken for a refund, as if it were a payment.
    case chargedAgain
    /// The fee was taken twice.
    case doubled
    /// Nothing was charged.
    case waived
}

extension Tariff {
    /// Rows that are tried for each fee: a contract of hundreds of rows must not make a bad month slow.
    private static let mostRows = 200

    /// The mistakes that would give exactly this fee, the likeliest first; empty when none does.
    public func explaining(fee charged: Money, for question: FeeQuestion) -> [FeeSuspicion] {
        guard charged.currency == currency, let right = fee(for: question) else { return [] }
        return explaining(fee: charged, for: question, instead: right)
    }

    /// The same where the right fee is already known.
    public func explaining(
        fee charged: Money, for question: FeeQuestion, instead right: FeeComputation
    ) -> [FeeSuspicion] {
        guard charged.currency == currency, charged != right.fee else { return [] }
        var found: [FeeSuspicion] = []
        if charged.minor == 0 { found.append(question.isRefund ? .notReturned : .waived) }
        found += otherRows(giving: charged.minor, for: question, instead: right)
        found += slips(giving: charged.minor, for: question, in: right.row)
        found += floors(giving: charged.minor, right)
        if question.isRefund, charged.minor > 0, right.fee.minor < 0, charged.minor == 0 &- right.fee.minor {
            found.append(.chargedAgain)
        }
        let (twice, overflow) = right.fee.minor.multipliedReportingOverflow(by: 2)
        if !overflow, twice == charged.minor { found.append(.doubled) }
        return found
    }

    /// The rate that was charged in fact, for example 0.60 %; nil for a refund kept, or beyond 100 %.
    public static func effectiveRate(fee: Money, of amount: Money) -> Rate? {
        guard amount.minor > 0, fee.minor >= 0, fee.currency == amount.currency else { return nil }
        let parts = Rounding.halfUp.quotient(Int128(fee.minor) * Int128(Rate.one), by: Int128(amount.minor))
        return Int64(exactly: parts).flatMap { Rate(partsPerBillion: $0) }
    }

    private func otherRows(
        giving fee: Int64, for question: FeeQuestion, instead right: FeeComputation
    ) -> [FeeSuspicion] {
        // Where every fee is zero, any row would "explain" it.
        guard fee != 0 else { return [] }
        let same = rows.indices.filter { rows[$0].product == question.product }
        let others = rows.indices.filter { rows[$0].product != question.product }
        return (same + others).prefix(Self.mostRows).compactMap { index in
            guard index + 1 != right.rowNumber, Self.fee(of: rows[index], for: question) == fee else { return nil }
            return Self.suspicion(of: rows[index], number: index + 1, question, right.row)
        }
    }

    /// A row of another time, or simply another row.
    private static func suspicion(
        of row: TariffRow, number: Int, _ question: FeeQuestion, _ right: TariffRow
    ) -> FeeSuspicion {
        guard row.product == right.product, row.acquirer == right.acquirer, row.merchant == right.merchant,
            let day = question.day
        else { return .otherRow(row, number: number) }
        if let last = row.validTo, last < day { return .formerPrice(row, number: number) }
        if let first = row.validFrom, day < first { return .futurePrice(row, number: number) }
        // Both hold by their dates, and the later one has taken over.
        guard let mine = right.validFrom, row.validFrom ?? CivilDate(daysSinceEpoch: .min) < mine else {
            return .otherRow(row, number: number)
        }
        return .formerPrice(row, number: number)
    }

    private static func fee(of row: TariffRow, for question: FeeQuestion) -> Int64? {
        PricedPayment(question, row)?.fee
    }

    private func slips(giving fee: Int64, for question: FeeQuestion, in row: TariffRow) -> [FeeSuspicion] {
        var found: [FeeSuspicion] = []
        func test(_ suspicion: FeeSuspicion, _ change: (inout TariffRow) -> Void) {
            var variant = row
            change(&variant)
            if variant != row, Self.fee(of: variant, for: question) == fee { found.append(suspicion) }
        }
        if let cap = row.cap { test(.capIgnored(cap)) { $0.cap = nil } }
        for step in row.terms.volume?.steps ?? [] {
            test(.otherStep(step.rate)) {
                $0.terms.volume = nil
                $0.rate = step.rate
            }
        }
        if row.terms.volume != nil { test(.otherStep(row.rate)) { $0.terms.volume = nil } }
        let (fixed, overflow) = row.fixed.multipliedReportingOverflow(by: 2)
        if row.fixed > 0, !overflow { test(.fixedTwice(row.fixed)) { $0.fixed = fixed } }
        for rounding in Rounding.allCases { test(.roundedAs(rounding)) { $0.rounding = rounding } }
        return found + added(giving: fee, for: question, in: row)
    }

    /// Fees on fees: the share of amount and fee together, and tax upon tax.
    private func added(giving fee: Int64, for question: FeeQuestion, in row: TariffRow) -> [FeeSuspicion] {
        guard let right = Self.fee(of: row, for: question), right > 0 else { return [] }
        var found: [FeeSuspicion] = []
        let (whole, overflow) = question.amount.minor.addingReportingOverflow(right)
        if !overflow, !question.isRefund {
            var more = question
            more.amount = Money(minor: whole, currency: question.amount.currency)
            if Self.fee(of: row, for: more) == fee { found.append(.feeOnTop) }
        }
        if row.terms.tax > .zero, let again = row.share(of: right, at: row.terms.tax),
            right.addingReportingOverflow(again) == (fee, false)
        {
            found.append(.taxedTwice(row.terms.tax))
        }
        return found
    }

    private func floors(giving fee: Int64, _ right: FeeComputation) -> [FeeSuspicion] {
        guard let floor = right.row.floor, floor > 0, right.fee.minor > 0 else { return [] }
        let base = right.steps.contains(.raised(toFloor: floor)) ? Self.share(in: right) : right.fee.minor
        return base.addingReportingOverflow(floor) == (fee, false) ? [.floorAdded(floor)] : []
    }

    /// What the fee was before the floor raised it.
    private static func share(in computation: FeeComputation) -> Int64 {
        computation.steps.reduce(Int64(0)) { sum, step in
            switch step {
            case .share(_, of: _, let gives), .average(ofVolume: _, let gives), .addOn(_, let gives),
                .part(_, let gives), .added(fixed: let gives):
                sum &+ gives
            default: sum
            }
        }
    }
}
