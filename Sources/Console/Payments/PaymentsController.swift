// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import HTTPTypes
import Hummingbird
import Store
import Tender

/// `/payments`: attempts to charge and to give back; `/payments/{id}`: one with every step;
/// `/payments/{id}/settlement`: a person says what is true of it.
enum PaymentsController {
    static func route(_ gate: inout Gate) {
        gate.get("/payments", needs: .viewPayments) { call in
            let counter = PaymentCounter(call: call)
            let open = try await counter.list(onlyOpen: true, limit: 200)
            let all = try await counter.list(onlyOpen: false, limit: 100)
            let records = open + all.filter(\.attempt.state.isOver)
            let page = PaymentsPage(
                records, from: try await call.view(), clocks: try await Clockwork(call.site))
            return try await call.render("payments/list", page, current: .payments)
        }
        gate.get("/payments/{id}", needs: .viewPayments) { call in
            try await show(try await PaymentCounter(call: call).one(try id(call)), call)
        }
        gate.form("/payments/{id}/settlement", needs: .settlePayments) { call, form in
            try await settle(call, form)
        }
    }

    static func id(_ call: Call) throws -> AttemptID {
        guard let id = AttemptID(try call.parameters.require("id")) else { throw Refusal.notFound }
        return id
    }

    private static func settle(_ call: Call, _ form: Form) async throws -> Response {
        let counter = PaymentCounter(call: call)
        let record = try await counter.one(try id(call))
        let proof = form["proof"] ?? ""
        guard !proof.isEmpty, proof.utf8.count <= Attempt.wordsLimit, let word = form["charged"],
            word == "yes" || word == "no"
        else {
            return try await show(
                record, call, proof: String(proof.prefix(600)), problem: call.words["payments.proofMissing"],
                status: .unprocessableContent)
        }
        do {
            _ = try await counter.settle(record.id, isCharged: word == "yes", proof: proof)
        } catch let error as StoreError {
            guard case .refused(let words) = error else { throw error }
            let problem = call.words.pick(words)
            return try await show(
                try await counter.one(record.id), call, proof: proof, problem: problem, status: .conflict)
        }
        return .see("/payments/\(record.id)?done=payment-settled")
    }

    private static func show(
        _ record: PaymentRecord, _ call: Call, proof: String = "", problem: String? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let counter = PaymentCounter(call: call)
        let page = PaymentPage(
            record, sale: try await counter.all(of: record.attempt.request.order),
            transaction: await counter.transaction(of: record), maySettle: call.may(.settlePayments), proof: proof,
            problem: problem, from: try await call.view(), clocks: try await Clockwork(call.site))
        return try await call.visit.render("payments/one", page, current: .payments, status: status)
    }
}
