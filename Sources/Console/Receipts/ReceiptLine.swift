// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Printing
import Receipts
import Store
import Tender

/// A receipt as a row of a table.
struct ReceiptLine: Sendable, Equatable {
    let href: String
    let when: String
    let weekday: String
    let store: String
    let printer: String
    /// The first line of the slip that says something.
    let text: String
    /// nil where the slip names none for sure.
    let amount: String?
    let mark: Mark
    /// Why it waits or cannot be told.
    let fault: String?
    /// Which copy it is; nil for an original.
    let copy: String?
    let transaction: String?
    let transactionHref: String?

    init(_ record: ReceiptRecord, from view: Viewpoint, clocks: Clockwork) {
        let words = view.words
        let time = clocks.zone(of: record.store).civil(at: record.endedAt)
        href = "/receipts/\(record.id)"
        when = words.moment(time)
        weekday = words.weekday(time.date)
        store = view.store(record.store)
        printer = record.printer
        let lines = Self.lines(of: record.text)
        text = Self.headline(lines) ?? words["receipts.noText"]
        amount = record.amount.map(words.amount)
        mark = Mark(receipt: record, words)
        fault = record.openFault.map { words["receipts.fault.\($0.rawValue)"] }
        copy = record.copy > 1 ? words.text("receipts.copyNumber", ["number": String(record.copy)]) : nil
        transaction = record.transaction
        transactionHref = record.transaction.map { "/transactions/\($0)" }
    }

    /// Enough lines to find a name and an amount in; a slip of a metre is not read whole for a list.
    private static let linesRead = 200

    static func lines(of text: String) -> [String] {
        text.split(separator: "\n", maxSplits: linesRead, omittingEmptySubsequences: false).prefix(linesRead)
            .map { String($0.prefix(200)) }
    }

    /// The first line with words in it: no rule, no lone number, no mark of a copy.
    static func headline(_ lines: [String]) -> String? {
        let line = lines.first { line in
            line.filter(\.isLetter).count >= 2 && !line.contains("DUPLICATE") && !line.contains("重打印")
        }
        return line.map { String($0[...].trimmingBlanks.prefix(60)) }
    }
}

extension ReceiptRecord {
    /// Why it waits or cannot be told, while it does.
    var openFault: PrintEvent.Fault? {
        switch report {
        case .held, .unconfirmed: fault
        default: nil
        }
    }
}

extension Mark {
    /// State of a receipt with the level of its evidence, in words: nobody has to know what E2 is.
    init(receipt record: ReceiptRecord, _ words: Words) {
        let level = record.level.name
        self =
            switch record.report {
            case .captured where record.level >= .accepted:
                Mark(.warn, icon: "wait", words.text("receipts.state.sent", ["level": level]))
            case .captured: Mark(.warn, icon: "wait", words.text("receipts.state.captured", ["level": level]))
            case .sent: Mark(.warn, icon: "wait", words.text("receipts.state.sent", ["level": level]))
            case .held: Mark(.warn, words["receipts.state.held"])
            case .unconfirmed: Mark(.unknown, words["receipts.state.unconfirmed"])
            case .stale: Mark(.bad, icon: "warn", words["receipts.state.stale"])
            case .onPaper: Mark(.ok, icon: "slip", words["receipts.state.printed\(max(2, record.level.rawValue))"])
            case .electronic: Mark(.ok, icon: "slip", words["receipts.state.electronic"])
            case .handwritten: Mark(.ok, icon: "slip", words["receipts.state.handwritten"])
            case .skipped: Mark(.mute, words["receipts.state.skipped"])
            case .lost: Mark(.warn, words["receipts.state.lost"])
            case .cutShort: Mark(.warn, words["receipts.state.cutShort"])
            case .misdirected: Mark(.bad, icon: "warn", words["receipts.state.misdirected"])
            case .withdrawn: Mark(.mute, words["receipts.state.withdrawn"])
            case .undelivered: Mark(.warn, words["receipts.state.undelivered"])
            }
    }
}
