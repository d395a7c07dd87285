// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// What a customer says is wrong, until the shop has answered. A claim is looked into; it proves nothing.
extension Judgement {
    func claimedTwice() -> Finding? {
        guard let claim = demands.claim, claim.facts.claim == .chargedTwice, !isHoldTaken else { return nil }
        // Another one looks the same: whether it is the second charge, its own page says.
        if let twin = surroundings.lookAlikes.filter({ $0.type != .preauth }).min(by: { $0.id < $1.id }) {
            return finding(
                .py06, field: "claim", expected: "1", actual: "2", evidence: [claim.origin.reference],
                zh: "顾客说被扣了两次，\(twin.id) 与这笔相像。两笔并排核对，只退多扣的一笔，也不要再次扣款。",
                en: "The customer says they were charged twice, and \(twin.id) looks like this one. Compare the two, "
                    + "give back only the one too many, and do not charge again.")
        }
        return finding(
            .py06, field: "claim", expected: "1", actual: "2", evidence: [claim.origin.reference],
            zh: "顾客说被扣了两次，我们只看到一次。向收单机构查询，核实前不要退款，也不要再次扣款。",
            en: "The customer says they were charged twice; we see one charge. Ask the acquirer; until it answers, do "
                + "not refund and do not charge again.")
    }

    func claimedWrongAmount() -> Finding? {
        guard let claim = demands.claim, claim.facts.claim == .wrongAmount, !isHoldTaken else { return nil }
        let what = words.amount
        return finding(
            .py09, field: "claim", actual: believed.amount?.text ?? "", evidence: [claim.origin.reference],
            zh: "顾客说金额 \(what.zh)不对。核对购物明细后答复。",
            en: "The customer says that \(what.en) is not the right amount. Compare it with the basket, then answer.")
    }

    // MARK: - A hold that looks like a charge

    /// A hold that stands, or a charge with a hold beside it, of which the customer complains; or a hold and a
    /// charge of one card and amount within minutes: the bank's app shows two debits.
    var isHoldTaken: Bool {
        if isOpenHold {
            guard let holdExpiry, today <= holdExpiry else { return false }
            return demands.claim.map { $0.facts.claim != .proofShown } ?? (twinCharge != nil)
        }
        return isCharge && demands.claim?.facts.claim == .chargedTwice && twinHold != nil
    }

    private var twinCharge: Surroundings.LookAlike? {
        surroundings.lookAlikes.filter { $0.type != .preauth }.min { $0.id < $1.id }
    }

    private var twinHold: Surroundings.LookAlike? {
        surroundings.lookAlikes.filter { $0.type == .preauth }.min { $0.id < $1.id }
    }

    func holdTaken() -> Finding? {
        guard isHoldTaken else { return nil }
        let (what, when) = (words.amount, words.time)
        let evidence = demands.claim.map { [$0.origin.reference] }
        guard isOpenHold, let expiry = holdExpiry else {
            let hold = twinHold?.id ?? ""
            return finding(
                .py08, field: "hold", expected: type.rawValue, actual: TransactionType.preauth.rawValue,
                evidence: evidence,
                zh: "顾客说被扣了两次：一次是这笔 \(what.zh)的\(type.label.chinese)，另一次 \(hold) 只是冻结，不是扣款，到期自动解冻。不要退款。",
                en: "The customer says they were charged twice: one is this \(type.label.english) of \(what.en), the "
                    + "other, \(hold), is a hold and no charge; it lapses by itself. Do not refund.")
        }
        return finding(
            .py08, field: "hold", expected: expiry.description, actual: TransactionType.preauth.rawValue,
            evidence: evidence,
            zh: "\(when.zh)\(what.zh)只是冻结，不是扣款；没有完成也没有解冻，\(expiry) 前自动解冻。不要退款。",
            en: "\(what.en.capitalisedFirst)\(when.en) is held, not charged; neither captured nor released, it lapses "
                + "by itself on \(expiry). Do not refund.")
    }

    // MARK: - A proof that nothing bears out

    /// Somebody shows a payment that no source knows.
    func forgedProof() -> Finding? {
        guard let shown = demands.claim, shown.facts.claim == .proofShown else { return nil }
        switch belief?.status {
        case .approved, .reversed: return nil
        case nil, .declined, .closed, .unpaid, .pending, .unknown: break
        }
        let (what, when) = (words.amount, words.time)
        let status = belief?.status
        let answer = status.map {
            Phrase(
                zh: "\(belief?.source.label.chinese ?? "")的状态是\($0.label.chinese)",
                en: "\(belief?.source.label.english ?? "") has it as \($0.label.english)")
        }
        return finding(
            .py15, field: "proof", expected: ReportedStatus.approved.rawValue, actual: status?.rawValue ?? "",
            evidence: [shown.origin.reference],
            zh: "顾客出示了 \(when.zh)\(what.zh)的付款凭证，\(answer?.zh ?? "没有任何一方有这笔记录")。截图不能证明付款：先向渠道查询，再交货。",
            en: "The customer shows a proof of \(what.en)\(when.en); \(answer?.en ?? "no source has such a payment"). "
                + "A screenshot proves nothing: ask the channel before handing over the goods.")
    }
}
