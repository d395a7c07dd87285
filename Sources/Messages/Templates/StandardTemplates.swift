// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The templates that the shop begins with. Their counts with the examples in them are the product's figures.
public enum StandardTemplates {
    /// The wording of one.
    public static func source(of key: TemplateKey) -> String {
        key.language == .chinese ? chinese(key.name) : english(key.name)
    }

    /// One, read.
    ///
    /// - Throws: never for the wordings here, which the tests read one by one.
    public static func text(of key: TemplateKey) throws(TemplateError) -> TemplateText {
        try TemplateText(source(of: key))
    }

    private static func chinese(_ name: TemplateName) -> String {
        switch name {
        case .n1: "【{sign}】您{day}付款{amount}成功，小票未打印。凭取单码{code}到 {site} 查看，{phone}"
        case .n2: "【{sign}】您{day}{time}的{amount}付款正向银行核实，请勿重复付款，{promised}告知结果。电话{phone}。"
        case .n3: "【{sign}】经核实，您{day}{time}的{amount}未扣款成功，如见扣款提示将自动退回，详询{phone}。"
        case .n4: "【{sign}】您{day}的{amount}多扣一笔，已原路退回，一般1至3个工作日到账。退款号{refund}，电话{phone}。"
        case .n5: "【{sign}】退款{amount}已由银行受理成功，退款号{refund}，请核对账户。未到账请致电{phone}。"
        case .n6: "【{sign}】您{day}的付款金额有误，应收{due}实收{paid}，差额{difference}已退回，退款号{refund}。"
        case .n7: "【{sign}】您反映的{day}小票问题已办结，凭取单码{code}到 {site} 可查看结果并留言。"
        }
    }

    private static func english(_ name: TemplateName) -> String {
        switch name {
        case .n1:
            "{sign}: your {day} {time} payment of {amount} succeeded but no slip printed. "
                + "Receipt: {site} code {code}. Help {phone}"
        case .n2:
            "{sign}: we are checking your {day} {time} payment of {amount} with the bank. "
                + "Please do not pay again. News {promised}. Help {phone}"
        case .n3:
            "{sign}: your {day} {time} payment of {amount} was not charged. "
                + "Any hold your bank shows will lapse. Help {phone}"
        case .n4:
            "{sign}: {amount} of {day} was charged twice. One is on its way back, "
                + "usually 1-3 working days. Refund {refund}. Help {phone}"
        case .n5:
            "{sign}: the bank completed your refund of {amount}, no. {refund}. "
                + "Please check your account. Not there? Call {phone}"
        case .n6:
            "{sign}: on {day} you paid {paid} instead of {due}. "
                + "The difference of {difference} goes back, refund {refund}."
        case .n7:
            "{sign}: the matter of your {day} receipt is settled. "
                + "See {site} code {code} for the result and to leave a word."
        }
    }
}
