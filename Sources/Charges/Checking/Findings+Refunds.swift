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
        guard isRefundStuck, let belief else { return nil }
        let (what, when) = (words.amount, words.time)
        return finding(
            .rf02, field: "status", expected: ReportedStatus.approved.rawValue, actual: belief.status.rawValue,
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
}
