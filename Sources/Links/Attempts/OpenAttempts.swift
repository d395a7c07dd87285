// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Store
internal import Tender

/// The attempts that a station carries on, found by their name and by their terminal: a lane looks at its own alone,
/// however many others there are.
struct OpenAttempts {
    private var records: [AttemptID: PaymentRecord] = [:]
    private var lanes: [TerminalID: Set<AttemptID>] = [:]

    subscript(id: AttemptID) -> PaymentRecord? { records[id] }

    /// Keeps an attempt as it stands now; one that is over goes.
    mutating func keep(_ record: PaymentRecord) {
        let terminal = record.attempt.request.terminal
        guard !record.attempt.state.isOver else {
            records[record.id] = nil
            lanes[terminal]?.remove(record.id)
            return
        }
        records[record.id] = record
        lanes[terminal, default: []].insert(record.id)
    }

    func attempts(at terminal: TerminalID) -> [Attempt] {
        (lanes[terminal] ?? []).compactMap { records[$0]?.attempt }
    }

    func isFree(_ terminal: TerminalID) -> Bool { lanes[terminal]?.isEmpty ?? true }

    var all: [Attempt] { records.values.map(\.attempt) }
}
