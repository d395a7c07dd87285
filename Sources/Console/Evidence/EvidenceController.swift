// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Evidence
import HTTPTypes
import Hummingbird
import Store
import Tender

/// `/evidence`: makes packs, keeps the register of who got which, and writes the acquirer's fact sheet.
enum EvidenceController {
    static func route(_ gate: inout Gate) {
        gate.get("/evidence", needs: .viewEvidence) { call in try await show(.init(call), problem: nil, call) }
        gate.form("/evidence", needs: .requestEvidence) { call, form in
            let draft = EvidencePage.Draft(form)
            guard !draft.subject.isEmpty, let variant = PackVariant(rawValue: draft.variant) else {
                return try await show(draft, problem: call.words["evidence.noSubject"], call)
            }
            guard draft.reason.utf8.count >= 2, draft.reason.utf8.count <= 2_000 else {
                return try await show(draft, problem: call.words["evidence.noReason"], call)
            }
            let once = try FormOnce(call, form)
            if let made = try await once.before() { return .see(made) }
            let location: String
            if call.may(.makeEvidence) {
                _ = try await make(draft, variant, call)
                location = "/evidence?about=\(PercentText.encode(draft.subject))&done=evidence-made"
            } else {
                location = try await ask(draft, call)
            }
            try await once.keep(location)
            return .see(location)
        }
        gate.get("/evidence/packs/:hash", needs: .makeEvidence) { call in
            try await fetch(try call.parameters.require("hash"), call)
        }
        FactSheet.route(&gate)
    }

    /// A pack that was made.
    static func fetch(_ hash: String, _ call: Call) async throws -> Response {
        guard
            let line = try await call.shop.register(handOversOnly: true, limit: 10_000).first(where: {
                if case .handedOver(let handOver) = $0.content { handOver.sha256 == hash } else { false }
            }), case .handedOver(let handOver) = line.content,
            let bytes = PackFile.bytes(sha256: hash, in: call.shop.folder)
        else { throw Refusal.notFound }
        // Who may not see the case may not fetch its pack either.
        _ = try await call.shop.evidence(of: handOver.subject, in: call.stores)
        return PackFile.response(
            bytes, type: "application/zip", name: "\(handOver.subject)-\(handOver.variant).zip", isKept: true)
    }

    /// Makes a pack, keeps it, and writes it into the register.
    ///
    /// - Returns: its SHA-256.
    static func make(_ draft: EvidencePage.Draft, _ variant: PackVariant, _ call: Call) async throws -> String {
        let desk = PackDesk(shop: call.shop, program: "counterfoil \(call.site.options.version)")
        let purpose = PackDesk.Purpose(variant: variant, reason: draft.reason, by: call.person.name)
        let pack = try await desk.pack(about: draft.subject, for: purpose, in: call.stores)
        try PackFile.keep(pack.bytes, sha256: pack.sha256, in: call.shop.folder)
        try await call.shop.handOver(
            HandOver(
                subject: draft.subject, variant: variant.rawValue, recipient: draft.recipient, reason: draft.reason,
                sha256: pack.sha256, byteCount: Int64(pack.bytes.count)), by: call.actor)
        return pack.sha256
    }

    /// Who may only ask leaves a note for those who may make packs.
    static func ask(_ draft: EvidencePage.Draft, _ call: Call) async throws -> String {
        _ = try await call.shop.evidence(of: draft.subject, in: call.stores)
        try await call.shop.audit(
            AuditNote(act: .requested, subject: draft.subject, reason: draft.reason, detail: draft.variant),
            by: call.actor)
        return "/evidence?done=evidence-asked"
    }

    static func show(
        _ draft: EvidencePage.Draft, problem: String?, _ call: Call
    ) async throws -> Response {
        let lines = try await call.shop.register(of: draft.about, limit: 200)
        let page = EvidencePage(
            draft, lines, holds: try await call.shop.holds(in: call.stores), stores: try await call.storesInReach(),
            problem: problem, may: { call.may($0) }, zone: try await call.site.zone(), words: call.words)
        return try await call.visit.render(
            "evidence/desk", page, current: .evidence, status: problem == nil ? .ok : .unprocessableContent)
    }
}
