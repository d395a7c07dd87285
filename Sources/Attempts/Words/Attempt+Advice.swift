// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

extension Attempt {
    /// What whoever stands at the till does about it now.
    public var advice: Bilingual {
        let takes = request.kind.takes
        switch state {
        case .intended, .sending:
            return Bilingual(
                zh: "请稍候，结果出来以前不要再次收款。", en: "Wait for the result; do not charge again before it is there.")
        case .approved:
            return takes
                ? Bilingual(zh: "已收到钱，把小票交给顾客。", en: "The money is taken. Hand the slip to the customer.")
                : Bilingual(zh: "钱已退回，把小票交给顾客。", en: "The money is given back. Hand the slip to the customer.")
        case .partial:
            return Bilingual(
                zh: "只批准了一部分。请再收余款，或退回已收的部分。",
                en: "Only a part was approved. Take the rest in another way, or give this part back.")
        case .declined:
            return takes
                ? Bilingual(
                    zh: "没有扣款。请顾客换卡或换一种方式付款。",
                    en: "Nothing was charged. Ask the customer for another card or another way to pay.")
                : Bilingual(
                    zh: "没有退成，钱还在原交易里。请走退款申请。", en: "Nothing was given back. Ask for a refund instead.")
        case .notCharged:
            return Bilingual(zh: "没有动过钱，可以重新发起。", en: "No money moved. It may be tried again.")
        case .reversed:
            return Bilingual(
                zh: "这次尝试已冲正，没有留下扣款，可以重新收款。", en: "This attempt was reversed; nothing stays charged. Charge again.")
        case .unknown, .reversing, .repeating: return adviceWhileUnknown
        }
    }

    private var adviceWhileUnknown: Bilingual {
        switch trouble {
        case .lateApproval:
            Bilingual(
                zh: "先前告诉顾客没有扣款，后来又来了批准，正在冲正。不要再收款，交给店长处理。",
                en: "It was approved after the customer had been told that nothing was charged; it is being reversed. "
                    + "Do not charge again, and tell the manager.")
        case .refused, .contradiction, .helpless:
            Bilingual(
                zh: "系统自己弄不清这一笔。不要再收款；由财务或店长向收单方核实后，写明凭据了结。",
                en: "This cannot be found out from here. Do not charge again; finance or the manager asks the acquirer "
                    + "and settles it with proof.")
        case .unanswered:
            Bilingual(
                zh: "对方一直没有应答，会继续尝试。不要再收款；顾客要走，请留下联系方式。",
                en:
                    "The other side still does not answer; it goes on being tried. Do not charge again. If the customer "
                    + "must leave, take their telephone number.")
        case nil: adviceWhileTrying
        }
    }

    private var adviceWhileTrying: Bilingual {
        switch state {
        case .reversing:
            Bilingual(
                zh: "正在冲正，不要再收款。冲正完成后即可重新收款。",
                en: "It is being reversed. Do not charge again until that is done.")
        case .repeating:
            Bilingual(
                zh: "正在重发同一笔，对方只会算一次。不要另外再办。",
                en: "The same message is sent again and counts once. Do not begin another.")
        default:
            Bilingual(
                zh: "是否扣款还不清楚，正在查询。不要再次收款，请顾客稍候。",
                en: "It is not known yet whether money moved; it is being asked for. Do not charge again, and ask the "
                    + "customer to wait.")
        }
    }
}
