// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// The page at the till (柜台): one search box, what customers ask, and the last payments.
struct CounterPage: Sendable {
    /// What customers say, as a large button.
    struct Ask: Sendable {
        let href: String
        let icon: String
        let name: String
        let note: String
        let isCurrent: Bool
    }

    /// What to do about it, and what to say meanwhile.
    struct Help: Sendable {
        let name: String
        let act: String
        let say: String
    }

    /// Payments shown at most.
    static let lineCount = 20

    let title: String
    /// Printers that cannot print, slips that need somebody.
    let alerts: [PrintAlert]
    let asks: [Ask]
    let help: Help?
    let caption: String
    let captionNote: String?
    let lines: [TransactionLine]
    let hasLines: Bool
    /// Where a line's button leads; nil until it is said what the matter is.
    let pickHref: String?
    let pickText: String?
    let allHref: String
    let empty: Blank?

    /// - Parameters:
    ///   - help: name of the complaint, from the address; an unknown one is none.
    ///   - mayTake: whether this person may write it down and take its case.
    init(
        recent: [TransactionSummary], help: String?, mayTake: Bool = true, alerts: [PrintAlert] = [],
        stores: [StoreRecord], words: Words
    ) {
        let view = Viewpoint(words: words, stores: stores)
        let question = help.flatMap { Complaint(rawValue: $0) }
        title = words["counter.title"]
        self.alerts = alerts
        asks = Self.asks(at: "/counter?help=", current: question, words)
        self.help = question.map { Self.help($0, words) }
        let fitting = question.map { ask in recent.filter { ask.fits($0) } } ?? []
        // The customer's payment may have no finding yet: the latest follow those that look like it.
        let shown = fitting + recent.filter { row in !fitting.contains { $0.id == row.id } }
        caption = words[!fitting.isEmpty ? "counter.fitting" : "counter.recent"]
        captionNote = question != nil && fitting.isEmpty ? words["counter.noneFits"] : nil
        lines = shown.prefix(Self.lineCount).map { TransactionLine($0, from: view) }
        hasLines = !lines.isEmpty
        pickHref = mayTake ? question.map { "/counter/\($0.rawValue)" } : nil
        pickText = question.map { words["counter.\($0.rawValue).pick"] }
        allHref = question.map { "/findings?code=\($0.code)" } ?? "/transactions"
        empty = recent.isEmpty ? Self.blank(words) : nil
    }

    /// The complaints as buttons.
    ///
    /// - Parameter base: what stands before a complaint's name in the address.
    static func asks(at base: String, current: Complaint? = nil, _ words: Words) -> [Ask] {
        Complaint.allCases.map { complaint in
            let key = "counter.\(complaint.rawValue)"
            return Ask(
                href: base + complaint.rawValue, icon: complaint.icon, name: words["\(key).name"],
                note: words["\(key).note"], isCurrent: complaint == current)
        }
    }

    private static func help(_ question: Complaint, _ words: Words) -> Help {
        let key = "counter.\(question.rawValue)"
        return Help(name: words["\(key).name"], act: words["\(key).act"], say: words["\(key).say"])
    }

    private static func blank(_ words: Words) -> Blank {
        Blank(
            icon: "counter", heading: words["counter.empty.heading"],
            lines: [words["counter.empty.why"], words["counter.empty.act"]],
            acts: [.init(text: words["counter.empty.button"], href: "/imports", isMain: true)])
    }
}
