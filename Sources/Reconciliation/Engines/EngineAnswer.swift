// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Columns
internal import Tender

/// What an engine hands back beside the findings.
///
///     figures.csv   currency │ CNY
///                   file     │ file, good rows, amount, fee, rows put aside
///                   bucket   │ name, rows, amount
///                   transit  │ day since 1970, rows, amount
///                   side_bucket │ name, rows, amount                       (of receipts and orders)
///                   sum      │ day or empty, merchant, rows, gross, fee, net, rows whose net differs
///                   volume   │ year times 12 plus month from 0, merchant, product, amount
///                   fees     │ right, over, over by, under, under by, not checked
///                   columns  │ file, names…                               (Parquet: the header is in the file)
///                   aside    │ file, byte, line, reason, cells…           (Parquet: with its cells)
///                   deposit  │ file, byte, line, day, merchant, amount, reference
///                   refused  │ kind, file, column, or why in both languages
///                   end      │
///
/// Amounts are minor units, days are counted since 1970, files since 0. An answer without its `end` is none.
struct EngineAnswer {
    /// A row put aside.
    struct Aside {
        let file: Int
        let byte: Int64
        let line: Int
        let reason: RowReason
        let cells: [String]
    }

    var currency = Currency.cny
    var totals: [FileTotals]
    var buckets = Buckets()
    var transit = InTransit()
    var sides = SideBuckets()
    /// Sales of each month, where the tariff has prices by volume.
    var volumes: [MonthVolumes.Count: Int128] = [:]
    var sums: [(day: CivilDate?, merchant: String, sums: DaySums)] = []
    var fees = FeeTotals()
    var netDiffers = 0
    var columns: [Int: [String]] = [:]
    var asides: [Aside] = []
    var deposits: [Deposit] = []

    private let files: [EngineFile]
    private var isComplete = false

    init(_ source: ByteSource, files: [EngineFile]) throws(FileJobError) {
        self.files = files
        totals = Array(repeating: FileTotals(), count: files.count)
        var rows = EngineRows(source)
        while let cells = rows.next() {
            guard let kind = cells.first else { continue }
            if kind == "refused" { throw Self.refusal(Array(cells.dropFirst())) }
            guard take(kind, EngineCells(Array(cells.dropFirst()))) else { throw Self.broken }
        }
        guard isComplete else { throw Self.broken }
    }

    static var broken: FileJobError {
        .unreadable(file: "figures.csv", reason: Bilingual(zh: "计算引擎的答复不完整", en: "the engine's answer is not complete"))
    }

    private static func refusal(_ cells: [String]) -> FileJobError {
        let cells = EngineCells(cells)
        return switch cells.text(0) {
        case "missingColumn": .missingColumn(file: cells.text(1), column: cells.text(2))
        case "duplicateColumn": .duplicateColumn(file: cells.text(1), column: cells.text(2))
        case "cutShort": .cutShort(file: cells.text(1))
        default:
            .unreadable(file: cells.text(1), reason: Bilingual(zh: cells.text(2), en: cells.text(3)))
        }
    }

    private mutating func take(_ kind: String, _ cells: EngineCells) -> Bool {
        switch kind {
        case "currency": return takeCurrency(cells)
        case "file": return takeFile(cells)
        case "bucket": return takeBucket(cells)
        case "transit":
            guard let day = Int32(cells.text(0)), let rows = cells.count(1) else { return false }
            transit.add(Bucket(rows: rows, amount: cells.wide(2) ?? 0), day: day)
        case "side_bucket":
            guard let rows = cells.count(1), let amount = cells.wide(2) else { return false }
            return sides.set(Bucket(rows: rows, amount: amount), named: cells.text(0))
        case "volume":
            guard let month = Int32(cells.text(0)), let amount = cells.wide(3) else { return false }
            let count = MonthVolumes.Count(
                month: Month(number: month), merchant: cells.text(1), product: cells.text(2), acquirer: nil)
            volumes[count, default: 0] += amount
        case "sum": return takeSum(cells)
        case "fees": return takeFees(cells)
        case "columns":
            guard let file = cells.file(0, of: files) else { return false }
            columns[file] = Array(cells.all.dropFirst())
        case "aside": return takeAside(cells)
        case "deposit": return takeDeposit(cells)
        case "end": isComplete = true
        default: return false
        }
        return true
    }

    private mutating func takeCurrency(_ cells: EngineCells) -> Bool {
        guard let currency = Currency(code: cells.text(0)) else { return false }
        self.currency = currency
        return true
    }

