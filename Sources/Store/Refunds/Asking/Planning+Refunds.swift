// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Refunds
internal import Tender

/// Everything that decides about money back runs here, on the one writer: what is left is counted and taken in one
/// step, so fifty requests at once never give back more than was taken.
extension Planning {
    /// - Throws: `.missing` when the charge is not in the caller's stores.
    func footing(of transaction: String, in scope: StoreScope) throws(StoreError) -> RefundFooting {
        let found = try ask { database in
            try RefundFooting(
                of: transaction, reader: Reader(database, known), bench: bench, now: now(), in: scope)
        }
        guard let found else { throw .missing }
        return found
    }

    func refund(_ id: RefundID, in scope: StoreScope) throws(StoreError) -> RefundRecord {
        let found = try ask { database in try RefundTable.record(id, in: database) }
        guard let found, scope.holds(found.store) else { throw .missing }
        return found
    }

    /// Records an order whose rules were checked.
    func keep(_ order: RefundOrder, by actor: Actor) throws(StoreError) -> RefundRecord {
        let number = try add(.refund(.asked(order)), by: actor)
        announcements.append((.refund, order.id.text, StoreID(order.store)))
        return RefundRecord(file: RefundFile(order, requestedAt: now()), journalNumber: number)
    }

    /// Records what happened with a refund, and tells the charge of it.
    ///
    /// - Parameter isTold: the charge was told of it by the attempt that carries it out.
    func note(
        _ kind: RefundEvent.Kind, _ words: String, of record: RefundRecord, isTold: Bool = false, by actor: Actor
    ) throws(StoreError) -> RefundAnswer {
        let event = RefundEvent(at: now(), by: actor.name, kind: kind, words: words)
        var file = record.file
        do throws(RefundRefusal) {
            guard try file.step(event) else { return .known(record) }
        } catch {
            return .refused(error)
        }
        let number = try add(.refund(.event(record.id, event)), by: actor)
        announcements.append((.refund, record.id.text, record.store))
        let after = RefundRecord(file: file, journalNumber: record.journalNumber)
        if !isTold { try tell(after, kind, number: number) }
        return .done(after)
    }

    /// What the channel answered becomes an observation that names the charge, so that the verdict follows.
    private func tell(_ record: RefundRecord, _ kind: RefundEvent.Kind, number: UInt64) throws(StoreError) {
        let status: ReportedStatus
        switch kind {
        case .accepted: status = .pending
        case .succeeded: status = .approved
        case .failed: status = .declined
        case .approved, .refused, .sent, .lost, .notSent: return
        }
        // A void is done or not done; only a refund is under way for days.
        if record.order.route == .void, status == .pending { return }
        guard !record.order.transaction.isEmpty else { return }
        let footing = try footing(of: record.order.transaction, in: .all)
        let facts = RefundTelling.facts(of: record, status: status, charge: footing.row.facts, at: footing.ground.now)
        let isSample = try ask { database in
            try RefundTable.isSample(footing.row.id, EntryHead(at: now(), by: ""), in: database)
        }
        let origin = Origin(name: (isSample ? "sample:" : "") + "refund:\(record.id)")
        let observation = Observation(
            source: .inquiry, origin: origin, recordedAt: now(), facts: facts, occurrence: Int(clamping: number))
        _ = try observe(PreparedObservation(observation, file: 0), file: 0)
    }
}

/// A refund as an observation of a transaction of its own.
enum RefundTelling {
    /// A card's refund is known by its reference at the terminal, a wallet's by the wallet's number: so the row that
    /// the clearing file brings later joins it and nothing counts twice. Our own number stands where the channel
    /// gave none.
    static func facts(
        of record: RefundRecord, status: ReportedStatus, charge: Facts, at time: CivilTime
    ) -> Facts {
        let order = record.order
        var facts = Facts(type: order.route == .void ? .void : .refund)
        facts.status = status
        facts.amount = order.amount
        facts.store = charge.store
        facts.merchant = charge.merchant
        facts.card = charge.card
        facts.product = order.route == .transfer ? Facts.transferProduct : charge.product
        facts.channel = charge.channel
        facts.acquirer = charge.acquirer
        facts.occurredAt = time
        let reference = record.file.reference
        if order.channel == .card || order.route == .transfer {
            facts.order = OrderNumber(order.id.text)
            facts.terminal = order.route == .transfer ? nil : charge.terminal
            facts.reference = reference.isEmpty ? nil : ReferenceNumber(reference)
            facts.original = charge.reference?.text ?? charge.order?.text ?? charge.channelOrder?.text
        } else {
            facts.order = reference.isEmpty ? OrderNumber(order.id.text) : nil
            facts.channelOrder = ChannelOrderNumber(reference)
            facts.original = charge.channelOrder?.text ?? charge.order?.text ?? charge.reference?.text
        }
        return facts
    }
}
