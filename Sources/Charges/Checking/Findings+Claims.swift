// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// What a customer says is wrong, until the shop has answered. A claim is looked into; it proves nothing.
extension Judgement {
    /// The latest claim, when nobody answered it since.
    private var openClaim: Witness? {
        let told = testimony.from(.person).filter { $0.facts.claim != nil }
        guard let last = told.max(by: { $0.recordedAt < $1.recordedAt }), last.facts.claim != .answered else {
            return nil
        }
        return last
    }

    func claimedTwice() -> Finding? {
        guard let claim = openClaim, claim.facts.claim == .chargedTwice else { return nil }
        return finding(
            .py06, field: "claim", expected: "1", actual: "2", evidence: [claim.origin.reference],
            zh: "顾客说被扣了两次，我们只看到一次。向收单机构查询，核实前不要退款，也不要再次扣款。",
            en: "The customer says they were charged twice; we see one charge. Ask the acquirer; until it answers, do "
                + "not refund and do not charge again.")
    }

    func claimedWrongAmount() -> Finding? {
        guard let claim = openClaim, claim.facts.claim == .wrongAmount else { return nil }
        let what = words.amount
        return finding(
            .py09, field: "claim", actual: believed.amount?.text ?? "", evidence: [claim.origin.reference],
            zh: "顾客说金额 \(what.zh)不对。核对购物明细后答复。",
            en: "The customer says that \(what.en) is not the right amount. Compare it with the basket, then answer.")
    }
}
