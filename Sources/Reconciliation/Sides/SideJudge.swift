// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching

/// One thread's judgement of receipts, and its reading of which order each charge belongs to.
///
///     joined group (till, acquirer) ◀─ key ─ receipt          RC-01 RC-02 RC-05 RC-07 PY-03
///                │
///                └─ order number ─▶ charges of an order ─▶ `OrderPhase`
struct SideJudge {
    private(set) var findings: [RowFinding] = []
    private(set) var outcome = SideOutcome()
    private let plan: ReadingPlan
    private let read: ReadingPhase.Outcome
    private let lookup: RowLookup
    private let charges: Partitions<OrderLink>
    private let waiting: Partitions<OrderLink>
    private var firsts: [MatchRow?] = []

    init(_ plan: ReadingPlan, _ read: ReadingPhase.Outcome, threads: Int) {
        self.plan = plan
        self.read = read
        lookup = RowLookup(plan, lines: read.lines)
        let count = plan.usesOrders ? plan.partitions : 1
        let rows = plan.usesOrders ? plan.expectedTills / threads : 0
        charges = Partitions(count: count, expectedRows: rows)
        waiting = Partitions(count: count, expectedRows: rows / 16)
        outcome.charges = [charges]
        outcome.waiting = [waiting]
    }

    /// Looks at one joined partition.
    mutating func judge(_ join: borrowing PartitionJoin, _ partition: Int) {
        if plan.usesReceipts { judgeReceipts(join, partition) }
        if plan.usesOrders { link(join, partition) }
    }

    // MARK: Receipts

    private struct Copy {
        let row: MatchRow
        let group: Int?
    }

    private mutating func judgeReceipts(_ join: borrowing PartitionJoin, _ partition: Int) {
        firsts.removeAll(keepingCapacity: true)
        firsts += Array(repeating: nil, count: join.groupCount)
        var lone: [LoneKey: MatchRow] = [:]
        var copies: [Copy] = []
        for part in read.sides.map(\.receipts) {
            for row in part.rows(of: partition) {
                if let group = join.group(of: row) {
                    if let copy = Self.keepFirst(row, in: &firsts[group]) {
                        copies.append(Copy(row: copy, group: group))
                    }
                } else if let copy = Self.keepFirst(row, in: &lone[LoneKey(row)]) {
                    copies.append(Copy(row: copy, group: nil))
                }
            }
        }
        for group in 0..<join.groupCount { judge(join.till(group), join.acquirer(group), firsts[group]) }
        for row in lone.values { judgeLone(row) }
        judge(copies, join)
    }

    /// What makes two receipts without a charge copies of one.
    private struct LoneKey: Hashable {
        let first: UInt64
        let second: UInt64

        init(_ row: MatchRow) {
            first = row.first
            // Terminal, merchant and, where numbers come back, the day.
            second = row.second & 0x7FF_FFFF | (JoinKey.isVoucher(row.form) ? UInt64(row.day) << 27 : 0)
        }
    }

    /// - Returns: the row that is a copy of the other.
    private static func keepFirst(_ row: MatchRow, in place: inout MatchRow?) -> MatchRow? {
        guard let held = place else {
            place = row
            return nil
        }
        guard row.place < held.place else { return row }
        place = row
        return held
    }

    @inline(__always)
    private mutating func judge(_ till: MatchRow?, _ acquirer: MatchRow?, _ receipt: MatchRow?) {
        guard till != nil || acquirer != nil else { return }
        let facts = till.map { RowFlag.till(of: $0.flags) }
        let knowsUnprinted = facts?.printed == .no
        guard let receipt else {
            // Only a sale that was charged owes the customer a slip; what the till itself calls unprinted is told.
            let type = acquirer?.type ?? till?.type ?? 0
            let isCharged = acquirer != nil || facts?.status == .approved
            guard isCharged, !knowsUnprinted, RowType.owesSlip(type) else { return }
            findings.append(RowFinding(.noSlip, till: till, acquirer: acquirer, witness: .noReceipt))
            return
        }
        let minor = amount(receipt, .receipt)
        let witness = Witness.receipt(receipt)
        guard acquirer != nil || facts?.status != .declined else { return withoutCharge(receipt, minor, till: till) }
        outcome.buckets.receiptMatched.add(minor)
        let charged = acquirer.map { amount($0, .acquirer) } ?? till.map { amount($0, .till) }
        if charged != minor {
            findings.append(RowFinding(.slipDiffers, till: till, acquirer: acquirer, witness: witness))
        }
        if receipt.flags & ReceiptFlag.notPrinted != 0, !knowsUnprinted {
            findings.append(RowFinding(.noSlip, till: till, acquirer: acquirer, witness: witness))
        } else if receipt.flags & ReceiptFlag.unconfirmed != 0 {
            findings.append(RowFinding(.slipUnconfirmed, till: till, acquirer: acquirer, witness: witness))
        }
    }

    private mutating func judgeLone(_ receipt: MatchRow) {
        withoutCharge(receipt, amount(receipt, .receipt), till: nil)
    }

    private mutating func withoutCharge(_ receipt: MatchRow, _ minor: Int64, till: MatchRow?) {
        guard receipt.flags & ReceiptFlag.due != 0 else { return outcome.buckets.receiptInTransit.add(minor) }
        outcome.buckets.receiptWithoutCharge.add(minor)
        findings.append(RowFinding(.slipWithoutCharge, till: till, acquirer: nil, witness: .receipt(receipt)))
    }

    /// The second print of a slip is nothing unusual; each one after it is asked about.
    private mutating func judge(_ copies: [Copy], _ join: borrowing PartitionJoin) {
        var groups: Set<Int> = []
        var keys: Set<LoneKey> = []
        for copy in copies.sorted(by: { $0.row.place < $1.row.place }) {
            outcome.buckets.receiptCopies.add(amount(copy.row, .receipt))
            let isSecond = copy.group.map { groups.insert($0).inserted } ?? keys.insert(LoneKey(copy.row)).inserted
            guard !isSecond else { continue }
            findings.append(
                RowFinding(
                    .repeatedPrints, till: copy.group.flatMap { join.till($0) },
                    acquirer: copy.group.flatMap { join.acquirer($0) }, witness: .receipt(copy.row)))
        }
    }

    // MARK: Orders

    private mutating func link(_ join: borrowing PartitionJoin, _ partition: Int) {
        for part in read.sides.map(\.links) {
            for link in part.rows(of: partition) {
                guard let group = join.group(of: link.row) else { continue }
                let (till, acquirer) = (join.till(group), join.acquirer(group))
                switch link.row.flags & LinkFlag.roles {
                // A repeated row is a finding of its own and no second payment of its order.
                case LinkFlag.till where till?.place != link.row.place: continue
                case LinkFlag.acquirer where till != nil || acquirer?.place != link.row.place: continue
                default: break
                }
                if let acquirer {
                    charges.append(OrderLink(order: link.order, row: acquirer), to: place(of: link))
                } else if let till, RowFlag.till(of: till.flags).status != .declined {
                    waiting.append(OrderLink(order: link.order, row: till), to: place(of: link))
                }
            }
        }
    }

    private func place(of link: OrderLink) -> Int { Int(truncatingIfNeeded: link.order.hash) & (plan.partitions - 1) }

    private func amount(_ row: MatchRow, _ side: InputTable.Side) -> Int64 {
        row.flags & RowFlag.wide == 0 ? Int64(row.amount) : lookup.amount(row, side: side)
    }
}
