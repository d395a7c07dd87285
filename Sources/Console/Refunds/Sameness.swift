// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender

/// How far two charges are the same, field by field: what agrees, what differs, and what nobody can compare.
struct Sameness: Sendable, Equatable {
    private(set) var same: [String] = []
    private(set) var different: [String] = []
    private(set) var unknown: [String] = []
    /// Seconds between them; nil where one has no time.
    let apart: Int64?

    init(_ left: Facts, _ right: Facts) {
        if let here = left.occurredAt, let there = right.occurredAt {
            let seconds = here.secondsSinceEpoch.subtractingReportingOverflow(there.secondsSinceEpoch).partialValue
            apart = Int64(clamping: seconds.magnitude)
        } else {
            apart = nil
        }
        compare("amount", left.amount, right.amount)
        compare("card", left.card, right.card)
        compare("store", left.store, right.store)
        compare("terminal", left.terminal, right.terminal)
        compare("order", left.order, right.order)
        compare("operator", left.operatorName, right.operatorName)
    }

    private mutating func compare<Value: Equatable>(_ name: String, _ left: Value?, _ right: Value?) {
        guard let left, let right else { return unknown.append(name) }
        if left == right { same.append(name) } else { different.append(name) }
    }

    /// One line for a page.
    func text(_ words: Words) -> String {
        let parts: [(String, [String])] = [("same", same), ("different", different), ("notCompared", unknown)]
        var told = parts.filter { !$0.1.isEmpty }.map { key, names in
            let fields = names.map { words["field.\($0)"] }.joined(separator: words["common.comma"])
            return words.text("refunds.\(key)", ["fields": fields])
        }
        if let apart {
            let time = apart < 120 ? ("secondsApart", apart) : ("minutesApart", apart / 60)
            told.append(words.text("refunds.\(time.0)", ["count": String(time.1)]))
        }
        return told.joined(separator: " ")
    }
}
