// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Matching
internal import Tariffs
internal import Tender

/// The tariff's whole answer for one acquirer row, read again: for findings, and for rows whose fee hangs on more
/// than the row itself tells at first sight (the till's day, the month's volume, the card's brand, a whole batch).
///
/// The day of a fee is the business day of the transaction: by the acquirer row's own time, else by the time of
/// the till row it joined, else the settlement date.
struct FeeAnswer {
    /// A question and what the contract says to it.
    struct Known {
        let question: FeeQuestion
        let contract: FeeComputation
    }

    private let plan: ReadingPlan
    private let lookup: RowLookup
    private let volumes: MonthVolumes
    private let batches: [Int64: BatchFeeFinding]

    init(_ plan: ReadingPlan, _ lookup: RowLookup) {
        self.plan = plan
        self.lookup = lookup
        volumes = plan.feeBook.volumes
        batches = plan.feeBook.batches
    }

    /// The batch that a finding about fees speaks of, where it speaks of no single row.
    func batch(_ finding: RowFinding) -> BatchFeeFinding? {
        guard finding.code == .feeTooHigh, finding.acquirer == nil, let first = finding.first else { return nil }
        return batches[first.place]
    }

    func finding(_ acquirer: MatchRow, till: MatchRow?, sums: inout BatchFees) -> FeeFinding {
        guard let record = lookup.acquirer(acquirer), record.fee != nil else { return .notChecked }
        return finding(record, till: till.flatMap { lookup.till($0) }, row: acquirer, sums: &sums)
    }

    /// - Parameter row: stands for the record in the sum of its batch.
    func finding(_ record: AcquirerRecord, till: TillRecord?, row acquirer: MatchRow, sums: inout BatchFees)
        -> FeeFinding
    {
        guard let fee = record.fee, let known = known(record, till: till) else { return .notChecked }
        let row = known.contract.row
        if row.terms.level != .transaction, !known.question.isDispute {
            let exact = row.exactFee(minor: record.amount, isRefund: known.question.isRefund)
            sums.add(
                BatchFee(
                    rows: 1, exact: exact, charged: Int128(fee), amount: Int128(record.amount), first: acquirer),
                to: BatchKey(record, rowNumber: known.contract.rowNumber, level: row.terms.level))
            return .summed
        }
        if record.parts.contains(where: { known.contract.parts[$0.key] ?? $0.value != $0.value }) {
            sums.partsDiffer += 1
        }
        let expected = known.contract.fee.minor
        let (difference, overflow) = fee.subtractingReportingOverflow(expected)
        if !overflow, difference.magnitude <= UInt64(clamping: known.contract.tolerance) { return .right }
        if fee > expected { return .over(overflow ? .max : difference) }
        return .under(overflow ? .max : 0 &- difference)
    }

    func known(_ record: AcquirerRecord, till: TillRecord?) -> Known? {
        var question = FeeQuestion(record, currency: plan.currency, day: plan.isDated ? day(record, till) : nil)
        if plan.tariff.hasVolumes, let number = plan.tariff.rowNumber(for: question), let day = countedDay(record) {
            question.volume = volumes.volume(rowNumber: number, day: day, merchant: record.merchant)
        }
        return plan.tariff.fee(for: question).map { Known(question: question, contract: $0) }
    }

    /// The day of the fee, by the transaction's own time where any side tells it.
    func day(_ record: AcquirerRecord, _ till: TillRecord?) -> CivilDate? {
        guard let time = record.time ?? till?.time else { return record.settleDate }
        return CivilDate(daysSinceEpoch: plan.due.businessDay(seconds: time.secondsSinceEpoch))
    }

    /// The day by which the reader has counted the row's volume.
    private func countedDay(_ record: AcquirerRecord) -> CivilDate? { day(record, nil) }
}
