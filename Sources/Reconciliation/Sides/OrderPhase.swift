// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching
internal import Synchronization

/// Holds each order against its charges, with all threads.
struct OrderPhase {
    let plan: ReadingPlan
    let lines: [LineIndex]
    let orders: [Partitions<OrderLink>]
    let sides: SideOutcome
    let threads: Int

    struct Outcome: Sendable {
        var findings: [RowFinding] = []
        var buckets = SideBuckets()
    }

    func run() -> Outcome {
        let next = Atomic(0)
        let phase = self
        let outcomes = Crew.run(threads) { _ in
            var judge = OrderJudge(phase.plan, RowLookup(phase.plan, lines: phase.lines))
            while true {
                let partition = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard partition < phase.plan.partitions else { return judge.outcome }
                judge.judge(
                    orders: phase.orders.flatMap { $0.rows(of: partition) },
                    charges: phase.sides.charges.flatMap { $0.rows(of: partition) },
                    waiting: phase.sides.waiting.flatMap { $0.rows(of: partition) })
            }
        }
        return outcomes.reduce(into: Outcome()) { all, one in
            all.findings += one.findings
            all.buckets.add(one.buckets)
        }
    }
}

/// One thread's judgement of orders.
private struct OrderJudge {
    private(set) var outcome = OrderPhase.Outcome()
    private let plan: ReadingPlan
    private let lookup: RowLookup

    /// One order and what was found of it.
    private struct Entry {
        var order: MatchRow
        /// Its only charge, or one of them.
        var charge: MatchRow?
        var charges = 0
        var isWaiting = false
        /// All of them, where there is more than one.
        var others: [MatchRow] = []
    }

    init(_ plan: ReadingPlan, _ lookup: RowLookup) {
        self.plan = plan
        self.lookup = lookup
    }

    mutating func judge(orders: [OrderLink], charges: [OrderLink], waiting: [OrderLink]) {
        guard !orders.isEmpty else { return }
        var table = OrderTable(capacity: orders.count)
        var entries: [Entry] = []
        entries.reserveCapacity(orders.count)
        var repeated: [(row: MatchRow, entry: Int)] = []
        for link in orders {
            let place = table.place(of: link.order)
            guard place == entries.count else {
                let isEarlier = link.row.place < entries[place].order.place
                repeated.append((isEarlier ? entries[place].order : link.row, place))
                if isEarlier { entries[place].order = link.row }
                continue
            }
            entries.append(Entry(order: link.row))
        }
        for link in charges {
            guard let place = table.known(link.order) else { continue }
            if let first = entries[place].charge {
                if entries[place].others.isEmpty { entries[place].others = [first] }
                entries[place].others.append(link.row)
            } else {
                entries[place].charge = link.row
            }
        }
        for link in waiting {
            if let place = table.known(link.order) { entries[place].isWaiting = true }
        }
        for entry in entries { judge(entry) }
        for (row, place) in repeated {
            let minor = amount(row, .order)
            outcome.buckets.orderRepeated.add(minor)
            outcome.findings.append(
                RowFinding(
                    .saleBookedTwice, till: nil, acquirer: nil, first: entries[place].order,
                    witness: .order(row, charged: minor)))
        }
    }

    @inline(__always)
    private mutating func judge(_ entry: Entry) {
        let minor = amount(entry.order, .order)
        let status = OrderFlag.status(of: entry.order.flags)
        guard let charge = entry.charge else { return judgeUncharged(entry, minor, status) }
        outcome.buckets.orderCharged.add(minor)
        if entry.others.isEmpty, status == .paid, amount(charge, .acquirer) == minor, !RowType.returnsMoney(charge.type)
        {
            return
        }
        judgeCharged(entry, minor, status)
    }

    private mutating func judgeUncharged(_ entry: Entry, _ minor: Int64, _ status: OrderStatus) {
        if entry.isWaiting { return outcome.buckets.orderAtTill.add(minor) }
        guard status == .paid else { return outcome.buckets.orderOpen.add(minor) }
        guard entry.order.flags & OrderFlag.due != 0 else { return outcome.buckets.orderInTransit.add(minor) }
        outcome.buckets.orderWithoutCharge.add(minor)
        outcome.findings.append(
            RowFinding(.orderWithoutCharge, till: nil, acquirer: nil, witness: .order(entry.order, charged: 0)))
    }

