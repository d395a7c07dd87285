// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Tender

/// Deposits of one account against single rows and groups of rows: a payout's members, one terminal or batch that
/// is missing, the fewest rows that make up the difference.
struct RowMatching: Sendable {
    let items: [OpenItem]
    /// Rows of the account's days.
    let rows: [SettledRow]
    let budget: Int
    let words: RowWords

    private func own(_ item: OpenItem) -> [SettledRow] {
        let keys = Set(item.keys)
        return rows.filter { keys.contains(DayKey(day: $0.day, merchant: $0.merchant)) }
    }

    /// Rows that may have been paid with a deposit of `item`: of days near it that do not fit either, and rows
    /// that do not say their day.
    private func others(_ item: OpenItem) -> [SettledRow] {
        let mine = Set(item.keys)
        let near = Set(items.filter { $0.isNear(item) }.flatMap(\.keys)).subtracting(mine)
        return rows.filter {
            $0.day == DayKey.noDay || near.contains(DayKey(day: $0.day, merchant: $0.merchant))
        }
    }

    /// The deposit's reference names a payout or batch that rows carry too.
    func byIdentifier(_ item: OpenItem) -> DepositExplanation? {
        var parts: [DepositExplanation] = []
        var members: Set<SettledRow> = []
        for deposit in item.deposits {
            let named = words.identifiers(in: deposit.bankReference)
            guard !named.isEmpty else { return nil }
            let group = (own(item) + others(item)).filter { named.contains($0.payout) || named.contains($0.batch) }
            guard !group.isEmpty else { return nil }
            members.formUnion(group)
            parts.append(settle(deposit, group))
        }
        guard let first = parts.first else { return nil }
        let rest = own(item).filter { !members.contains($0) }
        var clauses = parts.map(\.words)
        if !rest.isEmpty { clauses.append(words.stillOpen(rest)) }
        let worst = parts.first { $0.outcome != .explained } ?? first
        return DepositExplanation(
            outcome: worst.outcome, words: DepositExplanation.joined(clauses), rows: parts.flatMap(\.rows))
    }

    private func settle(_ deposit: Deposit, _ group: [SettledRow]) -> DepositExplanation {
        let sum = group.reduce(Int128(0)) { $0 + Int128($1.net) }
        let missing = sum - Int128(deposit.amount)
        guard missing != 0 else {
            return DepositExplanation(outcome: .explained, words: words.members(of: deposit, group))
        }
        let answer = SubsetSearch(group.map(\.net), budget: budget).answer(missing)
        return words.explanation(
            answer, group, difference: missing, roles: Array(repeating: .notPaid, count: group.count))
    }

    /// One whole payout, batch or terminal is missing from the deposit, or is all that came.
    func byGroup(_ item: OpenItem) -> DepositExplanation? {
        let candidates = item.rowCount > 0 ? own(item) : others(item)
        for grouping in RowGrouping.allCases {
            let groups = Self.groups(candidates, by: grouping)
            guard groups.count > 1 else { continue }
            let sums = groups.map { group in group.reduce(Int128(0)) { $0 + Int128($1.net) } }
            let missing = item.rowCount > 0 ? groups.indices.filter { sums[$0] == item.difference } : []
            let only = groups.indices.filter { sums[$0] == item.deposited }
            let found = missing + only
            guard let first = found.first else { continue }
            if found.count > 1 { return words.either(groups[first], groups[found[1]], grouping) }
            return words.group(groups[first], grouping, isMissing: !missing.isEmpty)
        }
        return nil
    }

    /// Rows by label, each group in the order of its first row.
    private static func groups(_ rows: [SettledRow], by grouping: RowGrouping) -> [[SettledRow]] {
        var places: [[UInt32]: Int] = [:]
        var groups: [[SettledRow]] = []
        for row in rows {
            let label = grouping.label(of: row)
            guard !label.isEmpty else { continue }
            let key = label + [UInt32(bitPattern: row.day)]
            if let place = places[key] {
                groups[place].append(row)
            } else {
                places[key] = groups.count
                groups.append([row])
            }
        }
        return groups
    }

    /// The fewest rows that make up the difference: rows not paid, or paid with another day's; failing these,
    /// rows paid twice.
    func byRows(_ item: OpenItem) -> DepositExplanation {
        let (own, others) = (own(item), others(item))
        guard item.rowCount > 0 else {
            let answer = SubsetSearch(others.map(\.net), budget: budget).answer(item.deposited)
            return words.explanation(
                answer, others, difference: item.difference, roles: Array(repeating: .paidHere, count: others.count))
        }
        let values = own.map(\.net) + others.map { 0 &- $0.net }
        let roles =
            Array(repeating: RowRole.notPaid, count: own.count)
            + Array(repeating: RowRole.paidHere, count: others.count)
        let answer = SubsetSearch(values, budget: budget / 2).answer(item.difference)
        let first = words.explanation(answer, own + others, difference: item.difference, roles: roles)
        guard first.outcome == .unexplained || first.outcome == .undecided else { return first }
        let twice = SubsetSearch(own.map { 0 &- $0.net }, budget: budget / 2).answer(item.difference)
        let second = words.explanation(
            twice, own, difference: item.difference, roles: Array(repeating: .paidTwice, count: own.count))
        // A row paid twice is named only where a set of no more rows was proven not to exist among the others.
        guard second.outcome != .unexplained, second.outcome != .undecided, answer.provenSize >= twice.provenSize
        else { return first }
        return second
    }
}

extension SubsetSearch.Answer {
    /// Sets of up to so many items are known not to fit, or one of so many fits.
    var provenSize: Int {
        switch self {
        case .unique(let items): items.count
        case .ambiguous(let items, _): items.count
        case .none(let size), .undecided(let size): size
        }
    }
}

/// What a row of an explanation did.
enum RowRole: Sendable, Hashable { case notPaid, paidHere, paidTwice }
