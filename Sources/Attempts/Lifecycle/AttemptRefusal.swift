// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// Why an event does not fit an attempt. The attempt is as it was.
public enum AttemptRefusal: Error, Hashable, Sendable {
    /// It is over, and differently.
    case isOver(AttemptID, AttemptState)
    /// Nothing was sent that could be answered, asked for or reversed.
    case notSent(AttemptID)
    /// It was sent; only an answer or a loss can follow.
    case isUnderWay(AttemptID)
    /// The answer speaks of more than was asked, or of another currency.
    case otherAmount(AttemptID)
    /// This kind of movement cannot be reversed: it is repeated.
    case notReversible(AttemptID)
    case proofMissing
    case tooLong(limit: Int)

    public var words: Bilingual {
        switch self {
        case .isOver(let id, let state):
            Bilingual(
                zh: "支付尝试 \(id) 已经结束（\(state.label.chinese)），没有改动。",
                en: "Attempt \(id) is over (\(state.label.english)); nothing was changed.")
        case .notSent(let id):
            Bilingual(zh: "支付尝试 \(id) 还没有送出。", en: "Attempt \(id) has not been sent.")
        case .isUnderWay(let id):
            Bilingual(
                zh: "支付尝试 \(id) 正在等待应答，请勿重复付款。", en: "Attempt \(id) waits for its answer; do not charge again.")
        case .otherAmount(let id):
            Bilingual(
                zh: "应答的金额或币种与支付尝试 \(id) 的请求不符，没有采信。",
                en: "The answer's amount or currency does not fit what attempt \(id) asked; it was not believed.")
        case .notReversible(let id):
            Bilingual(
                zh: "\(id) 这类交易不能冲正，会重发到有应答为止。",
                en: "\(id) is of a kind that is not reversed: it is repeated until it is answered.")
        case .proofMissing:
            Bilingual(
                zh: "请写明凭什么确认（例如收单方书面答复、对账单行号）。", en: "Say what proves it (the acquirer's letter, a row of its file).")
        case .tooLong(let limit):
            Bilingual(zh: "太长了，最多 \(limit) 字节。", en: "Too long: at most \(limit) bytes.")
        }
    }
}

extension AttemptState {
    /// The state as people say it.
    public var label: Bilingual {
        switch self {
        case .intended: Bilingual(zh: "待送出", en: "about to be sent")
        case .sending: Bilingual(zh: "等待应答", en: "waiting for the answer")
        case .approved: Bilingual(zh: "已批准", en: "approved")
        case .partial: Bilingual(zh: "部分批准", en: "approved in part")
        case .declined: Bilingual(zh: "被拒绝", en: "declined")
        case .notCharged: Bilingual(zh: "未扣款", en: "not charged")
        case .unknown: Bilingual(zh: "结果不明", en: "outcome unknown")
        case .reversing: Bilingual(zh: "冲正中", en: "being reversed")
        case .reversed: Bilingual(zh: "已冲正", en: "reversed")
        case .repeating: Bilingual(zh: "重发中", en: "being repeated")
        }
    }
}
