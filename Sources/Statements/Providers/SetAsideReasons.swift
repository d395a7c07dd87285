// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Why a row of a payment provider's file is no payment of a customer. One wording for all of them.
enum SetAsideReasons {
    static let payout = Phrase(
        zh: "向商户的打款，不是顾客的付款；与银行到账核对", en: "a payout to the merchant, no customer's payment; it is held against the bank"
    )
    static let payoutReturned = Phrase(
        zh: "打款退回，不是顾客的付款", en: "a payout that came back, no customer's payment")
    static let fee = Phrase(
        zh: "单独的费用，不属于某一笔付款", en: "a fee by itself, of no single payment")
    static let dispute = Phrase(
        zh: "拒付或争议，不是商户发起的退款；按来函处理",
        en: "a dispute or chargeback, no refund of the merchant's; work on it as a notice")
    static let refundFailed = Phrase(
        zh: "退款失败，款项退回商户；请核实顾客是否收到退款",
        en: "a refund that failed and came back: see whether the customer has the money")
    static let paymentFailed = Phrase(
        zh: "付款事后失败或被撤回，不是退款", en: "a payment that failed afterwards; it is no refund")
    static let reserve = Phrase(
        zh: "准备金或冻结的变动，不是付款", en: "a reserve or hold that moved, not a payment")
    static let transfer = Phrase(
        zh: "账户之间的划转，不是付款", en: "a transfer between accounts, not a payment")
    static let correction = Phrase(
        zh: "调整或更正，不是付款", en: "an adjustment or correction, not a payment")
    static let conversion = Phrase(zh: "货币兑换，不是付款", en: "a currency conversion, not a payment")
    static let paidOut = Phrase(
        zh: "商户付出的款项，不是顾客的付款", en: "money that the merchant paid, no customer's payment")
    static let uncaptured = Phrase(
        zh: "预授权中未请款的部分被释放，不是退款", en: "the part of a hold that was not captured; it is no refund")
}
