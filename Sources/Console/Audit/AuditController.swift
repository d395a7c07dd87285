// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import Store
import Tender

/// `/audit`: search by number or days, two or three records side by side, samples, the chain, and the log.
enum AuditController {
    static func route(_ gate: inout Gate) {
        gate.get("/audit", needs: .viewAudit) { call in
            let page = try await AuditPage.make(call, Query(call.visit.query))
            return try await call.render("evidence/audit", page, current: .audit)
        }
        gate.form("/audit/verify", needs: .viewAudit) { call, _ in
            let report = try await verify(call.shop.folder)
            try await call.shop.audit(
                AuditNote(
                    act: .verified, subject: "journal", reason: "",
                    detail: "\(report.records) records, root \(report.root)"), by: call.actor)
            return .see("/audit?done=audit-verified")
        }
        gate.get("/audit.csv", needs: .viewAudit) { call in
            let lines = try await call.shop.register(limit: 10_000)
            let zone = try await call.site.zone()
            try await call.shop.audit(
                AuditNote(act: .exported, subject: "audit log", reason: "", detail: "\(lines.count) rows"),
                by: call.actor)
            let cells = lines.map { AuditPage.cells($0, zone: zone) }
            return CommaText.response(
                "audit.csv", header: ["record", "at", "by", "act", "subject", "reason", "detail"]
            ) { _ in (cells, nil) }
        }
    }

    /// Reads the whole journal beside the server's own threads.
    @concurrent private static func verify(_ folder: String) async throws -> Shop.JournalReport {
        try Shop.verifyJournal(directory: folder)
    }
}
