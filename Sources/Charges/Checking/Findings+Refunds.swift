// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// RF: money on its way back.
extension Judgement {
    func refundedTwice() -> Finding? {
        if type.returnsMoney { return exceedsOriginal() }
        guard isCharge, let captured else { return nil }
        let back = givenBack { $0 != .failed }
        if back.minor > captured.minor {
            let (given, taken) = (Words.money(back), Words.money(captured))
            let excess = Int64(clamping: Int128(back.minor) - Int128(captured.minor))
            return finding(
                .rf01, field: "refunded", expected: captured.text, actual: back.text,
                difference: Money(minor: excess, currency: captured.currency),
                zh: "已退和在途合计 \(given.zh)，超过所收 \(taken.zh)。",
                en: "\(given.en) has been or is being given back, more than the \(taken.en) that was charged.")
        }
        return equalRefunds()
    }

    private func exceedsOriginal() -> Finding? {
        guard let original = surroundings.original?.amount, let amount = believed.amount,
            original.currency == amount.currency, amount.minor > original.minor, belief?.status != .declined,
            belief?.status != .closed
        else { return nil }
        let (given, taken) = (Words.money(amount), Words.money(original))
        return finding(
            .rf01, field: "refunded", expected: original.text, actual: amount.text,
            difference: Money(
                minor: Int64(clamping: Int128(amount.minor) - Int128(original.minor)), currency: amount.currency),
            zh: "退 \(given.zh)，超过原交易的 \(taken.zh)。",
            en: "\(given.en) is given back of a charge of \(taken.en).")
    }

    /// Two refunds of the same amount within ten minutes look like one request sent twice.
    private func equalRefunds() -> Finding? {
        let refunds = surroundings.linked.filter { $0.type == .refund && $0.state != .failed && $0.at != nil }
            .sorted { ($0.at?.secondsSinceEpoch ?? 0, $0.id) < ($1.at?.secondsSinceEpoch ?? 0, $1.id) }
        for (first, second) in zip(refunds, refunds.dropFirst()) where first.amount == second.amount {
            guard let amount = first.amount, let start = first.at, let end = second.at,
                end <= start.adding(seconds: 600)
            else { continue }
            let text = Words.money(amount)
            return finding(
                .rf01, field: "count", expected: "1", actual: "2", difference: amount,
                zh: "10 分钟内两笔同额退款（\(first.id)、\(second.id)），各 \(text.zh)。",
                en: "Two equal refunds within ten minutes (\(first.id), \(second.id)), \(text.en) each.")
        }
        return nil
    }

    func refundStuck() -> Finding? {
        guard isRefundStuck else { return nil }
        let (what, when) = (words.amount, words.time)
        return finding(
            .rf02, field: "status", expected: ReportedStatus.approved.rawValue, actual: belief?.status.rawValue ?? "",
            zh: "\(when.zh)受理的退款 \(what.zh)超过三个工作日仍未完成。",
            en: "The refund of \(what.en)\(when.en) is not finished after three working days.")
    }

    /// The channel says so; a till's own declined refund was simply not made.
    func refundFailed() -> Finding? {
        guard type == .refund, let belief, belief.source >= .callback,
            belief.status == .declined || belief.status == .closed || belief.status == .reversed
        else { return nil }
        let what = words.amount
        return finding(
            .rf03, field: "status", expected: ReportedStatus.approved.rawValue, actual: belief.status.rawValue,
            zh: "退款 \(what.zh)没有成功：\(belief.source.label.chinese)答复\(belief.status.label.chinese)，钱还没有回到顾客手中。",
            en:
                "The refund of \(what.en) failed: \(belief.source.label.english) says \(belief.status.label.english); "
                + "the customer does not have the money yet.")
    }

