// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender

/// One comparison: how far it is, or what it found.
struct ComparisonPage: Sendable {
    struct Code: Sendable, Equatable {
        let code: String
        let name: String
        let count: String
        let amount: String
        let action: String
    }

    struct File: Sendable, Equatable {
        let name: String
        let side: String
        let rows: String
        let quarantined: String
        let amount: String
        let digest: String
    }

    struct Result: Sendable, Equatable {
        let href: String
        let name: String
        let label: String
        /// It is read in the browser; the others are kept.
        let opens: Bool
    }

    let title: String
    let lead: String
    let mark: Mark
    let isMoving: Bool
    let progressText: String
    /// nil while nobody knows how far it is.
    let percent: Int?
    let problem: String?
    let isStopped: Bool
    let isRefused: Bool
    let isDone: Bool
    let mayStop: Bool
    let stopHref: String
    let removeHref: String
    let findings: String
    let matched: String
    let inTransit: String
    let quarantined: String
    let hasFindings: Bool
    let hasQuarantine: Bool
    let isConserved: Bool
    let codes: [Code]
    let files: [File]
    let results: [Result]

    init(_ one: Comparison, figures: ComparisonFigures?, results: [String], mayStop: Bool, from view: Viewpoint) {
        let words = view.words
        title = words["comparisons.one"]
        lead = words.text("comparisons.lead1", ["when": ComparisonsPage.when(one, view), "by": one.about.owner])
        mark = ComparisonsPage.mark(one.phase, words)
        isMoving = one.isMoving
        progressText = words.text("comparisons.progress.\(one.phase.rawValue)", ["percent": String(one.percent)])
        percent = one.isMoving && one.phase != .waiting ? one.percent : nil
        problem = one.problem.map(words.pick)
        isStopped = one.phase == .stopped
        isRefused = one.phase == .refused
        isDone = one.phase == .done
        self.mayStop = mayStop
        stopHref = "/comparisons/\(one.id)/stop"
        removeHref = "/comparisons/\(one.id)/removal"
        findings = words.count(figures?.findings ?? 0)
        matched = words.count(figures?.matched ?? 0)
        inTransit = words.count(figures?.inTransit ?? 0)
        quarantined = words.count(figures?.quarantined ?? 0)
        hasFindings = (figures?.findings ?? 0) > 0
        hasQuarantine = (figures?.quarantined ?? 0) > 0
        isConserved = figures?.isConserved ?? false
        let currency = figures.flatMap { Currency(code: $0.currency) } ?? .cny
        codes = (figures?.codes ?? []).map { Self.code($0, currency, words) }
        files =
            figures.map { figures in figures.files.map { Self.file($0, currency, words) } } ?? Self.given(one, words)
        self.results = Self.ordered(results).map { name in
            let opens = name == "report.html"
            return Result(
                href: "/comparisons/\(one.id)/\(opens ? "report" : "files/\(name)")", name: name,
                label: words.text(ifKnown: "comparisons.file.\(name.split(separator: ".").first ?? "")") ?? name,
                opens: opens)
        }
    }

    private static func code(_ one: ComparisonFigures.Code, _ currency: Currency, _ words: Words) -> Code {
        let known = FindingCode(one.code)
        return Code(
            code: one.code, name: known.map { words.pick($0.name) } ?? "", count: words.count(one.count),
            amount: money(one.amount, currency, words), action: known.map { words.pick($0.nextAction) } ?? "")
    }

    private static func file(_ one: ComparisonFigures.File, _ currency: Currency, _ words: Words) -> File {
        File(
            name: one.name,
            side: words.text(ifKnown: "comparisons.side.\(one.side)")
                ?? words.text(ifKnown: "comparisons.side.\(one.side)s") ?? one.side,
            rows: words.count(one.rows), quarantined: words.count(one.quarantined),
            amount: money(one.amount, currency, words), digest: String(one.sha256.prefix(12)))
    }

    /// A sum as files write it, `-1234.50`, as pages show it.
    private static func money(_ text: String, _ currency: Currency, _ words: Words) -> String {
        Int128(text.replacing(".", with: "")).map { words.amount(minor: $0, currency: currency) } ?? text
    }

    /// What people open first comes first; other files follow by name.
    private static let order = ["report.html", "findings.csv", "settlement.csv", "quarantine.csv", "summary.json"]

    private static func ordered(_ names: [String]) -> [String] {
        order.filter(names.contains) + names.filter { !order.contains($0) }
    }

    private static func given(_ one: Comparison, _ words: Words) -> [File] {
        one.about.files.map { file in
            File(
                name: file.name, side: words["comparisons.side.\(file.side.rawValue)"], rows: "–", quarantined: "–",
                amount: words.bytes(file.byteCount), digest: "")
        }
    }
}
