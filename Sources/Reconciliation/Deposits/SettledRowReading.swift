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

    var reference: @Sendable (SettledRow) -> String {
        { [plan, lines] row in
            RowLookup(plan, lines: lines).reference(table: row.table, offset: row.offset, line: row.line)
        }
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
        return scanned(for: wanted)
    }

    /// The same by reading the files from end to end.
    func scanned(for wanted: Set<DayKey>) -> [SettledRow] {
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
            let cells = reader.cells(of: wanted)
            var rows: [SettledRow] = []
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < tasks.count else { return rows }
                let task = tasks[index]
                reader.read(task, &cursor, cells[task.table], &merchants, &labels, into: &rows)
            }
        }
        return found.flatMap { $0 }.sorted { ($0.table, $0.offset) < ($1.table, $1.offset) }
    }

    private func read(
        _ task: Task, _ cursor: inout RowCursor, _ cells: SettledRowCells, _ merchants: inout TextCache,
        _ labels: inout TextCache, into rows: inout [SettledRow]
    ) {
        let table = plan.tables[task.table]
        let (index, refused) = (lines[task.table], refused)
        cursor.open(
            table.source, shape: table.shape, chunk: task.span, isSettled: table.needsSettling,
            encoding: table.encoding.now)
        let recoder = table.encoding.decoding().map(RowRecoder.init)
        while cursor.next() {
            let batch = cursor.batch
            for number in 0..<batch.count {
                let text = batch.row(number)
                let row = recoder?.row(text) ?? text
                guard let key = cells.key(row, &merchants) else { continue }
                let offset = batch.offset(number)
                guard !refused.contains(Place(table: task.table, offset: offset)) else { continue }
                let line = index.line(chunk: task.chunk, relative: batch.relativeLine(number))
                if let row = cells.settled(row, key, offset: offset, line: line, &labels) { rows.append(row) }
            }
        }
    }

    /// What is read of the rows of each table.
    func cells(of wanted: Set<DayKey>) -> [SettledRowCells] {
        plan.tables.indices.map { SettledRowCells(plan, table: $0, wanted) }
    }
}
