// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Printing
internal import Synchronization

/// What the printers say at this moment.
final class PrinterBoard: Sendable {
    private let conditions = Mutex<[String: PrinterCondition]>([:])

    var all: [String: PrinterCondition] { conditions.withLock { $0 } }

    /// - Returns: whether it differs from the last in what is worth a journal entry.
    func show(_ condition: PrinterCondition) -> Bool {
        conditions.withLock { known in
            let isNews = known[condition.printer].map { !$0.isLike(condition) } ?? true
            known[condition.printer] = condition
            return isNews
        }
    }
}
