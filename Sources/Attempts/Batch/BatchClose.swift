// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// The close of a terminal's batch: the fold of its events. What it uploads is fixed when it begins.
///
///     begun ─▶ totalling(n) ─ balanced ───────────────────────────▶ ending ─ answered ─▶ closed
///                  └ different ─▶ uploading(0 … count) ─ all taken ──▶ ending
///
/// Each row's answer is recorded before the next row goes out: after a restart the upload goes on with the first row
/// that was not taken, and no row that was taken is sent again. A row whose answer was lost is sent again under its
/// own number; the other side counts it once.
public struct BatchClose: Hashable, Sendable {
    public enum State: Hashable, Sendable {
        case totalling
        /// Rows that were taken.
        case uploading(taken: Int)
        case ending
        case closed
    }

    public enum Event: Hashable, Sendable {
        /// A message goes out now: the totals, a row or the end.
        case sent(Instant)
        case balanced
        /// The other side counts otherwise, or did not say: every row is shown to it.
        case different
        /// The row with this place, from 0, was taken.
        case taken(Int)
        case ended
    }

    public enum Work: Hashable, Sendable {
        case sendTotals(BatchTotals)
        /// The row with this place, from 0.
        case sendRow(Int, BatchEntry)
        /// The last message; after an upload it says so (60.3 = 202), else it confirms the balance (207).
        case sendEnd(isAfterUpload: Bool)
    }

    public let terminal: TerminalID
    public let batch: BatchNumber
    public let entries: [BatchEntry]
    public private(set) var state = State.totalling
    public private(set) var isBalanced: Bool?
    /// When something last went out; nil before.
    public private(set) var lastSentAt: Instant?
    /// Messages that went out since the last answer.
    public private(set) var tries = 0

    public init(_ terminal: TerminalID, _ batch: BatchNumber, _ entries: [BatchEntry]) {
        self.terminal = terminal
        self.batch = batch
        self.entries = entries
    }

    public var totals: BatchTotals { BatchTotals(entries) }

    /// Takes an event.
    ///
    /// - Returns: whether it says something new. An answer to something else than what waits for one says nothing.
    @discardableResult
    public mutating func step(_ event: Event) -> Bool {
        let before = self
        switch (state, event) {
        case (.closed, _): break
        case (_, .sent(let time)):
            lastSentAt = time
            tries += 1
        case (.totalling, .balanced): answered(.ending, isBalanced: true)
        case (.totalling, .different):
            answered(entries.isEmpty ? .ending : .uploading(taken: 0), isBalanced: false)
        case (.uploading(let taken), .taken(let place)) where place == taken:
            answered(taken + 1 == entries.count ? .ending : .uploading(taken: taken + 1), isBalanced: false)
        case (.ending, .ended): answered(.closed, isBalanced: isBalanced)
        default: break
        }
        return self != before
    }

    private mutating func answered(_ next: State, isBalanced: Bool?) {
        state = next
        self.isBalanced = isBalanced
        tries = 0
    }

    /// What goes out next; nil once it is closed.
    public var work: Work? {
        switch state {
        case .totalling: .sendTotals(totals)
        case .uploading(let taken): entries.indices.contains(taken) ? .sendRow(taken, entries[taken]) : nil
        case .ending: .sendEnd(isAfterUpload: isBalanced == false)
        case .closed: nil
        }
    }
}
