// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Finds the fewest items whose values add up to a sum, exactly, and proves that no other set of as few does.
///
///     up to about forty items   both halves' sums, met in the middle: sets of every size
///     more                      sets of 1, 2, 3 … items, each size met in the middle, while the budget lasts
///
/// Never greedy: a size is looked at whole or not at all. The budget counts sets that are looked at, not time, so
/// the answer is the same on every machine.
struct SubsetSearch: Sendable {
    /// Places in `values`, ascending.
    typealias Items = [Int]

    enum Answer: Sendable, Hashable {
        /// The only set of its size; no smaller one fits.
        case unique(Items)
        /// Two of the smallest sets that fit; there may be more.
        case ambiguous(Items, Items)
        /// No set of at most so many items fits.
        case none(upTo: Int)
        /// No set of at most so many items fits; larger ones were more than the budget allows to look at.
        case undecided(upTo: Int)
    }

    /// Beyond this, sets fit by chance.
    static let mostItems = 8

    let values: [Int64]
    /// Sets it may look at.
    let budget: Int

    /// - Parameter values: in minor units, negative ones too.
    init(_ values: [Int64], budget: Int) {
        self.values = values
        self.budget = budget
    }

    /// - Parameter target: the sum, not zero: nothing is the smallest set that adds up to zero.
    func answer(_ target: Int128) -> Answer {
        guard target != 0, !values.isEmpty else { return .none(upTo: 0) }
        // One word holds every sum, so the sums below cannot overflow.
        guard values.reduce(UInt128(0), { $0 + UInt128($1.magnitude) }) <= UInt128(Int64.max) else {
            return .undecided(upTo: 0)
        }
        guard let target = Int64(exactly: target) else { return .none(upTo: values.count) }
        if values.count < 50, 2 << (values.count / 2 + 1) <= budget { return Halves(values).answer(target) }
        return bySize(target)
    }

    private func bySize(_ target: Int64) -> Answer {
        var left = budget
        for size in 1...min(Self.mostItems, values.count) {
            let cost = Self.sets(of: size / 2, from: values.count) + Self.sets(of: size - size / 2, from: values.count)
            guard cost <= left else { return .undecided(upTo: size - 1) }
            left -= cost
            var search = SizedSearch(values, size: size, target: target)
            if let answer = search.answer() { return answer }
        }
        return .none(upTo: min(Self.mostItems, values.count))
    }

    /// How many sets of a size there are; a number beyond every budget where they are too many to count.
    static func sets(of size: Int, from count: Int) -> Int {
        var sets = 1
        for step in 0..<size {
            let (product, overflow) = sets.multipliedReportingOverflow(by: count - step)
            if overflow { return .max / 4 }
            sets = product / (step + 1)
        }
        return min(sets, .max / 4)
    }
}

/// Two answers at most are kept: a second one is all that is needed to know that the first proves nothing.
private struct Found {
    private(set) var first: SubsetSearch.Items?
    private(set) var second: SubsetSearch.Items?

    var isSettled: Bool { second != nil }

    mutating func add(_ items: SubsetSearch.Items) {
        if first == nil { first = items } else if second == nil { second = items }
    }

    var answer: SubsetSearch.Answer? {
        guard let first else { return nil }
        return second.map { .ambiguous(first, $0) } ?? .unique(first)
    }
}

/// All sets of all sizes, by the sums of either half.
private struct Halves {
    /// The fewest items of the left half with a sum, and up to two sets of them.
    private struct Entry {
        let size: Int
        let first: UInt32
        var second: UInt32?
    }

    private let values: [Int64]
    private let middle: Int

    init(_ values: [Int64]) {
        self.values = values
        middle = values.count / 2
    }

    func answer(_ target: Int64) -> SubsetSearch.Answer {
        let (left, entries) = table()
        var best = Int.max
        var found = Found()
        Self.each(values[middle...]) { mask, sum in
            let (rest, overflow) = target.subtractingReportingOverflow(sum)
            guard !overflow, let number = left.number(of: rest) else { return }
            let entry = entries[number]
            let size = entry.size + mask.nonzeroBitCount
            guard size <= best else { return }
            if size < best { (best, found) = (size, Found()) }
            guard !found.isSettled else { return }
            found.add(items(entry.first, mask))
            if let second = entry.second { found.add(items(second, mask)) }
        }
        return found.answer ?? .none(upTo: values.count)
    }

