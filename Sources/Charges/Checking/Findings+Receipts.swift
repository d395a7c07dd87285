// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// RC: charged, and the slip is not in the customer's hand.
extension Judgement {
    /// The customer has a receipt by another way than the printer's.
    private var isDeliveredOtherwise: Bool {
        slips.current?.kind == .electronic || slips.current?.kind == .handwritten
    }

    func noSlip(_ money: Verdict.MoneyState, _ rules: FindingSet) -> Finding? {
        guard printed == false, isSlipOwed(money), !isDeliveredOtherwise, slips.current?.kind != .skipped else {
            return nil
        }
        let isLive = slips.current?.kind == .held || slips.current?.kind == .stale
        guard rules.contains(.rc01) || isMissedByPerson || isLive else { return nil }
        let (what, when) = (words.amount, words.time)
        return finding(
            .rc01, field: "printed", expected: "1", actual: "0",
            zh: "\(when.zh)已\(words.done.zh) \(what.zh)，小票没有打出来。",
            en: "\(what.en.capitalisedFirst) was \(words.done.en)\(when.en) and the slip did not come out.")
    }

    func printUnknown(_ money: Verdict.MoneyState) -> Finding? {
        guard isSlipOwed(money), !isDeliveredOtherwise else { return nil }
        let isDisputed = printed == true && isMissedByPerson
        guard isDisputed || isPrintUnconfirmed else { return nil }
        let (what, when) = (words.amount, words.time)
        return finding(
            .rc02, field: "printed", expected: "1", actual: isDisputed ? "0" : "",
            zh: isDisputed
                ? "\(when.zh)已\(words.done.zh) \(what.zh)，设备说已出票，但有人没有见到小票。"
                : "\(when.zh)已\(words.done.zh) \(what.zh)，小票已送打印机，但没有确认打出。",
            en: isDisputed
                ? "\(what.en.capitalisedFirst) was \(words.done.en)\(when.en); the device says the slip came out, but a person did not find it."
                : "\(what.en.capitalisedFirst) was \(words.done.en)\(when.en); the slip went to the printer and was never confirmed."
        )
    }

    /// RC-01 from live events for ten minutes, and nothing was delivered.
    func customerLeft(_ money: Verdict.MoneyState) -> Finding? {
        guard printed == false, isSlipOwed(money), !isDeliveredOtherwise, slips.current?.kind != .skipped,
            isCustomerGone
        else {
            return nil
        }
        return finding(
            .rc03, field: "delivery", expected: "1", actual: "0",
            zh: "小票缺了 10 分钟以上仍没有交到顾客手里，顾客多半已经离店。小票留在取单码下。",
            en: "The slip has been missing for over ten minutes and nothing was delivered: the customer has probably "
                + "left. The receipt waits under its pick-up code.")
    }

    func slipLost() -> Finding? {
        guard let lost = slips.lost else { return nil }
        return finding(
            .rc04, field: "slip", actual: SlipReport.lost.rawValue, evidence: [lost.origin.reference],
            zh: "小票报失。先查遗留小票登记，核实身份后补发并登记。",
            en: "The slip is reported lost. Look among the slips left behind, verify who asks, then reissue and log it."
        )
    }

    func repeatedPrints() -> Finding? {
        guard slips.isCopiedTooOften else { return nil }
        let count = slips.copies.count
        return finding(
            .rc05, field: "copies", expected: "2", actual: String(count), evidence: evidence(.receipt, .person),
            zh: "小票重打了 \(count) 次，多于两次或一分钟内多次。留意是否用于冒领退款。",
            en: "The slip was printed again \(count) times: more than twice, or more than once within a minute. "
                + "Watch for copies used to claim refunds.")
    }

    func staleSlip() -> Finding? {
        guard let current = slips.current, current.kind == .stale else { return nil }
        return finding(
            .rc06, field: "print", actual: SlipReport.stale.rawValue, evidence: [current.witness.origin.reference],
            zh: "打印机恢复时这张小票已超过时限，没有自动打印。请选择：打印、跳过或改发电子小票。",
            en: "The slip was older than its limit when the printer came back, and was not printed by itself. Choose: "
                + "print it, skip it, or hand it over electronically.")
    }

    /// Lines are missing, or the slip names another sum than was charged.
    func slipMismatch() -> Finding? {
        if let cut = slips.cutShort {
            return finding(
                .rc07, field: "lines", actual: SlipReport.cutShort.rawValue, evidence: [cut.origin.reference],
                zh: "送到打印机的小票不完整：数据在一条指令中间断了。收回残票，按存根补发。",
                en: "The slip that went to the printer is not whole: its data breaks off inside a command. Withdraw "
                    + "what came out and reissue it from the counterfoil.")
        }
        guard let belief, belief.source > .receipt, let charged = believed.amount else { return nil }
        let other = testimony.from(.receipt).first { witness in
            guard let printed = witness.facts.amount, witness.facts.type == type else { return false }
            return printed.currency == charged.currency && printed != charged
        }
        guard let other, let printed = other.facts.amount else { return nil }
        let (here, there) = (Words.money(printed), Words.money(charged))
        return finding(
            .rc07, field: "amount", expected: charged.text, actual: printed.text, evidence: [other.origin.reference],
            zh: "小票上的金额是 \(here.zh)，实际是 \(there.zh)。收回小票，按存根补发。",
            en: "The slip says \(here.en); it was \(there.en). Withdraw the slip and reissue it from the counterfoil.")
    }

    /// What the channel said stands in the remark, with the number of the message.
    func messageUndelivered() -> Finding? {
        guard let undelivered = slips.undelivered else { return nil }
        let told = undelivered.facts.remark ?? SlipReport.undelivered.rawValue
        return finding(
            .rc08, field: "delivery", actual: told, evidence: [undelivered.origin.reference],
            zh: "发给顾客的小票消息没有送达（\(told)）。核对联系方式，或换一个渠道发送。",
            en: "The message that should bring the receipt did not arrive (\(told)). Correct the contact, or send it "
                + "another way.")
    }

    func slipMisdirected() -> Finding? {
        guard let wrong = slips.misdirected else { return nil }
        return finding(
            .rc09, field: "delivery", actual: SlipReport.misdirected.rawValue, evidence: [wrong.origin.reference],
            zh: "有人打开电子小票后说“不是我的”。作废取单码，致歉并登记。",
            en: "Somebody opened the electronic receipt and said that it is not theirs. Revoke the code, apologise "
                + "and record it.")
    }
}
