// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// The way on which money goes back. The shop chooses it and says why; nobody else has to know the rules.
public enum RefundRoute: String, CaseIterable, Hashable, Sendable {
    /// The charge is taken back whole before its batch is settled (撤销).
    case void
    /// Money is sent back to where it came from (退货, 退款).
    case refund
    /// Two people pay it out by transfer, because the channel no longer takes it (转账退款).
    case transfer

    /// What people call it.
    public var label: Bilingual {
        switch self {
        case .void: Bilingual(zh: "撤销", en: "void")
        case .refund: Bilingual(zh: "原路退款", en: "refund")
        case .transfer: Bilingual(zh: "转账退款", en: "pay-out by transfer")
        }
    }
}

/// Why money goes back. Part of the intent: two requests with the same charge, amount and reason are one.
public enum RefundReason: String, CaseIterable, Hashable, Sendable {
    case doubleCharge, wrongAmount, returned, cancelled, other

    /// What people call it.
    public var label: Bilingual {
        switch self {
        case .doubleCharge: Bilingual(zh: "重复扣款", en: "charged twice")
        case .wrongAmount: Bilingual(zh: "金额错误", en: "wrong amount")
        case .returned: Bilingual(zh: "退货", en: "goods returned")
        case .cancelled: Bilingual(zh: "顾客取消", en: "cancelled by the customer")
        case .other: Bilingual(zh: "其他", en: "other")
        }
    }
}

/// What makes a request one that two people must always stand for.
public enum RefundException: String, CaseIterable, Hashable, Sendable {
    /// Nothing out of the ordinary.
    case none
    /// The channel's window has passed (RF-05).
    case late
    /// Nobody knows the charge that it gives back (RF-06).
    case noOriginal
}