    private func table() -> (SumTable, [Entry]) {
        var table = SumTable(expecting: 1 << middle)
        var entries: [Entry] = []
        entries.reserveCapacity(1 << middle)
        Self.each(values[..<middle]) { mask, sum in
            let size = mask.nonzeroBitCount
            let (number, isNew) = table.insert(sum)
            if isNew {
                entries.append(Entry(size: size, first: mask))
            } else if size < entries[number].size {
                entries[number] = Entry(size: size, first: mask)
            } else if size == entries[number].size, entries[number].second == nil {
                entries[number].second = mask
            }
        }
        return (table, entries)
    }

    /// Every set of a half with its sum, each made from one that came before.
    private static func each(_ values: ArraySlice<Int64>, _ body: (UInt32, Int64) -> Void) {
        var sums: [Int64] = [0]
        sums.reserveCapacity(1 << values.count)
        body(0, 0)
        for mask in 1..<(UInt32(1) << UInt32(values.count)) {
            let rest = mask & (mask - 1)
            let sum = sums[Int(rest)] + values[values.startIndex + mask.trailingZeroBitCount]
            sums.append(sum)
            body(mask, sum)
        }
    }

    private func items(_ left: UInt32, _ right: UInt32) -> SubsetSearch.Items {
        (0..<middle).filter { left >> UInt32($0) & 1 == 1 }
            + (middle..<values.count).filter { right >> UInt32($0 - middle) & 1 == 1 }
    }
}

/// All sets of one size. Each is met once: its lower part is in the table when the first item of its upper part
/// is taken, because the table then holds all sets below that item.
private struct SizedSearch {
    private let values: [Int64]
    private let lowSize: Int
    private let highSize: Int
    private let target: Int64
    private var table = SumTable(expecting: 64)
    /// Up to two lower parts for each sum of the table, as places in `members`; -1 where there is no second.
    private var lows: [(first: Int32, second: Int32)] = []
    private var members: [Int32] = []
    /// The items chosen so far.
    private var path: [Int] = []
    private var found = Found()

    init(_ values: [Int64], size: Int, target: Int64) {
        self.values = values
        lowSize = size / 2
        highSize = size - size / 2
        self.target = target
        if lowSize == 0 { enter(0, (0, -1)) }
    }

    mutating func answer() -> SubsetSearch.Answer? {
        for index in values.indices where !found.isSettled {
            path = [index]
            takeHigh(sum: values[index])
            path = [index]
            if lowSize > 0 { insertLow(sum: values[index]) }
        }
        return found.answer
    }

    /// Upper parts that begin with the items of `path`, ascending.
    private mutating func takeHigh(sum: Int64) {
        guard !found.isSettled else { return }
        guard path.count == highSize else {
            for next in (path[path.count - 1] + 1)..<values.count {
                path.append(next)
                takeHigh(sum: sum + values[next])
                path.removeLast()
            }
            return
        }
        let (rest, overflow) = target.subtractingReportingOverflow(sum)
        guard !overflow, let number = table.number(of: rest) else { return }
        let low = lows[number]
        for handle in [low.first, low.second] where handle >= 0 {
            let start = Int(handle) * lowSize
            found.add(members[start..<(start + lowSize)].map { Int($0) }.sorted() + path)
        }
    }

    /// Lower parts whose last item is the first of `path`, descending.
    private mutating func insertLow(sum: Int64) {
        guard path.count == lowSize else {
            for next in 0..<path[path.count - 1] {
                path.append(next)
                insertLow(sum: sum + values[next])
                path.removeLast()
            }
            return
        }
        let handle = Int32(members.count / lowSize)
        if let number = table.number(of: sum) {
            // A third lower part changes nothing: two sets are enough to know that there is not one.
            guard lows[number].second < 0 else { return }
            lows[number].second = handle
        } else {
            enter(sum, (handle, -1))
        }
        for item in path { members.append(Int32(item)) }
    }

    private mutating func enter(_ sum: Int64, _ handles: (Int32, Int32)) {
        _ = table.insert(sum)
        lows.append(handles)
    }
}
