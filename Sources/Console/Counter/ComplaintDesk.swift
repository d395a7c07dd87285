// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import HTTPTypes
import Hummingbird
import Store
import Tender

/// From what a customer says of a payment to the case at work, in one press:
///
///     "no slip" + payment ─▶ do the findings say it?
///                              ├─ no, money unknown ──────────────────▶ the case of that: nobody charges again
///                              ├─ no ─▶ kept as a person's word ─▶ the finding it makes opens the case
///                              └─ yes ─▶ its case                            │ none does ─▶ opened by hand
///                                          └────────────┬────────────────────┘
///                                                taken by whoever pressed ─▶ its page
struct ComplaintDesk: Sendable {
    let call: Call

    static func route(_ gate: inout Gate) {
        for complaint in Complaint.allCases {
            gate.form("/counter/\(complaint.rawValue)", needs: .recordObservations) { call, form in
                guard let number = form["transaction"] else { throw Refusal.invalid("transaction: choose one") }
                let id = try await ComplaintDesk(call: call).take(complaint, about: number)
                return .see("/cases/\(id)?done=case-taken")
            }
        }
    }

    /// Writes down what the customer says unless it is known, and gives its case to whoever asks.
    ///
    /// - Returns: the case, open and in somebody's hands.
    func take(_ complaint: Complaint, about transaction: String) async throws -> CaseID {
        var detail = try await holder(of: complaint, transaction)
        let isKnown = detail.verdict.findings.contains { complaint.sayings.contains($0.code) }
        let isSettled = !detail.verdict.money.isOpen
        if !isKnown, isSettled {
            try await record(complaint, on: detail)
            detail = try await Lookup(call).detail(detail.summary.id)
        }
        let code = isSettled ? complaint.code : .py01
        let id = try await open(code, about: detail)
        if try await call.shop.caseDetail(id, in: call.stores).file.assignee == nil {
            try await call.shop.act(on: id, .assigned(to: call.person.name), in: call.stores, by: call.actor)
        }
        return id
    }

    /// The payment itself, or of two that look the same the one whose finding says it.
    private func holder(of complaint: Complaint, _ transaction: String) async throws -> TransactionDetail {
        let asked = try await Lookup(call).detail(transaction)
        let own = asked.verdict.findings.first { complaint.sayings.contains($0.code) }
        guard complaint == .twice, own == nil || own?.field == "claim" else { return asked }
        let (type, amount) = (asked.summary.believed.type, asked.summary.believed.amount)
        let twin = asked.related.first { row in
            row.believed.type == type && row.believed.amount == amount
                && row.codes.contains { complaint.sayings.contains($0) }
        }
        guard let twin else { return asked }
        return try await Lookup(call).detail(twin.id)
    }

    private func record(_ complaint: Complaint, on detail: TransactionDetail) async throws {
        let number = detail.summary.id
        switch complaint {
        case .twice: try await PersonWord.keep(on: detail, call) { $0.claim = .chargedTwice }
        case .amount: try await PersonWord.keep(on: detail, call) { $0.claim = .wrongAmount }
        case .noSlip, .lost:
            let slips = try await call.shop.receipts(of: number, in: call.stores)
            if let original = slips.first(where: { $0.copy == 1 }) ?? slips.first {
                try await call.shop.report(
                    .reported(complaint == .lost ? .lost : .noSlip), of: original.id, in: call.stores, by: call.actor)
            } else if complaint == .lost {
                let made = try await call.shop.receiptRecord(of: number, in: call.stores, by: call.actor)
                try await call.shop.report(.reported(.lost), of: made, in: call.stores, by: call.actor)
            } else {
                try await PersonWord.keep(on: detail, call) { $0.printed = false }
            }
        }
    }

    private func open(_ code: FindingCode, about detail: TransactionDetail) async throws -> CaseID {
        let family = CodeTable.row(for: code)?.family
        let cases = try await call.shop.cases(of: detail.summary.id, in: call.stores)
        if let found = cases.first(where: { $0.family == family && $0.state.isOpen }) { return found.id }
        return try await call.shop.openCase(
            code, about: detail.summary.id, words: "", in: call.stores, by: call.actor)
    }
}

extension Verdict.MoneyState {
    /// Nobody knows yet whether it was charged.
    var isOpen: Bool {
        switch self {
        case .pending, .unknown: true
        case .notCharged, .charged, .reversed, .refunded: false
        }
    }
}
