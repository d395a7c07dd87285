// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// PY: goods that went out and money that did not come, or has not been asked for yet.
extension Judgement {
    /// Hours in which a terminal that took a payment offline must have sent it.
    static let offlinePatience: Int64 = 24 * 3_600

    private var isUnpaidSale: Bool { isCharge && counterStatus == .unpaid && belief?.status == .unpaid }

    /// The day after the one on which it was sold: the till is closed and the sale is still unpaid.
    var unpaidFrom: CivilDate? {
        guard isUnpaidSale else { return nil }
        return happenedAt.map { calendar.businessDay.day(of: $0).adding(days: 1) }
    }

    func saleWithoutCharge() -> Finding? {
        guard let unpaidFrom, unpaidFrom <= today else { return nil }
        let (what, when) = (words.amount, words.time)
        return finding(
            .py05, field: "payment", expected: believed.amount?.text ?? "", difference: believed.amount,
            zh: "\(when.zh)卖出 \(what.zh)，关账后仍没有任何付款记录。问收银员：漏收、赊账，还是付款没有记上？",
            en: "\(what.en.capitalisedFirst) was sold\(when.en); the day is closed and no payment is known. Ask the "
                + "cashier: forgotten, on credit, or paid and not written down?")
    }

    /// Taken offline, and nobody on the acquirer's side has heard of it.
    private var isUnsent: Bool {
        guard let belief, belief.source < .callback, belief.status == .approved else { return false }
        return testimony.from(.terminal).contains { $0.facts.isOffline == true }
            || testimony.from(.till).contains { $0.facts.isOffline == true }
    }

    var unsentFrom: CivilTime? { isUnsent ? happenedAt?.adding(seconds: Self.offlinePatience) : nil }

    var isUnsentTooLong: Bool { unsentFrom.map { $0 <= now } ?? false }

    func offlineNotSent() -> Finding? {
        guard isUnsentTooLong else { return nil }
        let (what, when) = (words.amount, words.time)
        let terminal = believed.terminal
        return finding(
            .py16, field: "upload", expected: Source.clearing.name, difference: believed.amount,
            zh: "终端\(terminal.map { " \($0) " } ?? "")脱机收下的 \(when.zh)\(what.zh)超过 24 小时没有上送，收单机构还不知道。不要复位设备。",
            en: "Terminal \(terminal.map { "\($0) " } ?? "")took \(what.en)\(when.en) offline and has not sent it for "
                + "over 24 hours: the acquirer does not know of it. Do not reset the device.")
    }
}