    private mutating func takeFile(_ cells: EngineCells) -> Bool {
        guard let file = cells.file(0, of: files), let rows = cells.count(1), let amount = cells.wide(2),
            let fee = cells.wide(3), let aside = cells.count(4)
        else { return false }
        (totals[file].rows, totals[file].amount) = (rows, amount)
        (totals[file].fee, totals[file].quarantined) = (fee, aside)
        return true
    }

    private mutating func takeBucket(_ cells: EngineCells) -> Bool {
        guard let rows = cells.count(1) else { return false }
        let bucket = Bucket(rows: rows, amount: cells.wide(2) ?? 0)
        switch cells.text(0) {
        case "till_matched": buckets.tillMatched = bucket
        case "booked_twice": buckets.tillRepeated = bucket
        case "not_settled": buckets.notSettled = bucket
        case "in_transit": buckets.inTransit = bucket
        case "outcome_unknown": buckets.unknown = bucket
        case "declined": buckets.declined = bucket
        case "acquirer_matched": buckets.acquirerMatched = bucket
        case "charged_twice": buckets.acquirerRepeated = bucket
        case "without_sale": buckets.withoutSale = bucket
        case "quarantined": break
        default: return false
        }
        return true
    }

    private mutating func takeSum(_ cells: EngineCells) -> Bool {
        guard let rows = cells.count(2), let gross = cells.wide(3), let fee = cells.wide(4), let net = cells.wide(5),
            let differs = cells.count(6)
        else { return false }
        let day = Int32(cells.text(0)).map { CivilDate(daysSinceEpoch: $0) }
        sums.append((day, cells.text(1), DaySums(rows: rows, gross: gross, fee: fee, net: net)))
        netDiffers += differs
        return true
    }

    private mutating func takeFees(_ cells: EngineCells) -> Bool {
        guard let right = cells.count(0), let over = cells.count(1), let overBy = cells.wide(2),
            let under = cells.count(3), let underBy = cells.wide(4), let notChecked = cells.count(5)
        else { return false }
        fees = FeeTotals(
            right: right, over: over, overBy: overBy, under: under, underBy: underBy, notChecked: notChecked)
        return true
    }

    private mutating func takeAside(_ cells: EngineCells) -> Bool {
        guard let file = cells.file(0, of: files), let byte = cells.number(1), let line = cells.count(2),
            let reason = RowReason(name: cells.text(3))
        else { return false }
        asides.append(
            Aside(file: file, byte: byte, line: line, reason: reason, cells: Array(cells.all.dropFirst(4))))
        if files[file].side == .bank { totals[file].quarantined += 1 }
        return true
    }

    private mutating func takeDeposit(_ cells: EngineCells) -> Bool {
        guard let file = cells.file(0, of: files), let byte = cells.number(1), let line = cells.count(2),
            let day = Int32(cells.text(3)), let amount = cells.number(5)
        else { return false }
        deposits.append(
            Deposit(
                day: CivilDate(daysSinceEpoch: day), merchant: cells.text(4), amount: amount,
                bankReference: cells.text(6), reference: files[file].reference(line: line, byte: byte)))
        totals[file].rows += 1
        totals[file].amount += Int128(amount)
        return true
    }
}

/// The cells of one row of an answer.
struct EngineCells {
    let all: [String]

    init(_ all: [String]) { self.all = all }

    func text(_ index: Int) -> String { all.indices.contains(index) ? all[index] : "" }
    func number(_ index: Int) -> Int64? { Int64(text(index)) }
    func wide(_ index: Int) -> Int128? { Int128(text(index)) }

    func count(_ index: Int) -> Int? {
        guard let count = Int(text(index)), count >= 0 else { return nil }
        return count
    }

    func file(_ index: Int, of files: [EngineFile]) -> Int? {
        guard let file = Int(text(index)), files.indices.contains(file) else { return nil }
        return file
    }
}

/// The rows of an answer's file, one after the other.
struct EngineRows {
    private let source: ByteSource
    private let peek: RowPeek
    private var place: Int64 = 0

    init(_ source: ByteSource) {
        self.source = source
        peek = RowPeek(source)
    }

    /// nil at the end, or where a row cannot be read.
    mutating func next() -> [String]? {
        guard place < source.size, let row = peek.row(at: place), row.next > place else { return nil }
        place = row.next
        return row.fields.map { String(decoding: $0, as: UTF8.self) }
    }
}
