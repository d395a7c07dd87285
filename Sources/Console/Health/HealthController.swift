// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import NIOCore
import Store

/// `/healthz`, `/readyz` and `/metrics`, for whoever watches over the server.
enum HealthController {
    static func route(_ gate: inout Gate) {
        gate.open(.get, "/healthz") { _, _, _ in .json(["status": "ok"]) }
        gate.open(.get, "/readyz") { _, visit, _ in
            _ = try await visit.shop.counts()
            return .json(["status": "ready", "version": .text(visit.site.options.version)])
        }
        gate.open(.get, "/metrics") { _, visit, _ in
            let isAllowed = visit.isLocal || visit.person.map { Permission.viewMetrics.allows($0.role) } ?? false
            guard isAllowed else { throw Refusal.signInFirst }
            let text = try await Metrics.text(of: visit.site)
            return Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        }
    }
}

/// The Prometheus text format. Labels are route patterns and numbers of ours, never what a visitor typed.
enum Metrics {
    static func text(of site: Site) async throws -> String {
        let counts = try await site.shop.counts()
        var text = """
            # HELP counterfoil_build_info Version of the server.
            # TYPE counterfoil_build_info gauge
            counterfoil_build_info{version="\(label(site.options.version))"} 1
            # HELP counterfoil_transactions Transactions in the shop.
            # TYPE counterfoil_transactions gauge
            counterfoil_transactions \(counts.transactions)
            # HELP counterfoil_observations Observations in the shop.
            # TYPE counterfoil_observations gauge
            counterfoil_observations \(counts.observations)
            # HELP counterfoil_uploads_waiting Uploads that are not done.
            # TYPE counterfoil_uploads_waiting gauge
            counterfoil_uploads_waiting \(site.uploads.waiting.count)
            # HELP counterfoil_http_requests_total Requests by route and status.
            # TYPE counterfoil_http_requests_total counter

            """
        let rows = site.tally.sorted
        for (key, figures) in rows {
            text += "counterfoil_http_requests_total{\(labels(key))} \(figures.count)\n"
        }
        text += "# HELP counterfoil_http_request_microseconds_total Time spent on them.\n"
        text += "# TYPE counterfoil_http_request_microseconds_total counter\n"
        for (key, figures) in rows {
            text += "counterfoil_http_request_microseconds_total{\(labels(key))} \(figures.microseconds)\n"
        }
        return text
    }

    private static func labels(_ key: Tally.Key) -> String {
        "route=\"\(label(key.route))\",status=\"\(key.status)\""
    }

    private static func label(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
