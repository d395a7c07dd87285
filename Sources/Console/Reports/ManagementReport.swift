// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Refunds
import Store
import Tender

/// The management report of some days: how complete the receipts are, what went wrong, what became of it.
struct ManagementReport: Sendable {
    let from: CivilDate
    let to: CivilDate
    let days: [DayFigures]
    let cases: CaseReport
    let details: [CaseDetail]
    let refunds: [RefundRecord]
    let printers: [PrinterState]
    let journal: Shop.JournalReport?

    /// Days of the longest report.
    static let longest: Int32 = 93

    /// Gathers a report.
    ///
    /// - Throws: `Refusal.invalid` for days out of order or more than a quarter.
    static func make(from: CivilDate, to: CivilDate, _ call: Call) async throws -> ManagementReport {
        guard from <= to, to.daysSinceEpoch - from.daysSinceEpoch < longest else {
            throw Refusal.invalid("from, to: at most \(longest) days, in order")
        }
        let zone = try await call.site.zone()
        let begin = zone.instant(of: CivilTime(secondsSinceEpoch: Int64(from.daysSinceEpoch) * 86_400))
        let end = zone.instant(of: CivilTime(secondsSinceEpoch: (Int64(to.daysSinceEpoch) + 1) * 86_400))
        var days: [DayFigures] = []
        for offset in 0...(to.daysSinceEpoch - from.daysSinceEpoch) {
            days.append(try await call.shop.day(from.adding(days: Int(offset)), in: call.stores))
        }
        let details = try await call.shop.caseFiles(from: begin, to: end, in: call.stores)
        let rules = try await call.shop.deadlines(of: nil)
        let now = call.site.options.clock.now()
        let report = CaseReport(details.map { CaseOutcome($0.file, rules: rules) }, at: now)
        var refunds: [RefundRecord] = []
        var cursor: String?
        repeat {
            let page = try await call.shop.refundQueue(RefundFilter(), in: call.stores, cursor: cursor, limit: 500)
            refunds += page.elements.filter { $0.file.requestedAt >= begin && $0.file.requestedAt < end }
            cursor = page.nextCursor
        } while cursor != nil && refunds.count < 10_000
        return ManagementReport(
            from: from, to: to, days: days, cases: report, details: details, refunds: refunds,
            printers: try await call.shop.printerStates(in: call.stores), journal: nil)
    }

    private func sum(_ read: (DayFigures) -> Int64) -> Int64 {
        Int64(clamping: days.reduce(Int128(0)) { $0 + Int128(read($1)) })
    }

    /// The parts of the report in their order.
    func parts(_ words: Words) -> [PaperPage.Part] {
        let expected = sum(\.slipsExpected)
        let coverage = words.percent(sum(\.slipsIssued), of: expected) ?? "–"
        let currency = days.first?.charged.currency ?? .cny
        func money(_ minor: Int64) -> String { words.amount(Money(minor: minor, currency: currency)) }
        let atRisk = details.filter { $0.summary.state.isOpen }.compactMap { $0.summary.amount?.minor }
            .reduce(Int128(0)) { $0 + Int128($1) }
        let recovered = refunds.filter { $0.file.state == .succeeded }.reduce(Int128(0)) {
            $0 + Int128($1.order.amount.minor)
        }
        var headline = PaperPage.Part(heading: words["reports.headline"])
        headline.head = [words["reports.figure"], words["reports.value"]]
        func line(_ key: String, _ value: String) -> PaperPage.Row {
            PaperPage.Row(name: words["reports.\(key)"], cells: [value])
        }
        headline.rows = [
            line("coverage", "\(coverage) (\(words.count(sum(\.slipsIssued)))/\(words.count(expected)))"),
            line("payments", words.count(sum(\.payments))), line("charged", money(sum { $0.charged.minor })),
            line("refunded", money(sum { $0.refunded.minor })), line("unknowns", words.count(sum(\.unknown))),
            line("atRisk", money(Int64(clamping: atRisk))), line("givenBack", money(Int64(clamping: recovered))),
            line(
                "casesCount",
                "\(cases.count), \(words["reports.open"]) \(cases.open), \(words["reports.overdue"]) \(cases.overdue)"),
            line("inTime", "\(Self.percent(cases.inTime.permille)) (\(cases.inTime.part)/\(cases.inTime.whole))"),
            line("reopened", String(cases.reopened)),
            line(
                "satisfaction",
                cases.satisfaction.map { "\(Money(minor: Int64($0)).text) (n = \(cases.answers))" } ?? "– (n = 0)"),
        ]
        let codes = cases.byCode.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let byCode = PaperPage.Part.counted(
            words["reports.byCode"], head: [words["reports.code"], words["reports.count"]],
            codes.map { ("\($0.key.text) \(words.name(of: $0.key))", Int64($0.value)) })
        var causes = PaperPage.Part.counted(
            words["reports.causes"], head: [words["reports.cause"], words["reports.count"], words["reports.running"]],
            cases.causes.map {
                (words.pick($0.cause?.label ?? Bilingual(zh: "自动办结", en: "Closed on proof")), Int64($0.count))
            })
        causes.rows = zip(causes.rows, cases.causes).map { row, bar in
            PaperPage.Row(name: row.name, cells: row.cells + [Self.percent(bar.runningPermille)])
        }
        return [headline, byCode, causes, trend(words), refundPart(words), devices(words)]
    }

    private func trend(_ words: Words) -> PaperPage.Part {
        var part = PaperPage.Part(heading: words["reports.trend"])
        part.head = ["day", "payments", "unknowns", "coverage"].map { words["reports.\($0)"] }
        part.rows = days.map { day in
            PaperPage.Row(
                name: "\(day.day)",
                cells: [
                    words.count(day.payments), words.count(day.unknown),
                    words.percent(day.slipsIssued, of: day.slipsExpected) ?? "–",
                ])
        }
        return part
    }

    private func refundPart(_ words: Words) -> PaperPage.Part {
        var counts: [String: Int64] = [:]
        for refund in refunds { counts["\(refund.order.reason)", default: 0] += 1 }
        return .counted(
            words["reports.refunds"], head: [words["reports.reason"], words["reports.count"]],
            counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) })
    }

    private func devices(_ words: Words) -> PaperPage.Part {
        var part = PaperPage.Part(heading: words["reports.devices"])
        part.head = ["printer", "state", "waiting"].map { words["reports.\($0)"] }
        part.rows = printers.map { state in
            let isFaulty = state.faultySince != nil
            return PaperPage.Row(
                name: state.record.name,
                cells: [
                    words[isFaulty ? "reports.faulty" : "reports.inOrder"], String(state.waiting + state.unconfirmed),
                ])
        }
        return part
    }

    private static func percent(_ permille: Int?) -> String {
        permille.map { "\($0 / 10).\($0 % 10) %" } ?? "–"
    }
}
