// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Charges
internal import ESCPOS
internal import Printing
internal import Receipts
internal import Tender

extension Planning {
    func payment(_ id: AttemptID) throws(StoreError) -> PaymentRecord? {
        try ask { database in try payments.record(id, in: database) }
    }

    /// Records what an attempt shows of the money, if that is news, and the receipt of an approval.
    ///
    /// - Parameter slip: made beforehand, while nobody waited for the journal; one that does not fit is made anew.
    func tell(
        _ record: PaymentRecord, after before: PaymentRecord, slip: PaymentSlip, prepared: PaymentSlip.Made?
    ) throws(StoreError) {
        var original: PaymentRecord?
        if let id = record.attempt.request.original { original = try payment(id) }
        let zone = known.calendar(of: record.store).zone
        guard let facts = record.facts(in: zone, original: original) else { return }
        if before.facts(in: zone, original: original) != facts {
            try observe(facts, from: record.source, of: record)
            // The till began it and is told how it ends: should the other side say otherwise later, that shows.
            if record.attempt.state.isOver { try observe(facts, from: .till, of: record) }
        }
        guard before.receipt == nil, let receipt = record.receipt, try receiptState(receipt) == nil else { return }
        let fitting = prepared.flatMap { $0.facts == facts ? $0 : nil }
        guard let made = fitting ?? slip.made(facts, known.stores) else { return }
        try keep(made, as: receipt, of: record, printer: slip.place(of: record))
    }

    private func observe(_ facts: Facts, from source: Source, of record: PaymentRecord) throws(StoreError) {
        let observation = Observation(
            source: source, origin: Origin(name: "attempt:\(record.id)"), recordedAt: record.attempt.changedAt,
            facts: facts, occurrence: record.events.count)
        _ = try observe(PreparedObservation(observation, file: 0), file: 0)
    }

    /// One record for one charge.
    private func keep(
        _ made: PaymentSlip.Made, as id: PrintJobID, of record: PaymentRecord, printer: String
    ) throws(StoreError) {
        let now = now()
        let job = CapturedJob(
            id: id, printer: printer, sender: "", startedAt: now, endedAt: now, ending: .closed, bytes: made.bytes)
        try add(.receipt(.captured(job, made.reading)), by: .system)
        announcements.append((.receipt, id.text, record.store))
        let slip = SlipTelling(job: id, copy: 1, facts: made.reading.facts ?? made.facts)
        let report: SlipReport? = made.isPrinted ? .onPaper : printer.isEmpty ? nil : .captured
        try tell(slip, report, event: 0, at: now)
    }
}
