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
        case .n8: "【{sign}】您{day}的小票有误，金额{amount}不变，凭取单码{code}到 {site} 看正确小票。"
        case .n9: "【{sign}】您{day}{time}在本店的{amount}尚未付款成功。若已付款请勿再付，请致电{phone}核对，谢谢。"
        case .n10: "【{sign}】您{day}{time}的{amount}是银行冻结，没有扣款，到期自动解冻，无需操作。详询{phone}。"
        case .n11: "【{sign}】您{day}{time}的{amount}交易登记有误，我店正在更正，请勿重复付款。如账单不符请致电{phone}。"
        case .n12: "【{sign}】您{day}{time}付款{amount}到账时订单已关闭。可继续取货或原路退款，请致电{phone}告知，无需再付。"
        case .n13: "【{sign}】您{day}的{amount}退款误退了两笔，是我店的差错。请方便时致电{phone}，与我们商定多退部分。"
        case .n14: "【{sign}】您{day}的{amount}退款银行仍在处理，退款号{refund}，{promised}告知进展。电话{phone}。"
        case .n15: "【{sign}】您{day}的{amount}退款不能原路退回，款项仍在。请带证件到店或致电{phone}，改为转账给您本人。"
        case .n16: "【{sign}】您反映的{day}付款问题我们仍在处理，让您久等了，{promised}答复您。也可致电{phone}。"
        case .n17: "【{sign}】您{day}的{amount}已由您的银行处理，我店暂停退款，以免重复。结果以银行通知为准，详询{phone}。"
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
        default: laterEnglish(name)
        }
    }

    /// Those that the codes beyond the seven first drafts ask for.
    private static func laterEnglish(_ name: TemplateName) -> String {
        switch name {
        case .n8:
            "{sign}: your {day} slip was misprinted; {amount} is unchanged. "
                + "The right one: {site} code {code}. Help {phone}"
        case .n9:
            "{sign}: {amount} of {day} {time} is not paid yet. If you have paid, "
                + "please do not pay again but call {phone}. Thank you."
        case .n10:
            "{sign}: {amount} of {day} {time} is a hold by your bank, not a charge. "
                + "It ends by itself; you need do nothing. Help {phone}"
        case .n11:
            "{sign}: your {day} {time} payment of {amount} was recorded wrongly. We are correcting it; "
                + "please do not pay again. Help {phone}"
        case .n12:
            "{sign}: your {day} {time} payment of {amount} came after the order closed. "
                + "Keep the order or take a refund: call {phone}. Please do not pay again."
        case .n13:
            "{sign}: your refund of {amount} ({day}) went out twice by our mistake. "
                + "Please call {phone} when it suits you, about the second one."
        case .n14:
            "{sign}: the bank is still working on your refund of {amount} ({day}), no. {refund}. "
                + "News {promised}. Help {phone}"
        case .n15:
            "{sign}: your refund of {amount} ({day}) cannot go back the same way. It is safe: "
                + "visit with an ID or call {phone} for a transfer."
        case .n16:
            "{sign}: we are still working on your {day} payment and are sorry for the wait. "
                + "Our answer comes {promised}. Help {phone}"
        default:
            "{sign}: your bank handles {amount} of {day}. We hold our refund so that nothing is paid twice. "
                + "The bank tells you the result. Help {phone}"
        }
    }
}
