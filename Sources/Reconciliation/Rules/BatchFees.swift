// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Matching
internal import Tariffs
internal import Tender

/// What is rounded once: the fees of a row of the tariff in one batch or on one settlement day.
struct BatchKey: Hashable, Sendable {
    let rowNumber: Int
    let merchant: String
    /// Empty where the whole day is one sum.
    let terminal: String
    let batch: String
    let day: CivilDate?

    /// The batch where the row names one and the contract rounds by batch; else the day.
    init(_ record: AcquirerRecord, rowNumber: Int, level: RoundingLevel) {
        self.rowNumber = rowNumber
        merchant = record.merchant
        let isBatch = level == .batch && !record.batch.isEmpty
        terminal = isBatch ? record.terminal : ""
        batch = isBatch ? record.batch : ""
        day = record.settleDate
    }
}

/// Sums of one batch. The order of rows does not matter: the fees are added exactly and rounded at the end.
struct BatchFee: Sendable {
    var rows = 0
    /// Minor units times `Rate.one`.
    var exact: Int128 = 0
    var charged: Int128 = 0
    var amount: Int128 = 0
    /// The row that stands first in the files.
    var first: MatchRow

    mutating func add(_ other: BatchFee) {
        rows += other.rows
        exact += other.exact
        charged += other.charged
        amount += other.amount
        if other.first.place < first.place { first = other.first }
    }
}

/// The fees of a batch that are above the contract's, by more than rounding each fee alone can explain.
struct BatchFeeFinding: Sendable {
    let key: BatchKey
    let rows: Int
    let amount: Int128
    let charged: Int128
    let expected: Int128
    /// Half a minor unit for each row.
    let drift: Int128
    let first: MatchRow
    let row: TariffRow

    var over: Int128 { charged - expected }
}

/// Fees that are compared by their sum.
struct BatchFees: Sendable {
    private(set) var sums: [BatchKey: BatchFee] = [:]
    /// Rows of which a part of the fee is not the contract's, whatever the sum.
    var partsDiffer = 0

    mutating func add(_ fee: BatchFee, to key: BatchKey) {
        if sums[key] == nil { sums[key] = fee } else { sums[key]?.add(fee) }
    }

    mutating func add(_ other: BatchFees) {
        for (key, fee) in other.sums { add(fee, to: key) }
        partsDiffer += other.partsDiffer
    }

    /// Compares every sum.
    ///
    /// - Returns: what became of the rows, and the batches that cost too much, by the place of their first row.
    func judge(_ tariff: Tariff) -> (totals: FeeTotals, findings: [BatchFeeFinding]) {
        var totals = FeeTotals()
        totals.partsDiffer = partsDiffer
        var findings: [BatchFeeFinding] = []
        for (key, fee) in sums {
            let row = tariff.rows[key.rowNumber - 1]
            let expected = row.rounding.rounded(fee.exact)
            let drift = Int128(fee.rows + 1) / 2
            let difference = fee.charged - expected
            if difference > drift {
                totals.over += fee.rows
                totals.overBy += difference
                findings.append(
                    BatchFeeFinding(
                        key: key, rows: fee.rows, amount: fee.amount, charged: fee.charged, expected: expected,
                        drift: drift, first: fee.first, row: row))
            } else if difference < -drift {
                totals.under += fee.rows
                totals.underBy -= difference
            } else {
                totals.right += fee.rows
            }
        }
        return (totals, findings.sorted { $0.first.place < $1.first.place })
    }
}
