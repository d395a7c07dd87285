// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Tender

extension JournaledShop {
    public func perform(_ place: Int, trial: Int) throws(Halt) -> Shown {
        let wish = flow.wishes[place]
        guard let kind = wish.kind else {
            try beginClose()
            try closeBatch()
            return close?.state == .closed ? .done : .waiting
        }
        let key = "w\(place)-\(trial)"
        let original = wish.of.flatMap { of in attempts.first { wishPlace($0) == of && $0.state.isApproved } }
        if wish.of != nil, original == nil { return .impossible }
        let number = attempts.count + 1
        let request = AttemptRequest(
            id: AttemptID("A\(number)") ?? "A", order: OrderNumber(wish.order) ?? "R", kind: kind,
            amount: Money(minor: wish.yuan * 100, currency: .cny), terminal: Self.terminal,
            voucher: VoucherNumber("\(100_000 + number)") ?? "1", original: original?.id, key: key,
            batch: "000001", linkNote: "\(place)")
        switch SaleAttempts(request.order, attempts).admit(request) {
        case .same(let id): return try wait(for: id)
        case .begin:
            let attempt = Attempt(request, ability: flow.ability, policy: RecoveryPolicy(), at: bench.now)
            // A lane that is free sends at once: both are one group.
            let isFree = attempts.allSatisfy { $0.state.isOver }
            let sent = ShopRecord.attempt(.event(request.id, AttemptEvent(at: bench.now, kind: .sent)))
            try keep([.attempt(.intended(attempt))] + (isFree ? [sent] : []))
            if isFree { try carryOut(.send, .request, of: attempt) }
            return try wait(for: request.id)
        case .refused(.paid), .refused(.beyondCaptured): return .done
        case .refused(.unknown), .refused(.underWay): return .waiting
        case .refused: return .impossible
        }
    }

    private func wishPlace(_ attempt: Attempt) -> Int? { Int(attempt.request.linkNote) }

    private func wait(for id: AttemptID) throws(Halt) -> Shown {
        try run(until: bench.now.adding(milliseconds: 90_000))
        switch attempt(id)?.state {
        case .approved, .partial: return .done
        case .declined: return .declined
        case .notCharged, .reversed: return .notCharged
        case nil, .intended, .sending, .unknown, .reversing, .repeating: return .waiting
        }
    }

    /// Records what is about to be done, does it, and records what came back.
    func perform(_ work: Duty.Work, of id: AttemptID) throws(Halt) {
        guard let attempt = attempt(id) else { return }
        let (before, kind): (AttemptEvent.Kind, Message.Kind?) =
            switch work {
            case .send: (.sent, .request)
            case .giveUpWaiting: (.lost(.timeout), nil)
            case .ask: (.asked, .ask)
            case .reverse: (.reversalSent, .reverse)
            case .repeatMessage: (.repeated, .again)
            }
        try keep(before, of: id)
        if let kind { try carryOut(work, kind, of: attempt) }
    }

    private func carryOut(_ work: Duty.Work, _ kind: Message.Kind, of attempt: Attempt) throws(Halt) {
        let id = attempt.id
        let place = wishPlace(attempt) ?? 0
        let message = Message(
            kind, attempt.request.voucher, attempt.request.kind, minor: attempt.request.amount.minor, wish: place,
            isHopeless: flow.wishes.indices.contains(place) && flow.wishes[place].isHopeless)
        switch try bench.exchange(message) {
        case .notConnected: try keep(work == .send ? .notSent : .lost(.cut), of: id)
        case .silence: try keep(.lost(.timeout), of: id)
        case .reply(let reply): if let kind = event(for: work, reply, attempt) { try keep(kind, of: id) }
        }
    }

    func event(for work: Duty.Work, _ reply: Reply, _ attempt: Attempt?) -> AttemptEvent.Kind? {
        guard let attempt else { return nil }
        switch reply {
        case .approved: return .answered(Answer(.approved, amount: attempt.request.amount, code: "00"))
        case .declined:
            return .answered(Answer(.declined, amount: Money(minor: 0, currency: .cny), code: "51"))
        case .notFound: return .notFound
        case .reversed: return .reversalDone
        case .reversalNotFound: return .reversalNotFound
        case .reversalRefused: return .reversalRefused("58")
        case .unbelievable: return work == .reverse ? nil : .lost(.wrongCode)
        case .balanced, .different, .taken, .ended: return nil
        }
    }

    // MARK: - The batch

    private func beginClose() throws(Halt) {
        guard close == nil else { return }
        try keep([.batchBegun(attempts.filter { BatchEntry($0) != nil }.map(\.id))])
    }

    /// Goes on with a close that was begun.
    func closeBatch() throws(Halt) {
        for _ in 0..<100 {
            guard let work = close?.work else { return }
            try keep([.batch(.sent(bench.now))])
            let kind: Message.Kind =
                switch work {
                case .sendTotals(let totals): .totals(totals)
                case .sendRows(let place, _): .row(place)
                case .sendEnd: .end
                }
            guard case .reply(let reply) = try bench.exchange(Message(kind, "1", .sale, minor: 0, wish: -1)) else {
                continue
            }
            switch (work, reply) {
            case (_, .balanced): try keep([.batch(.balanced)])
            case (_, .different): try keep([.batch(.different(told: nil))])
            case (.sendRows(let place, let rows), .taken): try keep([.batch(.taken(upTo: place + rows.count))])
            case (_, .ended): try keep([.batch(.ended)])
            default: break
            }
        }
    }
}
