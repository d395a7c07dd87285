// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import HTTPTypes
import Hummingbird
import Store
import Tender

/// What people do with a case. One form, one act: the button's name says which.
enum CaseActs {
    static func route(_ gate: inout Gate) {
        gate.form("/cases/{id}/act", needs: .noteCases) { call, form in
            let detail = try await CasesController.detail(call)
            let (kind, reason) = try read(form, by: call.person.name)
            guard may(kind, call, detail) else { throw Refusal.notAllowed }
            do throws(StoreError) {
                try await call.shop.act(on: detail.summary.id, kind, reason: reason, in: call.stores, by: call.actor)
            } catch {
                guard case .refused(let words) = error else { throw error }
                return try await CasesController.show(
                    detail, problem: call.words.pick(words), status: .conflict, call)
            }
            if case .resolved = kind { try await answer(detail, call) }
            return .see("/cases/\(detail.summary.id)?done=case-noted")
        }
    }

    /// Who put a payment's case right has answered what its customer said.
    static func answer(_ detail: CaseDetail, _ call: Call) async throws {
        guard detail.summary.family == .payments, call.may(.recordObservations),
            let transaction = detail.summary.transaction
        else { return }
        let found = try await call.shop.transaction(transaction, in: call.stores)
        let amount = found.summary.believed.amount
        // A customer who was charged twice may have said so of either.
        let twins = found.related.filter { $0.believed.amount == amount }.map(\.id)
        for number in [transaction] + twins {
            let twin = try await call.shop.transaction(number, in: call.stores)
            guard TransactionSlips.openClaim(twin.entries) != nil else { continue }
            try await PersonWord.keep(on: twin, call) { $0.claim = .answered }
        }
    }

    /// Whether this person may do this with the case: a hold and the word that somebody higher has seen it are not the
    /// cashier's, and only finance answers for the level of finance.
    static func may(_ kind: CaseEvent.Kind, _ call: Call, _ detail: CaseDetail) -> Bool {
        guard mayWork(call, detail) else { return kind.isNote }
        return switch kind {
        case .held, .released: call.person.role != .cashier
        case .acknowledged(let level): level <= highestLevel(call.person.role)
        default: true
        }
    }

    /// The highest level of escalation that a role answers for: 1 is the manager's, 2 finance's, 3 beyond the shop.
    static func highestLevel(_ role: Role) -> Int {
        switch role {
        case .finance: 3
        case .manager: 1
        case .cashier, .service, .auditor, .administrator, .technician: 0
        }
    }

    /// Whether this person works cases like this one: technicians those of devices, auditors none.
    static func mayWork(_ call: Call, _ detail: CaseDetail) -> Bool {
        call.may(.workCases) && (call.person.role != .technician || detail.summary.isTechnical)
    }

    private static func read(_ form: Form, by person: String) throws -> (CaseEvent.Kind, String) {
        let name = form["act"] ?? ""
        let parts = name.split(separator: " ", maxSplits: 1).map { String($0) }
        let rest = parts.count > 1 ? parts[1] : ""
        let kind = try CaseAct.read(
            parts.first ?? "", value: rest.isEmpty ? (form["value"] ?? "") : rest, text: form["text"] ?? "",
            person: person)
        return (kind, form["reason"] ?? "")
    }
}

extension CaseEvent.Kind {
    /// Whether it only adds words: an auditor may do that and nothing else.
    var isNote: Bool {
        if case .note = self { true } else { false }
    }
}

extension CaseAct {
    /// The event that words of a form or a program stand for.
    static func read(
        _ name: String, value: String, text: String, person: String
    ) throws -> CaseEvent.Kind {
        guard let act = CaseAct(rawValue: name) else {
            let all = CaseAct.allCases.map(\.rawValue).joined(separator: ", ")
            throw Refusal.invalid("act: one of \(all)")
        }
        do throws(CaseAct.Problem) {
            return try act.kind(value: value, text: text, by: person)
        } catch {
            throw StoreError.refused(error.words)
        }
    }
}
