// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching
internal import Synchronization

extension SettledRowReading {
    /// Rows are read again one by one while they are fewer than one in this many; beyond it, reading all is faster.
    private static let rarity = 8
    /// Rows nearer to each other than this, on the average, are read many at a time.
    private static let nearby = 8 << 10
    private static let manyRows = 128 << 10

    /// The rows that may belong to the days asked for, by what the match rows keep of them; nil where they do not
    /// keep it, or where the days are so many that the files are better read from end to end.
    func places(of wanted: Set<DayKey>) -> [MatchRow]? {
        // Rows that join by order number keep no merchant.
        guard !plan.joinsByOrder, plan.mixed == nil else { return nil }
        var days = MarkedSet()
        var isWanted: [Bool] = []
        for key in wanted {
            while isWanted.count <= Int(key.merchant) { isWanted.append(false) }
            isWanted[Int(key.merchant)] = true
            days.insert(Int64(key.merchant) << 16 | Int64(RowReader.matchDay(key.day)))
        }
        let (parts, merchants, wantedDays) = (settled, isWanted, days)
        let most = max(1_000, parts.reduce(0) { $0 + $1.rowTotal } / Self.rarity)
        let next = Atomic(0)
        let found = Crew.run(min(threads, max(1, parts.count))) { _ -> [MatchRow]? in
            var rows: [MatchRow] = []
            while true {
                let part = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard part < parts.count else { return rows }
                parts[part].forEachBlock { block in
                    guard rows.count <= most else { return }
                    for index in block.indices {
                        let row = block[index]
                        guard Int(row.merchant) < merchants.count, merchants[Int(row.merchant)] else { continue }
                        // Rows of batch and trace keep another day; their own is looked at when they are read.
                        let day = Int64(row.merchant) << 16 | Int64(row.day)
                        if JoinKey.isVoucher(row.form) || wantedDays.contains(day) { rows.append(row) }
                    }
                }
                if rows.count > most { return nil }
            }
        }
        let rows = found.compactMap { $0 }.flatMap { $0 }
        return found.allSatisfy { $0 != nil } && rows.count <= most && plan.space?.fault == nil ? rows : nil
    }

    /// Reads single rows again.
    func rows(at places: [MatchRow], of wanted: Set<DayKey>) -> [SettledRow] {
        let places = places.sorted { $0.place < $1.place }
        let bytes = plan.tables.filter { $0.side == .acquirer }.reduce(0) { $0 + $1.source.size }
        let window = bytes / Int64(max(1, places.count)) < Self.nearby ? Self.manyRows : 512
        let workers = max(1, min(threads, places.count / 1_000))
        let reader = self
        let found = Crew.run(workers) { worker -> [SettledRow] in
            let share = places.count * worker / workers..<places.count * (worker + 1) / workers
            return reader.rows(at: places[share], of: wanted, window: window)
        }
        return found.flatMap { $0 }
    }

    private func rows(at places: ArraySlice<MatchRow>, of wanted: Set<DayKey>, window: Int) -> [SettledRow] {
        var merchants = TextCache(plan.merchants)
        var texts = TextCache(labels)
        let lookup = RowLookup(plan, lines: lines, window: window)
        let cells = cells(of: wanted)
        var rows: [SettledRow] = []
        for place in places {
            guard let (table, offset, row) = lookup.acquirerRow(place), let key = cells[table].key(row, &merchants)
            else { continue }
            let line = lines[table].line(offset: offset, lowByte: place.lineByte)
            if let found = cells[table].settled(row, key, offset: offset, line: line, &texts) { rows.append(found) }
        }
        return rows
    }
}
