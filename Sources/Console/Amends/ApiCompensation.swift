// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import Refunds
import Store
import Tender

/// `/api/v1/compensations` and `/api/v1/coupons`: what customers get besides their money, and coupons that are used
/// once.
enum ApiCompensation {
    private struct GiftBody: Decodable {
        let kind: String
        let worth: MoneyBody
        let caseID: String
        let store: String
        let words: String

        enum CodingKeys: String, CodingKey {
            case kind, worth, store, words
            case caseID = "case"
        }
    }

    private struct WordsBody: Decodable {
        let words: String
    }

    /// Nothing to say: the code in the address is all.
    private struct EmptyBody: Decodable {}

    static func route(_ gate: inout Gate) {
        gate.api("/api/v1/compensations", needs: .viewRefunds, list) { call in
            let query = Query(call.visit.query)
            guard !query.isBroken else { throw Refusal.malformed("a parameter is not UTF-8") }
            let shape = AmendsShape(clock: try await Clockwork(call.site))
            let found = try await call.shop.compensations(of: query["case"], in: call.stores)
            return .json(ShopShape.list(found.map(shape.compensation), next: nil))
        }
        gate.apiWrite(.post, "/api/v1/compensations", needs: .compensate, give) { call, body in
            let told = try body.decode(GiftBody.self)
            guard let kind = Compensation.Kind(rawValue: told.kind) else {
                throw Refusal.invalid("kind: coupon, gift or discount")
            }
            let given = Compensation(
                kind: kind, worth: try told.worth.money(), caseID: told.caseID, store: told.store, words: told.words,
                code: "")
            let answer = try await call.shop.compensate(
                given, as: call.refundRole, in: call.stores, by: call.actor)
            return try await result(answer, .created, call)
        }
        gate.apiWrite(.post, "/api/v1/coupons/{code}/redemption", needs: .keepPaper, redeem) { call, body in
            _ = try body.decode(EmptyBody.self)
            let answer = try await call.shop.useCoupon(
                try call.parameters.require("code"), in: call.stores, by: call.actor)
            return try await result(answer, .ok, call)
        }
        gate.apiWrite(.post, "/api/v1/compensations/{id}/withdrawal", needs: .compensate, withdraw) { call, body in
            guard let number = UInt64(try call.parameters.require("id")) else { throw Refusal.notFound }
            let told = try body.decode(WordsBody.self)
            let answer = try await call.shop.withdrawCompensation(
                number, words: told.words, in: call.stores, by: call.actor)
            return try await result(answer, .ok, call)
        }
    }

    private static func result(
        _ answer: AmendsAnswer<CompensationRecord>, _ status: HTTPResponse.Status, _ call: Call
    ) async throws -> (HTTPResponse.Status, JSON) {
        let record = try answer.recorded()
        return (status, AmendsShape(clock: try await Clockwork(call.site)).compensation(record))
    }
}

extension AmendsAnswer {
    /// What was recorded.
    ///
    /// - Throws: a conflict with the words that say why nothing was.
    func recorded() throws -> Record {
        switch self {
        case .done(let record): return record
        case .refused(let words): throw StoreError.refused(words)
        }
    }
}
