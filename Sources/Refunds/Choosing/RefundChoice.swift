// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// The way money goes back, chosen for whoever asks.
///
///     charge unknown, disputed, contradicted, reversing, nothing left ─▶ not at all, and why
///     same business day, batch open, whole amount, none before, channel takes it ─▶ void
///     within the channel's window ─▶ refund
///     window passed ─▶ two people pay it out by transfer
public struct RefundChoice: Hashable, Sendable {
    public let route: RefundRoute
    public let exception: RefundException
    /// Why this way.
    public let why: Bilingual
    /// When the customer will see it.
    public let arrival: Bilingual

    /// Chooses.
    ///
    /// - Throws: `.blocked` with what is in the way.
    public static func choose(_ amount: Money, of ground: RefundGround) throws(RefundRefusal) -> RefundChoice {
        if let block = block(amount, of: ground) { throw .blocked(block) }
        let channel = ground.channel
        if let days = ground.daysLeft, days < 0 {
            return RefundChoice(
                route: .transfer, exception: .late,
                why: Bilingual(
                    zh: "\(channel.label.chinese)的退款期限已过 \(-days) 天。由两人转账退款，请顾客签收。",
                    en: "The window of \(channel.label.english) closed \(-days) days ago. Two people pay it out by "
                        + "transfer, against the customer's signature."),
                arrival: ArrivalEstimate.words(.transfer, channel, ground.rules))
        }
        if let against = voidObstacle(amount, of: ground) {
            return RefundChoice(
                route: .refund, exception: .none, why: against,
                arrival: ArrivalEstimate.words(.refund, channel, ground.rules))
        }
        return RefundChoice(
            route: .void, exception: .none,
            why: Bilingual(
                zh: "当天、未结算、全额：撤销最快，手续费也退回。",
                en: "Same day, batch open, whole amount: a void is fastest and the fee comes back with it."),
            arrival: ArrivalEstimate.words(.void, channel, ground.rules))
    }

    /// What keeps any money from going back; nil when nothing does.
    public static func block(_ amount: Money?, of ground: RefundGround) -> RefundBlock? {
        guard ground.type == .sale || ground.type == .completion else { return .notACharge(ground.type) }
        switch ground.money {
        case .unknown, .pending: return .unknownCharge
        case .notCharged: return .notCharged
        case .charged, .refunded, .reversed: break
        }
        if ground.isDisputed { return .disputed }
        if ground.isContradicted { return .contradicted }
        if ground.isReversing { return .reversing }
        // Two refunds of one charge are never under way at once over a link.
        if let attempt = ground.givingBack { return .givingBack(attempt) }
        guard let captured = ground.captured else { return .amountUnknown }
        let left = ground.entitlement.available
        guard left.minor > 0 else { return .nothingLeft(held: ground.held) }
        if let most = ground.rules.parts, ground.parts >= most { return .tooManyParts(most) }
        guard let amount else { return nil }
        guard amount.currency == captured.currency else { return .otherCurrency(captured) }
        guard amount.minor > 0 else { return .notPositive }
        guard amount.minor <= left.minor else { return .moreThanLeft(available: left) }
        if ground.rules.secondsBetween > 0, let last = ground.lastPartAt {
            let passed = ground.now.secondsSinceEpoch &- last.secondsSinceEpoch
            if (0..<ground.rules.secondsBetween).contains(passed) {
                return .tooSoon(seconds: ground.rules.secondsBetween - passed)
            }
        }
        return nil
    }

    /// Why it is not a void; nil when it is one.
    private static func voidObstacle(_ amount: Money, of ground: RefundGround) -> Bilingual? {
        let label = ground.channel.label
        if !ground.rules.takesVoid {
            return Bilingual(
                zh: "\(label.chinese)付款成功后只能退款。", en: "\(label.english) takes only refunds of what is paid.")
        }
        if ground.held.minor > 0 || ground.parts > 0 {
            return Bilingual(zh: "这笔已有部分退款，不能再撤销。", en: "Part of it went back already, so it cannot be voided.")
        }
        if amount != ground.captured {
            return Bilingual(zh: "只退一部分，撤销只能全额。", en: "Only a part goes back; a void takes the whole.")
        }
        if ground.chargedOn != ground.today {
            return Bilingual(zh: "不是今天的交易，只能退款。", en: "It is not of today, so it is refunded.")
        }
        if !ground.isBatchOpen {
            return Bilingual(zh: "批次已结算，只能退款。", en: "Its batch is settled, so it is refunded.")
        }
        return nil
    }
}

/// When money that went back is seen.
public enum ArrivalEstimate {
    /// One sentence, without a promise.
    public static func words(_ route: RefundRoute, _ channel: RefundChannel, _ rules: RefundRules) -> Bilingual {
        let days = rules.arrival
        switch (route, channel) {
        case (.void, .card):
            return Bilingual(
                zh: "撤销后银行一般当天解除扣款，个别银行 1 至 3 个工作日。",
                en: "Banks usually drop the charge the same day, some within 1 to 3 working days.")
        case (.void, _):
            return Bilingual(zh: "一般几分钟内退回原付款方式。", en: "Usually back where it came from within minutes.")
        case (.transfer, _):
            return Bilingual(
                zh: "转账后一般当天到账，跨行最迟下一个工作日。",
                en: "A transfer usually arrives the same day, between banks by the next working day.")
        case (.refund, .card):
            return Bilingual(
                zh: "借记卡一般 1 至 3 个工作日，信用卡 \(days.lowerBound) 至 \(days.upperBound) 个工作日，在账单上可见。",
                en: "Debit cards usually 1 to 3 working days, credit cards \(days.lowerBound) to \(days.upperBound); "
                    + "it shows on the statement.")
        case (.refund, _):
            return Bilingual(
                zh: "零钱或余额一般即时，绑定的银行卡 1 至 \(days.upperBound) 个工作日。",
                en: "To a wallet balance usually at once, to a bank card 1 to \(days.upperBound) working days.")
        }
    }
}
