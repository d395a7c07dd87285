// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// One message and what became of it: the fold of its events.
///
///     queued ─ sending(1) ─┬─ sent ─┬─ delivered
///        ▲                 │        ├─ failed, final
///        │                 │        └─ overdue: still sent, and RC-08
///        │                 ├─ failed, not final ─▶ waits ─ sending(n+1)   … gaveUp: failed
///        │                 ├─ failed, final: failed
///        │                 └─ no answer: unknown; only a person sends it again
///        └── askedAgain ──── from failed or unknown
///
/// From `sending` until an answer is recorded nobody knows whether it went out: a crash in between leaves exactly
/// that, and is not made up for by sending twice.
public struct MessageFile: Hashable, Sendable {
    public let order: MessageOrder
    public let queuedAt: Instant
    public private(set) var state = MessageState.queued
    /// How often it was handed to the channel, and how often since a person last asked for it.
    public private(set) var attempts = 0
    public private(set) var attemptsInRound = 0
    /// When it may be handed over next; nil when it may not.
    public private(set) var dueAt: Instant?
    /// The channel's own number for it; empty before there is one.
    public private(set) var reference = ""
    /// What the channel said last when it refused; empty when it did not.
    public private(set) var fault = ""
    /// When the channel took it; reports are awaited from here.
    public private(set) var sentAt: Instant?
    public private(set) var changedAt: Instant
    /// Handed over, and no answer yet.
    public private(set) var isUnderWay = false
    public private(set) var isOverdue = false
    public private(set) var isWithdrawn = false

    public init(_ order: MessageOrder, queuedAt: Instant, notBefore: Instant? = nil) {
        self.order = order
        self.queuedAt = queuedAt
        changedAt = queuedAt
        dueAt = max(queuedAt, notBefore ?? queuedAt)
    }

    /// Takes an event.
    ///
    /// - Returns: whether it said anything new; an event that does not fit changes nothing.
    @discardableResult
    public mutating func take(_ event: MessageEvent) -> Bool {
        guard change(by: event) else { return false }
        changedAt = max(changedAt, event.at)
        return true
    }

    private mutating func change(by event: MessageEvent) -> Bool {
        switch event.kind {
        case .sending(let attempt): return begin(attempt)
        case .sent(let number): return accept(number, at: event.at)
        case .delivered: return arrive()
        case .failed(let code, let isFinal): return fail(code, isFinal: isFinal, at: event.at)
        case .unknown(let why): return lose(why)
        case .gaveUp:
            guard state == .queued, !isUnderWay else { return false }
            state = .failed
            dueAt = nil
            return true
        case .overdue:
            guard state == .sent || state == .unknown, !isOverdue else { return false }
            isOverdue = true
            return true
        case .askedAgain: return restart(at: event.at)
        case .withdrawn:
            guard state == .queued, !isUnderWay else { return false }
            state = .failed
            isWithdrawn = true
            dueAt = nil
            return true
        }
    }

    private mutating func begin(_ attempt: Int) -> Bool {
        guard state == .queued, !isUnderWay, attempt == attempts + 1 else { return false }
        attempts = attempt
        attemptsInRound += 1
        isUnderWay = true
        state = .unknown
        dueAt = nil
        return true
    }

    private mutating func accept(_ number: String, at time: Instant) -> Bool {
        // Late news of an attempt that was given up as unknown is better than none.
        guard state == .unknown else { return false }
        state = .sent
        isUnderWay = false
        reference = number
        fault = ""
        sentAt = time
        return true
    }

    private mutating func arrive() -> Bool {
        guard state == .sent || state == .unknown || (state == .failed && !isWithdrawn && attempts > 0) else {
            return false
        }
        state = .delivered
        isUnderWay = false
        isOverdue = false
        fault = ""
        dueAt = nil
        return true
    }

    private mutating func fail(_ code: String, isFinal: Bool, at time: Instant) -> Bool {
        guard state == .unknown || state == .sent else { return false }
        // What was taken and then bounced is over, whatever the channel calls it.
        let isOver = isFinal || state == .sent
        isUnderWay = false
        fault = code
        state = isOver ? .failed : .queued
        dueAt = isOver ? nil : time.adding(milliseconds: RetryRule.wait(after: attemptsInRound))
        return true
    }

    private mutating func lose(_ why: String) -> Bool {
        guard state == .unknown, isUnderWay else { return false }
        isUnderWay = false
        fault = why
        return true
    }

    private mutating func restart(at time: Instant) -> Bool {
        guard state == .failed || state == .unknown, !isUnderWay else { return false }
        state = .queued
        attemptsInRound = 0
        dueAt = time
        fault = ""
        reference = ""
        sentAt = nil
        isOverdue = false
        isWithdrawn = false
        return true
    }

    /// Whether somebody must look after it: it failed for good, or nobody knows, or no report came.
    public var isUndeliverable: Bool {
        (state == .failed && !isWithdrawn) || (state == .unknown && !isUnderWay) || isOverdue
    }

    /// What the passing of time does to it. Mail servers report only what bounced: a letter that was taken and is
    /// heard of no more is not overdue.
    public func overdueEvent(_ message: MessageID, now: Instant) -> MessageEvent? {
        let since = state == .sent ? sentAt : state == .unknown ? changedAt : nil
        if state == .sent, order.route == .email { return nil }
        guard let since, !isOverdue, now >= since.adding(milliseconds: RetryRule.reportLimit) else { return nil }
        return MessageEvent(message: message, at: now, kind: .overdue, by: "system")
    }

    /// Whether the next refusal that is not final is the last that is put up with.
    public var isExhausted: Bool { attemptsInRound >= RetryRule.waits.count + 1 }
}
