// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching

/// For a row that the other side does not have (PY-04, ST-01, PY-01): the row of the other side, itself without a
/// counterpart, that looks most like it.
///
///     a charge without a sale ──┬─ same terminal, same amount, a day apart at most ──▶ a sale not settled
///                               └─ same terminal, one digit of the RRN differs ──────▶ a sale not settled
///
/// Only exceptions are looked at, never matched rows, and never more than `mostRows` a side. It proposes; nothing is
/// joined by it. What it finds does not hang on threads: the best is decided by likeness, then by place.
struct NearestRows: Sendable {
    /// Why a row looks like another.
    struct Likeness: Sendable, Hashable, Comparable {
        let sameAmount: Bool
        let oneDigit: Bool
        let days: Int

        static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

        /// Smaller is more alike: both, then the amount, then the digit; nearer days first.
        private var rank: Int { (sameAmount ? (oneDigit ? 0 : 1) : 2) * 1_000 + days }
    }

    struct Candidate: Sendable {
        let row: MatchRow
        let likeness: Likeness
        /// How many look as much alike, this one among them.
        let count: Int
    }

    static let mostRows = 1 << 17
    /// Rows of one key that are compared one by one: an amount that everybody pays says little.
    private static let mostOfKey = 24

    private let byTill: [Int64: Candidate]
    private let byAcquirer: [Int64: Candidate]

    /// - Parameter paidDay: the business day of an acquirer row's own time, as `MatchRow.day` counts; 0 where it has
    ///   none. What the row itself keeps is the day that it settles on, unless its key is made of batch and trace.
    init(_ findings: [RowFinding], paidDay: (MatchRow) -> UInt64) {
        var tills: [MatchRow] = []
        var acquirers: [MatchRow] = []
        for finding in findings {
            switch finding.code {
            case .notSettled, .outcomeUnknown:
                if let till = finding.till, finding.acquirer == nil { tills.append(till) }
            case .chargeWithoutSale: if let acquirer = finding.acquirer { acquirers.append(acquirer) }
            default: break
            }
        }
        guard !tills.isEmpty, !acquirers.isEmpty else {
            self.init(tills: [], acquirers: [])
            return
        }
        self.init(tills: tills, acquirers: Self.first(acquirers).map { $0.dated(paidDay($0)) })
    }

    /// - Parameters: rows without a counterpart.
    init(tills: [MatchRow], acquirers: [MatchRow]) {
        // By place: which rows are looked at where there are too many does not hang on threads.
        let (tills, acquirers) = (Self.first(tills), Self.first(acquirers))
        byTill = Self.candidates(of: tills, among: acquirers)
        byAcquirer = Self.candidates(of: acquirers, among: tills)
    }

    /// The row most like a lone one; nil where none is like it.
    func candidate(till: MatchRow) -> Candidate? { byTill[till.place] }
    func candidate(acquirer: MatchRow) -> Candidate? { byAcquirer[acquirer.place] }

    private static func first(_ rows: [MatchRow]) -> [MatchRow] {
        Array(rows.sorted { $0.place < $1.place }.prefix(mostRows))
    }

    private static func candidates(of rows: [MatchRow], among others: [MatchRow]) -> [Int64: Candidate] {
        guard !rows.isEmpty, !others.isEmpty else { return [:] }
        let index = KeyIndex(others)
        var found: [Int64: Candidate] = [:]
        for row in rows {
            if let candidate = best(for: row, among: others, index) { found[row.place] = candidate }
        }
        return found
    }

    private static func best(for row: MatchRow, among others: [MatchRow], _ index: KeyIndex) -> Candidate? {
        var best: (likeness: Likeness, place: Int64, at: Int)?
        var equals: Set<Int64> = []
        for key in KeyIndex.keys(of: row) {
            for at in index.places(of: key, atMost: mostOfKey) {
                guard let likeness = likeness(row, others[at]) else { continue }
                let place = others[at].place
                if let known = best, known.likeness < likeness { continue }
                if let known = best, !(likeness < known.likeness) {
                    equals.insert(place)
                    if place < known.place { best = (likeness, place, at) }
                } else {
                    equals = [place]
                    best = (likeness, place, at)
                }
            }
        }
        return best.map { Candidate(row: others[$0.at], likeness: $0.likeness, count: equals.count) }
    }

    /// nil where the rows are not alike.
    static func likeness(_ row: MatchRow, _ other: MatchRow) -> Likeness? {
        guard row.terminal == other.terminal, row.type == other.type else { return nil }
        let isWide = (row.flags | other.flags) & RowFlag.wide != 0
        let sameAmount = !isWide && row.amount == other.amount
        let oneDigit = differsInOneDigit(row, other)
        let areDated = row.day != 0 && other.day != 0
        let days = areDated ? abs(row.day - other.day) : 1
        guard oneDigit || (sameAmount && days <= 1) else { return nil }
        return Likeness(sameAmount: sameAmount, oneDigit: oneDigit, days: min(days, 999))
    }

    /// Two RRNs of as many digits that differ in exactly one.
    static func differsInOneDigit(_ row: MatchRow, _ other: MatchRow) -> Bool {
        guard row.form == other.form, (4...12).contains(row.form) else { return false }
        var (left, right, differing) = (row.reference, other.reference, 0)
        while left != right, differing < 2 {
            if left % 10 != right % 10 { differing += 1 }
            (left, right) = (left / 10, right / 10)
        }
        return differing == 1
    }
}

/// Rows by what two alike ones share: terminal and amount, or terminal and one half of the RRN (two numbers that
/// differ in one digit are equal in one of their halves).
private struct KeyIndex {
    private let starts: [UInt64: Int32]
    private let next: [Int32]

    init(_ rows: [MatchRow]) {
        var starts: [UInt64: Int32] = [:]
        starts.reserveCapacity(rows.count * 3)
        var next = [Int32](repeating: -1, count: rows.count * 3)
        // From the last to the first, so that each chain begins with the row that stands first.
        for (index, row) in rows.enumerated().reversed() {
            for (number, key) in Self.keys(of: row).enumerated() {
                let node = Int32(truncatingIfNeeded: index * 3 + number)
                next[Int(node)] = starts.updateValue(node, forKey: key) ?? -1
            }
        }
        self.starts = starts
        self.next = next
    }

    static func keys(of row: MatchRow) -> [UInt64] {
        let terminal = UInt64(row.terminal) << 40
        let half: UInt64 = 1_000_000
        let isNumber = (4...12).contains(row.form)
        return [
            mixed(terminal | UInt64(UInt32(bitPattern: row.amount)), 1),
            isNumber ? mixed(terminal | row.reference / half, 2 + row.form) : UInt64(bitPattern: row.place),
            isNumber ? mixed(terminal | row.reference % half, 20 + row.form) : UInt64(bitPattern: row.place),
        ]
    }

    private static func mixed(_ word: UInt64, _ kind: UInt64) -> UInt64 { Mix.word(word, kind) }

    func places(of key: UInt64, atMost limit: Int) -> [Int] {
        var places: [Int] = []
        var node = starts[key] ?? -1
        while node >= 0, places.count < limit {
            places.append(Int(node) / 3)
            node = next[Int(node)]
        }
        return places
    }
}
