// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Charges
internal import GRDB
public import Refunds
public import Tender

extension Shop {
    /// What can be given back of a charge, on which way and why, who must agree, and what was given back so far.
    ///
    /// - Parameter amount: nil for all that is left.
    public func refundOffer(
        of transaction: String, amount: Money?, by role: RefundRole, in scope: StoreScope
    ) async throws(StoreError) -> RefundOffer {
        let now = clock.now()
        let found = try await read { [known] database in
            try RefundFooting(
                of: transaction, reader: Reader(database, known), bench: Bench(), now: now, in: scope)
        }
        let limits = try await rules().limits
        guard let found else { throw .missing }
        let wanted = amount ?? found.ground.entitlement.available
        var (choice, approval, refusal) = (RefundChoice?.none, RefundApproval?.none, RefundRefusal?.none)
        do throws(RefundRefusal) {
            let chosen = try RefundChoice.choose(wanted, of: found.ground)
            choice = chosen
            approval = try limits.approval(
                for: wanted, by: role, route: chosen.route, exception: chosen.exception)
        } catch {
            refusal = error
        }
        return RefundOffer(
            charge: found.row.summary, ground: found.ground, choice: choice, approval: approval, refusal: refusal,
            refunds: found.refunds, terminal: found.attempts.charge?.attempt.request.terminal)
    }

