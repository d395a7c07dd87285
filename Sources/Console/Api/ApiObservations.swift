// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import Store
import Tender

/// `POST /api/v1/observations`: a till, a terminal or a person tells what they saw.
enum ApiObservations {
    static let countMax = 1_000

    private struct Batch: Decodable {
        let observations: [ObservationBody]
    }

    static func route(_ gate: inout Gate) {
        gate.apiWrite(.post, "/api/v1/observations", needs: .recordObservations, record) { call, body in
            let batch = try body.decode(Batch.self).observations
            guard !batch.isEmpty, batch.count <= countMax else {
                throw Refusal.invalid("observations: 1 to \(countMax)")
            }
            let clock = try await Clockwork(call.site)
            let now = call.site.options.clock.now()
            let observations = try batch.enumerated().map { index, body in
                let place = "observations[\(index)]"
                let observation = try body.observation(
                    place: place, by: call.person, recordedAt: now, clock: clock)
                try check(observation, place, call)
                return observation
            }
            let outcome = try await call.shop.record(observations, by: call.actor)
            return (
                .created,
                [
                    "added": .integer(Int64(outcome.added)), "alreadyKnown": .integer(Int64(outcome.alreadyKnown)),
                    "transactions": .list(outcome.transactions.map { .text($0) }),
                ]
            )
        }
    }

    /// Nobody speaks for a store that is not theirs, and only finance speaks for the acquirer and the bank.
    private static func check(_ observation: Observation, _ place: String, _ call: Call) throws {
        if case .only = call.stores {
            guard call.reach.covers(observation.facts.store) else { throw Refusal.invalid("\(place).store") }
        }
        switch observation.source {
        case .receipt, .person, .till, .terminal: return
        case .callback, .inquiry, .clearing, .bank:
            guard call.person.role == .finance else { throw Refusal.invalid("\(place).source") }
        }
    }

    private static let record = Operation(
        "recordObservations", "Tell what was seen; durable when answered",
        body: .json([
            "type": "object", "required": ["observations"],
            "properties": [
                "observations": [
                    "type": "array", "minItems": 1, "maxItems": .integer(Int64(countMax)),
                    "items": Schemas.reference("NewObservation"),
                ]
            ],
        ]),
        status: 201, answer: .json(Schemas.reference("Recorded")), problems: [413, 415, 422])
}
