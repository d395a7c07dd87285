// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges

/// What the tables know of a large group's rows, asked before the rows are taken one by one.
///
///     rows of a file ─▶ fingerprints, sorted ─▶ one walk along `seen`     ─▶ those that are new
///                    ─▶ handles, sorted      ─▶ one walk along `handle`   ─▶ numbers of transactions, sorted
///                                                  one walk along `txn`  ─▶ their rows
///
/// A walk in the order of a table finds its neighbour on the page that is at hand; a jump for every row finds
/// nothing there. The answers are those that single questions would get, until the group's drafts are written.
struct Lookahead {
    /// Rows from which on it pays.
    static let leastRows = 256

    /// Marks of fingerprints that no row in the table has.
    private(set) var unseen: Set<Int64> = []
    private var numbers: [Int64: [Int64]] = [:]
    private var rows: [Int64: TransactionRow] = [:]

    init() {}

    init(_ group: [PreparedObservation], statements: Statements) throws {
        unseen.reserveCapacity(group.count)
        for mark in group.map(\.fingerprint.mark).sorted() where try !statements.hasMark(mark) {
            unseen.insert(mark)
        }
        var keys: Set<Int64> = []
        for one in group where one.observation.source != .bank && unseen.contains(one.fingerprint.mark) {
            for handle in one.observation.facts.joiningHandles { keys.insert(handle.key) }
        }
        numbers.reserveCapacity(keys.count)
        var wanted: Set<Int64> = []
        for key in keys.sorted() {
            let found = try statements.transactions(withHandle: key)
            numbers[key] = found
            wanted.formUnion(found)
        }
        rows.reserveCapacity(wanted.count)
        for id in wanted.sorted() { rows[id] = try statements.transaction(id) }
    }

    /// Rows that carry a handle, by rising number; nil when nobody asked for it.
    func rows(withHandle key: Int64) -> [TransactionRow]? {
        guard let numbers = numbers[key] else { return nil }
        return numbers.compactMap { rows[$0] }
    }
}
