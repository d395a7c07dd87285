// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching
internal import Synchronization
internal import Tender

/// The rows of settlement days of all runs: those of this one out of its files, the others out of the carry folder.
/// Asked for only where a deposit does not fit.
struct CarriedSettledRows: SettledRowSource {
    private let carried: Carried
    private let plan: ReadingPlan
    private let new: SettledRowReading
    private let threads: Int

    init(_ carried: Carried, _ plan: ReadingPlan, _ new: SettledRowReading, threads: Int) {
        self.carried = carried
        self.plan = plan
        self.new = new
        self.threads = threads
    }

    var hasIdentifiers: Bool { new.hasIdentifiers || carried.past.files.contains(where: \.hasIdentifiers) }

    var labelTexts: [[UInt8]] { new.labelTexts }

    var reference: @Sendable (SettledRow) -> String {
        { [carried, plan, files, new = new.reference] row in
            guard row.table < 0 else { return new(row) }
            return CarriedLookup(carried, plan).reference(file: row.table + files, offset: row.offset, line: row.line)
        }
    }

    /// Carried files come before those of this run: they have the numbers from minus their count on.
    private var files: Int { carried.past.files.count }

    func rows(of wanted: Set<DayKey>) -> [SettledRow] {
        guard !wanted.isEmpty else { return [] }
        let segments = carried.segments.filter { $0.entry.side == .acquirer }
        let tasks = segments.indices.flatMap { segment in
            stride(from: 0, to: 1 << segments[segment].bits, by: 64).map { (segment, $0) }
        }
        let next = Atomic(0)
        let found = Crew.run(min(threads, max(1, tasks.count))) { _ -> [SettledRow] in
            let lookup = CarriedLookup(carried, plan)
            var buffer: [UInt64] = []
            var rows: [SettledRow] = []
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < tasks.count, carried.fault == nil else { return rows }
                let segment = segments[tasks[index].0]
                let slots = tasks[index].1..<min(tasks[index].1 + 64, 1 << segment.bits)
                guard let count = segment.words(of: slots, into: &buffer), segment.agrees(slots, buffer, count) else {
                    carried.noteDamage(segment.entry.name)
                    return rows
                }
                for at in stride(from: 0, to: count, by: segment.rowWords) {
                    let kept = KeptRow(buffer.span, at, .acquirer)
                    if let row = settled(kept, wanted, lookup) { rows.append(row) }
                }
            }
        }
        let old = found.flatMap { $0 }.sorted { ($0.table, $0.offset) < ($1.table, $1.offset) }
        return old + new.rows(of: wanted)
    }

    private func settled(_ kept: KeptRow, _ wanted: Set<DayKey>, _ lookup: CarriedLookup) -> SettledRow? {
        let odd = kept.note.isOdd ? lookup.charge(kept.row) : nil
        let day = odd.map { $0.record.settleDate?.daysSinceEpoch } ?? kept.note.settled
        let key = DayKey(day: day ?? DayKey.noDay, merchant: kept.row.merchant)
        guard wanted.contains(key), let file = carried.file(of: kept.row.place, .acquirer) else { return nil }
        let number = { (text: [UInt8]) in new.labels.number(of: text) ?? 0 }
        let gross = Int64(kept.row.amount) * (RowType.returnsMoney(kept.row.type) ? -1 : 1)
        return SettledRow(
            table: file - files, offset: kept.row.place - carried.past.files[file].base, line: lookup.line(kept.row),
            day: key.day, merchant: key.merchant, net: odd?.net ?? gross - kept.note.fee,
            terminal: number(plan.terminals.text(kept.row.terminal)),
            batch: number(odd.map { Array($0.record.batch.utf8) } ?? carried.batches.text(kept.note.batch)),
            payout: number(odd.map { Array($0.payout.utf8) } ?? []))
    }
}
