// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Charges
internal import GRDB
internal import Tender

/// The attempts over links that a charge rests on, and those that give some of it back.
///
///     txn ─ observations from "attempt:A1" ─▶ A1, the charge ◀─ original ─ A2, A3 … back
struct ChargeAttempts {
    /// The approved attempt that took the money; nil where no link did.
    let charge: PaymentRecord?
    /// Oldest first, whatever became of them.
    let backs: [PaymentRecord]

    init(_ told: [Observation], in database: Database) throws {
        var (charge, backs) = (PaymentRecord?.none, [PaymentRecord]())
        for id in AttemptOrigin.all(told) {
            guard let record = try PaymentTable.record(id, in: database), record.attempt.request.kind.takes else {
                continue
            }
            if record.attempt.state.isApproved { charge = charge ?? record }
            backs += try PaymentTable.records(of: record.attempt.request.order, in: database).filter {
                $0.attempt.request.original == id && !$0.attempt.request.kind.takes
            }
        }
        self.charge = charge
        self.backs = backs
    }

    /// One that is under way, or whose outcome is not known.
    var open: PaymentRecord? { backs.first { !$0.attempt.state.isOver } }
}

extension PaymentRecord {
    /// What an attempt to give back has given or may still give.
    var mayGive: Money? {
        guard attempt.state.mayHoldMoney else { return nil }
        return attempt.state.isApproved ? attempt.charged : attempt.request.amount
    }
}
