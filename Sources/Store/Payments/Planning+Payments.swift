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
        try ask { database in try PaymentTable.record(id, in: database) }
    }

    /// Records what an attempt shows of the money, if that is news, and the receipt of an approval.
    func tell(
        _ record: PaymentRecord, after before: PaymentRecord, slips: [LinkSlip], printer: String, dots: (any SlipDots)?
    ) throws(StoreError) {
        var original: PaymentRecord?
        if let id = record.attempt.request.original { original = try payment(id) }
        let zone = known.calendar(of: record.store).zone
        guard let facts = record.facts(in: zone, original: original) else { return }
        if before.facts(in: zone, original: original) != facts {
            try observe(facts, from: record.source, of: record)
        }
        // The cashier was told that nothing was taken: the contradiction is for a person.
        if record.attempt.trouble == .lateApproval, before.attempt.trouble != .lateApproval {
            var told = facts
            told.status = .declined
            try observe(told, from: .till, of: record)
        }
        guard before.receipt == nil, let receipt = record.receipt else { return }
        try keepReceipt(receipt, of: record, facts, slips: slips, printer: printer, dots: dots)
    }

    private func observe(_ facts: Facts, from source: Source, of record: PaymentRecord) throws(StoreError) {
        let observation = Observation(
            source: source, origin: Origin(name: "attempt:\(record.id)"), recordedAt: record.attempt.changedAt,
            facts: facts, occurrence: record.events.count)
        _ = try observe(PreparedObservation(observation, file: 0), file: 0)
    }

    /// One record for one charge: the slip that came with the answer, or one made of what is known.
    private func keepReceipt(
        _ id: PrintJobID, of record: PaymentRecord, _ facts: Facts, slips: [LinkSlip], printer: String,
        dots: (any SlipDots)?
    ) throws(StoreError) {
        guard try receiptState(id) == nil else { return }
        let given = slips.first { $0.part == .customer } ?? slips.first
        guard let bytes = given?.bytes ?? composed(facts, of: record, dots: dots) else { return }
        let read = SlipReading(bytes, profile: .standard, store: record.store)
        let reading = SlipReading(
            text: read.text, encoding: read.encoding, confidence: read.confidence, isCutShort: read.isCutShort,
            facts: facts.identity, factsConfidence: 100, amount: facts.amount, time: facts.occurredAt)
        let place = given?.isPrinted == true ? record.attempt.request.terminal.text : printer
        let now = now()
        let job = CapturedJob(
            id: id, printer: place, sender: "", startedAt: now, endedAt: now, ending: .closed, bytes: bytes)
        try add(.receipt(.captured(job, reading)), by: .system)
        announcements.append((.receipt, id.text, record.store))
        let slip = SlipTelling(job: id, copy: 1, facts: reading.facts ?? facts)
        let report: SlipReport? = given?.isPrinted == true ? .onPaper : place.isEmpty ? nil : .captured
        try tell(slip, report, event: 0, at: now)
    }

    private func composed(_ facts: Facts, of record: PaymentRecord, dots: (any SlipDots)?) -> [UInt8]? {
        let store = record.store.flatMap { known.stores[$0] }
        let slip = Slip(facts, shopName: store?.name ?? "", contact: store?.contact ?? StoreContact())
        return slip?.encode(copy: .cardholder, paper: .mm80, dots: dots)
    }
}
