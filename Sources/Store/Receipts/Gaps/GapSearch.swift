// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Tender

/// Sorts numbered rows into runs and looks for what is missing in each.
///
///     rows ─▶ by merchant, terminal, batch ─▶ voucher ─▶ holes ─▶ gaps
///          └▶ by store, day, letters ─▶ order ─▶ holes ─▶ gaps
///                        └─ no count: by terminal too ─▶ holes ─▶ gaps
struct GapSearch {
    private struct Run: Hashable {
        let series: NumberGap.Series
        let merchant: MerchantID?
        let store: StoreID?
        let terminal: TerminalID?
        let batch: BatchNumber?
        /// Where no batch holds a run together, the business day does.
        let day: CivilDate?
        let prefix: String
    }

    private struct Member {
        let count: PrintedCount
        let row: NumberedRow
    }

    private var runs: [Run: [Member]] = [:]
    private(set) var gaps: [NumberGap] = []
    private(set) var judged = 0
    private(set) var skipped = 0
    private(set) var numbers = 0

    init(_ rows: some Sequence<NumberedRow>) {
        for row in rows { sort(row) }
        for (run, members) in runs { judge(run, members) }
        gaps.sort { ($1.day, $0.id) < ($0.day, $1.id) }
    }

    private mutating func sort(_ row: NumberedRow) {
        if let terminal = row.terminal, let count = row.voucher.flatMap({ PrintedCount($0) }), count.prefix.isEmpty {
            let run = Run(
                series: .voucher, merchant: row.merchant, store: nil, terminal: terminal, batch: row.batch,
                day: row.batch == nil ? row.day : nil, prefix: "")
            runs[run, default: []].append(Member(count: count, row: row))
        }
        if let count = row.order.flatMap({ PrintedCount($0) }) {
            let run = Run(
                series: .order, merchant: nil, store: row.store, terminal: nil, batch: nil, day: row.day,
                prefix: count.prefix)
            runs[run, default: []].append(Member(count: count, row: row))
        }
    }

    private mutating func judge(_ run: Run, _ members: [Member]) {
        let sequence = run.series == .voucher ? NumberSequence.vouchers : .orders
        guard members.count >= NumberSequence.leastCount else { return }
        guard members.contains(where: \.row.isFromCounter) else {
            skipped += 1
            return
        }
        guard let holes = sequence.holes(in: members.lazy.map(\.count.number)) else {
            guard run.series == .order, run.terminal == nil else {
                skipped += 1
                return
            }
            for (terminal, own) in Dictionary(grouping: members, by: \.row.terminal) where terminal != nil {
                judge(
                    Run(
                        series: .order, merchant: nil, store: run.store, terminal: terminal, batch: nil, day: run.day,
                        prefix: run.prefix), own)
            }
            return
        }
        judged += 1
        numbers += members.count
        guard !holes.isEmpty else { return }
        // Of several that share a number the first recorded stands for it.
        let byNumber = Dictionary(members.map { ($0.count.number, $0) }) { $0.row.id < $1.row.id ? $0 : $1 }
        for hole in holes {
            guard let before = byNumber[hole.before], let after = byNumber[hole.after] else { continue }
            gaps.append(Self.gap(run, hole, sequence, before, after))
        }
    }

    private static func gap(
        _ run: Run, _ hole: NumberSequence.Hole, _ sequence: NumberSequence, _ before: Member, _ after: Member
    ) -> NumberGap {
        let ring = sequence.ring ?? .max
        let first = hole.before >= ring ? 1 : hole.before + 1
        let last = hole.after <= 1 ? ring : hole.after - 1
        let neighbour = { (member: Member) in
            NumberGap.Neighbour(
                number: member.count.text(of: member.count.number),
                transaction: TransactionRow.publicNumber(member.row.id), at: member.row.at)
        }
        return NumberGap(
            series: run.series, store: before.row.store, merchant: before.row.merchant, terminal: run.terminal,
            batch: run.batch, day: before.row.day, firstMissing: before.count.text(of: first),
            lastMissing: before.count.text(of: last), missing: hole.missing, before: neighbour(before),
            after: neighbour(after))
    }
}
