// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

extension AttemptEvent.Kind {
    /// Stable name in the API.
    public var name: String {
        switch self {
        case .sent: "sent"
        case .notSent: "not_sent"
        case .answered(let answer): answer.outcome.name
        case .lost: "lost"
        case .asked: "asked"
        case .notFound: "not_found"
        case .stillOpen: "still_open"
        case .reversalSent: "reversal_sent"
        case .reversalDone: "reversal_done"
        case .reversalNotFound: "reversal_not_found"
        case .reversalRefused: "reversal_refused"
        case .repeated: "repeated"
        case .settled(let settlement): settlement == .charged ? "settled_charged" : "settled_not_charged"
        }
    }

    /// What happened, as people say it.
    public var label: Bilingual {
        switch self {
        case .sent: Bilingual(zh: "请求送出", en: "request sent")
        case .notSent: Bilingual(zh: "一个字节也没有送出", en: "not a byte was sent")
        case .answered(let answer): answer.outcome.label
        case .lost(let reason): reason.label
        case .asked: Bilingual(zh: "向对方查询结果", en: "asked what became of it")
        case .notFound: Bilingual(zh: "对方没有这一笔", en: "the other side does not know it")
        case .stillOpen: Bilingual(zh: "对方还在处理或说不清", en: "the other side is still at work or cannot say")
        case .reversalSent: Bilingual(zh: "冲正送出", en: "reversal sent")
        case .reversalDone: Bilingual(zh: "冲正成功", en: "reversed")
        case .reversalNotFound: Bilingual(zh: "冲正：对方没有原交易", en: "reversal: the original is not known")
        case .reversalRefused: Bilingual(zh: "冲正被拒绝", en: "reversal refused")
        case .repeated: Bilingual(zh: "同一笔再次送出", en: "the same message sent again")
        case .settled(.charged): Bilingual(zh: "人工确认：已扣款", en: "settled by a person: charged")
        case .settled(.notCharged): Bilingual(zh: "人工确认：未扣款", en: "settled by a person: not charged")
        }
    }
}

extension Answer.Outcome {
    /// Stable name in the API.
    public var name: String {
        switch self {
        case .approved: "approved"
        case .partial: "partial"
        case .declined: "declined"
        }
    }

    public var label: Bilingual {
        switch self {
        case .approved: Bilingual(zh: "应答：批准", en: "answer: approved")
        case .partial: Bilingual(zh: "应答：部分批准", en: "answer: approved in part")
        case .declined: Bilingual(zh: "应答：拒绝", en: "answer: declined")
        }
    }
}

extension LossReason {
    /// Stable name in the API.
    public var name: String {
        switch self {
        case .timeout: "timeout"
        case .wrongCode: "wrong_code"
        case .unreadable: "unreadable"
        case .cut: "cut"
        case .restart: "restart"
        case .uncertain: "uncertain"
        }
    }

    public var label: Bilingual {
        switch self {
        case .timeout: Bilingual(zh: "没有等到应答", en: "no answer in time")
        case .wrongCode: Bilingual(zh: "应答的校验码不对", en: "the answer is not authentic")
        case .unreadable: Bilingual(zh: "应答读不懂或不是这一笔的", en: "the answer cannot be read or is another's")
        case .cut: Bilingual(zh: "连接中断", en: "the connection was cut")
        case .restart: Bilingual(zh: "程序中途重新启动", en: "the program ended in the middle and began again")
        case .uncertain: Bilingual(zh: "对方说不清是否扣款", en: "the other side cannot say whether it was charged")
        }
    }
}

extension Attempt.Trouble {
    /// Stable name in the API.
    public var name: String {
        switch self {
        case .unanswered: "unanswered"
        case .refused: "refused"
        case .contradiction: "contradiction"
        case .lateApproval: "late_approval"
        case .helpless: "helpless"
        }
    }

    public var label: Bilingual {
        switch self {
        case .unanswered: Bilingual(zh: "对方一直没有应答", en: "the other side does not answer")
        case .refused: Bilingual(zh: "对方拒绝冲正", en: "the other side refuses to reverse")
        case .contradiction: Bilingual(zh: "批准过，对方却说没有这一笔", en: "approved, and yet not known there")
        case .lateApproval: Bilingual(zh: "说了没有扣款之后又批准", en: "approved after all were told it was not charged")
        case .helpless: Bilingual(zh: "既不能查询也不能冲正", en: "nobody can be asked and nothing be reversed")
        }
    }
}

extension AdmissionRefusal {
    /// Stable name in the API.
    public var name: String {
        switch self {
        case .key: "key"
        case .amount: "amount"
        case .otherContent: "other_content"
        case .underWay: "under_way"
        case .unknown: "unknown"
        case .paid: "paid"
        case .paidInPart: "paid_in_part"
        case .noOriginal: "no_original"
        case .beyondCaptured: "beyond_captured"
        case .barred: "barred"
        case .batchClosed: "batch_closed"
        }
    }
}
