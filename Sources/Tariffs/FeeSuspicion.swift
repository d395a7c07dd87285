// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// A guess at why a fee is not the contract's: which mistake would give exactly the fee that was charged.
public enum FeeSuspicion: Hashable, Sendable {
    /// Another row was applied: another product, acquirer, or a price no longer (or not yet) in force.
    case otherRow(TariffRow, number: Int)
    /// The cap was forgotten.
    case capIgnored(Int64)
    /// The fraction of a fen was rounded another way.
    case roundedAs(Rounding)
    /// The fee of a refund was not given back.
    case notReturned
    /// The fee was taken twice.
    case doubled
    /// Nothing was charged.
    case waived
}

extension Tariff {
    /// The mistakes that would give exactly this fee, the likeliest first; empty when none does.
    public func explaining(fee charged: Money, for question: FeeQuestion) -> [FeeSuspicion] {
        guard let right = fee(for: question), charged.currency == currency, charged != right.fee else { return [] }
        var found: [FeeSuspicion] = []
        if charged.minor == 0 { found.append(question.isRefund ? .notReturned : .waived) }
        found += otherRows(giving: charged.minor, for: question, instead: right.rowNumber)
        found += slips(giving: charged.minor, for: question, in: right.row)
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

    private func otherRows(giving fee: Int64, for question: FeeQuestion, instead number: Int) -> [FeeSuspicion] {
        // Where every fee is zero, any row would "explain" it.
        guard fee != 0 else { return [] }
        let same = rows.indices.filter { rows[$0].product == question.product }
        let others = rows.indices.filter { rows[$0].product != question.product }
        return (same + others).compactMap { index in
            guard index + 1 != number else { return nil }
            let given = rows[index].fee(minor: question.amount.minor, isRefund: question.isRefund)
            return given == fee ? .otherRow(rows[index], number: index + 1) : nil
        }
    }

    private func slips(giving fee: Int64, for question: FeeQuestion, in row: TariffRow) -> [FeeSuspicion] {
        var found: [FeeSuspicion] = []
        let gives = { (variant: TariffRow) in
            variant.fee(minor: question.amount.minor, isRefund: question.isRefund) == fee
        }
        if let cap = row.cap {
            var variant = row
            variant.cap = nil
            if gives(variant) { found.append(.capIgnored(cap)) }
        }
        for rounding in Rounding.allCases where rounding != row.rounding {
            var variant = row
            variant.rounding = rounding
            if gives(variant) { found.append(.roundedAs(rounding)) }
        }
        return found
    }
}
