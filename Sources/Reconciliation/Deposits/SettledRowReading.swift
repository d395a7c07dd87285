// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching
internal import Synchronization

/// Reads the acquirer rows of some settlement days again: only days that do not fit are asked for, so a run that
/// is in order never does this.
struct SettledRowReading: SettledRowSource {
    /// Texts of terminals, batches and payouts by their number.
    let labels = TextPool(limit: 1 << 24)
    let plan: ReadingPlan
    let lines: [LineIndex]
    let settled: [Partitions<MatchRow>]
    let threads: Int
    /// Rows that were put aside count nowhere.
    private let refused: Set<Place>

    private struct Place: Hashable {
        let table: Int
        let offset: Int64
    }

    private struct Task: Sendable {
        let table: Int
        let chunk: Int
        let span: Chunk
    }

    init(
        _ plan: ReadingPlan, lines: [LineIndex], quarantine: [QuarantinedPlace],
        settled: [Partitions<MatchRow>], threads: Int
    ) {
        self.plan = plan
        self.lines = lines
        self.settled = settled
        self.threads = threads
        refused = Set(quarantine.map { Place(table: $0.table, offset: $0.offset) })
    }

    var labelTexts: [[UInt8]] { labels.texts() }

    func reference(of row: SettledRow) -> String {
        RowLookup(plan, lines: lines).reference(table: row.table, offset: row.offset, line: row.line)
    }

    var hasIdentifiers: Bool {
        plan.tables.contains { table in
            table.side == .acquirer
                && (table.acquirerColumns.payout >= 0 || table.acquirerColumns.batch >= 0)
        }
    }

    func rows(of wanted: Set<DayKey>) -> [SettledRow] {
        guard !wanted.isEmpty else { return [] }
        if let places = places(of: wanted) { return rows(at: places, of: wanted) }
        let tasks = plan.tables.indices.filter { plan.tables[$0].side == .acquirer }.flatMap { table in
            plan.tables[table].chunks(of: plan.chunkBytes).enumerated().map {
                Task(table: table, chunk: $0, span: $1)
            }
        }
        let next = Atomic(0)
        let reader = self
        let found = Crew.run(min(threads, max(1, tasks.count))) { _ in
            var merchants = TextCache(reader.plan.merchants)
            var labels = TextCache(reader.labels)
            var cursor = RowCursor(chunkBytes: reader.plan.chunkBytes)
            var rows: [SettledRow] = []
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < tasks.count else { return rows }
                reader.read(tasks[index], &cursor, wanted, &merchants, &labels, into: &rows)
            }
        }
        return found.flatMap { $0 }.sorted { ($0.table, $0.offset) < ($1.table, $1.offset) }
    }

    private func read(
        _ task: Task, _ cursor: inout RowCursor, _ wanted: Set<DayKey>, _ merchants: inout TextCache,
        _ labels: inout TextCache, into rows: inout [SettledRow]
    ) {
        let table = plan.tables[task.table]
        cursor.open(
            table.source, shape: table.shape, chunk: task.span, isSettled: table.needsSettling,
            encoding: table.encoding.now)
        let recoder = table.encoding.decoding().map(RowRecoder.init)
        while cursor.next() {
            let batch = cursor.batch
            for index in 0..<batch.count where !refused.contains(Place(table: task.table, offset: batch.offset(index)))
            {
                let text = batch.row(index)
                let row = settled(
                    recoder?.row(text) ?? text, table: task.table, offset: batch.offset(index),
                    line: { lines[task.table].line(chunk: task.chunk, relative: batch.relativeLine(index)) }, wanted,
                    &merchants, &labels)
                if let row { rows.append(row) }
            }
        }
    }

    func settled(
        _ row: RowText, table: Int, offset: Int64, line: () -> Int, _ wanted: Set<DayKey>,
        _ merchants: inout TextCache, _ labels: inout TextCache
    ) -> SettledRow? {
        let columns = plan.tables[table].acquirerColumns
        let dayText = row.field(columns.settleDate)
        guard let day = dayText.isEmpty ? DayKey.noDay : plan.clock.days(dayText),
            let merchant = merchants.number(of: row.field(columns.merchant)),
            wanted.contains(DayKey(day: day, merchant: merchant)), let net = net(row, columns)
        else { return nil }
        return SettledRow(
            table: table, offset: offset, line: line(), day: day, merchant: merchant, net: net,
            terminal: labels.number(of: row.field(columns.terminal)) ?? 0,
            batch: labels.number(of: row.field(columns.batch)) ?? 0,
            payout: labels.number(of: row.field(columns.payout)) ?? 0)
    }

    private func net(_ row: RowText, _ columns: AcquirerColumns) -> Int64? {
        let netText = row.field(columns.net)
        guard netText.isEmpty else { return plan.amounts.minor(netText) }
        let feeText = row.field(columns.fee)
        guard let type = RowType.number(row.field(columns.type)),
            let amount = plan.amounts.minor(row.field(columns.amount)),
            let fee = feeText.isEmpty ? 0 : plan.amounts.minor(feeText)
        else { return nil }
        return (RowType.returnsMoney(type) ? 0 &- amount : amount).subtractingReportingOverflow(fee).partialValue
    }
}
