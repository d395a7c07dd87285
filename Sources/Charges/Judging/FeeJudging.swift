// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tariffs
internal import Tender

/// Whether the fee is the contract's.
extension Judgement {
    /// A cleared row whose fee could be checked.
    struct FeeCheck {
        let row: Witness
        let charged: Money
        let contract: FeeComputation

        /// Zero where the contract itself leaves a fen to rounding.
        var difference: Int64? {
            let (difference, overflow) = charged.minor.subtractingReportingOverflow(contract.fee.minor)
            if !overflow, difference.magnitude <= UInt64(clamping: contract.tolerance) { return 0 }
            return overflow ? nil : difference
        }
    }

    /// The tariff in force on the business day of the transaction decides.
    func feeQuestion(for row: Witness) -> FeeQuestion? {
        guard let amount = row.facts.amount else { return nil }
        let time = row.facts.occurredAt ?? believed.occurredAt
        return FeeQuestion(
            amount: amount, isRefund: row.facts.type.returnsMoney, product: row.facts.product ?? believed.product,
            acquirer: row.facts.acquirer ?? believed.acquirer, merchant: row.facts.merchant ?? believed.merchant,
            day: time.map { calendar.businessDay.day(of: $0) })
    }

    func feeChecks() -> [FeeCheck] {
        guard !tariff.isEmpty else { return [] }
        return cleared.compactMap { row in
            guard let charged = row.facts.fee, let question = feeQuestion(for: row),
                let contract = tariff.fee(for: question), contract.fee.currency == charged.currency
            else { return nil }
            return FeeCheck(row: row, charged: charged, contract: contract)
        }
    }

    /// The fees of all rows together; one overcharged row is not made good by another's undercharge.
    func feeState(_ checks: [FeeCheck]) -> Verdict.FeeState {
        guard let first = checks.first else { return .unknown }
        if checks.count == 1, first.difference == 0 { return .asContract }
        let over = checks.compactMap(\.difference).filter { $0 > 0 }
        let under = checks.compactMap(\.difference).filter { $0 < 0 }
        let total = { (amounts: [Int64]) in
            Int64(clamping: amounts.reduce(Int128(0)) { $0 + Int128($1) }.magnitude)
        }
        if !over.isEmpty { return .over(by: Money(minor: total(over), currency: first.charged.currency)) }
        if !under.isEmpty { return .under(by: Money(minor: total(under), currency: first.charged.currency)) }
        return .asContract
    }

    /// A line of the statement that is a fee and nothing else: device rent, SIM card, maintenance.
    var loneFee: Witness? {
        testimony.from(.clearing).first { row in
            guard let fee = row.facts.fee, fee.minor != 0 else { return false }
            return (row.facts.amount?.minor ?? 0) == 0 && row.facts.reference == nil
        }
    }
}
