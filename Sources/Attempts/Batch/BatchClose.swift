// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// The close of a terminal's batch: the fold of its events. What it uploads is fixed when it begins.
///
///     begun ─▶ totalling(n) ─ balanced ───────────────────────────▶ ending ─ answered ─▶ closed
///                  └ different ─▶ uploading(0 … count) ─ all taken ──▶ ending
///
/// A message carries up to `rowsPerMessage` rows, and its answer is recorded before the next one goes out: after a
/// restart the upload goes on with the first row that was not taken, and no row that was taken is sent again. Rows
/// whose answer was lost are sent again under their own numbers; the other side counts each once.
public struct BatchClose: Hashable, Sendable {
    public enum State: Hashable, Sendable {
        case totalling
        /// Rows that were taken.
        case uploading(taken: Int)
        case ending
        case closed
    }

    public enum Event: Hashable, Sendable {
        /// A message goes out now: the totals, rows or the end.
        case sent(Instant)
        case balanced
        /// The other side counts otherwise, or did not say: every row is shown to it.
        ///
        /// - Parameter told: what it counts; nil where it did not say.
        case different(told: BatchTotals?)
        /// All rows before this place, from 0, were taken.
        case taken(upTo: Int)
        case ended
    }

    public enum Work: Hashable, Sendable {
        case sendTotals(BatchTotals)
        /// The rows from this place on, counted from 0.
        case sendRows(from: Int, [BatchEntry])
        /// The last message; after an upload it says so (60.3 = 202), else it confirms the balance (207).
        case sendEnd(isAfterUpload: Bool)
    }

    public let terminal: TerminalID
    public let batch: BatchNumber
    public let entries: [BatchEntry]
    /// 1 to 99.
    public let rowsPerMessage: Int
    public private(set) var state = State.totalling
    public private(set) var isBalanced: Bool?
    /// What the other side counts, where it differs and it said so.
    public private(set) var told: BatchTotals?
    /// When something last went out; nil before.
    public private(set) var lastSentAt: Instant?
    /// Messages that went out since the last answer.
    public private(set) var tries = 0

    public init(
        _ terminal: TerminalID, _ batch: BatchNumber, _ entries: [BatchEntry], rowsPerMessage: Int = Self.usualRows
    ) {
        self.terminal = terminal
        self.batch = batch
        self.entries = entries
        self.rowsPerMessage = min(max(rowsPerMessage, 1), 99)
    }

    /// As many as field 48 of UnionPay's upload holds.
    public static let usualRows = 8

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
        case (.totalling, .different(let told)):
            self.told = told
            answered(entries.isEmpty ? .ending : .uploading(taken: 0), isBalanced: false)
        case (.uploading(let taken), .taken(let place)) where taken < place && place <= endOfMessage(from: taken):
            answered(place == entries.count ? .ending : .uploading(taken: place), isBalanced: false)
        case (.ending, .ended): answered(.closed, isBalanced: isBalanced)
        default: break
        }
        return self != before
    }

    private func endOfMessage(from place: Int) -> Int { min(place + rowsPerMessage, entries.count) }

    private mutating func answered(_ next: State, isBalanced: Bool?) {
        state = next
        self.isBalanced = isBalanced
        tries = 0
    }

    /// What goes out next; nil once it is closed.
    public var work: Work? {
        switch state {
        case .totalling: .sendTotals(totals)
        case .uploading(let taken): .sendRows(from: taken, Array(entries[taken..<endOfMessage(from: taken)]))
        case .ending: .sendEnd(isAfterUpload: isBalanced == false)
        case .closed: nil
        }
    }
}
