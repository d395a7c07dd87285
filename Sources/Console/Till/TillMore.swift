// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Store
import Tender

/// What may follow an approved attempt: the money goes back, or a hold is completed.
struct TillMore: Sendable {
    let title: String
    let now: PaymentCard
    let kinds: [Filters.Option]
    let amount: String
    let key: String
    let problem: String?
    let advice: String?

    init(
        _ record: PaymentRecord, transaction: String?, kind: String = "", amount: String? = nil,
        obstacle: PaymentObstacle? = nil, problem: String? = nil, from view: Viewpoint, clocks: Clockwork
    ) {
        let words = view.words
        title = words["till.more"]
        now = PaymentCard(record, transaction: transaction, from: view, clocks: clocks)
        kinds = Self.kinds(after: record.attempt).map {
            .init(value: $0.name, text: words.pick($0.label), isChosen: $0.name == kind)
        }
        self.amount = amount ?? record.attempt.charged.text
        key = Secret.make()
        self.problem = problem ?? obstacle.map { words.pick($0.words) }
        advice = obstacle.flatMap { $0.advice == $0.words ? nil : words.pick($0.advice) }
    }

    static func kinds(after attempt: Attempt) -> [MovementKind] {
        guard attempt.state.isApproved else { return [] }
        return switch attempt.request.kind {
        case .sale, .offlineSale: [.void, .refund]
        case .preauth, .addition: [.completion, .preauthVoid]
        case .completion, .completionAdvice: [.completionVoid, .refund]
        case .void, .refund, .preauthVoid, .completionVoid: []
        }
    }
}