    /// Charges of one order: what was taken, what was given back, and what is one too many.
    @inline(never)
    private mutating func judgeCharged(_ entry: Entry, _ minor: Int64, _ status: OrderStatus) {
        let all = Self.distinct(entry.others.isEmpty ? [entry.charge].compactMap { $0 } : entry.others)
        let taken = all.filter { !RowType.returnsMoney($0.type) }
        let amounts = taken.map { amount($0, .acquirer) }
        let sum = Self.sum(amounts)
        let back = Self.sum(all.filter { RowType.returnsMoney($0.type) }.map { amount($0, .acquirer) })
        let find = { (code: JobCode, charge: MatchRow, first: MatchRow?) in
            RowFinding(code, till: nil, acquirer: charge, first: first, witness: .order(entry.order, charged: sum))
        }
        if back > sum, let last = all.last(where: { RowType.returnsMoney($0.type) }) {
            outcome.findings.append(find(.refundedTooMuch, last, nil))
        }
        guard let first = taken.first, back < sum else { return }
        switch status {
        case .unpaid: outcome.findings.append(find(.acquirerOnlySucceeded, first, nil))
        case .closed: outcome.findings.append(find(.paidAfterClose, first, nil))
        case .paid: break
        }
        guard sum != minor else { return }
        // The same sum again is a second payment; any other difference is a wrong amount.
        let same = taken.indices.filter { amounts[$0] == minor }
        let again = same.dropFirst()
        if !again.isEmpty, Self.sum(again.map { amounts[$0] } + [minor]) == sum {
            // What was given back of it is settled already.
            for index in again.dropLast(minor > 0 ? Int(min(back / minor, Int64(again.count))) : 0) {
                outcome.findings.append(find(.duplicateCharge, taken[index], taken[same[0]]))
            }
        } else if sum - back != minor {
            outcome.findings.append(find(.orderAmountDiffers, taken.count > 1 ? taken[taken.count - 1] : first, nil))
        }
    }

    /// A row that was found both by its order number and by the order's key is one row.
    private static func distinct(_ rows: [MatchRow]) -> [MatchRow] {
        var seen: Set<Int64> = []
        return rows.sorted { $0.place < $1.place }.filter { seen.insert($0.place).inserted }
    }

    private static func sum(_ amounts: [Int64]) -> Int64 {
        amounts.reduce(0) { sum, amount in
            let (next, overflow) = sum.addingReportingOverflow(amount)
            return overflow ? sum : next
        }
    }

    private func amount(_ row: MatchRow, _ side: InputTable.Side) -> Int64 {
        row.flags & RowFlag.wide == 0 ? Int64(row.amount) : lookup.amount(row, side: side)
    }
}

/// Numbers orders by their key, from 0 in the order in which they come.
private struct OrderTable {
    private var slots: [UInt32]
    private var keys: [OrderKey] = []
    private let mask: Int

    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots = Array(repeating: 0, count: size)
        keys.reserveCapacity(capacity)
        mask = size - 1
    }

    private func slot(of key: OrderKey) -> Int {
        // The partition took the low bits.
        var slot = Int(truncatingIfNeeded: key.hash >> 16) & mask
        while slots[slot] != 0, keys[Int(slots[slot]) - 1] != key { slot = (slot + 1) & mask }
        return slot
    }

    /// The number of a key; the next one where it is new.
    mutating func place(of key: OrderKey) -> Int {
        let slot = slot(of: key)
        if slots[slot] == 0 {
            keys.append(key)
            slots[slot] = UInt32(truncatingIfNeeded: keys.count)
        }
        return Int(slots[slot]) - 1
    }

    func known(_ key: OrderKey) -> Int? {
        let found = slots[slot(of: key)]
        return found == 0 ? nil : Int(found) - 1
    }
}
