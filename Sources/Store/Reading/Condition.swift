// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

/// A `WHERE` clause in the making; everything variable is an argument, never text.
struct Condition {
    private(set) var terms: [String] = []
    private(set) var arguments = StatementArguments()

    mutating func add(_ term: String, _ arguments: StatementArguments = []) {
        terms.append(term)
        self.arguments += arguments
    }

    /// ` WHERE …`, or nothing.
    var clause: String { terms.isEmpty ? "" : " WHERE " + terms.joined(separator: " AND ") }

    /// Limits rows of a table to the caller's stores. There is no query without this.
    mutating func add(_ scope: StoreScope, table: String) {
        guard case .only(let stores) = scope else { return }
        guard !stores.isEmpty else { return add("1 = 0") }
        let marks = stores.map { _ in "?" }.joined(separator: ", ")
        add("\(table).store IN (\(marks))", StatementArguments(stores.sorted().map(\.text)))
    }

    /// Limits rows to business days; the moments around them let an index serve.
    mutating func add(from: CivilDate?, to: CivilDate?, table: String) {
        if let from {
            add(
                "\(table).moment >= ? AND \(table).day >= ?",
                [CivilTime(from).secondsSinceEpoch, from.daysSinceEpoch])
        }
        if let to {
            add(
                "\(table).moment < ? AND \(table).day <= ?",
                [CivilTime(to.adding(days: 2)).secondsSinceEpoch, to.daysSinceEpoch])
        }
    }

    /// Continues a list that is sorted by moment and number, newest first.
    mutating func add(_ cursor: Cursor?, table: String, id: String) {
        guard let cursor else { return }
        add("(\(table).moment, \(table).\(id)) < (?, ?)", [cursor.moment, cursor.id])
    }

    /// Where a list of transactions goes on.
    struct Cursor {
        let moment: Int64
        let id: Int64

        /// - Throws: `.invalid` for a text that no list gave out.
        init?(_ text: String?) throws(StoreError) {
            guard let text else { return nil }
            let parts = text.split(separator: ".")
            guard parts.count == 2, let moment = Int64(parts[0]), let id = Int64(parts[1]) else {
                throw .invalid("cursor: not one of ours")
            }
            self.moment = moment
            self.id = id
        }

        static func text(moment: Int64, id: Int64) -> String { "\(moment).\(id)" }
    }
}
