// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Matching

/// Chargebacks and representments: each is looked at beside the sale of its reference and what was given back of it.
/// All types of a reference come to one partition, so everything is at hand.
extension GroupJudge {
    /// The groups of disputes in one partition.
    struct Disputes {
        private(set) var groups: [Int] = []
        private var later: [Int: [MatchRow]] = [:]

        var isEmpty: Bool { groups.isEmpty }

        mutating func add(group: Int) { groups.append(group) }

        mutating func add(_ extra: PartitionJoin.Extra) { later[extra.group, default: []].append(extra.row) }

        /// All rows of a group, in the order of their files.
        func rows(_ group: Int?, _ join: borrowing PartitionJoin) -> [MatchRow] {
            guard let group, let first = join.acquirer(group) else { return [] }
            return [first] + (later[group] ?? []).sorted { $0.place < $1.place }
        }
    }

    mutating func judge(_ disputes: Disputes, _ join: borrowing PartitionJoin) {
        for group in disputes.groups {
            let rows = disputes.rows(group, join)
            guard let first = rows.first else { continue }
            guard first.type == RowType.chargeback else {
                for row in rows { outcome.buckets.represented.add(amount(row, .acquirer)) }
                continue
            }
            let answers = disputes.rows(join.group(of: first.asked(RowType.representment)), join)
            judge(rows, answers, Sale(first, join), refund: GivenBack(first, join))
        }
    }

    private mutating func judge(_ rows: [MatchRow], _ answers: [MatchRow], _ sale: Sale, refund: GivenBack) {
        let amounts = rows.map { amount($0, .acquirer) }
        for row in amounts { outcome.buckets.chargedBack.add(row) }
        let rule = DisputeRule(
            paid: sale.acquirer.map { amount($0, .acquirer) } ?? sale.till.map { amount($0, .till) },
            refunded: refund.rows.reduce(0) { $0 + Int128(amount($1.row, $1.side)) }, chargedBack: amounts,
            represented: answers.map { amount($0, .acquirer) })
        for row in rows { judgeFee(of: row, till: sale.till) }
        for index in rule.open {
            add(RowFinding(.chargedBack, till: sale.till, acquirer: rows[index], first: sale.acquirer))
        }
        guard let last = rows.last else { return }
        if rule.isPaidTwice {
            add(RowFinding(.refundedAndChargedBack, till: refund.till, acquirer: last, first: refund.acquirer))
        } else if rule.isTooMuch {
            add(
                RowFinding(
                    .refundedTooMuch, till: sale.till, acquirer: last,
                    first: rows.count > 1 ? rows[rows.count - 2] : nil))
        }
    }

    /// The payment that a chargeback is about.
    private struct Sale {
        let till: MatchRow?
        let acquirer: MatchRow?

        init(_ dispute: MatchRow, _ join: borrowing PartitionJoin) {
            for type in [RowType.sale, RowType.completion] {
                guard let group = join.group(of: dispute.asked(type)) else { continue }
                (till, acquirer) = (join.till(group), join.acquirer(group))
                return
            }
            (till, acquirer) = (nil, nil)
        }
    }

    /// What the merchant gave back of it: by the acquirer's row, else by a till's row that was approved.
    private struct GivenBack {
        private(set) var rows: [(row: MatchRow, side: InputTable.Side)] = []
        /// Of the first one.
        private(set) var till: MatchRow?
        private(set) var acquirer: MatchRow?

        init(_ dispute: MatchRow, _ join: borrowing PartitionJoin) {
            for type in [RowType.refund, RowType.reversal, RowType.void] {
                guard let group = join.group(of: dispute.asked(type)) else { continue }
                let (till, acquirer) = (join.till(group), join.acquirer(group))
                let isApproved = till.map { RowFlag.till(of: $0.flags).status == .approved } ?? false
                guard let row = acquirer ?? (isApproved ? till : nil) else { continue }
                if rows.isEmpty { (self.till, self.acquirer) = (till, acquirer) }
                rows.append((row, acquirer == nil ? .till : .acquirer))
            }
        }
    }
}
