// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Matching
internal import Tariffs
internal import Tender

/// The tariff's whole answer for one acquirer row, read again: for findings, and for rows whose day only the
/// till knows.
///
/// The day of a fee is the business day of the transaction: by the acquirer row's own time, else by the time of
/// the till row it joined, else the settlement date.
struct FeeAnswer {
    private let plan: ReadingPlan
    private let lookup: RowLookup

    init(_ plan: ReadingPlan, _ lookup: RowLookup) {
        self.plan = plan
        self.lookup = lookup
    }

    func finding(_ acquirer: MatchRow, till: MatchRow?) -> FeeFinding {
        guard let record = lookup.acquirer(acquirer), let fee = record.fee else { return .notChecked }
        guard let expected = expected(record, till: till.flatMap { lookup.till($0) })?.fee.minor else {
            return .notChecked
        }
        if fee == expected { return .right }
        return fee > expected ? .over(fee - expected) : .under(expected - fee)
    }

    func expected(_ record: AcquirerRecord, till: TillRecord?) -> FeeComputation? {
        plan.tariff.fee(
            for: FeeQuestion(
                amount: Money(minor: record.amount, currency: plan.currency), isRefund: record.type == "refund",
                product: record.product.isEmpty ? nil : record.product, acquirer: record.acquirer,
                merchant: MerchantID(record.merchant), day: plan.isDated ? day(record, till) : nil))
    }

    private func day(_ record: AcquirerRecord, _ till: TillRecord?) -> CivilDate? {
        guard let time = record.time ?? till?.time else { return record.settleDate }
        return CivilDate(daysSinceEpoch: plan.due.businessDay(seconds: time.secondsSinceEpoch))
    }
}
