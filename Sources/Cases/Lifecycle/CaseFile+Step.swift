// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Tender

extension CaseFile {
    /// Takes the next event.
    ///
    /// - Returns: whether it said anything new; what was known already changes nothing.
    /// - Throws: `CaseRefusal` for an event that does not fit; the case is then as it was.
    @discardableResult
    public mutating func step(_ event: CaseEvent) throws(CaseRefusal) -> Bool {
        try CaseLimit.check(event)
        guard try change(by: event) else { return false }
        // Clocks of two machines may disagree: a case never becomes younger.
        changedAt = max(changedAt, event.at)
        if firstActAt == nil, event.isByStaff { firstActAt = max(openedAt, event.at) }
        return true
    }

    /// Why an event of this kind would be refused now; nil when it would be taken.
    public func refusal(of event: CaseEvent) -> CaseRefusal? {
        var copy = self
        do {
            try copy.step(event)
            return nil
        } catch {
            return error
        }
    }

    private mutating func change(by event: CaseEvent) throws(CaseRefusal) -> Bool {
        switch event.kind {
        case .opened: throw .notTheBeginning
        case .joined(let code): return try join(code)
        case .assigned(let person): return try whileNotClosed(\.assignee, person)
        case .moved(let state): return try move(to: state, event)
        case .step(let code, let number, let outcome): return try tick(StepName(code, number), outcome, event)
        case .note: return true
        case .cause(let cause): return try whileNotClosed(\.cause, cause)
        case .resolved(let cause, let proof): return try resolve(cause, proof, event)
        case .followUp(let day): return try whileNotClosed(\.followUpOn, day)
        case .satisfaction(let score, let words): return rate(score, words, event)
        case .acknowledged(let level):
            guard state.isOpen else { throw .isOver(state) }
            return set(\.acknowledged, max(level, acknowledged))
        case .reopened: return try reopen(event)
        case .held: return set(\.isHeld, true)
        case .released: return set(\.isHeld, false)
        case .outsideDate(let day): return try whileNotClosed(\.outsideDate, day)
        case .proved(let proof): return close(proof, event)
        case .cleared(let code, proof: _):
            guard codes.contains(code) else { throw .unknownCode(code) }
            return true
        case .closed(let proof):
            guard state != .closed else { return false }
            guard state.canClose else { throw .noWay(from: state, to: .closed) }
            return close(proof, event)
        }
    }

    private mutating func set<Value: Equatable>(_ field: WritableKeyPath<Self, Value>, _ value: Value) -> Bool {
        guard self[keyPath: field] != value else { return false }
        self[keyPath: field] = value
        return true
    }

    private mutating func whileNotClosed<Value: Equatable>(
        _ field: WritableKeyPath<Self, Value>, _ value: Value
    ) throws(CaseRefusal) -> Bool {
        guard state != .closed else { throw .isOver(state) }
        return set(field, value)
    }

    private mutating func join(_ code: FindingCode) throws(CaseRefusal) -> Bool {
        if let family = id.family, CodeTable.row(for: code)?.family != family { throw .otherFamily(code) }
        guard !codes.contains(code) else { return false }
        guard state != .closed else { throw .isOver(state) }
        codes.append(code)
        return true
    }

    private mutating func enter(_ next: CaseState, _ event: CaseEvent) {
        state = next
        stations.append(Station(state: next, since: max(changedAt, event.at), by: event.by))
    }

    private mutating func move(to next: CaseState, _ event: CaseEvent) throws(CaseRefusal) -> Bool {
        guard next != state else { return false }
        if next == .resolved, state.canResolve { throw .causeMissing }
        if next == .closed, state.canClose { throw .proofMissing }
        guard state.moves.contains(next) else {
            throw state.isOpen ? .noWay(from: state, to: next) : .isOver(state)
        }
        if next == .followedUp { followUpOn = nil }
        enter(next, event)
        return true
    }

    private mutating func tick(
        _ name: StepName, _ outcome: CaseEvent.Outcome, _ event: CaseEvent
    ) throws(CaseRefusal) -> Bool {
        guard codes.contains(name.code) else { throw .unknownCode(name.code) }
        guard state != .closed else { throw .isOver(state) }
        if let known = ticks[name], known.outcome == outcome, known.reason == event.reason { return false }
        ticks[name] = Tick(outcome: outcome, at: event.at, by: event.by, reason: event.reason)
        // Whoever ticks off a step has taken the case up; nobody must say so with a click of its own.
        if state == .open { enter(.confirming, event) }
        return true
    }

    private mutating func resolve(
        _ cause: CaseCause, _ proof: String, _ event: CaseEvent
    ) throws(CaseRefusal) -> Bool {
        if state == .resolved, self.cause == cause, self.proof == proof { return false }
        guard state.canResolve else { throw .isOver(state) }
        self.cause = cause
        self.proof = proof
        resolvedAt = max(changedAt, event.at)
        enter(.resolved, event)
        return true
    }

    private mutating func rate(_ score: Int, _ words: String, _ event: CaseEvent) -> Bool {
        if let opinion, opinion.score == score, opinion.words == words { return false }
        opinion = Opinion(score: score, words: words, at: event.at)
        // The customer was asked, and has answered.
        if state == .resolved {
            followUpOn = nil
            enter(.followedUp, event)
        }
        return true
    }

    private mutating func reopen(_ event: CaseEvent) throws(CaseRefusal) -> Bool {
        guard state.canReopen else { throw .isOpen(state) }
        enter(.open, event)
        cause = nil
        proof = ""
        resolvedAt = nil
        closedAt = nil
        acknowledged = 0
        reopenings += 1
        clockFrom = max(changedAt, event.at)
        return true
    }

    private mutating func close(_ proof: String, _ event: CaseEvent) -> Bool {
        guard state != .closed else { return false }
        let time = max(changedAt, event.at)
        self.proof = proof
        if resolvedAt == nil { resolvedAt = time }
        closedAt = time
        followUpOn = nil
        enter(.closed, event)
        return true
    }
}
