// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// The causes that staff meet most, each with the sentence for the customer. Choosing one fills in the class.
public enum CauseSentence: String, CaseIterable, Hashable, Sendable {
    case lineTimedOut, printerOutOfPaper, tillRestarted, amountKeyed, wrongFunction, holdShown, channelDown
    case settingChanged, notYetKnown

    public var cause: CaseCause {
        switch self {
        case .lineTimedOut, .holdShown, .channelDown: .thirdParty
        case .printerOutOfPaper: .device
        case .tillRestarted: .software
        case .amountKeyed, .wrongFunction: .human
        case .settingChanged: .settings
        case .notYetKnown: .unknown
        }
    }

    public var words: Bilingual {
        switch self {
        case .lineTimedOut:
            Bilingual(
                zh: "收银机和银行之间的网络超时了。", en: "The line between the till and the bank timed out.")
        case .printerOutOfPaper:
            Bilingual(zh: "打印机缺纸或机盖没有合上。", en: "The printer was out of paper or its cover was open.")
        case .tillRestarted:
            Bilingual(zh: "收银软件在收款途中重启了。", en: "The till's software restarted in the middle of the sale.")
        case .amountKeyed: Bilingual(zh: "金额输错了。", en: "The amount was keyed wrongly.")
        case .wrongFunction: Bilingual(zh: "收银时选错了功能。", en: "The wrong function was chosen at the till.")
        case .holdShown:
            Bilingual(
                zh: "银行显示的是一笔冻结，到期会自动解除。", en: "Your bank shows a hold, which lapses by itself.")
        case .channelDown:
            Bilingual(zh: "收单机构或钱包当时有故障。", en: "The acquirer or the wallet had an outage at the time.")
        case .settingChanged: Bilingual(zh: "有一项设置被误改了。", en: "A setting had been changed by mistake.")
        case .notYetKnown:
            Bilingual(zh: "原因还没有查明，有消息马上告知。", en: "The cause is not known yet; we will tell you when it is.")
        }
    }
}
