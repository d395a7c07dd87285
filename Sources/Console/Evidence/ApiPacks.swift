// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Evidence
import HTTPTypes
import Hummingbird
import Store

/// `/api/v1/evidence/packs`: packs for programs, with the same permission and reason as on the page.
enum ApiPacks {
    private struct PackBody: Decodable {
        let subject: String
        let variant: String
        let reason: String
        let recipient: String?
    }

    static func route(_ gate: inout Gate) {
        gate.apiWrite(.post, "/api/v1/evidence/packs", needs: .requestEvidence, make) { call, body in
            let asked = try body.decode(PackBody.self)
            guard let variant = PackVariant(rawValue: asked.variant) else { throw Refusal.invalid("variant") }
            guard (2...2_000).contains(asked.reason.utf8.count) else {
                throw Refusal.invalid("reason: 2 to 2000 bytes")
            }
            var draft = EvidencePage.Draft()
            (draft.subject, draft.variant) = (String(asked.subject.prefix(64)), variant.rawValue)
            (draft.reason, draft.recipient) = (asked.reason, String((asked.recipient ?? "").prefix(100)))
            guard call.may(.makeEvidence) else {
                _ = try await EvidenceController.ask(draft, call)
                return (.accepted, ["isAsked": true, "sha256": .null, "href": .null])
            }
            let sha256 = try await EvidenceController.make(draft, variant, call)
            return (
                .created,
                ["isAsked": false, "sha256": .text(sha256), "href": .text("/api/v1/evidence/packs/\(sha256)")]
            )
        }
        gate.api("/api/v1/evidence/packs/{hash}", needs: .makeEvidence, fetch) { call in
            try await EvidenceController.fetch(try call.parameters.require("hash"), call)
        }
    }

    private static let text: JSON = ["type": "string"]
    private static let make = Operation(
        "makePack", "Make a pack (201), or, for those who may only ask, ask for one (202)",
        body: .json([
            "type": "object", "required": ["subject", "variant", "reason"],
            "properties": [
                "subject": text,
                "variant": ["type": "string", "enum": .list(PackVariant.allCases.map { .text($0.rawValue) })],
                "reason": text, "recipient": text,
            ],
        ]), status: 201,
        answer: .json([
            "type": "object", "required": ["isAsked", "sha256", "href"],
            "properties": [
                "isAsked": ["type": "boolean"], "sha256": ["type": ["string", "null"]],
                "href": ["type": ["string", "null"]],
            ],
        ]), problems: [404, 409, 415, 422])
    private static let fetch = Operation(
        "getPack", "A pack that was made, as a ZIP archive", parameters: [.path("hash", "SHA-256 of the pack.")],
        answer: Operation.Content(type: "application/zip", schema: ["type": "string", "format": "binary"]),
        problems: [404])
}
