// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// Why a request cannot be written. Nothing has gone out.
public enum ExchangeProblem: Error, Sendable, Hashable {
    /// The terminal is not one of this acquirer's.
    case terminal(String)
    /// A trace number is one to six digits.
    case voucher(String)
    /// A batch number is one to six digits.
    case batch(String?)
    /// The amount does not go into twelve digits, or is below zero.
    case amount
    /// The acquirer's table has no number for the currency.
    case currency(String)
    /// What was read of the card cannot be.
    case card
    /// The original is needed and is not there, or has no number to name it by.
    case original
    /// A reversal needs the card, and it is gone.
    case cardIsGone
    /// More than field 48 can count.
    case batchTooLarge
    /// The dialect refuses a field.
    case message(String)

    public var words: Bilingual {
        switch self {
        case .terminal(let text):
            Bilingual(zh: "终端 \(text) 不属于这个收单方，没有送出。", en: "Terminal \(text) is not this acquirer's; nothing was sent.")
        case .voucher(let text):
            Bilingual(
                zh: "凭证号 \(text) 不是 1 至 6 位数字，没有送出。", en: "Trace \(text) is not one to six digits; nothing was sent.")
        case .batch(let text):
            Bilingual(
                zh: "批次号 \(text ?? "") 不是 1 至 6 位数字，没有送出。",
                en: "Batch \(text ?? "") is not one to six digits; nothing was sent.")
        case .amount: Bilingual(zh: "金额超出 12 位，没有送出。", en: "The amount has more than twelve digits; nothing was sent.")
        case .currency(let code):
            Bilingual(zh: "没有币种 \(code) 的数字代码，没有送出。", en: "Currency \(code) has no number here; nothing was sent.")
        case .card: Bilingual(zh: "读到的卡数据不成立，请重新读卡。", en: "What was read of the card cannot be. Read it again.")
        case .original:
            Bilingual(zh: "缺少原交易的号码，没有送出。", en: "The original transaction's numbers are missing; nothing was sent.")
        case .cardIsGone:
            Bilingual(
                zh: "这个收单方的冲正要求卡号，而卡号从不保存。请致电收单方人工冲正。",
                en:
                    "This acquirer's reversal needs the card number, which is never kept. Ask the acquirer by telephone."
            )
        case .batchTooLarge:
            Bilingual(zh: "批次超过 999 笔或 12 位金额，48 域放不下。", en: "The batch is larger than field 48 can say.")
        case .message(let text): Bilingual(zh: "报文写不出来：\(text)。", en: "The message cannot be written: \(text).")
        }
    }
}
