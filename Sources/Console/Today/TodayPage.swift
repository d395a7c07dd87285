// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// How a business day went (今日): what was charged, what is not in order, and proof that we looked.
struct TodayPage: Sendable {
    struct Unknown: Sendable {
        let text: String
        let href: String
    }

    struct Figures: Sendable {
        let payments: String
        let charged: String
        let refunded: String
        let coverage: String
        /// Part of 100 for the bar; nil when no slip was due.
        let coverageWidth: String?
        let coverageNote: String
        let unknownCount: String
        let isUnknown: Bool
    }

    struct CodeRow: Sendable {
        let code: String
        let text: String
        let count: String
        let href: String
        /// Part of 100 of the most frequent code.
        let width: String
    }

    struct Check: Sendable {
        let mark: Mark
        let text: String
        let href: String?
    }

    let title: String
    /// The day in question as a word: today, or another day.
    let heading: String
    let day: String
    let weekday: String
    let lead: String
    let previousHref: String
    let nextHref: String?
    /// Printers that cannot print, slips that need somebody.
    let alerts: [PrintAlert]
    let unknown: Unknown?
    let figures: Figures?
    let codes: [CodeRow]
    let hasCodes: Bool
    let checks: [Check]
    let empty: Blank?

    init(
        day: CivilDate, today: CivilDate, figures: DayFigures?, files: [FileRecord], unreadRows: Int64,
        printers: [PrinterState] = [], alerts: [PrintAlert] = [], stores: [StoreRecord], words: Words,
        zone: Zone = .shanghai
    ) {
        // A day of zeros is an empty day, and says why.
        let figures = figures.flatMap { $0.payments == 0 && $0.findings.isEmpty && $0.unknown == 0 ? nil : $0 }
        title = words["today.title"]
        heading = words[day == today ? "today.title" : "today.other"]
        self.day = day.description
        weekday = words.weekday(day)
        lead = Self.lead(day, today, words)
        self.alerts = alerts
        previousHref = "/today?day=\(day.adding(days: -1))"
        nextHref = day < today ? "/today?day=\(day.adding(days: 1))" : nil
        unknown = figures.flatMap { Self.unknown($0, day, words) }
        self.figures = figures.map { Self.figures($0, words) }
        codes = Self.codeRows(figures?.findings ?? [:], day, words)
        hasCodes = !codes.isEmpty
        checks =
            Self.checks(figures, files, unreadRows, from: Viewpoint(words: words, stores: stores, zone: zone))
            + [Self.slips(printers, words)].compactMap(\.self)
        empty = figures == nil ? Self.blank(words) : nil
    }

    private static func lead(_ day: CivilDate, _ today: CivilDate, _ words: Words) -> String {
        switch Int(today.daysSinceEpoch) - Int(day.daysSinceEpoch) {
        case 0: words["today.leadToday"]
        case 1: words["today.leadYesterday"]
        default: words["today.leadOther"]
        }
    }

    private static func unknown(_ figures: DayFigures, _ day: CivilDate, _ words: Words) -> Unknown? {
        guard figures.unknown > 0 else { return nil }
        return Unknown(
            text: words.text("today.unknownBand", ["count": words.count(figures.unknown)]),
            href: "/transactions?from=\(day)&to=\(day)&money=unknown")
    }

    private static func figures(_ figures: DayFigures, _ words: Words) -> Figures {
        let issued = words.count(figures.slipsIssued)
        let expected = words.count(figures.slipsExpected)
        let percent = words.percent(figures.slipsIssued, of: figures.slipsExpected)
        return Figures(
            payments: words.count(figures.payments), charged: words.amount(figures.charged),
            refunded: words.text("today.refunded", ["amount": words.amount(figures.refunded)]),
            coverage: percent ?? words["today.noCoverage"], coverageWidth: percent.map { String($0.dropLast()) },
            coverageNote: percent == nil
                ? words["today.coverageNone"]
                : words.text("today.coverageNote", ["issued": issued, "expected": expected]),
            unknownCount: words.count(figures.unknown), isUnknown: figures.unknown > 0)
    }

