// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
public import Charges
public import Nexo
internal import Tender

/// Why a till's payment does not go on to the terminal. Nothing of it was sent or recorded.
public enum ProxyRefusal: Hashable, Sendable {
    /// The terminal is at work on this one, or it is not known what became of it.
    case waiting(Attempt)
    /// Another order for the terminal is being recorded this moment.
    case busy
    /// The till's `ServiceID` named another payment not long ago.
    case usedNumber(Attempt)
    /// The sale is paid by this one.
    case paid(Attempt)
    /// It has no amount, no number of the sale or no `ServiceID` that can be kept.
    case incomplete
    /// It could not be recorded: the disk refuses, or the server ends.
    case unrecorded

    /// The word for the till.
    public var condition: ErrorCondition {
        switch self {
        case .waiting, .busy: .busy
        case .usedNumber, .paid: .notAllowed
        case .incomplete: .messageFormat
        case .unrecorded: .unavailableService
        }
    }

    /// What is wrong and what to do, for whoever stands at the till.
    public var words: Bilingual {
        switch self {
        case .waiting(let attempt) where attempt.state == .intended || attempt.state == .sending:
            Bilingual(
                zh: "终端正在处理销售单 \(attempt.request.order)，这一笔没有送出。等它结束后再试。",
                en: "The terminal is at work on sale \(attempt.request.order); this payment was not sent. "
                    + "Try again when it is done.")
        case .waiting(let attempt):
            Bilingual(
                zh: "销售单 \(attempt.request.order) 是否扣款还不清楚，正在查询，这一笔没有送出。不要重复收款，稍后再试。",
                en: "It is not known yet whether sale \(attempt.request.order) was charged; it is being asked for. "
                    + "This payment was not sent. Do not charge again, try in a moment.")
        case .busy:
            Bilingual(
                zh: "终端正忙，这一笔没有送出。请稍后再试。", en: "The terminal is busy; this payment was not sent. Try again in a moment."
            )
        case .usedNumber(let attempt):
            Bilingual(
                zh: "这个 ServiceID 已用于销售单 \(attempt.request.order) 的另一笔，没有送出。请换一个号。",
                en: "This ServiceID named another payment, of sale \(attempt.request.order); nothing was sent. "
                    + "Use a new number.")
        case .paid(let attempt):
            Bilingual(
                zh: "销售单 \(attempt.request.order) 已收 \(attempt.charged.text)，没有再送出。请先核对那一笔。",
                en: "Sale \(attempt.request.order) was paid \(attempt.charged.text) already; nothing was sent. "
                    + "Look at that payment first.")
        case .incomplete:
            Bilingual(
                zh: "请求里没有可保存的金额、销售单号、收银机名或 ServiceID，没有送出。",
                en: "The request has no amount, sale number, till name or ServiceID that can be kept; nothing was sent."
            )
        case .unrecorded:
            Bilingual(
                zh: "存根记不下这一笔，没有送到终端。请稍后再试。", en: "The payment could not be recorded; nothing was sent to the terminal."
            )
        }
    }
}
