// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
public import Charges
public import Tender

/// The close of a batch as the shop has it, with every step.
public struct BatchCloseStory: Sendable, Hashable, Identifiable {
    public let id: BatchCloseID
    public internal(set) var close: BatchClose
    /// Oldest first.
    public internal(set) var steps: [BatchStep]
    public let begunAt: Instant
    public let store: StoreID?
    /// Who began it; the program's own name where the clock did.
    public let by: String
    public let isSample: Bool

    init(_ id: BatchCloseID, _ close: BatchClose, begunAt: Instant, store: StoreID?, by: String, isSample: Bool) {
        self.id = id
        self.close = close
        self.begunAt = begunAt
        self.store = store
        self.by = by
        self.isSample = isSample
        steps = []
    }

    /// Takes a step.
    ///
    /// - Returns: whether it says something new.
    mutating func take(_ step: BatchStep) -> Bool {
        switch step.kind {
        case .event(let event): guard close.step(event) else { return false }
        case .stopped(let words): guard close.state != .closed, problem != words else { return false }
        }
        steps.append(step)
        return true
    }

    /// When the other side confirmed the end; nil before.
    public var closedAt: Instant? { close.state == .closed ? steps.last?.at : nil }

    /// Why it stands still; nil while it goes on, and once it is closed.
    public var problem: Bilingual? {
        for step in steps.reversed() {
            switch step.kind {
            case .stopped(let words): return close.state == .closed ? nil : words
            // Trying again is not yet getting on.
            case .event(.sent): continue
            case .event: return nil
            }
        }
        return nil
    }

    /// Currency of its sums.
    public var currency: Currency { close.entries.first?.amount.currency ?? .cny }

    /// The batch, as its findings look at it.
    public func batch(in zone: Zone) -> AcquirerBatch {
        AcquirerBatch(
            terminal: close.terminal, number: close.batch, firstAt: zone.civil(at: begunAt), totals: close.totals,
            currency: currency, close: close, closedAt: closedAt.map { zone.civil(at: $0) })
    }
}

/// The batch that a terminal has open at its acquirer.
public struct BatchInHand: Sendable, Hashable {
    public let terminal: TerminalID
    public let number: BatchNumber
    /// What would be shown to the acquirer if it were closed now, in the order of an upload.
    public let entries: [BatchEntry]
    /// Attempts of the batch that are not over: they keep it from being closed.
    public let unresolved: [Attempt]
    /// When the first attempt of the batch was begun; nil for an empty one.
    public let firstAt: Instant?
    public let store: StoreID?
    /// The clock of its store.
    public let zone: Zone
    /// The close of the batch before, while it is under way.
    public let underWay: BatchCloseStory?

    public var totals: BatchTotals { BatchTotals(entries) }
    public var currency: Currency { entries.first?.amount.currency ?? .cny }
}

/// What became of the wish to close a batch.
public enum BatchAdmission: Sendable, Hashable {
    /// Recorded; nothing has gone out yet.
    case begun(BatchCloseStory)
    /// A close of this terminal is under way already.
    case underWay(BatchCloseStory)
    /// Nothing was recorded and nothing goes out.
    case refused(BatchObstacle)
}