    private static func codeRows(_ counts: [FindingCode: Int64], _ day: CivilDate, _ words: Words) -> [CodeRow] {
        let most = max(1, counts.values.max() ?? 1)
        return counts.filter { $0.value > 0 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { code, count in
            CodeRow(
                code: code.text, text: words.name(of: code), count: words.count(count),
                href: "/findings?code=\(code.text)&from=\(day)&to=\(day)",
                width: String(max(1, count * 100 / most)))
        }
    }

    private static func blank(_ words: Words) -> Blank {
        Blank(
            icon: "today", heading: words["today.empty.heading"],
            lines: [words["today.empty.why"], words["today.empty.act"]],
            acts: [
                .init(text: words["today.empty.button"], href: "/imports", isMain: true),
                .init(text: words["today.empty.latest"], href: "/transactions", isMain: false),
            ])
    }
}

extension TodayPage {
    /// Silence must be provably a check: what was looked at, how much of it, and when.
    fileprivate static func checks(
        _ figures: DayFigures?, _ files: [FileRecord], _ unreadRows: Int64, from view: Viewpoint
    ) -> [Check] {
        let words = view.words
        return [
            judged(figures, words), lastFile(files, from: view), unread(unreadRows, files, words),
            unfinished(files, words),
        ].compactMap(\.self)
    }

    /// Slips on their way to paper now; nil where no printer is set up.
    fileprivate static func slips(_ printers: [PrinterState], _ words: Words) -> Check? {
        guard !printers.isEmpty else { return nil }
        let waiting = printers.reduce(0) { $0 + $1.waiting }
        let open = printers.reduce(0) { $0 + $1.unconfirmed }
        guard waiting + open > 0 else {
            return Check(mark: Mark(.ok, words["check.done"]), text: words["check.slipsDone"], href: nil)
        }
        return Check(
            mark: Mark(.warn, words["check.look"]),
            text: words.text("check.slipsOpen", ["waiting": String(waiting), "open": String(open)]),
            href: "/receipts?open=1")
    }

    private static func judged(_ figures: DayFigures?, _ words: Words) -> Check {
        guard let figures else {
            return Check(mark: Mark(.mute, words["check.nothing"]), text: words["check.noRows"], href: nil)
        }
        let count = figures.findings.values.reduce(0, +)
        let values = ["payments": words.count(figures.payments), "findings": words.count(count)]
        return count == 0
            ? Check(mark: Mark(.ok, words["check.done"]), text: words.text("check.allInOrder", values), href: nil)
            : Check(mark: Mark(.warn, words["check.look"]), text: words.text("check.found", values), href: nil)
    }

    private static func lastFile(_ files: [FileRecord], from view: Viewpoint) -> Check {
        let words = view.words
        guard let last = files.first else {
            return Check(mark: Mark(.warn, words["check.missing"]), text: words["check.noFile"], href: "/imports")
        }
        let values = [
            "name": last.head.name, "when": view.moment(last.importedAt), "rows": words.count(last.rowsRead),
        ]
        return Check(
            mark: Mark(.ok, words["check.done"]), text: words.text("check.lastFile", values),
            href: FileLine.href(last.id))
    }

    private static func unread(_ rows: Int64, _ files: [FileRecord], _ words: Words) -> Check? {
        guard !files.isEmpty else { return nil }
        return rows == 0
            ? Check(mark: Mark(.ok, words["check.done"]), text: words["check.allRead"], href: nil)
            : Check(
                mark: Mark(.warn, words["check.look"]),
                text: words.text("check.unread", ["count": words.count(rows)]), href: "/imports")
    }

    private static func unfinished(_ files: [FileRecord], _ words: Words) -> Check? {
        guard let open = files.first(where: { !$0.isComplete }) else { return nil }
        return Check(
            mark: Mark(.warn, words["check.look"]),
            text: words.text("check.unfinished", ["name": open.head.name]), href: FileLine.href(open.id))
    }
}
