// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// PY: payments whose outcome or booking is wrong.
extension Judgement {
    func outcomeUnknown(_ money: Verdict.MoneyState) -> Finding? {
        guard case .unknown = money, let belief else { return nil }
        let (what, when) = (words.amount, words.time)
        let news = nextNews
        return finding(
            .py01, field: "status", actual: belief.status.rawValue,
            zh: "\(when.zh)\(what.zh)的结果不明：\(belief.source.label.chinese)没有给出最终结果。请勿重复付款。\(news.zh)",
            en:
                "The outcome of \(what.en)\(when.en) is not known: \(belief.source.label.english) gave no final answer. "
                + "Do not charge again. \(news.en)")
    }

    func approvedTillFailed(_ rules: FindingSet) -> Finding? {
        guard let counter = testimony.counter, let counterStatus, let belief, belief.status == .approved,
            belief.source > counter, counterStatus.leavesMoneyOpen
        else { return nil }
        guard rules.contains(.py02) || counterStatus == .declined || isPastDecision else { return nil }
        let what = words.amount
        return finding(
            .py02, field: "status", expected: counterStatus.rawValue, actual: belief.status.rawValue,
            zh:
                "\(counter.label.chinese)记为\(counterStatus.label.chinese)，但\(belief.source.label.chinese)表明 \(what.zh)已\(words.done.zh)。"
                + "请勿重复付款。",
            en: "The \(counter.noun) has it as \(counterStatus.label.english), but \(belief.source.label.english) "
                + "shows that \(what.en) was \(words.done.en). Do not charge again.")
    }

    func tillSuccessBankNone() -> Finding? {
        guard let counter = testimony.counter, counterStatus == .approved, let belief, belief.source > counter,
            belief.status == .declined || belief.status == .closed, type != .refund
        else { return nil }
        let what = words.amount
        return finding(
            .py03, field: "status", expected: ReportedStatus.approved.rawValue, actual: belief.status.rawValue,
            difference: counterAmount,
            zh:
                "\(counter.label.chinese)记为成功，但\(belief.source.label.chinese)答复\(belief.status.label.chinese)，\(what.zh)没有收到。",
            en: "The \(counter.noun) has it as approved, but \(belief.source.label.english) says "
                + "\(belief.status.label.english): \(what.en) was not received.")
    }

    private func isAllGivenBack(_ money: Verdict.MoneyState) -> Bool {
        if case .refunded(_, isFull: true) = money { return isCharge }
        return money == .reversed
    }

    func chargeWithoutSale(_ money: Verdict.MoneyState, _ rules: FindingSet) -> Finding? {
        guard surroundings.isTillKept, !(isCharge && isAllGivenBack(money)), testimony.counter == nil, let belief,
            belief.status == .approved,
            loneFee == nil, !isOwnRefund
        else { return nil }
        guard rules.contains(.py04) || (belief.source < .clearing && isPastDecision) else { return nil }
        let (what, when) = (words.amount, words.time)
        return finding(
            .py04, field: "record", actual: belief.source.name, difference: nil,
            zh: "\(belief.source.label.chinese)有 \(when.zh)\(what.zh)的\(type.label.chinese)，收银没有对应的记录。",
            en: "\(belief.source.label.english.capitalisedFirst) has a \(type.label.english) of \(what.en)\(when.en); "
                + "the till has no record of it.")
    }

    func duplicateCharge(_ money: Verdict.MoneyState) -> Finding? { clearedTwice() ?? looksDouble(money) }

    /// Every cleared row of the key after the first, unless the money has gone back already.
    private func clearedTwice() -> Finding? {
        let extra = cleared.dropFirst()
        guard !extra.isEmpty else { return nil }
        let currency = believed.amount?.currency ?? .cny
        let sum = Self.sum(extra.compactMap(\.facts.amount).filter { $0.currency == currency })
        guard sum <= 0 || givenBack({ $0 == .done }).minor < sum else { return nil }
        let total = Money(minor: sum, currency: currency)
        let text = Words.money(total)
        return finding(
            .py06, field: "count", expected: "1", actual: String(cleared.count), difference: isCharge ? -total : total,
            evidence: cleared.map(\.origin.reference),
            zh: "同一笔\(type.label.chinese)在对账单中出现 \(cleared.count) 次，多出 \(text.zh)。请勿再次扣款，核实后退回多扣的部分。",
            en:
                "The same \(type.label.english) is in the clearing file \(cleared.count) times, \(text.en) too much. "
                + "Do not charge again; give back what was taken twice.")
    }

