// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// The one thing that must never happen: a second charge while the first may have gone through. Much advice in
/// circulation says to swipe again when no slip comes out; that is how customers pay twice.
///
///     unknown, pending, charged, partly refunded ─▶ locked, with the reason
///     not charged, reversed, fully refunded      ─▶ open: proved that nothing is left of the first
extension Playbook {
    /// What every page says while nobody may charge again; nil once the first attempt is proved not charged.
    public static func lock(for money: Verdict.MoneyState) -> Bilingual? {
        switch money {
        case .unknown, .pending:
            Bilingual(
                zh: "请勿再次刷卡或扫码收款：第一次扣没扣还没查清，再收一次，顾客就可能付两次钱。",
                en: "Do not charge again: nobody knows yet whether the first attempt went through, and a second one "
                    + "may make the customer pay twice.")
        case .charged:
            Bilingual(
                zh: "请勿再次刷卡或扫码收款：这一单已经扣款成功，要补、要退都不用再收一次。",
                en: "Do not charge again: this sale is paid. Whatever is missing or too much is put right "
                    + "without charging.")
        case .refunded(_, isFull: false):
            Bilingual(
                zh: "请勿再次刷卡或扫码收款：这一单已扣款，只退回了一部分，先算清差额。",
                en: "Do not charge again: this sale is paid and only part went back. Work out the difference first.")
        case .notCharged, .reversed, .refunded(_, isFull: true): nil
        }
    }

    /// What this playbook's page says above everything else in a state of the money; nil where nothing is locked.
    public func warning(for money: Verdict.MoneyState) -> Bilingual? {
        switch CodeTable.row(for: code)?.family {
        case .refunds: Self.refundLock(for: money)
        case .receipts, .payments, .settlement, .devices, .complaints, nil: Self.lock(for: money)
        }
    }

    /// The same rule for money that goes back.
    private static func refundLock(for money: Verdict.MoneyState) -> Bilingual? {
        switch money {
        case .unknown, .pending:
            Bilingual(
                zh: "请勿另开一笔退款：原退款可能已在路上，只能用原退款号查询或重试，否则会退两次。",
                en: "Do not start another refund: the first may be on its way. Ask or retry with the same refund "
                    + "number only, or the money goes out twice.")
        case .notCharged, .charged, .reversed, .refunded: nil
        }
    }
}
