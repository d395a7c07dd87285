// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Charges
import HTTPTypes
import Store
import Tender

/// Why nothing was charged or given back, for a till: what stands in the way, and what to do.
struct PaymentObstacle: Error, Sendable {
    let status: HTTPResponse.Status
    /// Stable name: `unknown`, `under_way`, `paid`, `paid_in_part`, `other_content`, `no_original`, `beyond_captured`,
    /// `barred`, `batch_closed`, `amount`, `key`, `no_link`, `needs_approval`,
    /// `no_cards`, `card_in_clear`, `card_needed`; for a batch `unresolved`, `currencies`.
    let code: String
    /// What is wrong.
    let words: Bilingual
    /// What to do about it.
    let advice: Bilingual
    /// The attempt in the way, where the caller may see it.
    var record: PaymentRecord?
    /// The same as the API shows it.
    var shape: JSON?

    init(_ refusal: AdmissionRefusal, _ record: PaymentRecord?) {
        status =
            switch refusal {
            case .key: .badRequest
            case .amount: .unprocessableContent
            case .otherContent, .underWay, .unknown, .paid, .paidInPart, .noOriginal, .beyondCaptured, .barred,
                .batchClosed:
                .conflict
            }
        code = refusal.name
        words = refusal.words
        advice =
            switch refusal {
            case .underWay, .unknown: record?.attempt.advice ?? refusal.words
            default: refusal.words
            }
        self.record = record
    }

    init(_ status: HTTPResponse.Status, _ code: String, _ words: Bilingual, advice: Bilingual) {
        self.status = status
        self.code = code
        self.words = words
        self.advice = advice
    }

    /// What keeps a batch from being closed.
    init(_ obstacle: BatchObstacle) {
        self.init(.conflict, obstacle.name, obstacle.words, advice: obstacle.words)
    }

    /// No terminal is connected at all.
    static let noDesk = PaymentObstacle(
        .serviceUnavailable, "no_link",
        Bilingual(
            zh: "没有接入任何终端、收单或钱包，什么也没有送出。",
            en: "No terminal, acquirer or wallet is connected here; nothing was sent."),
        advice: connect)

    /// The terminal has no link.
    static func noLink(_ terminal: TerminalID) -> PaymentObstacle {
        PaymentObstacle(
            .conflict, "no_link",
            Bilingual(
                zh: "终端 \(terminal) 没有设置支付连接，什么也没有送出。",
                en: "Terminal \(terminal) has no payment link; nothing was sent."),
            advice: connect)
    }

    private static let connect = Bilingual(
        zh: "请在设置文件里加上一段 [[link]]，写明终端号和它的地址，然后重新启动。",
        en: "Add a [[link]] with the terminal's number and its address to the settings file, and start again.")

    /// Giving back so much needs a second person.
    static let needsApproval = PaymentObstacle(
        .forbidden, "needs_approval",
        Bilingual(
            zh: "这笔退回超过本岗位可以单独办理的额度，什么也没有送出。",
            en: "Your role may not give back so much alone; nothing was sent."),
        advice: Bilingual(
            zh: "请到“退款”里申请，由店长或财务批准。",
            en: "Ask for a refund on the refunds page; the manager or finance agrees to it."))
}
