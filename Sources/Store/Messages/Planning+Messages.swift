// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Messages
internal import Printing
internal import Tender

extension Planning {
    /// What the sending rule must know.
    func circumstances(
        of request: MessageRequest, contact: ContactRecord, matter: String, refund: TemplateName.RefundProof,
        zone: Zone
    ) throws(StoreError) -> SendingRule.Circumstances {
        let midnight = zone.instant(of: CivilTime(zone.civil(at: now()).date))
        let dailyLimit = known.rules.dailyMessages
        return try ask { database in
            var known = SendingRule.Circumstances()
            known.dailyLimit = dailyLimit
            let token = try ContactTable.kept(contact.id, in: database)?.token ?? ""
            known.contact = contact.id
            known.isAutomatic = request.isAutomatic
            known.isRemembered = contact.matter != matter
            known.isBlocked = contact.isNotTheirs || contact.isEnded || contact.isErased
            known.hasConsent = try ContactTable.hasConsent(token: token, in: database)
            if !request.caseID.isEmpty {
                known.caseContact = try ContactTable.other(than: contact.id, matter: request.caseID, in: database)
            }
            known.refund = refund
            known.sentToday = try ContactTable.sent(
                request.template.name, token: token, since: midnight, in: database)
            return known
        }
    }

    /// Records an event unless it says nothing new, and what follows from it.
    func note(_ kind: MessageEvent.Kind, of id: MessageID, by actor: Actor) throws(StoreError) {
        guard let record = try ask({ try MessageTable.record(id, in: $0) }) else { throw .missing }
        let event = MessageEvent(message: id, at: now(), kind: kind, by: actor.name)
        var file = record.file
        guard file.take(event) else { return }
        let number = try add(.message(.event(event)), by: actor)
        announcements.append((.message, id.text, StoreID(record.order.store)))
        try tellReceipt(record.file, became: file, id: id, number: number)
        if case .failed(_, isFinal: false) = kind, file.state == .queued, file.isExhausted {
            try note(.gaveUp, of: id, by: .system)
        }
    }

    /// A receipt that did not arrive is a finding of its transaction (RC-08); one that arrived is in the customer's
    /// hand.
    private func tellReceipt(
        _ before: MessageFile, became after: MessageFile, id: MessageID, number: UInt64
    ) throws(StoreError) {
        guard after.order.template.name == .n1, let job = PrintJobID(after.order.receipt),
            let state = try receiptState(job), var facts = state.facts
        else { return }
        if after.state == .delivered, before.state != .delivered {
            facts.slip = .electronic
        } else if after.isUndeliverable, !before.isUndeliverable, after.state != .unknown || after.isOverdue {
            facts.slip = .undelivered
            facts.remark = "\(id) \(after.fault.isEmpty ? after.state.rawValue : String(after.fault.prefix(60)))"
        } else {
            return
        }
        facts.printJob = job.text
        let observation = Observation(
            source: .receipt, origin: Origin(name: "message:\(id)"), recordedAt: now(), facts: facts,
            occurrence: Int(clamping: number))
        _ = try observe(PreparedObservation(observation, file: 0), file: 0)
    }
}
