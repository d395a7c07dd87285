// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import HTTPTypes
import Hummingbird
import Printing
import Store

/// What is done on the page of a case without leaving it: print again, make the code, note what is to be collected,
/// and the acts that go together.
enum CaseDeskActs {
    static func route(_ gate: inout Gate) {
        gate.form("/cases/{id}/copy", needs: .handReceipts) { call, form in try await copy(call, form) }
        gate.form("/cases/{id}/code", needs: .handReceipts) { call, form in
            let detail = try await worked(call)
            if let problem = try await check(detail, form, call) { return try await refuse(problem, detail, call) }
            let receipt = try await receipt(of: detail, call)
            _ = try await call.shop.pickupCode(for: receipt, in: call.stores, by: call.actor)
            return .see("/cases/\(detail.summary.id)?done=code-made#paper")
        }
        gate.form("/cases/{id}/collection", needs: .workCases) { call, form in
            let detail = try await worked(call)
            let note = call.words.text("cases.desk.collectNote", ["amount": String((form["due"] ?? "").prefix(20))])
            return try await act([.note(note), .moved(.waiting(.customer))], detail, call)
        }
        gate.form("/cases/{id}/macro", needs: .workCases) { call, form in
            guard let macro = form["macro"].flatMap({ CaseMacro(rawValue: $0) }) else {
                throw Refusal.invalid("macro: \(CaseMacro.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            let note = form["text"] ?? call.words.pick(macro.note)
            return try await act(macro.acts(by: call.person.name, note: note), try await worked(call), call)
        }
    }

    /// The case, for somebody who works it.
    private static func worked(_ call: Call) async throws -> CaseDetail {
        let detail = try await CasesController.detail(call)
        guard CaseActs.mayWork(call, detail) else { throw Refusal.notAllowed }
        return detail
    }

    private static func refuse(
        _ problem: String, _ detail: CaseDetail, _ call: Call, status: HTTPResponse.Status = .unprocessableContent
    ) async throws -> Response {
        try await CasesController.show(detail, problem: problem, status: status, call)
    }

    private static func act(_ kinds: [CaseEvent.Kind], _ detail: CaseDetail, _ call: Call) async throws -> Response {
        for kind in kinds {
            do throws(StoreError) {
                try await call.shop.act(on: detail.summary.id, kind, in: call.stores, by: call.actor)
            } catch {
                guard case .refused(let words) = error else { throw error }
                return try await refuse(call.words.pick(words), detail, call, status: .conflict)
            }
        }
        return .see("/cases/\(detail.summary.id)?done=case-noted")
    }

    /// The record of the payment's slip: the one that was captured, or one made from what is known.
    private static func receipt(of detail: CaseDetail, _ call: Call) async throws -> PrintJobID {
        guard let transaction = detail.summary.transaction else { throw Refusal.notFound }
        return try await call.shop.receiptRecord(of: transaction, in: call.stores, by: call.actor)
    }

    /// Prints a copy, once however often it is pressed.
    private static func copy(_ call: Call, _ form: Form) async throws -> Response {
        let detail = try await worked(call)
        if let problem = try await check(detail, form, call) { return try await refuse(problem, detail, call) }
        let isLost = detail.summary.codes.contains(.rc04)
        do {
            let page = try await FormOnce(call, form).see("/cases/\(detail.summary.id)?done=copy-asked#paper") {
                _ = try await CopyPrinting(site: call.site).print(
                    copyOf: try await receipt(of: detail, call), on: form["printer"] ?? "",
                    reason: call.words["receipts.reason.\(isLost ? "lost" : "noSlip")"], by: call.person,
                    in: call.stores, language: call.visit.language)
            }
            return .see(page)
        } catch StoreError.conflict {
            return try await refuse(call.words["cases.desk.copyUnderway"], detail, call, status: .conflict)
        } catch Refusal.busy {
            return try await refuse(call.words["receipts.notTaken"], detail, call, status: .serviceUnavailable)
        }
    }

    /// A lost slip is given out to who shows enough for its amount; what was shown is kept as the step's reason.
    ///
    /// - Returns: what is missing; nil when nothing is.
    private static func check(_ detail: CaseDetail, _ form: Form, _ call: Call) async throws -> String? {
        guard detail.summary.codes.contains(.rc04) else { return nil }
        let amount = detail.summary.amount
        let needed = IdentityProof.needed(for: amount)
        if IdentityProof.needsManager(for: amount), call.person.role != .manager {
            return call.words["cases.desk.managerOnly"]
        }
        let shown = form.all("proof").compactMap { IdentityProof(rawValue: $0) }
        guard needed.allSatisfy(shown.contains) else { return call.words["cases.desk.notShown"] }
        let reason = shown.map { call.words.pick($0.label) }.joined(separator: call.words["common.comma"])
        try await call.shop.act(
            on: detail.summary.id, .step(.rc04, 2, .done), reason: reason, in: call.stores, by: call.actor)
        return nil
    }
}
