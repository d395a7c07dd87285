// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Tender

/// Doing what is due: recorded first, done second.
extension ShopProgram {
    func work() throws(Kill) {
        for lane in Lane.all { try work(lane) }
    }

    /// Does what the lane says is due now.
    func work(_ lane: Lane) throws(Kill) {
        for _ in 0..<30 {
            let attempts = memory.open(lane.terminal)
            guard !attempts.isEmpty, let turn = TerminalLane(lane.terminal, attempts, pace: pace).next,
                turn.duty.at <= now, let attempt = memory.attempts[turn.attempt]
            else { return }
            guard try perform(turn.duty.work, attempt, lane) else { return }
        }
    }

    /// - Returns: whether it was done; false when its record could not be kept.
    func perform(_ work: Duty.Work, _ attempt: Attempt, _ lane: Lane) throws(Kill) -> Bool {
        let request = attempt.request
        switch work {
        case .giveUpWaiting: return try giveUp(attempt, lane)
        case .send:
            if street.bug == .actsBeforeSync { dispatch(.request, attempt, lane) }
            guard try record(.sent, of: attempt.id) else { return false }
            if street.bug != .actsBeforeSync { dispatch(.request, attempt, lane) }
        case .ask:
            guard try record(.asked, of: attempt.id) else { return false }
            dispatch(.question, attempt, lane)
        case .reverse:
            if street.bug == .dropsReversal, attempt.remedies >= 3 { return try record(.reversalDone, of: request.id) }
            guard try record(.reversalSent, of: attempt.id) else { return false }
            dispatch(.reversal, attempt, lane)
        case .repeatMessage:
            guard try record(.repeated, of: attempt.id) else { return false }
            dispatch(.repetition, attempt, lane)
        }
        try street.point()
        return true
    }

    private func giveUp(_ attempt: Attempt, _ lane: Lane) throws(Kill) -> Bool {
        if street.bug == .timeoutIsDecline {
            return try record(.answered(Houses.declined("98")), of: attempt.id)
        }
        guard try record(.lost(.timeout), of: attempt.id) else { return false }
        if street.bug == .retriesCharge, attempt.request.kind.takes {
            let request = attempt.request
            _ = try begin(
                makeRequest(request.order, request.kind, request.amount, lane, original: nil, key: request.key + "+"))
        }
        return true
    }

    private func dispatch(_ act: LaneMessage.Act, _ attempt: Attempt, _ lane: Lane) {
        var request = attempt.request
        if street.bug == .renumbersRefund, act == .repetition { request = renumbered(request, attempt.remedies) }
        street.send(LaneMessage(lane: lane.index, life: life, act: act, request: request))
    }

    private func renumbered(_ request: AttemptRequest, _ times: Int) -> AttemptRequest {
        AttemptRequest(
            id: request.id, order: request.order, kind: request.kind, amount: request.amount,
            terminal: request.terminal, voucher: VoucherNumber("9\(request.voucher.text)\(times)") ?? request.voucher,
            original: request.original, key: request.key, link: request.link, batch: request.batch)
    }

    // MARK: - Answers

    func hear(_ reply: Reply, to packet: LaneMessage) throws(Kill) {
        if case .batch(let event) = reply.word { return try hearBatch(event, packet) }
        let lane = Lane.all[packet.lane]
        guard let id = subject(of: reply), let attempt = memory.attempts[id] else { return }
        var kind: AttemptEvent.Kind
        switch reply.word {
        case .event(let told): kind = told
        case .saysCancelled:
            // Cancelled is what the wallet's query says; the cancellation's own answer proves nothing.
            guard street.bug == .believesCancellation else {
                return dispatch(.confirmation, attempt, lane)
            }
            kind = .reversalDone
        case .batch: return
        }
        if street.bug == .dropsLateAnswers, attempt.state != .sending, case .answered = kind { return }
        if street.bug == .believesFirstNotFound, kind == .notFound { kind = .notSentAfterAll(attempt.state) }
        if street.bug == .partIsWhole, case .answered(let answer) = kind, answer.outcome == .partial {
            kind = .answered(Answer(.approved, amount: attempt.request.amount, code: answer.code))
        }
        _ = try record(kind, of: id)
        if let after = memory.attempts[id], after.state.isApproved, memory.slips[id] == nil {
            try street.point()
            try handInSlips()
        }
        if let after = memory.attempts[id] { pace.heard(kind, of: after) }
        try work(lane)
    }

    private func subject(of reply: Reply) -> AttemptID? {
        guard street.bug == .matchesVoucherAlone else { return memory.byKey[reply.key] }
        return memory.ids.last { memory.attempts[$0]?.request.voucher == reply.key.voucher }
    }

    /// The connection was made anew: whatever waited on the old one will not come on it.
    func wireIsBack(_ lane: Lane) throws(Kill) {
        for attempt in memory.open(lane.terminal) where attempt.state == .sending {
            _ = try record(.lost(.cut), of: attempt.id)
        }
        pace.lineIsBack(for: memory.open(lane.terminal), at: now)
        try work(lane)
    }
}

extension AttemptEvent.Kind {
    /// What a program that believes the first "not found" would record.
    fileprivate static func notSentAfterAll(_ state: AttemptState) -> AttemptEvent.Kind {
        state == .unknown ? .answered(Houses.declined("NF")) : .notFound
    }
}
