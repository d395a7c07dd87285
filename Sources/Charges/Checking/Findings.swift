// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tariffs
internal import Tender

/// The codes that hold: independent checks, each code at most once, sorted.
extension Judgement {
    func findings(_ money: Verdict.MoneyState, checks: [FeeCheck]) -> [Finding] {
        let rules = ruleSet(money, checks: checks)
        let found: [Finding?] = [
            outcomeUnknown(money), approvedTillFailed(rules), tillSuccessBankNone(), chargeWithoutSale(rules),
            duplicateCharge(money), bookedTwice(), wrongAmount(), wrongType(), wrongParty(), paidAfterClose(),
            sourcesDisagree(), approvedThenReversed(money), noSlip(money, rules), printUnknown(money),
            neverSettled(money, rules), holdExpiring(), settledAmountDiffers(rules), feeOvercharged(checks),
            unexpectedFee(), refundedTwice(), refundStuck(), refundFailed(),
        ]
        return found.compactMap { $0 }.sorted { $0.code < $1.code }
    }

    /// The file job's rules over what the counter and the first cleared row say.
    private func ruleSet(_ money: Verdict.MoneyState, checks: [FeeCheck]) -> FindingSet {
        let till = counterStatus.map {
            RowRules.Till(status: $0, amount: counterAmount?.minor, printed: printed)
        }
        let acquirer = cleared.first.map { row in
            let check = checks.first { $0.row === row }
            return RowRules.Acquirer(
                amount: row.facts.amount?.minor, fee: check?.charged.minor, expectedFee: check?.contract.fee.minor)
        }
        return RowRules.findings(
            till, acquirer, type: type, isDue: isOverdue && isExpected(money), isPastDecision: isPastDecision)
    }

    func finding(
        _ code: FindingCode, field: String, expected: String = "", actual: String = "", difference: Money? = nil,
        evidence: [String]? = nil, zh: String, en: String
    ) -> Finding {
        Finding(
            code: code, field: field, expected: expected, actual: actual, difference: difference,
            evidence: evidence ?? self.evidence(), explanation: Bilingual(zh, en), nextAction: code.nextAction)
    }
}
