// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Evidence
import HTTPTypes
import Hummingbird
import NIOCore
import Rendering
import Store
import Tender

/// `/reports`: the management report of a week, a month or chosen days, on the page, as PDF and as CSV.
enum ReportsController {
    static func route(_ gate: inout Gate) {
        gate.get("/reports", needs: .viewReports) { call in
            let report = try await report(call)
            let query = "from=\(report.from)&to=\(report.to)"
            let page = PaperPage(
                title: call.words["reports.title"],
                lead: call.words.text("reports.lead", ["from": "\(report.from)", "to": "\(report.to)"]),
                links: [
                    .init(href: "/reports?period=week", text: call.words["reports.week"]),
                    .init(href: "/reports?period=month", text: call.words["reports.month"]),
                    .init(href: "/reports.pdf?\(query)", text: "PDF"),
                    .init(href: "/reports.csv?\(query)", text: "CSV"),
                ], parts: report.parts(call.words).map { PaperPart($0) })
            return try await call.render("evidence/paper", page, current: .reports)
        }
        gate.get("/reports.pdf", needs: .viewReports) { call in
            let report = try await report(call)
            let title = call.words["reports.title"]
            let sheet = Sheet(
                name: "report", title: .init(zh: title, en: title), blocks: report.parts(call.words).flatMap(\.sheet))
            let document = Document(
                title: title, footer: "\(title) \(report.from) – \(report.to)",
                blocks: [.heading(1, "\(title) \(report.from) – \(report.to)")]
                    + sheet.blocks(isFirst: true).dropFirst())
            return PackFile.response(
                try DocumentRenderer.pdf(document), type: "application/pdf", name: "report-\(report.to).pdf",
                isKept: false)
        }
        gate.get("/reports.csv", needs: .viewReports) { call in
            let report = try await report(call)
            let lines = report.parts(call.words).flatMap { part in part.rows.map { [part.heading, $0.name] + $0.cells }
            }
            try await call.shop.audit(
                AuditNote(act: .exported, subject: "report", reason: "", detail: "\(report.from) \(report.to)"),
                by: call.actor)
            return CommaText.response("report-\(report.to).csv", header: ["part", "name", "value", "more", "rest"]) {
                _ in
                (lines, nil)
            }
        }
    }

    /// Days that the address names; the last seven that are over when it names none.
    static func report(_ call: Call) async throws -> ManagementReport {
        let query = Query(call.visit.query)
        let latest = try await call.shop.latestDay(in: call.stores)
        let today: CivilDate
        if let latest { today = latest } else { today = try await call.site.today() }
        if let from = query["from"].flatMap({ CivilDate(text: $0) }),
            let to = query["to"].flatMap({ CivilDate(text: $0) })
        {
            return try await ManagementReport.make(from: from, to: to, call)
        }
        let days = query["period"] == "month" ? 30 : 7
        return try await ManagementReport.make(from: today.adding(days: 1 - days), to: today, call)
    }
}
