// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// Why no money can go back of a charge now.
public enum RefundBlock: Hashable, Sendable {
    /// Nobody knows whether it was charged.
    case unknownCharge
    /// Nothing was taken: declined, closed, or a hold that lapses by itself.
    case notCharged
    case notACharge(TransactionType)
    case amountUnknown
    case disputed, contradicted, reversing
    /// An attempt to give back of it is under way, or its outcome is not known.
    case givingBack(String)
    case nothingLeft(held: Money)
    case moreThanLeft(available: Money)
    case notPositive
    case otherCurrency(Money)
    case tooSoon(seconds: Int64)
    case tooManyParts(Int)

    /// What is in the way, and what to do.
    public var words: Bilingual {
        switch self {
        case .unknownCharge:
            Bilingual(
                zh: "还不知道这笔有没有扣款，先向收单机构查询，查清前不能退款。",
                en: "Nobody knows yet whether this was charged. Ask the acquirer first; nothing goes back until then.")
        case .notCharged:
            Bilingual(zh: "这笔没有扣款，没有钱可退。", en: "Nothing was charged, so there is nothing to give back.")
        case .notACharge(let type):
            Bilingual(
                zh: "这是一笔\(type.label.chinese)，不是收款。请打开原来的收款。",
                en: "This is a \(type.label.english), not a charge. Open the charge itself.")
        case .amountUnknown:
            Bilingual(zh: "没有来源给出金额，不能退款。", en: "No source gives the amount, so nothing can go back.")
        case .disputed:
            Bilingual(
                zh: "银行的拒付还没有了结，退款可能付两次。先处理拒付。",
                en: "A chargeback is open: a refund might pay the customer twice. Settle the chargeback first.")
        case .contradicted:
            Bilingual(
                zh: "几个来源互相矛盾。先书面询问收单机构，答复前冻结退款。",
                en: "Sources contradict each other. Ask the acquirer in writing; nothing moves until it answers.")
        case .reversing:
            Bilingual(
                zh: "这笔正在冲正，先等冲正的结果。", en: "This is being reversed. Wait for what becomes of the reversal.")
        case .givingBack(let attempt):
            Bilingual(
                zh: "这笔已有一次退回在办理（尝试 \(attempt)），结果未明。弄清之前不能再退。",
                en:
                    "Something of it is being given back as attempt \(attempt), and its outcome is not known yet. Nothing "
                    + "more goes back until it is.")
        default: amountWords
        }
    }

    private var amountWords: Bilingual {
        switch self {
        case .nothingLeft(let held):
            Bilingual(
                zh: "已退或在途 \(held.grouped)，没有余额可退。",
                en: "\(held.currency.code) \(held.grouped) went back or is on its way; nothing is left.")
        case .moreThanLeft(let available):
            Bilingual(
                zh: "最多还能退 \(available.grouped)。",
                en: "At most \(available.currency.code) \(available.grouped) is left.")
        case .notPositive: Bilingual(zh: "金额必须大于零。", en: "The amount must be more than zero.")
        case .otherCurrency(let money):
            Bilingual(zh: "原交易币种是 \(money.currency.code)。", en: "The charge was in \(money.currency.code).")
        case .tooSoon(let seconds):
            Bilingual(
                zh: "两次退款至少间隔一段时间，请 \(seconds) 秒后再试。",
                en: "The channel wants a pause between two refunds. Try again in \(seconds) seconds.")
        case .tooManyParts(let most):
            Bilingual(
                zh: "这个通道一笔最多分 \(most) 次退。", en: "The channel takes at most \(most) refunds of one payment.")
        default: Bilingual(zh: "现在不能退款。", en: "Nothing can go back now.")
        }
    }
}
