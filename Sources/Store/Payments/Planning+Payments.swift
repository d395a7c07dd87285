// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Charges
internal import ESCPOS
internal import Printing
internal import Receipts
internal import Refunds
internal import Tender

extension Planning {
    /// Admits an order to pay and records the intent.
    ///
    /// - Parameter refund: that it carries out, whose own rules were checked; nil for one that a till began.
    func begin(
        _ order: PaymentOrder, refund: RefundID? = nil, id: AttemptID, over route: PaymentRoute, sends: Bool,
        store: StoreID?, by actor: Actor
    ) throws(StoreError) -> PaymentAdmission {
        // Two stores may give two sales one number.
        let known = try ask { database in try PaymentTable.records(of: order.order, in: database) }
            .filter { $0.store == store }
        let last = try ask { database in try PaymentTable.lastNumber(of: order.terminal, in: database) }
        var batch = route.batch
        if let first = batch {
            batch = try ask { database in try BatchTable.current(of: order.terminal, first: first, in: database) }
        }
        let request = AttemptRequest(
            id: id, order: order.order, kind: order.kind, amount: order.amount, terminal: order.terminal,
            voucher: PaymentNumber.after(last), original: order.original, key: order.key, link: route.link,
            batch: batch, linkNote: route.linkNote, refund: refund?.text ?? "")
        switch SaleAttempts(order.order, known.map(\.attempt)).admit(request) {
        case .same(let id):
            guard let record = known.first(where: { $0.id == id }) else { throw .missing }
            return .same(record)
        case .refused(let refusal): return .refused(refusal, known.first { $0.id == refusal.attempt })
        case .begin: break
        }
        if let refund {
            let told = try self.refund(refund, in: .all)
            guard case .done = try note(.sent, "", of: told, by: actor) else {
                return .refused(.noOriginal, nil)
            }
        } else if let refusal = try obstacle(to: request) {
            return .refused(refusal, known.first { $0.id == refusal.attempt })
        }
        let attempt = Attempt(request, ability: route.ability, policy: route.policy(for: order.kind), at: now())
        try add(.attempt(.intended(attempt)), by: actor)
        if sends { try add(.attempt(.event(id, AttemptEvent(at: now(), kind: .sent))), by: .system) }
        guard let record = try payment(id) else { throw .missing }
        announcements.append((.payment, id.text, record.store))
        return .begun(record)
    }

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
            source: source, origin: Origin(name: AttemptOrigin.name(record.id)), recordedAt: record.attempt.changedAt,
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
