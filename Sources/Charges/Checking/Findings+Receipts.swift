// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// RC: charged, and the slip is not in the customer's hand.
extension Judgement {
    func noSlip(_ money: Verdict.MoneyState, _ rules: FindingSet) -> Finding? {
        guard printed == false, isSlipOwed(money), rules.contains(.rc01) || isMissedByPerson else { return nil }
        let (what, when) = (words.amount, words.time)
        return finding(
            .rc01, field: "printed", expected: "1", actual: "0",
            zh: "\(when.zh)已\(words.done.zh) \(what.zh)，小票没有打出来。",
            en: "\(what.en.capitalisedFirst) was \(words.done.en)\(when.en) and the slip did not come out.")
    }

    func printUnknown(_ money: Verdict.MoneyState) -> Finding? {
        guard isSlipOwed(money) else { return nil }
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
}