    /// Asks for money back. The way is chosen by the rules, and what is left is taken in the same step: Σ of all
    /// refunds and voids never passes what was captured.
    ///
    /// - Returns: `.known` when this number was asked for before with the same content; `.refused` with
    ///   `.sameIntent` when the same charge, amount and reason were asked for in the last ten minutes.
    /// - Throws: `.missing` when the charge is not in the caller's stores; `.invalid` for words that are too long.
    public func requestRefund(
        _ request: RefundRequest, as role: RefundRole, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> RefundAnswer {
        guard request.words.utf8.count <= RefundOrder.wordsLimit, request.caseID.utf8.count <= 64 else {
            return .refused(.tooLong(limit: RefundOrder.wordsLimit))
        }
        let id = request.id ?? RefundID(bits: UInt64.random(in: .min ... .max))
        return try await write { planning throws(StoreError) in
            if let known = try planning.ask({ try RefundTable.record(id, in: $0) }) {
                guard scope.holds(known.store), known.order.requestedBy == actor.name,
                    try planning.isSame(request, known.order)
                else { return .refused(.otherOrder(id)) }
                return .known(known)
            }
            return request.transaction.isEmpty
                ? try planning.ask(withoutOriginal: request, id: id, as: role, in: scope, by: actor)
                : try planning.ask(for: request, id: id, as: role, in: scope, by: actor)
        }
    }

    /// A second person agrees.
    ///
    /// - Returns: `.refused` when the person asked for it himself, has no right to it, or something stands in the
    ///   way now that did not when it was asked for.
    public func approveRefund(
        _ id: RefundID, as role: RefundRole, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> RefundAnswer {
        try await write { planning throws(StoreError) in
            let record = try planning.refund(id, in: scope)
            do throws(RefundRefusal) {
                try planning.known.rules.limits.mayDecide(record.order, role: role, person: actor.name)
            } catch {
                return .refused(error)
            }
            if let block = try planning.obstacle(to: record) { return .refused(.blocked(block)) }
            return try planning.note(.approved, "", of: record, by: actor)
        }
    }

    /// A second person does not agree, or who asked takes it back; it was not sent.
    public func refuseRefund(
        _ id: RefundID, words: String, as role: RefundRole, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> RefundAnswer {
        try await write { planning throws(StoreError) in
            let record = try planning.refund(id, in: scope)
            if record.order.requestedBy != actor.name {
                do throws(RefundRefusal) {
                    try planning.known.rules.limits.mayDecide(record.order, role: role, person: actor.name)
                } catch {
                    return .refused(error)
                }
            }
            return try planning.note(.refused, words, of: record, by: actor)
        }
    }

    /// Records that the number goes to the channel, or what the channel answered. The manual channel is a person who
    /// does it in the acquirer's portal and writes down what the portal says.
    ///
    /// - Returns: `.refused` with `.isUnderWay`, and so on, when it does not fit.
    public func recordRefund(
        _ id: RefundID, _ kind: RefundEvent.Kind, words: String = "", as role: RefundRole, in scope: StoreScope,
        by actor: Actor
    ) async throws(StoreError) -> RefundAnswer {
        guard RefundLimits.standard.mayRecord(role) else { return .refused(.notAllowed(role)) }
        switch kind {
        case .approved, .refused, .notSent: return .refused(.notAllowed(role))
        case .sent, .accepted, .succeeded, .failed, .lost: break
        }
        return try await write { planning throws(StoreError) in
            let record = try planning.refund(id, in: scope)
            // While a link carries it out, a word from elsewhere would free money that may still move.
            let attempts = try planning.ask { database in try PaymentTable.records(of: id, in: database) }
            if let open = attempts.last(where: { !$0.attempt.state.isOver }) {
                return .refused(.carried(open.id.text))
            }
            // Nothing new is sent while something stands in the way; an answer is recorded whatever stands there.
            if case .sent = kind, record.file.state == .requested, let block = try planning.obstacle(to: record) {
                return .refused(.blocked(block))
            }
            return try planning.note(kind, words, of: record, by: actor)
        }
    }
}

extension Planning {
    /// Whether a number that comes again comes with what it came with first.
    fileprivate func isSame(_ request: RefundRequest, _ order: RefundOrder) throws(StoreError) -> Bool {
        let asked = try ask { database in try RefundTable.resolved(request.transaction, in: database) }
        let transaction = asked.map { TransactionRow.publicNumber($0) } ?? ""
        return transaction == order.transaction && request.amount == order.amount && request.reason == order.reason
            && request.words == order.words
    }

    fileprivate func ask(
        for request: RefundRequest, id: RefundID, as role: RefundRole, in scope: StoreScope, by actor: Actor
    ) throws(StoreError) -> RefundAnswer {
        let footing = try footing(of: request.transaction, in: scope)
        let choice: RefundChoice
        let approval: RefundApproval
        let transaction = TransactionRow.publicNumber(footing.row.id)
        if let twin = twin(of: request, transaction: transaction, among: footing.refunds) {
            return .refused(.sameIntent(twin))
        }
        do throws(RefundRefusal) {
            choice = try RefundChoice.choose(request.amount, of: footing.ground)
            approval = try known.rules.limits.approval(
                for: request.amount, by: role, route: choice.route, exception: choice.exception)
        } catch {
            return .refused(error)
        }
        return .done(
            try keep(
                RefundOrder(
                    id: id, transaction: transaction, amount: request.amount, route: choice.route,
                    channel: footing.ground.channel, exception: choice.exception, reason: request.reason,
                    words: request.words, caseID: request.caseID, store: footing.row.facts.store?.text ?? "",
                    requestedBy: actor.name, role: role, approval: approval), by: actor))
    }

    fileprivate func ask(
        withoutOriginal request: RefundRequest, id: RefundID, as role: RefundRole, in scope: StoreScope,
        by actor: Actor
    ) throws(StoreError) -> RefundAnswer {
        guard let store = request.store, scope.holds(store), known.stores[store] != nil else { throw .missing }
        guard request.amount.minor > 0 else { return .refused(.blocked(.notPositive)) }
        guard !request.words.isEmpty else { return .refused(.reasonMissing) }
        let approval: RefundApproval
        do throws(RefundRefusal) {
            approval = try known.rules.limits.approval(
                for: request.amount, by: role, route: .transfer, exception: .noOriginal)
        } catch {
            return .refused(error)
        }
        let order = RefundOrder(
            id: id, transaction: "", amount: request.amount, route: .transfer, channel: .other,
            exception: .noOriginal, reason: request.reason, words: request.words, caseID: request.caseID,
            store: store.text, requestedBy: actor.name, role: role, approval: approval)
        let since = now().milliseconds - RefundOrder.intentWindow
        let recent = try ask { database in
            try Row.fetchAll(
                database,
                sql: "SELECT \(RefundTable.columns) FROM refund WHERE txn IS NULL AND store = ? AND asked >= ?",
                arguments: [store.text, since]
            ).compactMap { try RefundTable.record($0, in: database) }
        }
        if let twin = recent.first(where: { $0.file.holdsMoney && $0.order.hasIntent(of: order) }) {
            return .refused(.sameIntent(twin.id))
        }
        return .done(try keep(order, by: actor))
    }

    /// A request with the same intent moments ago.
    private func twin(
        of request: RefundRequest, transaction: String, among refunds: [RefundRecord]
    ) -> RefundID? {
        let now = now().milliseconds
        return refunds.first { one in
            one.file.holdsMoney && one.order.amount == request.amount && one.order.reason == request.reason
                && now - one.file.requestedAt.milliseconds < RefundOrder.intentWindow
        }?.id
    }

    /// What came between a request and its sending: a chargeback, a contradiction, money that somebody else gave
    /// back meanwhile.
    func obstacle(to record: RefundRecord) throws(StoreError) -> RefundBlock? {
        guard !record.order.transaction.isEmpty else { return nil }
        let footing = try footing(of: record.order.transaction, in: .all)
        var ground = footing.ground
        // Its own amount is among what is held.
        let others = Int128(ground.held.minor) - (record.file.holdsMoney ? Int128(record.order.amount.minor) : 0)
        ground.held = Money(minor: Int64(clamping: others), currency: ground.held.currency)
        ground.parts = max(0, ground.parts - 1)
        ground.lastPartAt = nil
        return RefundChoice.block(record.order.amount, of: ground)
    }
}
