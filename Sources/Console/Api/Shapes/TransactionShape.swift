// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// Transactions as the API shows them.
struct TransactionShape: Sendable {
    let clock: Clockwork

    func summary(_ row: TransactionSummary) -> JSON {
        .object([
            ("id", .text(row.id)), ("facts", facts(row.believed)), ("money", .text(row.money.name)),
            ("slip", .text(row.slip.name)), ("codes", .list(row.codes.map { .text($0.text) })),
            ("sources", .list(row.sources.map { .text($0.name) })),
        ])
    }

    func detail(_ detail: TransactionDetail) -> JSON {
        .object([
            ("transaction", summary(detail.summary)), ("verdict", verdict(detail.verdict, in: detail)),
            ("observations", .list(detail.entries.map(entry))),
            ("related", .list(detail.related.map(summary))),
        ])
    }

    private func verdict(_ verdict: Verdict, in detail: TransactionDetail) -> JSON {
        let store = detail.summary.believed.store
        return .object([
            ("money", money(verdict.money, in: store)), ("slip", .text(verdict.slip.name)),
            ("settlement", settlement(verdict.settlement)), ("fee", fee(verdict.fee)),
            ("findings", .list(verdict.findings.map(finding))),
            ("reviewOn", JSON(verdict.reviewOn?.description)), ("explanation", JSON(verdict.explanation)),
        ])
    }

    private func money(_ state: Verdict.MoneyState, in store: StoreID?) -> JSON {
        switch state {
        case .refunded(let sum, let isFull):
            ["state": .text(state.name), "refunded": JSON(sum), "isFull": .boolean(isFull)]
        case .unknown(let since):
            ["state": .text(state.name), "since": JSON(since.map { clock.text($0, in: store) })]
        case .notCharged, .pending, .charged, .reversed: ["state": .text(state.name)]
        }
    }

    private func settlement(_ state: Verdict.SettlementState) -> JSON {
        switch state {
        case .notDue: ["state": "not-due"]
        case .due(let day): ["state": "due", "day": .text(day.description)]
        case .settled(let day): ["state": "settled", "day": JSON(day?.description)]
        case .overdue(let day): ["state": "overdue", "day": .text(day.description)]
        case .mismatched: ["state": "mismatched"]
        }
    }

    private func fee(_ state: Verdict.FeeState) -> JSON {
        switch state {
        case .asContract: ["state": "as-contract"]
        case .over(let money): ["state": "over", "by": JSON(money)]
        case .under(let money): ["state": "under", "by": JSON(money)]
        case .unknown: ["state": "unknown"]
        }
    }

    func finding(_ finding: Finding) -> JSON {
        .object([
            ("code", .text(finding.code.text)), ("field", .text(finding.field)),
            ("expected", .text(finding.expected)), ("actual", .text(finding.actual)),
            ("difference", JSON(finding.difference)), ("evidence", .list(finding.evidence.map { .text($0) })),
            ("explanation", JSON(finding.explanation)), ("nextAction", JSON(finding.nextAction)),
        ])
    }

    func findingRow(_ row: FindingRow) -> JSON {
        .object([
            ("finding", finding(row.finding)), ("transaction", summary(row.transaction)),
            ("since", .text(clock.text(row.since))),
        ])
    }

    private func entry(_ entry: TransactionDetail.Entry) -> JSON {
        let observation = entry.observation
        return .object([
            ("source", .text(observation.source.name)), ("origin", .text(observation.origin.reference)),
            ("recordedAt", .text(clock.text(observation.recordedAt))),
            ("journalNumber", .integer(Int64(clamping: entry.journalNumber))),
            ("join", ["key": .text(entry.join.key), "confidence": .integer(Int64(entry.join.confidence))]),
            ("facts", facts(observation.facts)),
        ])
    }

    /// Only what a source said: a field that is absent was not said.
    func facts(_ facts: Facts) -> JSON {
        let members: [(String, JSON?)] = [
            ("type", .text(facts.type.rawValue)), ("status", facts.status.map { .text($0.rawValue) }),
            ("amount", facts.amount.map { JSON($0) }), ("store", facts.store.map { .text($0.text) }),
            ("merchant", facts.merchant.map { .text($0.text) }), ("terminal", facts.terminal.map { .text($0.text) }),
            ("batch", facts.batch.map { .text($0.text) }), ("voucher", facts.voucher.map { .text($0.text) }),
            ("reference", facts.reference.map { .text($0.text) }),
            ("authorisation", facts.authorisation.map { .text($0.text) }),
            ("order", facts.order.map { .text($0.text) }),
            ("channelOrder", facts.channelOrder.map { .text($0.text) }),
            ("card", facts.card.map { .text($0.description) }), ("product", facts.product.map { .text($0) }),
            ("channel", facts.channel.map { .text($0) }), ("acquirer", facts.acquirer.map { .text($0) }),
            ("occurredAt", facts.occurredAt.map { .text(clock.text($0, in: facts.store)) }),
            ("settledOn", facts.settledOn.map { .text($0.description) }), ("fee", facts.fee.map { JSON($0) }),
            ("net", facts.net.map { JSON($0) }), ("printed", facts.printed.map { .boolean($0) }),
            ("operator", facts.operatorName.map { .text($0) }), ("original", facts.original.map { .text($0) }),
            ("remark", facts.remark.map { .text($0) }), ("claim", facts.claim.map { .text($0.rawValue) }),
            ("notice", facts.notice.map { Self.notice($0) }), ("offline", facts.isOffline.map { .boolean($0) }),
            ("expiresAt", facts.expiresAt.map { .text(clock.text($0, in: facts.store)) }),
        ]
        return .object(members.compactMap { name, value in value.map { (name, $0) } })
    }

    private static func notice(_ notice: Notice) -> JSON {
        let members: [(String, JSON?)] = [
            ("kind", .text(notice.kind.rawValue)), ("step", .text(notice.step.rawValue)),
            ("dueOn", notice.dueOn.map { .text($0.description) }),
        ]
        return .object(members.compactMap { name, value in value.map { (name, $0) } })
    }
}
