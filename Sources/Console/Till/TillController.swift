// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import HTTPTypes
import Hummingbird
import Store
import Tender

/// `/till`: charge a sale; `/till/{id}`: how it stands; `/till/{id}/more`: give it back, or complete a hold.
///
///     form with a key of its own ─▶ POST ─▶ 303 /till/{id} ─▶ waiting ─▶ approved, declined, unknown …
///                                    └ something in the way ─▶ that attempt, and what to do
enum TillController {
    static func route(_ gate: inout Gate) {
        gate.get("/till", needs: .takePayments) { call in
            let query = Query(call.visit.query)
            var draft = TillDraft { query[$0] }
            if draft.order.isEmpty { draft.order = try await proposedOrder(call) }
            return try await form(call, draft)
        }
        gate.form("/till", needs: .takePayments) { call, form in try await charge(call, form) }
        gate.get("/till/{id}", needs: .takePayments) { call in
            try await show(call, try await PaymentCounter(call: call).one(try PaymentsController.id(call)))
        }
        gate.get("/till/{id}/more", needs: .takePayments) { call in
            let record = try await PaymentCounter(call: call).one(try PaymentsController.id(call))
            return try await more(call, record, Form.empty)
        }
        gate.form("/till/{id}/more", needs: .takePayments) { call, form in try await follow(call, form) }
    }

    private static func charge(_ call: Call, _ form: Form) async throws -> Response {
        let draft = TillDraft { form[$0] }
        func again(_ problem: String) async throws -> Response {
            try await self.form(call, draft, problem: call.words[problem], status: .unprocessableContent)
        }
        guard let order = OrderNumber(draft.order) else { return try await again("till.noOrder") }
        guard let amount = try? Money(text: draft.amount), amount.minor > 0 else {
            return try await again("till.noAmount")
        }
        guard let terminal = TerminalID(draft.terminal) else { return try await again("till.noTerminalChosen") }
        guard let key = form["key"], key.utf8.count <= AttemptRequest.keyLimit else { throw Refusal.malformed("key") }
        let isWallet = call.site.options.paymentDesk?.routes[terminal]?.link == .wallet
        var input = PaymentInput.none
        if isWallet {
            guard let code = form["code"], WalletCode.isOne(code) else { return try await again("till.noCode") }
            input = .walletCode(code)
        }
        let wish = PaymentOrder(
            order: order, kind: MovementKind(name: draft.kind) ?? .sale, amount: amount, terminal: terminal, key: key)
        switch try await PaymentCounter(call: call).begin(wish, input: input) {
        case .begun(let record), .same(let record): return .see("/till/\(record.id)")
        case .refused(let obstacle):
            guard let record = obstacle.record else {
                return try await self.form(call, draft, obstacle, status: obstacle.status)
            }
            return try await show(call, record, obstacle, status: obstacle.status)
        }
    }

    private static func follow(_ call: Call, _ form: Form) async throws -> Response {
        let counter = PaymentCounter(call: call)
        let record = try await counter.one(try PaymentsController.id(call))
        let request = record.attempt.request
        let kinds = TillMore.kinds(after: record.attempt)
        guard let kind = kinds.first(where: { $0.name == form["kind"] }) else { throw Refusal.invalid("kind") }
        guard let key = form["key"], key.utf8.count <= AttemptRequest.keyLimit else { throw Refusal.malformed("key") }
        let currency = request.amount.currency
        // Money never moves on one key: the amount is typed once more.
        guard let amount = try? Money(text: form["amount"] ?? "", currency: currency), amount.minor > 0,
            amount == (try? Money(text: form["confirm"] ?? "", currency: currency))
        else {
            return try await more(
                call, record, form, problem: call.words["refunds.notConfirmed"], status: .unprocessableContent)
        }
        let wish = PaymentOrder(
            order: request.order, kind: kind, amount: amount, terminal: request.terminal, original: record.id, key: key)
        switch try await counter.begin(wish, input: .none) {
        case .begun(let begun), .same(let begun): return .see("/till/\(begun.id)")
        case .refused(let obstacle):
            return try await more(call, record, form, obstacle, status: obstacle.status)
        }
    }

    // MARK: - Pages

    private static func form(
        _ call: Call, _ draft: TillDraft, _ obstacle: PaymentObstacle? = nil, problem: String? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let routes = call.site.options.paymentDesk?.routes
        let stores = Dictionary(
            try await call.shop.terminals().map { ($0.terminal, $0.store) }, uniquingKeysWith: { first, _ in first })
        let terminals = (routes ?? [:]).sorted { $0.key < $1.key }
            .filter { call.reach.covers(stores[$0.key]) }.map { ($0.key, $0.value, stores[$0.key]) }
        let page = TillPage(
            draft, terminals: terminals, isConnected: routes != nil, obstacle: obstacle, problem: problem,
            recent: try await PaymentCounter(call: call).list(onlyOpen: false, limit: 5),
            from: try await call.view(), clocks: try await Clockwork(call.site))
        return try await call.visit.render("till/form", page, current: .till, status: status)
    }

    private static func show(
        _ call: Call, _ record: PaymentRecord, _ obstacle: PaymentObstacle? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let page = TillAttemptPage(
            record, transaction: await PaymentCounter(call: call).transaction(of: record), obstacle: obstacle,
            from: try await call.view(), clocks: try await Clockwork(call.site))
        return try await call.visit.render("till/attempt", page, current: .till, status: status)
    }

    private static func more(
        _ call: Call, _ record: PaymentRecord, _ form: Form, _ obstacle: PaymentObstacle? = nil, problem: String? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        guard !TillMore.kinds(after: record.attempt).isEmpty else { return .see("/till/\(record.id)") }
        let page = TillMore(
            record, transaction: await PaymentCounter(call: call).transaction(of: record), kind: form["kind"] ?? "",
            amount: form["amount"], obstacle: obstacle, problem: problem, from: try await call.view(),
            clocks: try await Clockwork(call.site))
        return try await call.visit.render("till/more", page, current: .till, status: status)
    }

    /// A number nobody else proposes: day, time and two digits by chance.
    private static func proposedOrder(_ call: Call) async throws -> String {
        let now = try await call.site.now()
        let digits = "\(now)".filter(\.isNumber)
        return "\(digits.prefix(8))-\(digits.dropFirst(8))\(UInt8.random(in: 10...99))"
    }
}
