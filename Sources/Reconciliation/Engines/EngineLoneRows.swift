// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Columns
internal import Matching
internal import Tender

/// The rows without a counterpart among an engine's findings, as match rows, so that the nearest of the other side
/// is found as the native engine finds it. A row's place is its rank by file and byte.
struct EngineLoneRows {
    private struct Lone<Record> {
        let record: Record
        let file: Int
        let byte: Int64
    }

    private var tills: [Lone<TillRecord>] = []
    private var acquirers: [Lone<AcquirerRecord>] = []
    private var tillRows: [String: MatchRow] = [:]
    private var acquirerRows: [String: MatchRow] = [:]
    private var words: NearestWords?

    init(_ rows: EngineRows, _ plan: ReadingPlan, _ files: [String]) {
        var rows = rows
        while let all = rows.next(), all != ["end"] {
            let cells = EngineCells(all)
            switch EngineFindings.codes[cells.text(0)] {
            case .chargeWithoutSale:
                guard let record = EngineFindings.acquirer(cells) else { continue }
                let (file, byte) = Self.place(record.reference, files)
                acquirers.append(Lone(record: record, file: file, byte: byte))
            case .notSettled, .outcomeUnknown:
                guard let record = EngineFindings.till(cells), cells.text(13).isEmpty else { continue }
                let (file, byte) = Self.place(record.reference, files)
                tills.append(Lone(record: record, file: file, byte: byte))
            default: break
            }
        }
        tills = Self.first(tills)
        acquirers = Self.first(acquirers)
        for (rank, till) in tills.enumerated() {
            tillRows[till.record.reference] = Self.row(till.record, plan, place: rank)
        }
        for (rank, acquirer) in acquirers.enumerated() {
            acquirerRows[acquirer.record.reference] = Self.row(acquirer.record, plan, place: rank)
        }
        let (ours, theirs) = (tills.map(\.record), acquirers.map(\.record))
        words = NearestWords(
            nearest: NearestRows(tills: Array(tillRows.values), acquirers: Array(acquirerRows.values)),
            decimals: plan.amounts.decimals, till: { ours[Int($0.place)] }, acquirer: { theirs[Int($0.place)] })
    }

    /// What is said of the row that looks most like a lone one.
    func words(_ code: JobCode, till: String, acquirer: String) -> Bilingual? {
        switch code {
        case .chargeWithoutSale: acquirerRows[acquirer].flatMap { words?.words(acquirer: $0) }
        case .notSettled, .outcomeUnknown: acquirer.isEmpty ? tillRows[till].flatMap { words?.words(till: $0) } : nil
        default: nil
        }
    }

    private static func first<Record>(_ rows: [Lone<Record>]) -> [Lone<Record>] {
        Array(rows.sorted { ($0.file, $0.byte) < ($1.file, $1.byte) }.prefix(NearestRows.mostRows))
    }

    /// `file:line@byte`, or `file:row` where a file has no bytes to count.
    static func place(_ reference: String, _ files: [String]) -> (file: Int, byte: Int64) {
        let file = files.firstIndex { reference.hasPrefix($0 + ":") } ?? files.count
        let number = reference.split(whereSeparator: { $0 == "@" || $0 == ":" }).last.flatMap { Int64($0) }
        return (file, number ?? 0)
    }

    private static func row(_ record: TillRecord, _ plan: ReadingPlan, place: Int) -> MatchRow {
        row(record.terminal, record.rrn, record.type, record.amount, record.time, plan, place)
    }

    private static func row(_ record: AcquirerRecord, _ plan: ReadingPlan, place: Int) -> MatchRow {
        row(record.terminal, record.rrn, record.type, record.amount, record.time, plan, place)
    }

    private static func row(
        _ terminal: String, _ rrn: String, _ type: String, _ amount: Int64, _ time: CivilTime?, _ plan: ReadingPlan,
        _ place: Int
    ) -> MatchRow {
        let isNumber = (1...12).contains(rrn.utf8.count) && rrn.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
        let key =
            isNumber
            ? JoinKey(reference: UInt64(rrn) ?? 0, form: UInt64(rrn.utf8.count))
            : JoinKey(reference: UInt64(place), form: JoinKey.oddReference)
        let day = time.map { RowReader.matchDay(plan.due.businessDay(seconds: $0.secondsSinceEpoch)) } ?? 0
        let narrow = Int32(exactly: amount)
        return MatchRow(
            key: key, type: UInt64(RowType.names.firstIndex(of: type) ?? 0),
            terminal: plan.terminals.number(of: Array(terminal.utf8)) ?? 0, merchant: 0, day: day, line: 0,
            flags: narrow == nil ? RowFlag.wide : 0, place: Int64(place), amount: narrow ?? 0)
    }
}
