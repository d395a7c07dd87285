// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// The page at the till (柜台): one search box, what customers ask, and the last payments.
struct CounterPage: Sendable {
    /// A question customers ask, as a large button.
    struct Ask: Sendable {
        let href: String
        let icon: String
        let name: String
        let note: String
        let isCurrent: Bool
    }

    /// What to do about a question, and what to say meanwhile.
    struct Help: Sendable {
        let name: String
        let steps: [String]
        let say: String
    }

    let title: String
    /// Printers that cannot print, slips that need somebody.
    let alerts: [PrintAlert]
    let asks: [Ask]
    let help: Help?
    let caption: String
    let captionNote: String?
    let lines: [TransactionLine]
    let hasLines: Bool
    let allHref: String
    let empty: Blank?

    /// - Parameter help: name of the question asked, from the address; an unknown one is no question.
    init(
        recent: [TransactionSummary], help: String?, alerts: [PrintAlert] = [], stores: [StoreRecord], words: Words
    ) {
        let view = Viewpoint(words: words, stores: stores)
        let question = help.flatMap(Question.init)
        title = words["counter.title"]
        self.alerts = alerts
        asks = Question.allCases.map { ask in
            Ask(
                href: "/counter?help=\(ask.rawValue)", icon: ask.icon, name: words["counter.\(ask.rawValue).name"],
                note: words["counter.\(ask.rawValue).note"], isCurrent: ask == question)
        }
        self.help = question.map { Self.help($0, words) }
        let fitting = question.map { ask in recent.filter { ask.fits($0) } } ?? recent
        // A question without a fitting payment still shows the last ones: the customer's is among them.
        let shown = fitting.isEmpty ? recent : fitting
        caption = words[question != nil && !fitting.isEmpty ? "counter.fitting" : "counter.recent"]
        captionNote = question != nil && fitting.isEmpty ? words["counter.noneFits"] : nil
        lines = shown.map { TransactionLine($0, from: view) }
        hasLines = !lines.isEmpty
        allHref = question.map { "/findings?code=\($0.code)" } ?? "/transactions"
        empty = recent.isEmpty ? Self.blank(words) : nil
    }

    private static func help(_ question: Question, _ words: Words) -> Help {
        let key = "counter.\(question.rawValue)"
        let steps = (1...question.stepCount).map { words["\(key).step\($0)"] }
        return Help(name: words["\(key).name"], steps: steps, say: words["\(key).say"])
    }

    private static func blank(_ words: Words) -> Blank {
        Blank(
            icon: "counter", heading: words["counter.empty.heading"],
            lines: [words["counter.empty.why"], words["counter.empty.act"]],
            acts: [.init(text: words["counter.empty.button"], href: "/imports", isMain: true)])
    }
}

extension CounterPage {
    /// The questions of the counter; the raw value is the one in the address.
    enum Question: String, CaseIterable, Sendable {
        case noSlip = "no-slip"
        case twice
        case amount

        var icon: String {
            switch self {
            case .noSlip: "slip"
            case .twice: "twice"
            case .amount: "amount"
            }
        }

        /// The code under which such payments are found.
        var code: String {
            switch self {
            case .noSlip: "RC-01"
            case .twice: "PY-06"
            case .amount: "ST-04"
            }
        }

        var stepCount: Int { 3 }

        /// Whether a payment looks like what the question is about.
        func fits(_ summary: TransactionSummary) -> Bool {
            let codes = summary.codes.map(\.text)
            return switch self {
            case .noSlip: codes.contains { $0.hasPrefix("RC-") || $0 == "PY-01" || $0 == "PY-02" }
            case .twice: codes.contains { $0 == "PY-06" || $0 == "PY-07" || $0 == "PY-08" }
            case .amount: codes.contains { $0 == "PY-09" || $0 == "ST-04" || $0 == "PY-13" }
            }
        }
    }
}
