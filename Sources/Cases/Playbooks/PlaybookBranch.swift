// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// Where the way of a playbook parts: after a step, if something holds, it turns.
///
///     RC-01 step 2 ── the money is unknown ──▶ PY-01
///     PY-06 step 2 ── there were two purchases ──▶ done, explained
public struct PlaybookBranch: Hashable, Sendable {
    /// Where a branch leads.
    public enum Turn: Hashable, Sendable {
        /// Leave this playbook for another code's.
        case follow(FindingCode)
        /// Go on here, and open another case beside it.
        case open(FindingCode)
        /// Go to a step of this playbook.
        case goTo(Int)
        /// Nothing more to do: the proof is here.
        case done(PlaybookProof)
    }

    /// The step after which to look, counted from 1.
    public let step: Int
    public let condition: PlaybookCondition
    public let turn: Turn

    static func after(_ step: Int, _ condition: PlaybookCondition, _ turn: Turn) -> Self {
        Self(step: step, condition: condition, turn: turn)
    }

    /// `如果…：转 PY-01`; `If …: follow PY-01`.
    public var words: Bilingual {
        let (zh, en) = (condition.label.chinese, condition.label.english)
        switch turn {
        case .follow(let code): return Bilingual(zh: "如果\(zh)：改走 \(code)", en: "If \(en): follow \(code)")
        case .open(let code): return Bilingual(zh: "如果\(zh)：另开 \(code)", en: "If \(en): open \(code) as well")
        case .goTo(let number): return Bilingual(zh: "如果\(zh)：转第 \(number) 步", en: "If \(en): go to step \(number)")
        case .done(let proof):
            return Bilingual(
                zh: "如果\(zh)：说明后结案（\(proof.label.chinese)）", en: "If \(en): explain and close (\(proof.label.english))")
        }
    }
}

/// What a branch depends on.
public enum PlaybookCondition: String, CaseIterable, Hashable, Sendable {
    // Read from the verdict
    case moneyUnknown, moneyCharged, moneyNotCharged, moneyReversed, moneyGivenBack
    case slipOnPaper, slipUnconfirmed
    // Told by a person or another part of Counterfoil
    case customerLeft, noContact, printerFailedThrice, printerFault, twoPurchases, isHold, sourcesDisagree
    case refundFailed, moneyNotArrived, windowPassed, disputeOpen, recordFound, recordMissing, settingsChanged
    case customerRefuses, unsentOnDevice, fileMissing, authorityAsks, contractAllows

    public var label: Bilingual {
        switch self {
        case .moneyUnknown: Bilingual(zh: "扣款结果仍不明", en: "the outcome is still unknown")
        case .moneyCharged: Bilingual(zh: "查实已扣款", en: "it was charged")
        case .moneyNotCharged: Bilingual(zh: "查实未扣款", en: "it was not charged")
        case .moneyReversed: Bilingual(zh: "这笔已冲正", en: "it was reversed")
        case .moneyGivenBack: Bilingual(zh: "钱已退回", en: "the money went back")
        case .slipOnPaper: Bilingual(zh: "已确认出票", en: "the slip is confirmed on paper")
        case .slipUnconfirmed: Bilingual(zh: "没有确认出票", en: "the slip is not confirmed")
        case .customerLeft: Bilingual(zh: "顾客已离店", en: "the customer has left")
        case .noContact: Bilingual(zh: "没有任何联系方式", en: "there is no way to reach the customer")
        case .printerFailedThrice:
            Bilingual(zh: "这台打印机当天第三次出票失败", en: "this printer failed for the third time today")
        case .printerFault: Bilingual(zh: "是打印机故障", en: "the printer is at fault")
        case .twoPurchases: Bilingual(zh: "确有两次购买", en: "there were two purchases")
        case .isHold: Bilingual(zh: "其中一笔是预授权", en: "one of them is a hold")
        case .sourcesDisagree: Bilingual(zh: "各方说法互相矛盾", en: "the sources contradict each other")
        case .refundFailed: Bilingual(zh: "退款确已失败", en: "the refund did fail")
        case .moneyNotArrived: Bilingual(zh: "退款没有到账", en: "the refund has not arrived")
        case .windowPassed: Bilingual(zh: "已过退款期限", en: "the refund window has passed")
        case .disputeOpen: Bilingual(zh: "银行已发起争议", en: "a dispute is open at the bank")
        case .recordFound: Bilingual(zh: "找到了对应的记录", en: "the record is found")
        case .recordMissing: Bilingual(zh: "找不到对应的记录", en: "the record cannot be found")
        case .settingsChanged: Bilingual(zh: "终端参数被改过", en: "the terminal's settings were changed")
        case .customerRefuses: Bilingual(zh: "顾客不同意", en: "the customer does not agree")
        case .unsentOnDevice: Bilingual(zh: "终端里还有未上送的交易", en: "the terminal still holds unsent transactions")
        case .fileMissing: Bilingual(zh: "当天的对账单没有收到", en: "the clearing file of that day is missing")
        case .authorityAsks: Bilingual(zh: "监管部门来函", en: "an authority has written")
        case .contractAllows: Bilingual(zh: "合同里有这一条", en: "the contract allows it")
        }
    }

    /// Whether it holds by the verdict; nil where only a person or another part can say.
    public func holds(in verdict: Verdict) -> Bool? {
        switch (self, verdict.money) {
        case (.moneyUnknown, .unknown), (.moneyUnknown, .pending): return true
        case (.moneyCharged, .charged), (.moneyNotCharged, .notCharged), (.moneyReversed, .reversed): return true
        case (.moneyGivenBack, .refunded(_, let isFull)): return isFull
        case (.moneyUnknown, _), (.moneyCharged, _), (.moneyNotCharged, _), (.moneyReversed, _), (.moneyGivenBack, _):
            return false
        default: break
        }
        switch self {
        case .slipOnPaper: return verdict.slip == .issued
        case .slipUnconfirmed: return verdict.slip == .none || verdict.slip == .pending
        default: return nil
        }
    }
}
