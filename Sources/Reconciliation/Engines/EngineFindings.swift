// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching
internal import Tariffs
internal import Tender

/// The findings that an engine hands back, in their order, with the texts of their rows.
///
///     code │ R or V │ till: reference, merchant, terminal, rrn, batch, trace, type, product, amount, time, status
///          │ acquirer: reference, merchant, terminal, rrn, batch, trace, type, product, amount, time, fee, settle date
///          │ reference of the key's first row (PY-06, PY-07)
///          │ and of a finding that rests on a receipt or an order: receipt, order or none, reference, merchant,
///            terminal, rrn, type, order number, level or status, amount, charged in all
///          │ and with a tariff of special terms: brand, channel, instalments, interchange, scheme fee, markup
///
/// R: the key is a reference number; V: batch and trace. A side without a row has an empty reference. The last row
/// is `end`.
struct EngineFindings {
    private static let cellCount = 26
    private static let witnessCellCount = 10
    private static let termCellCount = 6
    private static let counts: Set = [
        cellCount, cellCount + witnessCellCount, cellCount + termCellCount,
        cellCount + witnessCellCount + termCellCount,
    ]
    static let codes = Dictionary(uniqueKeysWithValues: JobCode.allCases.map { ($0.text, $0) })

    private var rows: EngineRows
    private let maker: FindingRowMaker
    private let lone: EngineLoneRows
    private let words: WitnessWords
    private(set) var isComplete = false

    /// - Parameter files: names of the job's files, in their order.
    init(_ source: ByteSource, _ plan: ReadingPlan, files: [String]) {
        rows = EngineRows(source)
        maker = FindingRowMaker(plan, RowLookup(plan, lines: []))
        words = WitnessWords(decimals: plan.amounts.decimals)
        // Read twice: a row without a counterpart may look like one that comes much later.
        lone = EngineLoneRows(EngineRows(source), plan, files)
    }

    /// Up to so many findings; empty at the end.
    mutating func next(_ most: Int) throws(FileJobError) -> [FindingRow] {
        var found: [FindingRow] = []
        while found.count < most, !isComplete {
            guard let all = rows.next() else { throw EngineAnswer.broken }
            if all == ["end"] {
                isComplete = true
                break
            }
            guard Self.counts.contains(all.count), let row = row(EngineCells(all)) else { throw EngineAnswer.broken }
            found.append(row)
        }
        return found
    }

    private func row(_ cells: EngineCells) -> FindingRow? {
        guard let code = Self.codes[cells.text(0)] else { return nil }
        var row = maker.row(
            code, till: Self.till(cells), acquirer: Self.acquirer(cells), form: Self.form(cells), first: cells.text(25))
        if cells.all.count >= Self.cellCount + Self.witnessCellCount { return witnessed(row, cells) }
        if let words = lone.words(code, till: row.tillReference, acquirer: row.acquirerReference) {
            row.detail = row.detail.adding(words)
        }
        return row
    }

    private func witnessed(_ row: FindingRow, _ cells: EngineCells) -> FindingRow? {
        let witness: Witness
        switch cells.text(26) {
        case "none": witness = .noReceipt
        case "receipt": witness = .receipt(.none)
        case "order": witness = .order(.none, charged: cells.number(35) ?? 0)
        default: return nil
        }
        let record = WitnessRecord(
            merchant: cells.text(28), terminal: cells.text(29), rrn: cells.text(30), type: cells.text(31),
            order: cells.text(32), status: cells.text(33), amount: cells.number(34) ?? 0, reference: cells.text(27))
        let first = cells.text(25).isEmpty ? nil : cells.text(25)
        return words.filled(row, record, witness, first: first)
    }

    static func form(_ cells: EngineCells) -> UInt64 {
        cells.text(1) == "V" ? JoinKey.voucher : JoinKey.oddReference
    }

    static func till(_ cells: EngineCells) -> TillRecord? {
        guard !cells.text(2).isEmpty else { return nil }
        return TillRecord(
            merchant: cells.text(3), terminal: cells.text(4), rrn: cells.text(5), batch: cells.text(6),
            trace: cells.text(7), type: cells.text(8), product: cells.text(9), status: cells.text(12),
            amount: cells.number(10) ?? 0, timeText: cells.text(11), reference: cells.text(2))
    }

    static func acquirer(_ cells: EngineCells) -> AcquirerRecord? {
        guard !cells.text(13).isEmpty else { return nil }
        var record = AcquirerRecord(
            merchant: cells.text(14), terminal: cells.text(15), rrn: cells.text(16), batch: cells.text(17),
            trace: cells.text(18), type: cells.text(19), product: cells.text(20), amount: cells.number(21) ?? 0,
            fee: cells.number(23), settleDate: CivilDate(text: cells.text(24)), timeText: cells.text(22),
            reference: cells.text(13))
        let terms = cells.all.count - termCellCount
        guard terms == cellCount || terms == cellCount + witnessCellCount else { return record }
        record.brand = cells.text(terms)
        record.channel = cells.text(terms + 1)
        record.instalments = cells.text(terms + 2)
        record.parts[.interchange] = cells.number(terms + 3)
        record.parts[.scheme] = cells.number(terms + 4)
        record.parts[.markup] = cells.number(terms + 5)
        return record
    }
}
