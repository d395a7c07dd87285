// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// The receipts of a transaction, what can be done about them, and the customer's claim that nobody answered.
struct TransactionSlips: Sendable {
    struct Claim: Sendable, Equatable {
        let text: String
        let answerHref: String
        let mayAnswer: Bool
    }

    let lines: [ReceiptLine]
    let hasLines: Bool
    let mayHand: Bool
    /// Names this page, so that a button pressed twice is one act.
    let once: String
    /// nil where no slip was captured; `makeHref` then makes a record from what is known.
    let copyHref: String?
    let codeHref: String?
    /// Where no slip was captured and the money moved, a receipt is composed.
    let makeHref: String?
    let claim: Claim?

    init(
        _ receipts: [ReceiptRecord], of detail: TransactionDetail, mayHand: Bool, mayRecord: Bool, once: String,
        from view: Viewpoint, clocks: Clockwork
    ) {
        let words = view.words
        lines = receipts.map { ReceiptLine($0, from: view, clocks: clocks) }
        hasLines = !lines.isEmpty
        self.mayHand = mayHand
        self.once = once
        let first = lines.first?.href
        copyHref = first.map { "\($0)#copy" }
        codeHref = first.map { "\($0)#code" }
        let isApproved = detail.summary.believed.status == .approved
        makeHref = first == nil && isApproved ? "/transactions/\(detail.summary.id)/receipt" : nil
        claim = Self.openClaim(detail.entries).map { claim in
            Claim(
                text: words["detail.claim.\(claim.rawValue)"], answerHref: "/transactions/\(detail.summary.id)/answer",
                mayAnswer: mayRecord)
        }
    }

    /// What the customer said last, unless somebody answered since.
    static func openClaim(_ entries: [TransactionDetail.Entry]) -> CustomerClaim? {
        let told = entries.map(\.observation).filter { $0.source == .person && $0.facts.claim != nil }
        let last = told.max { $0.recordedAt < $1.recordedAt }?.facts.claim
        return last == .answered ? nil : last
    }
}
