// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Links
import Store
import Tender

/// Asks the desk for batches to be closed and looks them up, for the caller's stores alone.
struct BatchClerk: Sendable {
    /// A terminal whose batches are closed from here, with what it has open.
    struct Counter: Sendable {
        let hand: BatchInHand
        /// When the clock closes it; nil where it does not.
        let closeAt: ClosingTime?
    }

    let call: Call

    /// Terminals of the caller's stores, by number.
    func counters() async throws -> [Counter] {
        guard let desk = call.site.options.batchDesk else { return [] }
        var found: [Counter] = []
        for (terminal, counter) in desk.counters.sorted(by: { $0.key < $1.key }) {
            guard let hand = try await hand(terminal, counter.first) else { continue }
            found.append(Counter(hand: hand, closeAt: counter.closeAt))
        }
        return found
    }

    private func hand(_ terminal: TerminalID, _ first: BatchNumber) async throws -> BatchInHand? {
        do {
            return try await call.shop.batchInHand(terminal, first: first, in: call.stores)
        } catch StoreError.missing {
            return nil
        }
    }

    /// Closes that the caller may see, newest first.
    func closes(of terminal: TerminalID? = nil, limit: Int) async throws -> [BatchCloseStory] {
        try await call.shop.batchCloses(of: terminal, limit: limit, in: call.stores)
    }

    func one(_ id: BatchCloseID) async throws -> BatchCloseStory {
        try await call.shop.batchClose(id, in: call.stores)
    }

    /// Begins a close, or goes on with the one under way.
    ///
    /// - Returns: the close, and whether it is new.
    /// - Throws: `PaymentObstacle` with what stands in the way.
    func close(_ terminal: TerminalID) async throws -> (story: BatchCloseStory, isNew: Bool) {
        guard let desk = call.site.options.batchDesk else { throw PaymentObstacle(.noCounter(terminal)) }
        switch try await desk.close(terminal, in: call.stores, by: call.actor) {
        case .begun(let story): return (story, true)
        case .underWay(let story): return (story, false)
        case .refused(let obstacle): throw PaymentObstacle(obstacle)
        }
    }
}
