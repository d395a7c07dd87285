// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching
internal import Tariffs

/// The fees that an engine hands back unchecked, because a row of the tariff with special terms may cover them:
/// checked here by the code that checks them for the native engine, so that these rules stand in one place.
///
///     fees.csv   as findings.csv, every row ST-05, in the order of findings
///     once ─▶ totals, sums of batches        again ─▶ the findings among them, batches at their place
struct EngineOpenFees {
    private(set) var totals = FeeTotals()
    private let answer: FeeAnswer
    private let maker: FindingRowMaker
    private let places: EnginePlaces
    private var rows: EngineRows
    /// The row that comes next, where a batch came before it.
    private var held: (row: FindingRow, merchant: String)?
    /// By merchant, the last first.
    private var batches: [BatchFeeFinding] = []
    private var references: [Int64: String] = [:]

    /// - Parameter plan: with the months' volumes.
    init(_ source: ByteSource, _ plan: ReadingPlan, _ places: EnginePlaces) throws(FileJobError) {
        self.places = places
        rows = EngineRows(source)
        let lookup = RowLookup(plan, lines: [])
        answer = FeeAnswer(plan, lookup)
        maker = FindingRowMaker(plan, lookup)
        var sums = BatchFees()
        var all = EngineRows(source)
        while let cells = try Self.next(&all) {
            guard let record = EngineFindings.acquirer(cells) else { throw EngineAnswer.broken }
            totals.count(finding(record, cells, &sums))
        }
        let judged = sums.judge(plan.tariff)
        totals.add(judged.totals)
        batches = Self.lastFirst(judged.findings)
        try readReferences(source)
    }

    /// As findings stand: by merchant, then by the first row's place; a batch names no terminal and so comes first.
    private static func lastFirst(_ batches: [BatchFeeFinding]) -> [BatchFeeFinding] {
        batches.sorted { left, right in
            guard left.key.merchant == right.key.merchant else {
                return right.key.merchant.utf8.lexicographicallyPrecedes(left.key.merchant.utf8)
            }
            return left.first.place > right.first.place
        }
    }

    private mutating func readReferences(_ source: ByteSource) throws(FileJobError) {
        guard !batches.isEmpty else { return }
        let wanted = Set(batches.map(\.first.place))
        var all = EngineRows(source)
        while let cells = try Self.next(&all) {
            let place = places.place(of: cells.text(13))
            if wanted.contains(place) { references[place] = cells.text(13) }
        }
    }

    private static func next(_ rows: inout EngineRows) throws(FileJobError) -> EngineCells? {
        guard let all = rows.next() else { throw EngineAnswer.broken }
        return all == ["end"] ? nil : EngineCells(all)
    }

    private func finding(_ record: AcquirerRecord, _ cells: EngineCells, _ sums: inout BatchFees) -> FeeFinding {
        let row = MatchRow.none.placed(places.place(of: record.reference))
        return answer.finding(record, till: EngineFindings.till(cells), row: row, sums: &sums)
    }

    /// Up to so many findings; empty at the end.
    mutating func next(_ most: Int) throws(FileJobError) -> [FindingRow] {
        var found: [FindingRow] = []
        while found.count < most, let row = try next() { found.append(row) }
        return found
    }

    private mutating func next() throws(FileJobError) -> FindingRow? {
        if held == nil { held = try nextOver() }
        if let batch = batches.last {
            let isFirst = held.map { !$0.merchant.utf8.lexicographicallyPrecedes(batch.key.merchant.utf8) } ?? true
            if isFirst {
                batches.removeLast()
                return maker.row(batch, reference: references[batch.first.place] ?? "")
            }
        }
        defer { held = nil }
        return held?.row
    }

    /// The next fee that is too high by itself.
    private mutating func nextOver() throws(FileJobError) -> (row: FindingRow, merchant: String)? {
        var unused = BatchFees()
        while !isAtEnd {
            guard let cells = try Self.next(&rows) else {
                isAtEnd = true
                break
            }
            guard let record = EngineFindings.acquirer(cells) else { throw EngineAnswer.broken }
            guard case .over = finding(record, cells, &unused) else { continue }
            let till = EngineFindings.till(cells)
            let row = maker.row(
                .feeTooHigh, till: till, acquirer: record, form: EngineFindings.form(cells), first: "")
            return (row, row.merchant)
        }
        return nil
    }

    private var isAtEnd = false
}

/// Where rows begin in the files of their side, laid end to end, told by their references.
struct EnginePlaces {
    private let names: [String]
    private let bases: [Int64]

    init(_ job: EngineJob) {
        names = job.files.map(\.name)
        var ends: [InputTable.Side: Int64] = [:]
        bases = job.files.map { file in
            let base = ends[file.inputSide] ?? 0
            ends[file.inputSide] = base + (ByteSource(path: file.path)?.size ?? 0)
            return base
        }
    }

    func place(of reference: String) -> Int64 {
        let (file, byte) = EngineLoneRows.place(reference, names)
        return bases.indices.contains(file) ? bases[file] + byte : byte
    }
}
