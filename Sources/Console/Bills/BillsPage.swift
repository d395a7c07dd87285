// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender
import Wallets

/// The wallets' daily bills: each account, each day, and what is missing.
struct BillsPage: Sendable {
    struct Day: Sendable, Equatable {
        let day: String
        let mark: Mark
        /// What the wallet said, or why it is not here.
        let note: String?
        let file: String?
        let fileHref: String?
        let rows: String
        let quarantined: String
        let tried: String
        let by: String
        let mayFetch: Bool
    }

    struct Account: Sendable, Equatable {
        let mark: String
        let name: String
        let number: String
        let terminals: String
        let account: String
        /// When the next one is fetched.
        let next: String
        let missing: [String]
        let isMissing: Bool
        let days: [Day]
        let hasDays: Bool
        /// Earliest and latest day that may be asked for.
        let first: String
        let last: String
    }

    let title: String
    let mayFetch: Bool
    let accounts: [Account]
    let empty: Blank?
    let problem: String?

    /// Days of one account on the page.
    static let daysShown = 31

    init(_ books: [BillBook], now: Instant, mayFetch: Bool, problem: String?, view: Viewpoint) {
        let words = view.words
        title = words["bills.title"]
        self.mayFetch = mayFetch
        self.problem = problem
        accounts = books.map { Self.account($0, now, mayFetch, view) }
        empty =
            books.isEmpty
            ? Blank(
                icon: "file", heading: words["bills.empty.heading"],
                lines: [words["bills.empty.why"], words["bills.empty.act"]]) : nil
    }

    /// Names the account's part of the page.
    static func mark(_ name: WalletAccountName) -> String { "\(name.wallet.rawValue)-\(name.number)" }

    private static func account(
        _ book: BillBook, _ now: Instant, _ mayFetch: Bool, _ view: Viewpoint
    ) -> Account {
        let (words, name) = (view.words, book.account.name)
        let next = book.next(at: now)
        let yesterday = Zone.shanghai.civil(at: now).date.adding(days: -1)
        // Nothing that is missing is cut off, however old.
        let missing = book.missing(at: now)
        let late = Set(missing.map(\.day))
        let days = book.listed(at: now).enumerated().filter { $0 < daysShown || late.contains($1) }.map(\.element)
        return Account(
            mark: mark(name), name: words.pick(name.wallet.name), number: name.number,
            terminals: book.account.terminals.map(\.text).joined(separator: ", "), account: name.description,
            next: words.text(
                next.at <= now ? "bills.nextNow" : "bills.next",
                ["day": next.day.description, "when": view.moment(max(next.at, now))]),
            missing: missing.map { words.pick($0.words) }, isMissing: !missing.isEmpty,
            days: days.map { line($0, of: book, now, mayFetch, view) }, hasDays: !days.isEmpty,
            first: yesterday.adding(days: 1 - BillCalendar.daysBack).description, last: yesterday.description)
    }

    private static func line(
        _ day: CivilDate, of book: BillBook, _ now: Instant, _ mayFetch: Bool, _ view: Viewpoint
    ) -> Day {
        let (words, kept) = (view.words, book.days[day])
        let standing = book.standing(of: day, at: now)
        let note: String? =
            switch kept?.last.outcome {
            case .failed(let told), .damaged(let told): told
            case BillRecord.Outcome.none? where standing != .noTrade: words["bills.traded"]
            case .imported, BillRecord.Outcome.none?, nil: nil
            }
        let last = kept?.last
        return Day(
            day: day.description, mark: Mark(bill: standing, words), note: note,
            file: last.flatMap { $0.name.isEmpty ? nil : $0.name },
            fileHref: last.flatMap { $0.file == 0 ? nil : FileLine.href($0.file) },
            rows: last?.outcome == .imported ? words.count(last?.rows ?? 0) : "–",
            quarantined: last?.outcome == .imported ? words.count(last?.quarantined ?? 0) : "–",
            tried: kept.map { view.moment($0.triedAt) } ?? "–", by: kept?.by ?? "",
            mayFetch: mayFetch && standing != .fetched && standing != .notDue)
    }
}

extension Mark {
    /// Where a day's bill stands, as an icon, a word and a colour.
    init(bill standing: BillBook.Standing, _ words: Words) {
        let text = words["bills.standing.\(standing.rawValue)"]
        self =
            switch standing {
            case .fetched: Mark(.ok, text)
            case .noTrade: Mark(.mute, text)
            case .damaged: Mark(.bad, text)
            case .missing: Mark(.bad, text)
            case .due: Mark(.warn, icon: "wait", text)
            case .notDue: Mark(.mute, icon: "wait", text)
            }
    }
}