    /// The money went back by refund while the customer's bank takes it back too.
    func refundAndDispute() -> Finding? {
        guard isCharge, let dispute else { return nil }
        let refunds = surroundings.linked.filter { $0.type == .refund && $0.state != .failed }
        guard let first = refunds.min(by: { $0.id < $1.id }) else { return nil }
        let back = Words.money(givenBack { $0 != .failed })
        return finding(
            .rf04, field: "refund", expected: Notice.Kind.chargeback.rawValue, actual: first.id,
            difference: first.amount, evidence: [dispute.witness.origin.reference],
            zh: "拒付尚未了结，又有退款 \(back.zh)（\(first.id)）：同一笔钱可能付两次。暂停退款，或凭退款证明应诉。",
            en: "A chargeback is open and \(back.en) is being or was refunded (\(first.id)): the money may go out "
                + "twice. Hold the refund, or defend the chargeback with its proof.")
    }

    // MARK: - Too late, or of nothing

    /// The day after the last one on which the channel takes a refund that the customer wants; nil when none is.
    var refundTooLateFrom: CivilDate? {
        guard isCharge, belief?.status == .approved, demands.claim?.facts.claim == .refundWanted, let happenedAt
        else { return nil }
        let charged = calendar.businessDay.day(of: happenedAt)
        return lastRefundDay(chargedOn: charged).adding(days: 1)
    }

    private func lastRefundDay(chargedOn day: CivilDate) -> CivilDate {
        day.adding(days: surroundings.refundDays ?? RefundWindow.days(isWallet: isWallet))
    }

    func refundTooLate(_ money: Verdict.MoneyState) -> Finding? {
        if let refundTooLateFrom, refundTooLateFrom <= today, money != .reversed {
            return tooLate(
                last: refundTooLateFrom.adding(days: -1), evidence: demands.claim.map { [$0.origin.reference] })
        }
        guard type == .refund, let asked = happenedAt, let sold = surroundings.original?.at else { return nil }
        // A channel that paid it out all the same is believed.
        if belief?.status == .approved, (belief?.source ?? .till) >= .callback { return nil }
        let last = lastRefundDay(chargedOn: calendar.businessDay.day(of: sold))
        return calendar.businessDay.day(of: asked) > last ? tooLate(last: last, evidence: nil) : nil
    }

    private func tooLate(last: CivilDate, evidence: [String]?) -> Finding {
        let what = words.amount
        return finding(
            .rf05, field: "window", expected: last.description, actual: today.description, evidence: evidence,
            zh: "\(what.zh)的原路退款期限是 \(last)，已经过了。由两人办理转账退款，并请顾客签收。",
            en: "The channel took refunds of \(what.en) until \(last). Pay it back by transfer, two persons together, "
                + "against a receipt.")
    }

    /// The counter gave money back and nobody knows for which charge. A file's row that names none only did not say.
    func refundWithoutOriginal() -> Finding? {
        guard type == .refund, surroundings.original == nil, let belief, belief.status != .declined,
            belief.status != .closed, belief.status != .reversed
        else { return nil }
        let told = testimony.all.filter { $0.source == .till || $0.source == .terminal }
        guard let first = told.first(where: { !$0.isRow }) else { return nil }
        let named = testimony.all.compactMap(\.facts.original).first
        let isLinked = testimony.all.contains { $0.facts.order != nil || $0.facts.channelOrder != nil }
        guard named == nil ? !isLinked : surroundings.isTillKept else { return nil }
        let what = words.amount
        return finding(
            .rf06, field: "original", expected: named ?? "", difference: believed.amount,
            evidence: [first.origin.reference],
            zh: "退款 \(what.zh)" + (named.map { "写的原交易是 \($0)，我们没有这笔记录" } ?? "没有写原交易")
                + "。店长和财务共同批准，记下原因和证件。",
            en: "\(what.en.capitalisedFirst) was given back "
                + (named.map { "for charge \($0), of which we have no record" } ?? "without naming a charge")
                + ". Manager and finance approve it together, with the reason and an identity document.")
    }
}
