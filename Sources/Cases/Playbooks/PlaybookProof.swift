// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// What shows that something is done, so that nobody has to take it on trust. A case closes on one of these, and
/// says which.
public enum PlaybookProof: String, CaseIterable, Hashable, Sendable {
    // The slip
    /// The printer confirmed it (E2 or better).
    case deviceConfirmed
    /// The customer opened the receipt page with code and second fact.
    case pageViewed
    /// The message was reported as delivered.
    case messageDelivered
    /// The customer signed the hand-written copy and its number is entered.
    case handwrittenSigned
    /// The slip was found or taken back.
    case slipInHand
    /// Thirty days have gone by with the receipt ready at its pick-up code.
    case keptThirtyDays
    // The money
    /// The acquirer answered, and the outcome is certain.
    case inquiryAnswered
    /// A row of a clearing file says it.
    case clearingRow
    /// The money is at the bank.
    case depositArrived
    /// A void or refund that the channel says succeeded.
    case moneyGivenBack
    /// The customer has paid what was open, with consent.
    case collected
    /// Approved as a loss, with name and reason.
    case writtenOff
    // Records and devices
    /// Sale and charge agree again.
    case booksAgree
    /// The device reports itself in order.
    case deviceInOrder
    /// The test script passed after a repair.
    case testPassed
    // People
    /// The customer says that it is settled.
    case customerAgrees
    /// A written answer of acquirer, supplier, bank, authority or court.
    case writtenAnswer
    /// A manager or auditor wrote down why, and signed for it.
    case explained

    public var label: Bilingual {
        switch self {
        case .deviceConfirmed: Bilingual(zh: "打印机确认已出票", en: "the printer confirmed the slip")
        case .pageViewed: Bilingual(zh: "顾客已打开电子小票", en: "the customer opened the receipt page")
        case .messageDelivered: Bilingual(zh: "短信或邮件已送达", en: "the message was delivered")
        case .handwrittenSigned: Bilingual(zh: "手工收据已签收并登记", en: "the hand-written copy is signed and entered")
        case .slipInHand: Bilingual(zh: "小票已找到或已收回", en: "the slip was found or taken back")
        case .keptThirtyDays: Bilingual(zh: "取单码保留已满 30 天", en: "the receipt was kept ready for 30 days")
        case .inquiryAnswered: Bilingual(zh: "收单机构答复了确定结果", en: "the acquirer gave a final answer")
        case .clearingRow: Bilingual(zh: "对账单有对应的一行", en: "a row of the clearing file says so")
        case .depositArrived: Bilingual(zh: "款项已到银行账户", en: "the money is at the bank")
        case .moneyGivenBack: Bilingual(zh: "撤销或退款已成功", en: "the void or refund succeeded")
        case .collected: Bilingual(zh: "经顾客同意已收到应收款", en: "what was open was collected with consent")
        case .writtenOff: Bilingual(zh: "经批准核销", en: "it was written off with approval")
        case .booksAgree: Bilingual(zh: "销售与扣款已对平", en: "sale and charge agree")
        case .deviceInOrder: Bilingual(zh: "设备恢复正常", en: "the device reports itself in order")
        case .testPassed: Bilingual(zh: "功能测试通过", en: "the function test passed")
        case .customerAgrees: Bilingual(zh: "顾客确认已解决", en: "the customer says that it is settled")
        case .writtenAnswer: Bilingual(zh: "已收到书面答复", en: "the written answer is here")
        case .explained: Bilingual(zh: "负责人已写明原因并签字", en: "the reason is written down and signed for")
        }
    }
}
