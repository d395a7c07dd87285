// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Charges
internal import GRDB
internal import Refunds
internal import Tender

extension Planning {
    /// What the shop knows of a charge against giving some of it back over a link: refunds that were asked for on the
    /// refunds page, and what others gave back. Asked where the intent is recorded, as those refunds ask for theirs.
    ///
    /// - Returns: nil when nothing is in the way. A hold is no charge: nobody but its attempts gives it back.
    func obstacle(to request: AttemptRequest) throws(StoreError) -> AdmissionRefusal? {
        guard !request.kind.takes, request.kind != .preauthVoid, let original = request.original,
            let charge = try payment(original)
        else { return nil }
        guard let footing = try footing(of: charge) else { return .noOriginal }
        switch RefundChoice.block(request.amount, of: footing.ground) {
        case nil: return nil
        case .nothingLeft, .moreThanLeft: return .beyondCaptured(original)
        case .givingBack: return .unknown(footing.attempts.open?.id ?? original)
        case .some(let block): return .barred(original, block.words)
        }
    }

    /// The transaction that an attempt tells of, as it stands.
    private func footing(of charge: PaymentRecord) throws(StoreError) -> RefundFooting? {
        let zone = known.calendar(of: charge.store).zone
        guard let facts = charge.facts(in: zone, original: nil) else { return nil }
        let id = try ask { database -> Int64? in
            let statements = try Reader(database, known).statements
            let stored = try statements.sharing(facts).map(\.id)
            for id in bench.sharing(facts).map(\.id) + stored {
                let told = try statements.entries(of: id, known: known).map(\.observation)
                if AttemptOrigin.all(told).contains(charge.id) { return id }
            }
            return nil
        }
        guard let id else { return nil }
        return try footing(of: TransactionRow.publicNumber(id), in: .all)
    }

    /// Tells a refund what became of the attempt that carries it out, in the group that records it.
    func follow(_ record: PaymentRecord) throws(StoreError) {
        guard let id = RefundID(record.attempt.request.refund) else { return }
        let found = try ask { database in try RefundTable.record(id, in: database) }
        guard let refund = found, let (kind, words) = record.word(for: refund.order) else { return }
        // What does not fit is old news: the attempt's own story keeps it.
        _ = try note(kind, words, of: refund, isTold: true, by: .system)
    }
}

extension PaymentRecord {
    /// What the attempt's end is for the refund that it carries out; nil while it has none.
    func word(for order: RefundOrder) -> (kind: RefundEvent.Kind, words: String)? {
        let words = (events.last?.words ?? "").shortened(to: RefundOrder.wordsLimit / 2)
        switch attempt.state {
        case .approved, .partial:
            // A void is done when it is approved, and a wallet says so once the money is back; a card's refund has
            // then only been taken.
            let isDone = order.route == .void || attempt.request.link == .wallet
            return (isDone ? .succeeded(reference: reference) : .accepted(reference: reference), words)
        case .declined:
            let told = [attempt.answer?.code ?? "", words].filter { !$0.isEmpty }.joined(separator: " · ")
            return (.failed, told.isEmpty ? "declined" : told)
        case .notCharged:
            if case .notSent? = events.last?.kind { return (.notSent, words) }
            return (.failed, words.isEmpty ? "not found" : words)
        case .reversed: return (.failed, words.isEmpty ? "reversed" : words)
        case .intended, .sending, .unknown, .reversing, .repeating: return nil
        }
    }

    /// The other side's number where it gave one, else ours.
    private var reference: String {
        if let told = attempt.answer?.reference?.text, told.utf8.count <= RefundFile.referenceLimit { return told }
        return id.text
    }
}
