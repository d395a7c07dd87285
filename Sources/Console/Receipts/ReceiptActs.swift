// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Printing
import Store

/// What this person may do with a receipt now, for its page. Nothing is offered that cannot be done.
struct ReceiptActs: Sendable {
    struct Option: Sendable, Equatable {
        let value: String
        let text: String
        let isChosen: Bool
    }

    struct Code: Sendable, Equatable {
        let text: String
        let spaced: String
        /// Address with the code in it, for the QR.
        let link: String
        /// Address to type by hand.
        let short: String
        let qrHref: String
    }

    struct Choice: Sendable, Equatable {
        let name: String
        let text: String
        let hint: String
    }

    let href: String
    /// Names this page, so that a button pressed twice is one act.
    let once: String
    let mayPrint: Bool
    /// Why there is no printing here; nil where there is.
    let noPrinting: String?
    let printers: [Option]
    let reasons: [Option]
    let choices: [Choice]
    let hasChoices: Bool
    let code: Code?
    /// A code can be made: the slip is a payment's.
    let mayMakeCode: Bool
    let mayReport: Bool

    /// Reasons for a copy, in the order they are offered.
    static let reasonNames = ["customerAsks", "lost", "noSlip", "unreadable", "books", "dispute"]

    init(
        _ detail: ReceiptDetail, once: String, hasDesk: Bool, printers: [PrinterState],
        link: (String) -> String, words: Words
    ) {
        let record = detail.record
        href = "/receipts/\(record.id)"
        self.once = once
        self.printers = Self.options(printers, prefers: record.printer, words)
        let isNone = self.printers.isEmpty
        mayPrint = hasDesk && !isNone
        noPrinting = hasDesk ? (isNone ? words["receipts.noPrinter"] : nil) : words["receipts.noDesk"]
        reasons = Self.reasonNames.enumerated().map { index, name in
            Option(value: name, text: words["receipts.reason.\(name)"], isChosen: index == 0)
        }
        choices =
            hasDesk
            ? Self.decisions(record).map { decision in
                Choice(
                    name: decision.rawValue, text: words["receipts.decide.\(decision.rawValue)"],
                    hint: words["receipts.decideHint.\(decision.rawValue)"])
            } : []
        hasChoices = !choices.isEmpty
        code = detail.codes.first.map { code in
            let link = link(code)
            return Code(
                text: code, spaced: ReceiptStory.spaced(code), link: link,
                short: String(link.prefix { $0 != "?" }), qrHref: "/receipts/\(record.id)/code.png")
        }
        mayMakeCode = record.transaction != nil
        mayReport = record.transaction != nil
    }

    /// The printers in use, with what is wrong with them; the slip's own is chosen, else the first.
    static func options(_ printers: [PrinterState], prefers name: String?, _ words: Words) -> [Option] {
        let usable = printers.filter { !$0.record.address.isEmpty }
        let chosen = usable.contains { $0.record.name == name } ? name : usable.first?.record.name
        return usable.map { state in
            let lamp = PrinterLamp(state)
            let more = lamp.canPrint ? "" : " · \(words["printers.lamp.\(lamp.rawValue)"])"
            return Option(
                value: state.record.name, text: "\(state.record.name)\(more)", isChosen: state.record.name == chosen)
        }
    }

    /// What a person may choose, the most likely first; the print desk refuses what has become impossible since.
    static func decisions(_ record: ReceiptRecord) -> [PrintEvent.Decision] {
        switch record.report {
        case .unconfirmed: [.onPaper, .printAgain, .electronic, .skip]
        case .stale: [.printAgain, .electronic, .skip]
        case .held: [.electronic, .skip]
        case .captured where record.level >= .accepted: [.onPaper, .printAgain]
        case .captured: [.electronic, .skip]
        default: []
        }
    }
}
