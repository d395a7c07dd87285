// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import HTTPTypes
import Hummingbird
import Store
import Tender

/// `/api/v1/evidence/…`, `/api/v1/directory`, `/api/v1/reports/management`: what the pages show, for programs.
enum ApiEvidence {
    static func route(_ gate: inout Gate) {
        let list: JSON = ["type": "object"]
        gate.api(
            "/api/v1/evidence/register", needs: .viewEvidence,
            Operation(
                "listHandOvers", "Packs that were handed over: who, when, why, hash; newest first, at most 200",
                parameters: [.query("about", "Only about this case or transaction.")], answer: .json(list))
        ) { call in
            let zone = try await call.site.zone()
            let lines = try await call.shop.register(
                of: Query(call.visit.query)["about"], handOversOnly: true, limit: 200)
            return .json(["items": .list(lines.map { line(AuditPage.cells($0, zone: zone)) })])
        }
        gate.api(
            "/api/v1/audit", needs: .viewAudit,
            Operation(
                "listAuditNotes", "Who looked at what is hidden, took data out or checked something; newest first",
                answer: .json(list))
        ) { call in
            let zone = try await call.site.zone()
            let lines = try await call.shop.register(limit: 200)
            return .json(["items": .list(lines.map { line(AuditPage.cells($0, zone: zone)) })])
        }
        gate.api(
            "/api/v1/directory", needs: .viewDirectory,
            Operation(
                "listDirectory", "Official numbers, where each comes from, and when it was last checked",
                answer: .json(list))
        ) { call in
            let book = try await call.shop.directory()
            let today = try await call.site.today()
            return .json(["items": .list(book.entries.map { entry($0, today: today) })])
        }
        gate.api(
            "/api/v1/reports/management", needs: .viewReports,
            Operation(
                "managementReport", "The management report of some days: each part with its rows",
                parameters: [
                    .query("from", "First business day.", ["type": "string", "format": "date"]),
                    .query("to", "Last business day.", ["type": "string", "format": "date"]),
                    .query("period", "`week` or `month`, without days."),
                ], answer: .json(list), problems: [422])
        ) { call in
            let report = try await ReportsController.report(call)
            return .json([
                "from": .text("\(report.from)"), "to": .text("\(report.to)"),
                "parts": .list(report.parts(call.words).map { part($0) }),
            ])
        }
    }

    private static func line(_ cells: [String]) -> JSON {
        let names = ["record", "at", "by", "act", "subject", "reason", "detail"]
        return .object(zip(names, cells).map { ($0, .text($1)) })
    }

    private static func entry(_ entry: DirectoryEntry, today: CivilDate) -> JSON {
        [
            "id": .text(entry.id), "kind": .text(entry.kind.rawValue), "name": JSON(entry.name),
            "numbers": .list(entry.numbers.map { .text($0) }), "source": JSON(entry.source),
            "needsChecking": .boolean(entry.caution(on: today) != nil),
        ]
    }

    private static func part(_ part: PaperPage.Part) -> JSON {
        [
            "heading": .text(part.heading),
            "rows": .list(part.rows.map { row in .list(([row.name] + row.cells).map { .text($0) }) }),
        ]
    }
}
