// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

extension Attempt {
    /// Takes an event.
    ///
    /// - Returns: whether it says something new. What was said before changes nothing, however often and in
    ///   whatever order it is said again.
    /// - Throws: why it does not fit; the attempt is then as it was.
    @discardableResult
    public mutating func step(_ event: AttemptEvent) throws(AttemptRefusal) -> Bool {
        guard event.words.utf8.count <= Self.wordsLimit else { throw .tooLong(limit: Self.wordsLimit) }
        let before = self
        switch event.kind {
        case .sent: try send(at: event.at)
        case .notSent: try giveUp()
        case .answered(let answer): try take(answer)
        case .lost(let reason): try lose(reason)
        case .asked: try ask(at: event.at)
        case .notFound: try countNotFound(at: event.at)
        case .stillOpen: wait()
        case .reversalSent: try remedy(.reversal, at: event.at)
        case .reversalDone: try endReversal()
        case .reversalNotFound: try missOriginal()
        case .reversalRefused: if state == .reversing { trouble = trouble ?? .refused }
        case .repeated: try remedy(.repetition, at: event.at)
        case .settled(let settlement): try settle(settlement, event)
        }
        guard self != before else { return false }
        changedAt = event.at
        return true
    }

    private mutating func send(at time: Instant) throws(AttemptRefusal) {
        if state == .sending { return }
        guard state == .intended else { throw state.isOver ? .isOver(id, state) : .isUnderWay(id) }
        state = .sending
        sentAt = time
        lastTryAt = time
    }

    private mutating func giveUp() throws(AttemptRefusal) {
        switch state {
        case .intended, .sending: state = .notCharged
        case .notCharged: return
        default: throw state.isOver ? .isOver(id, state) : .isUnderWay(id)
        }
    }

    private mutating func lose(_ reason: LossReason) throws(AttemptRefusal) {
        switch state {
        case .intended: throw .notSent(id)
        case .sending:
            state = .unknown
            loss = reason
            if !ability.canBeAsked && !ability.offers(request.kind.remedy) { trouble = .helpless }
        // A question, a reversal or a repeat got no answer: the next try follows from the last one's time.
        case .unknown, .reversing, .repeating: return
        case .approved, .partial, .declined, .notCharged, .reversed: return
        }
    }

    private mutating func ask(at time: Instant) throws(AttemptRefusal) {
        guard state == .unknown else { throw state == .intended ? .notSent(id) : .isOver(id, state) }
        asks += 1
        lastTryAt = time
        if asks > policy.asksBeforeRemedy { trouble = trouble ?? .unanswered }
    }

    /// The other side is at work. Said in answer to the request (a customer who types a password), it ends the wait
    /// for an answer without a loss: from now on it is asked.
    private mutating func wait() {
        if state == .sending, ability.canBeAsked { state = .unknown }
        if state == .unknown { notFounds = 0 }
    }

    /// Believed once it was said often enough, and so long after the request that it cannot be on its way any more.
    private mutating func countNotFound(at time: Instant) throws(AttemptRefusal) {
        guard state != .intended else { throw .notSent(id) }
        guard state == .unknown else { return }
        notFounds += 1
        // What can be repeated under its own number is repeated: that settles it, and counts once.
        if hasRepetition { return }
        let age = time.milliseconds - (sentAt ?? intendedAt).milliseconds
        if notFounds >= policy.notFoundsToBelieve, age >= policy.notFoundNotBefore {
            state = .notCharged
            trouble = nil
        }
    }

    private mutating func remedy(_ remedy: MovementKind.Remedy, at time: Instant) throws(AttemptRefusal) {
        guard request.kind.remedy == remedy, ability.offers(remedy) else { throw .notReversible(id) }
        let next: AttemptState = remedy == .reversal ? .reversing : .repeating
        guard state == .unknown || state == next else { throw state == .intended ? .notSent(id) : .isOver(id, state) }
        state = next
        remedies += 1
        lastTryAt = time
        if remedies > policy.remedyAfter.count { trouble = trouble ?? .unanswered }
    }

    private mutating func endReversal() throws(AttemptRefusal) {
        switch state {
        case .reversing:
            state = .reversed
            endedUnseen = false
            trouble = nil
        case .reversed: return
        default: throw state == .intended ? .notSent(id) : .isOver(id, state)
        }
    }

    private mutating func missOriginal() throws(AttemptRefusal) {
        guard state == .reversing else { return }
        if answer?.outcome == .approved || answer?.outcome == .partial {
            trouble = .contradiction
        } else if policy.endsOnNotFound {
            state = .reversed
            endedUnseen = true
            trouble = nil
        }
    }

    private mutating func settle(
        _ settlement: AttemptEvent.Settlement, _ event: AttemptEvent
    ) throws(AttemptRefusal) {
        guard !event.words.isEmpty, !event.by.isEmpty else { throw .proofMissing }
        guard state != .intended else { throw .notSent(id) }
        guard !state.isOver else {
            let isSame = settlement == .charged ? state.isApproved : !state.mayHoldMoney
            if isSame { return }
            throw .isOver(id, state)
        }
        state = settlement == .charged ? .approved : .notCharged
        trouble = nil
    }

    /// Most bytes of words.
    public static let wordsLimit = 2_000
}

// MARK: - Answers

extension Attempt {
    private mutating func take(_ new: Answer) throws(AttemptRefusal) {
        try check(new)
        switch state {
        case .intended: throw .notSent(id)
        case .sending, .unknown, .repeating:
            isLate = loss != nil
            answer = new
            state = new.state
            trouble = nil
        case .reversing:
            // An approval does not stop a reversal: the customer was told that nothing was charged.
            answer = new
            isLate = true
            if new.outcome == .declined {
                state = .declined
                trouble = nil
            }
        case .approved, .partial, .declined, .notCharged, .reversed: try takeLate(new)
        }
    }

    /// An answer for an attempt that is over.
    private mutating func takeLate(_ new: Answer) throws(AttemptRefusal) {
        let isApproval = new.outcome != .declined
        switch state {
        case .approved, .partial:
            if answer == nil, isApproval { answer = new }
            // A refusal that comes after an approval overrides nothing.
            if let answer, isApproval, answer.amount != new.amount { throw .isOver(id, state) }
        case .reversed:
            guard isApproval else { return }
            answer = answer ?? new
            isLate = true
            // The answer to a request that was reversed since is old news; after "not found" it is not.
            if endedUnseen {
                state = .reversing
                endedUnseen = false
                trouble = .lateApproval
            }
        default:
            guard isApproval else { return }
            answer = new
            isLate = true
            trouble = .lateApproval
            let isReversible = request.kind.remedy == .reversal && ability.canReverse
            state = isReversible ? .reversing : new.state
        }
    }

    private func check(_ new: Answer) throws(AttemptRefusal) {
        let asked = request.amount
        guard new.amount.currency == asked.currency else { throw .otherAmount(id) }
        let fits =
            switch new.outcome {
            case .approved: new.amount == asked
            case .partial: new.amount.minor > 0 && new.amount.minor < asked.minor
            case .declined: true
            }
        guard fits else { throw .otherAmount(id) }
    }
}

extension Answer {
    var state: AttemptState {
        switch outcome {
        case .approved: .approved
        case .partial: .partial
        case .declined: .declined
        }
    }
}
