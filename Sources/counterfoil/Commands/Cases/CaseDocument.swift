// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Store
import Tender

/// Times of a case in the zone of its store.
struct CaseClock {
    private let shop: Shop

    init(_ shop: Shop) { self.shop = shop }

    func zone(of store: StoreID?) async throws -> Zone { try await shop.deadlines(of: store).shop.zone }
}

/// One case as programs read it: the same names as the API's.
struct CaseDocument: Encodable {
    struct Step: Encodable {
        let at: String
        let by: String
        let act: String
        let text: String
        let reason: String
    }

    let id: String
    let transaction: String?
    let family: String
    let store: String?
    let code: String
    let codes: [String]
    let state: String
    let isOpen: Bool
    let openedAt: String
    let changedAt: String
    let assignee: String?
    let owner: String
    let actDue: String?
    let due: String?
    let acknowledged: Int
    let cause: String?
    let amount: AmountDocument?
    let isHeld: Bool
    let followUpOn: String?
    let satisfaction: Int?
    let closedAt: String?
    let words: String
    var proof: String?
    var moves: [String]?
    var steps: [Step]?

    struct AmountDocument: Encodable {
        let amount: String
        let currency: String
    }

    init(_ one: CaseSummary, _ clock: CaseClock) async throws {
        let zone = try await clock.zone(of: one.store)
        id = one.id.text
        transaction = one.transaction
        family = one.family.rawValue
        store = one.store?.text
        code = one.code.text
        codes = one.codes.map(\.text)
        state = one.state.text
        isOpen = one.state.isOpen
        openedAt = zone.rfc3339(one.openedAt)
        changedAt = zone.rfc3339(one.changedAt)
        assignee = one.assignee
        owner = one.owner.rawValue
        actDue = one.actDue.map { zone.rfc3339($0) }
        due = one.due.map { zone.rfc3339($0) }
        acknowledged = one.acknowledged
        cause = one.cause?.rawValue
        amount = one.amount.map { AmountDocument(amount: $0.text, currency: $0.currency.code) }
        isHeld = one.isHeld
        followUpOn = one.followUpOn?.description
        satisfaction = one.satisfaction
        closedAt = one.closedAt.map { zone.rfc3339($0) }
        words = one.words
    }

    init(_ detail: CaseDetail, _ clock: CaseClock) async throws {
        try await self.init(detail.summary, clock)
        let zone = try await clock.zone(of: detail.summary.store)
        proof = detail.file.proof
        moves = detail.file.state.moves.map(\.text)
        steps = detail.events.map { event in
            let words = CaseSheet.words(of: event.kind, .en)
            return Step(
                at: zone.rfc3339(event.at), by: event.by, act: words.act, text: words.text, reason: event.reason)
        }
    }
}

/// A page of the queue.
struct CaseListDocument: Encodable {
    let cases: [CaseDocument]
    let next: String?
}
