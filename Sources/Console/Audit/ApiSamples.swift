// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Store
import Tender

/// `/api/v1/audit/samples`: draw, read and check off samples.
enum ApiSamples {
    private struct DrawBody: Decodable {
        let population: String
        let from: String
        let to: String
        let count: Int
        let seed: String?
    }

    private struct CheckBody: Decodable {
        let item: String
        let isInOrder: Bool
        let note: String?
    }

    static func route(_ gate: inout Gate) {
        gate.api("/api/v1/audit/samples", needs: .viewAudit, list) { call in
            let zone = try await call.site.zone()
            return .json(["items": .list(try await call.shop.samples().map { shape($0, zone) })])
        }
        gate.api("/api/v1/audit/samples/{id}", needs: .viewAudit, one) { call in
            let number = try SamplesController.number(call)
            return .json(shape(try await call.shop.sample(number, in: call.stores).sample, try await call.site.zone()))
        }
        gate.apiWrite(.post, "/api/v1/audit/samples", needs: .drawSamples, draw) { call, body in
            let asked = try body.decode(DrawBody.self)
            let texts = [
                "population": asked.population, "from": asked.from, "to": asked.to, "count": String(asked.count),
                "seed": asked.seed ?? "",
            ]
            guard let wish = SampleDraft({ texts[$0] }).wish else {
                throw Refusal.invalid("population, from, to, count (1 to 200) or seed")
            }
            let number = try await SamplesController.draw(wish, call)
            let sample = try await call.shop.sample(number, in: call.stores).sample
            return (.created, shape(sample, try await call.site.zone()))
        }
        gate.apiWrite(.post, "/api/v1/audit/samples/{id}/checks", needs: .drawSamples, check) { call, body in
            let asked = try body.decode(CheckBody.self)
            let number = try SamplesController.number(call)
            try await call.shop.checkSample(
                number, item: asked.item, isInOrder: asked.isInOrder, note: asked.note ?? "", by: call.actor)
            let sample = try await call.shop.sample(number, in: call.stores).sample
            return (.ok, shape(sample, try await call.site.zone()))
        }
    }

    private static func shape(_ sample: AuditSample, _ zone: Zone) -> JSON {
        let draw = sample.draw
        let items = draw.items.map { item -> JSON in
            let check = sample.checks[item]
            return [
                "item": .text(item), "isInOrder": check.map { .boolean($0.isInOrder) } ?? .null,
                "note": JSON(check?.note), "by": JSON(check?.by), "at": JSON(check.map { zone.rfc3339($0.at) }),
            ]
        }
        return [
            "record": .text(String(sample.id)), "at": .text(zone.rfc3339(sample.at)), "by": .text(sample.by),
            "population": .text(draw.population.rawValue), "from": .text("\(draw.from)"), "to": .text("\(draw.to)"),
            "seed": .text(String(draw.seed)), "total": .integer(Int64(draw.total)), "items": .list(items),
        ]
    }

    private static let text: JSON = ["type": "string"]
    private static let sample: JSON = [
        "type": "object", "required": ["record", "population", "from", "to", "seed", "total", "items"],
        "properties": [
            "record": text, "at": text, "by": text, "population": text, "from": text, "to": text, "seed": text,
            "total": ["type": "integer"], "items": ["type": "array"],
        ],
    ]
    private static let list = Operation(
        "listSamples", "Samples that were drawn, the newest first, at most 100",
        answer: .json(["type": "object", "required": ["items"], "properties": ["items": ["type": "array"]]]))
    private static let one = Operation(
        "getSample", "A sample, and what was said of each of its records",
        parameters: [.path("id", "Record of the draw.")], answer: .json(sample), problems: [404])
    private static let draw = Operation(
        "drawSample", "Draw a sample; the draw is kept, and the same seed draws the same",
        body: .json([
            "type": "object", "required": ["population", "from", "to", "count"],
            "properties": [
                "population": [
                    "type": "string", "enum": .list(AuditSample.Population.allCases.map { .text($0.rawValue) }),
                ], "from": text, "to": text, "count": ["type": "integer", "minimum": 1, "maximum": 200], "seed": text,
            ],
        ]), status: 201, answer: .json(sample), problems: [409, 415, 422])
    private static let check = Operation(
        "checkSample", "Say of one record of a sample whether it is in order",
        parameters: [.path("id", "Record of the draw.")],
        body: .json([
            "type": "object", "required": ["item", "isInOrder"],
            "properties": ["item": text, "isInOrder": ["type": "boolean"], "note": text],
        ]), answer: .json(sample), problems: [404, 409, 415])
}
