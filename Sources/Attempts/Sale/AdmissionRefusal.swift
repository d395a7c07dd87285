// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// Why nothing goes out, in words for the till.
public enum AdmissionRefusal: Hashable, Sendable {
    /// The key is empty or too long.
    case key
    /// Nothing to move.
    case amount
    /// The key belongs to an attempt that asked for something else.
    case otherContent(AttemptID)
    /// An attempt waits for its answer.
    case underWay(AttemptID)
    /// Of an attempt it is not known whether money moved.
    case unknown(AttemptID)
    /// The sale is paid.
    case paid(AttemptID)
    /// A part of the sale is paid; no more than the rest may be charged.
    case paidInPart(AttemptID, left: Money)
    /// There is no approved attempt whose money this could move.
    case noOriginal
    /// More would go back than was taken.
    case beyondCaptured(AttemptID)
    /// Something else that the shop knows of the charge keeps its money where it is.
    case barred(AttemptID, Bilingual)
    /// A void undoes only what is in the batch that is open; that of this attempt is closed or being closed.
    case batchClosed(AttemptID)

    /// What is wrong, and what to do.
    public var words: Bilingual {
        switch self {
        case .key:
            Bilingual(
                zh: "请求要带 1 至 \(AttemptRequest.keyLimit) 字节的幂等键。",
                en: "The request needs an idempotency key of 1 to \(AttemptRequest.keyLimit) bytes.")
        case .amount: Bilingual(zh: "金额必须大于零。", en: "The amount must be above zero.")
        case .otherContent(let id):
            Bilingual(
                zh: "这个幂等键已用于另一笔内容不同的尝试 \(id)，没有送出。请换一个键。",
                en:
                    "This key belongs to attempt \(id), which asked for something else; nothing was sent. Use a new key."
            )
        case .underWay(let id):
            Bilingual(
                zh: "尝试 \(id) 正在等待应答，请稍候，不要重复付款。",
                en: "Attempt \(id) waits for its answer. Wait; do not charge again.")
        case .unknown(let id):
            Bilingual(
                zh: "尝试 \(id) 是否扣款还不清楚，正在查询或冲正。弄清之前不能再次收款或退款。",
                en: "It is not known yet whether attempt \(id) was charged; it is being asked for or reversed. "
                    + "Until it is known nothing may be charged or given back.")
        case .paid(let id):
            Bilingual(
                zh: "这张销售单已由尝试 \(id) 付清，不能再次收款。", en: "The sale is paid by attempt \(id); it is not charged again.")
        case .paidInPart(let id, let left):
            Bilingual(
                zh: "尝试 \(id) 已收了一部分，最多还能收 \(left.text) \(left.currency.code)。",
                en: "Attempt \(id) has paid a part; no more than \(left.text) \(left.currency.code) is left to charge.")
        case .noOriginal:
            Bilingual(
                zh: "找不到已批准的原交易，没有送出。", en: "There is no approved transaction to go by; nothing was sent.")
        case .beyondCaptured(let id):
            Bilingual(
                zh: "退回的会超过 \(id) 实收的金额（已申请的退款也算在内），没有送出。",
                en:
                    "More would go back than \(id) took, what was asked for on the refunds page included; nothing was sent."
            )
        case .barred(_, let why): why
        case .batchClosed(let id):
            Bilingual(
                zh: "尝试 \(id) 所在的批次已经结批或正在结批，撤销不了，没有送出。请改用退货。",
                en: "The batch of attempt \(id) is closed or being closed: it cannot be voided, and nothing was sent. "
                    + "Refund it instead.")
        }
    }
}
