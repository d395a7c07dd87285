// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// A state as a page shows it: an icon, a word and a colour, so that none of the three is needed alone.
struct Mark: Sendable, Equatable {
    enum Tone: String, Sendable { case ok, warn, bad, unknown, mute }

    let tone: String
    let icon: String
    let text: String

    init(_ tone: Tone, icon: String? = nil, _ text: String) {
        self.tone = tone.rawValue
        self.icon = icon ?? (tone == .mute ? "none" : tone.rawValue)
        self.text = text
    }

    init(money state: Verdict.MoneyState, _ words: Words) {
        self =
            switch state {
            case .notCharged: Mark(.mute, words["money.notCharged"])
            case .pending: Mark(.warn, icon: "wait", words["money.pending"])
            case .charged: Mark(.ok, words["money.charged"])
            case .reversed: Mark(.mute, icon: "back", words["money.reversed"])
            case .refunded(_, isFull: true): Mark(.mute, icon: "back", words["money.refunded"])
            case .refunded(_, isFull: false): Mark(.warn, icon: "back", words["money.partlyRefunded"])
            case .unknown: Mark(.unknown, words["money.unknown"])
            }
    }

    /// - Parameter money: where nothing is charged, a slip that is not there is nothing bad.
    init(slip state: Verdict.SlipState, of money: Verdict.MoneyState, _ words: Words) {
        let isOwed = money != .notCharged && money != .reversed
        self =
            switch state {
            case .none: Mark(isOwed ? .bad : .mute, words["slip.none"])
            case .pending: Mark(.warn, icon: "wait", words["slip.pending"])
            case .issued: Mark(.ok, icon: "slip", words["slip.issued"])
            case .deliveredElectronically: Mark(.ok, icon: "slip", words["slip.electronic"])
            case .lost: Mark(.warn, words["slip.lost"])
            case .handwritten: Mark(.ok, icon: "slip", words["slip.handwritten"])
            case .unreported: Mark(.mute, words["slip.unreported"])
            }
    }

    init(settlement state: Verdict.SettlementState, _ words: Words) {
        self =
            switch state {
            case .notDue: Mark(.mute, words["settlement.notDue"])
            case .due: Mark(.mute, icon: "wait", words["settlement.due"])
            case .settled: Mark(.ok, words["settlement.settled"])
            case .overdue: Mark(.bad, icon: "warn", words["settlement.overdue"])
            case .mismatched: Mark(.bad, words["settlement.mismatched"])
            }
    }

    init(fee state: Verdict.FeeState, _ words: Words) {
        self =
            switch state {
            case .asContract: Mark(.ok, words["fee.asContract"])
            case .over: Mark(.bad, icon: "warn", words["fee.over"])
            case .under: Mark(.warn, words["fee.under"])
            case .unknown: Mark(.mute, words["fee.unknown"])
            }
    }

    /// How grave a code is: money at risk is red, an open question violet, the rest amber.
    static func tone(of code: FindingCode) -> Tone {
        switch code.text {
        case "PY-01", "RF-02", "RC-02": .unknown
        case let text where text.hasPrefix("PY-") || text.hasPrefix("ST-") || text.hasPrefix("RF-"): .bad
        default: .warn
        }
    }

    static func icon(of code: FindingCode) -> String {
        switch code.text {
        case "PY-06", "RF-01": "twice"
        case let text where text.hasPrefix("RC-"): "slip"
        case let text where text.hasPrefix("ST-"): "amount"
        default: tone(of: code) == .unknown ? "unknown" : "warn"
        }
    }
}

/// A finding's code as a small link to the list of its kind.
struct CodeLink: Sendable, Equatable {
    let code: String
    let tone: String
    let icon: String
    let text: String
    let href: String

    init(_ code: FindingCode, href: String, words: Words) {
        self.code = code.text
        tone = Mark.tone(of: code).rawValue
        icon = Mark.icon(of: code)
        text = words.name(of: code)
        self.href = href
    }
}
