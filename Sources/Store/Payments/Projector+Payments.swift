// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Charges
internal import GRDB
internal import Printing
internal import Tender

extension Projector {
    /// Takes what happened with an attempt. What does not fit it, or says nothing new, changes nothing.
    func put(_ entry: AttemptRecord, _ head: EntryHead, in database: Database) throws {
        switch entry {
        case .intended(let attempt):
            guard try payments.record(attempt.id, in: database) == nil else { return }
            var facts = Facts(type: .sale)
            facts.terminal = attempt.request.terminal
            let record = PaymentRecord(attempt, store: known.store(of: facts), by: head.by, isSample: head.isSample)
            try PaymentTable.insert(record, in: database)
            payments.keep(record)
        case .event(let id, let event):
            guard var record = try payments.record(id, in: database),
                (try? record.attempt.step(event)) == true
            else { return }
            record.events.append(event)
            if record.receipt == nil, record.attempt.state.isApproved { record.receipt = record.receiptName }
            try PaymentTable.update(record, in: database)
            payments.keep(record)
        }
    }
}

extension PaymentRecord {
    /// Name of its receipt: it follows from the attempt, so that one charge has one record however often it is told.
    var receiptName: PrintJobID {
        // FNV-1a, 64 bits.
        let low = id.text.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return PrintJobID(milliseconds: attempt.intendedAt.milliseconds, high: 0xA77E, low: low)
    }
}
