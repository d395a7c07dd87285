// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import Synchronization

/// A bar on standard error for work of more than a second; silent where there is no terminal.
final class ProgressBar: Sendable {
    private struct State {
        var shownAt: ContinuousClock.Instant?
    }

    private let label: String
    private let started = ContinuousClock.now
    private let state = Mutex(State())

    init(_ label: String) { self.label = label }

    /// Draws at most ten times a second.
    func update(done: Int64, of total: Int64) {
        guard Terminal.isErrorTerminal, total > 0 else { return }
        let now = ContinuousClock.now
        let isDue = state.withLock { state in
            guard now - started > .seconds(1) else { return false }
            if let shown = state.shownAt, now - shown < .milliseconds(100), done < total { return false }
            state.shownAt = now
            return true
        }
        guard isDue else { return }
        let share = min(1, Double(done) / Double(total))
        let filled = Int(share * 30)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
        Terminal.overwrite("\(label) \(bar) \(Int(share * 100)) %")
    }

    /// Wipes the bar away.
    func finish() {
        let wasShown = state.withLock { $0.shownAt != nil }
        if wasShown { Terminal.overwrite("") }
    }
}
