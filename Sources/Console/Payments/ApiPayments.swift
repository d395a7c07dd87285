// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import HTTPTypes
import Hummingbird
import Store
import Tender

/// `/api/v1/sales/{order}/attempts` and `/api/v1/attempts`: charging a sale so that nobody is charged twice.
///
///     POST with a key ─┬ new key, nothing in the way ─▶ 201, recorded before a byte goes out
///                      ├ same key, same content ──────▶ 200, that attempt as it stands
///                      └ anything in the way ─────────▶ 409 with the attempt in the way and what to do
enum ApiPayments {
    private struct OrderBody: Decodable {
        let kind: String?
        let amount: MoneyBody
        let terminal: String
        let original: String?
        let walletCode: String?
        let card: CardBody?

        enum CodingKeys: String, CodingKey {
            case kind, amount, terminal, original, card
            case walletCode = "wallet_code"
        }
    }

    private struct SettlementBody: Decodable {
        let charged: Bool
        let proof: String
    }

    static func route(_ gate: inout Gate) {
        gate.on(.post, "/api/v1/sales/{order}/attempts", needs: .takePayments) { call in
            try Gate.checkProgram(call)
            let body = try await Body(call.request, upTo: Gate.apiBodyByteCountMax)
            return try await begin(call, try body.decode(OrderBody.self))
        }
        gate.describe(begin)
        gate.api("/api/v1/sales/{order}/attempts", needs: .viewPayments, ofSale) { call in
            let records = try await PaymentCounter(call: call).all(of: try order(call))
            let shape = PaymentShape(clock: try await Clockwork(call.site))
            return .json(ShopShape.list(records.map { shape.attempt($0, sale: records) }, next: nil))
        }
        gate.api("/api/v1/attempts", needs: .viewPayments, list) { call in
            let query = Query(call.visit.query)
            let limit = max(1, min(query["limit"].flatMap { Int($0) } ?? 50, 500))
            let records = try await PaymentCounter(call: call).list(onlyOpen: query["open"] == "1", limit: limit)
            var items: [JSON] = []
            for record in records { items.append(try await shape(record, call)) }
            return .json(ShopShape.list(items, next: nil))
        }
        gate.api("/api/v1/attempts/{id}", needs: .viewPayments, one) { call in
            let record = try await PaymentCounter(call: call).wait(for: try id(call), seconds: try patience(call))
            return .json(try await shape(record, call))
        }
        gate.apiWrite(.post, "/api/v1/attempts/{id}/settlement", needs: .settlePayments, settle) { call, body in
            let told = try body.decode(SettlementBody.self)
            guard !told.proof.isEmpty, told.proof.utf8.count <= Attempt.wordsLimit else {
                throw Refusal.invalid("proof: 1 to \(Attempt.wordsLimit) bytes")
            }
            let record = try await PaymentCounter(call: call).settle(
                try id(call), isCharged: told.charged, proof: told.proof)
            return (.ok, try await shape(record, call))
        }
    }

    private static func begin(_ call: Call, _ body: OrderBody) async throws -> Response {
        let seconds = try patience(call)
        guard let key = call.request.headers[.idempotencyKey], !key.isEmpty, key.utf8.count <= AttemptRequest.keyLimit
        else { throw Refusal.malformed("Idempotency-Key: 1 to \(AttemptRequest.keyLimit) bytes") }
        guard let kind = MovementKind(name: body.kind ?? "sale"), kind != .offlineSale else {
            throw Refusal.invalid("kind")
        }
        guard let terminal = TerminalID(body.terminal) else { throw Refusal.invalid("terminal") }
        var original: AttemptID?
        if let named = body.original {
            guard let id = AttemptID(named) else { throw Refusal.invalid("original") }
            original = id
        }
        let input = try input(body, call)
        let wish = PaymentOrder(
            order: try order(call), kind: kind, amount: try body.amount.money(), terminal: terminal,
            original: original, key: key)
        let counter = PaymentCounter(call: call)
        switch try await counter.begin(wish, input: input) {
        case .begun(let record):
            let now = try await counter.wait(for: record.id, seconds: seconds)
            return .json(try await shape(now, call), status: .created)
        case .same(let record):
            let now = try await counter.wait(for: record.id, seconds: seconds)
            return .json(try await shape(now, call))
        case .refused(var obstacle):
            if let record = obstacle.record { obstacle.shape = try await shape(record, call) }
            throw obstacle
        }
    }

    /// What the customer handed over. A card is taken only where nobody on the way can read it.
    private static func input(_ body: OrderBody, _ call: Call) throws -> PaymentInput {
        if let card = body.card {
            guard call.visit.isPrivate else { throw PaymentObstacle.cardInClear }
            guard body.walletCode == nil else { throw Refusal.invalid("card or wallet_code, not both") }
            return .card(try card.input())
        }
        guard let code = body.walletCode else { return .none }
        guard WalletCode.isOne(code) else { throw Refusal.invalid("wallet_code: 10 to 64 signs") }
        return .walletCode(code)
    }

    private static func shape(_ record: PaymentRecord, _ call: Call) async throws -> JSON {
        let sale = try await call.shop.payments(of: record.attempt.request.order, in: call.stores)
        return PaymentShape(clock: try await Clockwork(call.site)).attempt(record, sale: sale)
    }

    private static func order(_ call: Call) throws -> OrderNumber {
        let text = try call.parameters.require("order")
        guard let plain = PercentText.decode(Array(text.utf8), plusIsBlank: false), let order = OrderNumber(plain)
        else { throw Refusal.invalid("order: 1 to 64 bytes without control characters") }
        return order
    }

    private static func id(_ call: Call) throws -> AttemptID {
        guard let id = AttemptID(try call.parameters.require("id")) else { throw Refusal.notFound }
        return id
    }

    /// Seconds that the caller waits for the end.
    private static func patience(_ call: Call) throws -> Int {
        guard let text = Query(call.visit.query)["wait"] else { return 0 }
        guard let seconds = Int(text), (0...PaymentCounter.patienceMax).contains(seconds) else {
            throw Refusal.malformed("wait: 0 to \(PaymentCounter.patienceMax) seconds")
        }
        return seconds
    }
}

/// The code on a customer's telephone, as a scanner types it.
enum WalletCode {
    /// 10 to 64 letters or digits; what it means is the wallet's business.
    static func isOne(_ text: String) -> Bool {
        (10...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            }
    }
}
