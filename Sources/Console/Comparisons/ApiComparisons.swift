// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Tender

/// `/api/v1/comparisons`: the file job for programs.
enum ApiComparisons {
    static func route(_ gate: inout Gate) {
        gate.api("/api/v1/comparisons", needs: .viewImports, list) { call in
            let clock = try await Clockwork(call.site)
            let mine = call.site.comparisons.all.filter { ComparisonsController.mayLook(at: $0, call) }
            return .json(ShopShape.list(mine.map { shape($0, call, clock) }, next: nil))
        }
        gate.on(.post, "/api/v1/comparisons", needs: .importFiles) { call in
            let form = UploadForm(call: call, isProgram: true, spool: call.site.comparisons.spool)
            let id = try await ComparisonsController.take(form, call)
            guard let one = call.site.comparisons[id] else { throw Refusal.notFound }
            return .json(shape(one, call, try await Clockwork(call.site)), status: .accepted)
        }
        gate.describe(compare)
        gate.api("/api/v1/comparisons/{id}", needs: .viewImports, one) { call in
            .json(shape(try ComparisonsController.comparison(call), call, try await Clockwork(call.site)))
        }
        gate.on(.delete, "/api/v1/comparisons/{id}", needs: .importFiles) { call in
            try Gate.checkProgram(call)
            let one = try ComparisonsController.comparison(call)
            if one.isMoving {
                call.site.comparisons.stop(one.id)
            } else {
                try call.site.comparisons.remove(one.id)
            }
            return Response(status: .noContent)
        }
        gate.describe(end)
        gate.api("/api/v1/comparisons/{id}/files/{name}", needs: .viewImports, file) { call in
            try ComparisonsController.file(call)
        }
    }

    private static func shape(_ one: Comparison, _ call: Call, _ clock: Clockwork) -> JSON {
        let figures = one.phase == .done ? call.site.comparisons.figures(of: one.id) : nil
        return .object([
            ("id", .text(one.id)), ("state", .text(one.phase.rawValue)), ("percent", .integer(Int64(one.percent))),
            ("by", .text(one.about.owner)),
            ("asked_at", .text(clock.zone(of: nil).rfc3339(Instant(milliseconds: one.about.askedAt &* 1_000)))),
            ("problem", one.problem.map { JSON($0) } ?? .null),
            (
                "files",
                .list(
                    one.about.files.map {
                        .object([
                            ("side", .text($0.side.rawValue)), ("name", .text($0.name)),
                            ("bytes", .integer($0.byteCount)),
                        ])
                    })
            ),
            ("findings", figures.map { .integer($0.findings) } ?? .null),
            ("results", .list(call.site.comparisons.results(of: one.id).map { .text($0) })),
        ])
    }

    private static let id = Operation.Parameter.path(
        "id", "Name of the comparison, as the answer to its making gave it.")

    private static let list = Operation(
        "listComparisons", "File jobs of the caller, newest first", answer: Operation.page(of: "Comparison"))

    private static let compare = Operation(
        "compareFiles",
        "Compare files: fields till and acquirer (each at least once), bank, receipts, orders, tariff and calendar; "
            + "watch the state of the answer's id",
        body: Operation.Content(
            type: "multipart/form-data",
            schema: [
                "type": "object", "required": ["till", "acquirer"],
                "properties": .object(
                    Comparison.Side.allCases.map {
                        ($0.rawValue, ["type": "array", "items": ["type": "string", "format": "binary"]])
                    }),
            ]),
        status: 202, answer: .json(Schemas.reference("Comparison")), problems: [413, 415, 422, 503])

    private static let one = Operation(
        "getComparison", "How far a file job is, and what it found", parameters: [id],
        answer: .json(Schemas.reference("Comparison")), problems: [404])

    private static let end = Operation(
        "endComparison", "Stop a job that runs, or remove one that is over with its results", parameters: [id],
        status: 204, problems: [404, 409])

    private static let file = Operation(
        "getComparisonFile", "A result file", parameters: [id, .path("name", "As `results` names it.")],
        answer: Operation.Content(type: "application/octet-stream", schema: ["type": "string", "format": "binary"]),
        problems: [404])
}

/// The shape of comparisons.
extension Schemas {
    static var comparisons: [(String, JSON)] {
        let text: JSON = ["type": "string"]
        let whole: JSON = ["type": "integer", "minimum": 0]
        return [
            (
                "Comparison",
                object([
                    ("id", text), ("state", names(of: Comparison.Phase.allCases.map(\.rawValue))), ("percent", whole),
                    ("by", text), ("asked_at", ["type": "string", "format": "date-time"]),
                    ("problem", ["oneOf": [reference("Bilingual"), ["type": "null"]]]),
                    (
                        "files",
                        [
                            "type": "array",
                            "items": object([
                                ("side", names(of: Comparison.Side.allCases.map(\.rawValue))), ("name", text),
                                ("bytes", whole),
                            ]),
                        ]
                    ),
                    ("findings", ["type": ["integer", "null"]]), ("results", ["type": "array", "items": text]),
                ])
            )
        ]
    }
}
