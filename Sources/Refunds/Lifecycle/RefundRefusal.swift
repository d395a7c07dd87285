// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// Why something is not done with a refund. It is as it was.
public enum RefundRefusal: Error, Hashable, Sendable {
    /// Nobody has agreed yet.
    case notApproved(RefundID)
    /// A second person refused it, or it was taken back: a new request is needed.
    case wasRefused(RefundID)
    /// It has been sent already.
    case isUnderWay(RefundID, RefundState)
    /// It is over.
    case isOver(RefundID, RefundState)
    /// Another reference than the one it has.
    case otherReference(RefundID, known: String)
    case referenceMissing, reasonMissing
    case tooLong(limit: Int)
    /// Who asked may not agree.
    case ownRequest
    /// The role may not do this.
    case notAllowed(RefundRole)
    /// More than this role may do.
    case overLimit(RefundRole, limit: Money)
    /// The number belongs to another request.
    case otherOrder(RefundID)
    /// The same was asked for moments ago.
    case sameIntent(RefundID)
    /// A link carries it out: what becomes of it is told there.
    case carried(String)
    /// The charge does not allow it now.
    case blocked(RefundBlock)

    /// What is wrong, what was kept and what to do.
    public var words: Bilingual {
        switch self {
        case .notApproved(let id):
            Bilingual(zh: "退款 \(id) 还没有第二人批准，不能送出。", en: "\(id) waits for a second person; it was not sent.")
        case .wasRefused(let id):
            Bilingual(zh: "退款 \(id) 已被驳回。要退，请重新申请。", en: "\(id) was refused. Make a new request.")
        case .isUnderWay(let id, let state):
            Bilingual(
                zh: "退款 \(id) 已经送出（\(state.label.chinese)），不能再改。",
                en: "\(id) has gone to the channel (\(state.label.english)) and can no longer be changed.")
        case .isOver(let id, let state):
            Bilingual(
                zh: "退款 \(id) 已经结束（\(state.label.chinese)）。", en: "\(id) is over (\(state.label.english)).")
        case .otherReference(let id, let known):
            Bilingual(
                zh: "退款 \(id) 已登记流水号 \(known)，与这次填的不同。请核对后再填。",
                en: "\(id) has the reference \(known), which is not the one given. Check which is right.")
        case .referenceMissing:
            Bilingual(zh: "请填写通道给的退款流水号。", en: "Enter the reference that the channel gave.")
        case .reasonMissing: Bilingual(zh: "请写明理由。", en: "Say why.")
        case .tooLong(let limit):
            Bilingual(zh: "太长了，最多 \(limit) 字节。", en: "Too long: at most \(limit) bytes.")
        default: rightsWords
        }
    }

    private var rightsWords: Bilingual {
        switch self {
        case .ownRequest:
            Bilingual(zh: "申请人不能批准自己的退款，请另一人批准。", en: "Who asks may not approve. Ask somebody else.")
        case .notAllowed(let role):
            Bilingual(
                zh: "\(role.label.chinese)不能办理这项。", en: "The role \(role.label.english) may not do this.")
        case .overLimit(let role, let limit):
            Bilingual(
                zh: "超过\(role.label.chinese)的限额 \(limit.grouped) \(limit.currency.code)，请财务办理。",
                en:
                    "Above the limit of the \(role.label.english), \(limit.currency.code) \(limit.grouped). Ask finance."
            )
        case .otherOrder(let id):
            Bilingual(
                zh: "退款号 \(id) 已用于另一笔退款，没有登记。", en: "\(id) belongs to another refund. Nothing was recorded.")
        case .sameIntent(let id):
            Bilingual(
                zh: "同一笔交易、同样金额和理由的退款 \(id) 刚刚已经申请，没有再登记一笔。",
                en: "The same charge, amount and reason were asked for moments ago as \(id). No second one was made.")
        case .carried(let attempt):
            Bilingual(
                zh: "这笔退款正由支付连接办理（尝试 \(attempt)），结果会自动记下，不能手工登记。有书面依据时，请在那次尝试的页面上确认。",
                en:
                    "A payment link carries it out as attempt \(attempt) and its answer is recorded by itself. With proof in "
                    + "hand, say what is true on that attempt's page.")
        case .blocked(let block): block.words
        default: Bilingual(zh: "不能办理。", en: "This cannot be done.")
        }
    }
}
