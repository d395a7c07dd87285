// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// What a host's two characters of field 39 mean: to the customer's money first, then to the cashier.
public struct ReplyCode: Sendable, Hashable {
    /// Whether money moved.
    public enum MoneyEffect: Sendable, Hashable, CaseIterable {
        case moved
        /// Less than was asked; field 4 says how much.
        case movedInPart
        case notMoved
        /// An answer that proves nothing: the issuer may have booked it.
        case mayHaveMoved
    }

    /// What the cashier does.
    public enum Action: Sendable, Hashable, CaseIterable {
        case done
        /// Done, and the card's issuer is to be asked.
        case askIssuer
        case retryLater
        /// This card will not work; another one, or another way to pay.
        case otherCard
        case enterPINAgain
        case keepCard
        case callAcquirer
        case signIn
        /// Look into our own record first.
        case lookUp
        /// Neither retry nor hand anything out: it is being asked for or reversed.
        case wait
    }

    public let code: String
    public let meaning: Bilingual
    public let effect: MoneyEffect
    public let action: Action

    init(_ code: String, _ effect: MoneyEffect, _ action: Action, zh: String, en: String) {
        self.code = code
        self.effect = effect
        self.action = action
        meaning = Bilingual(zh: zh, en: en)
    }

    /// The row of a code; one that nobody knows proves nothing of a request that moves money.
    public init(_ code: String) {
        self =
            Self.rows[code]
            ?? ReplyCode(
                code, .mayHaveMoved, .wait, zh: "交易失败（未知应答码）", en: "failed, with a code that is in no table")
    }

    /// Whether the terminal must sign in before it goes on.
    public var asksToSignIn: Bool { action == .signIn }

    /// `51 可用余额不足`, and what to do.
    public var words: Bilingual {
        Bilingual(
            zh: "\(code) \(meaning.chinese)：\(action.words.chinese)",
            en: "\(code) \(meaning.english): \(action.words.english)")
    }

    private static let rows = Dictionary(uniqueKeysWithValues: table.map { ($0.code, $0) })
}

extension ReplyCode.Action {
    public var words: Bilingual {
        switch self {
        case .done: Bilingual(zh: "完成", en: "done")
        case .askIssuer: Bilingual(zh: "已成功，请向发卡行确认", en: "approved; confirm with the issuer")
        case .retryLater: Bilingual(zh: "没有扣款，请稍后重试", en: "nothing was charged; try again later")
        case .otherCard: Bilingual(zh: "没有扣款，请换卡或改用其他方式", en: "nothing was charged; use another card or way to pay")
        case .enterPINAgain: Bilingual(zh: "没有扣款，请重新输入密码", en: "nothing was charged; enter the PIN again")
        case .keepCard: Bilingual(zh: "没有扣款，按规定留卡并联系收单方", en: "nothing was charged; keep the card as the rules say")
        case .callAcquirer: Bilingual(zh: "没有扣款，请联系收单方", en: "nothing was charged; call the acquirer")
        case .signIn: Bilingual(zh: "没有扣款，终端会重新签到后再试", en: "nothing was charged; the terminal signs in, then try again")
        case .lookUp: Bilingual(zh: "先查本机记录，不要直接重刷", en: "look the transaction up here before charging again")
        case .wait: Bilingual(zh: "结果不明，请勿重刷，系统正在查询或冲正", en: "not known; do not charge again, it is being reversed")
        }
    }
}
