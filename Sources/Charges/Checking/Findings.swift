// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tariffs
internal import Tender

/// The codes that hold: independent checks, each code at most once, sorted.
extension Judgement {
    func findings(_ money: Verdict.MoneyState, checks: [FeeCheck]) -> [Finding] {
        guard !testimony.all.isEmpty else { return [] }
        let rules = ruleSet(money, checks: checks)
        var found: [Finding] = []
        let keep = { (finding: Finding?) in
            if let finding { found.append(finding) }
        }
        keep(noSlip(money, rules))
        keep(printUnknown(money))
        keep(customerLeft(money))
        keep(slipLost())
        keep(repeatedPrints())
        keep(staleSlip())
        keep(slipMismatch())
        keep(messageUndelivered())
        keep(slipMisdirected())
        keep(outcomeUnknown(money))
        keep(approvedTillFailed(rules))
        keep(tillSuccessBankNone())
        keep(chargeWithoutSale(money, rules))
        keep(saleWithoutCharge())
        keep(duplicateCharge(money) ?? claimedTwice())
        keep(bookedTwice())
        keep(holdTaken())
        keep(wrongAmount() ?? claimedWrongAmount())
        keep(wrongType())
        keep(wrongParty())
        keep(paidAfterClose(money))
        keep(sourcesDisagree())
        keep(approvedThenReversed(money))
        keep(forgedProof())
        keep(offlineNotSent())
        keep(neverSettled(money, rules))
        keep(holdExpiring())
        keep(settledAmountDiffers(rules))
        keep(feeOvercharged(checks))
        keep(unexpectedFee())
        keep(refundedTwice())
        keep(refundStuck())
        keep(refundFailed())
        keep(refundAndDispute())
        keep(refundTooLate(money))
        keep(refundWithoutOriginal())
        keep(complaintOverdue())
        keep(retrieval())
        keep(chargeback())
        keep(regulator())
        keep(lawsuit())
        return found.count > 1 ? found.sorted { $0.code < $1.code } : found
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