    /// The later of two charges of one order, or with one card, amount and store within ten minutes, where there is
    /// one sale.
    private func looksDouble(_ money: Verdict.MoneyState) -> Finding? {
        guard isCharge, money == .charged else { return nil }
        let twin = surroundings.lookAlikes.filter { $0.type != .preauth && isTwin($0) }.min { $0.id < $1.id }
        guard let twin else { return nil }
        let (what, when) = (words.amount, words.time)
        let sameness =
            twin.isByOrder
            ? Phrase(zh: "同一个订单、同额", en: "are one order and one amount")
            : Phrase(zh: "同卡、同额、同店且相隔不到 10 分钟", en: "are the same card, amount and store within ten minutes")
        return finding(
            .py06, field: "count", expected: "1", actual: "2",
            zh: "\(when.zh)\(what.zh)与 \(twin.id) \(sameness.zh)，只有一个销售单，疑似重复扣款。",
            en: "\(what.en.capitalisedFirst)\(when.en) and \(twin.id) \(sameness.en), with one sale: it looks like a "
                + "double charge.")
    }

    /// The duplicate of two is the one without a sale, and of two without a sale the later one.
    private func isTwin(_ other: Surroundings.LookAlike) -> Bool {
        let hasSale = testimony.has(.till)
        let isDuplicate = hasSale == other.hasSale ? other.isEarlier : !hasSale
        // Two wallets may share one bill; a second payment of an order that the till does not know is no share.
        if other.isByOrder { return isDuplicate && testimony.counter == nil && other.order == believed.order }
        if let here = believed.occurredAt, let there = other.at {
            let apart = here.secondsSinceEpoch.subtractingReportingOverflow(there.secondsSinceEpoch).partialValue
            guard apart.magnitude <= 600 else { return false }
        }
        if let order = believed.order, let theirs = other.order { return isDuplicate && order == theirs }
        return isDuplicate && !(hasSale && other.hasSale)
    }

    func bookedTwice() -> Finding? {
        let told = testimony.from(.till)
        guard told.count > 1 else { return nil }
        let rows = told.filter(\.isRow).count
        let orders = Set(told.compactMap(\.facts.order)).count
        let count = max(rows, orders)
        guard count > 1 else { return nil }
        return finding(
            .py07, field: "count", expected: "1", actual: String(count), evidence: told.map(\.origin.reference),
            zh: "收银记了 \(count) 条，扣款只有一次：多记了 \(count - 1) 条。不要退款。",
            en: "The till has \(count) records of one charge: \(count - 1) too many. Do not refund.")
    }

    /// Money on a closed order, until the customer has the goods or the money back.
    func paidAfterClose(_ money: Verdict.MoneyState) -> Finding? {
        guard counterStatus == .closed, let belief, belief.status == .approved, isCharge, !isAllGivenBack(money) else {
            return nil
        }
        let what = words.amount
        return finding(
            .py12, field: "status", expected: ReportedStatus.closed.rawValue, actual: belief.status.rawValue,
            zh: "订单已关闭，之后\(belief.source.label.chinese)表明收到 \(what.zh)。",
            en: "The order was closed unpaid, and then \(belief.source.label.english) shows that \(what.en) was paid.")
    }

    func approvedThenReversed(_ money: Verdict.MoneyState) -> Finding? {
        guard money == .reversed, isCharge, counterStatus == .approved else { return nil }
        let reversal = surroundings.linked.contains { $0.type == .reversal && $0.state == .done }
        guard reversal || belief?.status == .reversed else { return nil }
        let what = words.amount
        return finding(
            .py14, field: "status", expected: ReportedStatus.approved.rawValue,
            actual: ReportedStatus.reversed.rawValue, difference: counterAmount,
            zh: "收银记为成功的 \(what.zh)后来被冲正，顾客没有付款。",
            en: "\(what.en.capitalisedFirst) that the till has as approved was reversed afterwards; "
                + "the customer was not charged.")
    }
}
