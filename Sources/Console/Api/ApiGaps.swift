// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import Store
import Tender

/// `/api/v1/gaps`: numbers that terminals and tills left out.
enum ApiGaps {
    static func route(_ gate: inout Gate) {
        gate.api(
            "/api/v1/gaps", needs: .viewFindings,
            Operation(
                "listNumberGaps",
                "Voucher and order numbers that are missing (RC-10), newest first; without days, the seven that are over",
                parameters: [
                    .query("store", "Only of this store."),
                    .query("from", "First business day.", ["type": "string", "format": "date"]),
                    .query("to", "Last business day.", ["type": "string", "format": "date"]),
                ],
                answer: .json(Schemas.reference("GapReport")), problems: [422])
        ) { call in
            let text = Query(call.visit.query)
            for name in ["from", "to"] where text[name].map({ CivilDate(text: $0) == nil }) == true {
                throw Refusal.malformed("\(name): YYYY-MM-DD")
            }
            let query = try await GapQuery(call)
            let (report, gaps) = try await query.report(call)
            let clock = try await Clockwork(call.site)
            return .json([
                "from": .text(report.from.description), "to": .text(report.to.description),
                "runsJudged": .integer(Int64(report.runsJudged)), "runsSkipped": .integer(Int64(report.runsSkipped)),
                "numbers": .integer(Int64(report.numbers)), "items": .list(gaps.map { shape($0, clock) }),
            ])
        }
    }

    private static func shape(_ gap: NumberGap, _ clock: Clockwork) -> JSON {
        let side = { (neighbour: NumberGap.Neighbour) -> JSON in
            [
                "number": .text(neighbour.number), "transaction": .text(neighbour.transaction),
                "at": .text(clock.text(neighbour.at, in: gap.store)),
            ]
        }
        return .object([
            ("id", .text(gap.id)), ("code", .text(gap.code.text)), ("series", .text(gap.series.rawValue)),
            ("store", JSON(gap.store?.text)), ("merchant", JSON(gap.merchant?.text)),
            ("terminal", JSON(gap.terminal?.text)), ("batch", JSON(gap.batch?.text)),
            ("day", .text(gap.day.description)), ("firstMissing", .text(gap.firstMissing)),
            ("lastMissing", .text(gap.lastMissing)), ("missing", .integer(Int64(gap.missing))),
            ("before", side(gap.before)), ("after", side(gap.after)), ("explanation", JSON(gap.explanation)),
            ("nextAction", JSON(gap.nextAction)),
        ])
    }
}

extension Schemas {
    static var gaps: [(String, JSON)] {
        let text: JSON = ["type": "string"]
        let nullable: JSON = ["type": ["string", "null"]]
        let count: JSON = ["type": "integer", "minimum": 0]
        let date: JSON = ["type": "string", "format": "date"]
        let object = { (properties: [(String, JSON)]) -> JSON in
            .object([
                ("type", "object"), ("required", .list(properties.map { .text($0.0) })),
                ("properties", .object(properties)),
            ])
        }
        let side = object([
            ("number", text), ("transaction", text), ("at", ["type": "string", "format": "date-time"]),
        ])
        return [
            (
                "NumberGap",
                object([
                    ("id", text), ("code", text), ("series", names(of: NumberGap.Series.allCases.map(\.rawValue))),
                    ("store", nullable), ("merchant", nullable), ("terminal", nullable), ("batch", nullable),
                    ("day", date), ("firstMissing", text), ("lastMissing", text), ("missing", count),
                    ("before", side), ("after", side), ("explanation", reference("Bilingual")),
                    ("nextAction", reference("Bilingual")),
                ])
            ),
            (
                "GapReport",
                object([
                    ("from", date), ("to", date), ("runsJudged", count), ("runsSkipped", count), ("numbers", count),
                    ("items", ["type": "array", "items": reference("NumberGap")]),
                ])
            ),
        ]
    }
}
