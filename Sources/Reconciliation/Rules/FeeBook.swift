// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching
internal import Synchronization
internal import Tariffs
internal import Tender

/// What a job learns about fees on its way and needs later: the months' volumes once everything is read, and the
/// batches whose fees do not add up once everything is joined.
///
///     reading ─▶ volumes ─▶ joining (each fee by its month's volume) ─▶ batches ─▶ writing
final class FeeBook: Sendable {
    private struct State {
        var volumes = MonthVolumes()
        var batches: [Int64: BatchFeeFinding] = [:]
    }

    private let state = Mutex(State())

    /// Empty until the first pass has read every row.
    var volumes: MonthVolumes { state.withLock { $0.volumes } }

    func seal(_ volumes: MonthVolumes) { state.withLock { $0.volumes = volumes } }

    /// By the place of the batch's first row.
    var batches: [Int64: BatchFeeFinding] { state.withLock { $0.batches } }

    func seal(_ batches: [BatchFeeFinding]) {
        let places = Dictionary(batches.map { ($0.first.place, $0) }, uniquingKeysWith: { first, _ in first })
        state.withLock { $0.batches = places }
    }
}

/// A calendar month as one number.
struct Month: Hashable, Sendable, Comparable, CustomStringConvertible {
    let number: Int32

    init(number: Int32) { self.number = number }

    init(_ day: CivilDate) {
        let (year, month, _) = day.components
        number = Int32(clamping: year) * 12 + Int32(clamping: month) - 1
    }

    static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    /// `2026-11`.
    var description: String {
        let month = number % 12 + 1
        return "\(number / 12)-\(month < 10 ? "0" : "")\(month)"
    }
}

/// Sales of each month by merchant, for the rows of the tariff that are priced by volume.
///
/// A month's volume is the sum of the sales and completions in the acquirer's files, refunds not taken off: of the
/// row's product (any for `*`) and acquirer, at the payment's merchant. A payment belongs to the month of its own
/// time, else of its settlement date, whoever counts.
struct MonthVolumes: Sendable {
    struct Key: Hashable, Sendable {
        let rowNumber: Int
        let month: Month
        let merchant: String
    }

    private(set) var sums: [Key: Int128] = [:]

    /// What was counted, by names.
    struct Count: Hashable, Sendable {
        let month: Month
        let merchant: String
        let product: String
        let acquirer: String?
    }

    init() {}

    init(_ counted: [Count: Int128], _ tariff: Tariff) {
        for (index, row) in tariff.rows.enumerated() where row.terms.volume != nil {
            for (count, sum) in counted {
                let counts =
                    (row.product == "*" || row.product == count.product)
                    && (row.acquirer == nil || row.acquirer == count.acquirer)
                guard counts else { continue }
                sums[Key(rowNumber: index + 1, month: count.month, merchant: count.merchant), default: 0] += sum
            }
        }
    }

    init(_ counted: [VolumeSums.Key: Int128], _ plan: ReadingPlan) {
        let isAsked = !counted.isEmpty
        let (products, merchants) = isAsked ? (plan.products.texts(), plan.merchants.texts()) : ([], [])
        let text = { (texts: [[UInt8]], number: UInt32) in
            texts.indices.contains(Int(number)) ? String(decoding: texts[Int(number)], as: UTF8.self) : ""
        }
        var named: [Count: Int128] = [:]
        for (key, sum) in counted {
            let count = Count(
                month: key.month, merchant: text(merchants, key.merchant), product: text(products, key.product),
                acquirer: plan.tables[key.table].acquirer)
            named[count, default: 0] += sum
        }
        self.init(named, plan.tariff)
    }

    func volume(rowNumber: Int, day: CivilDate, merchant: String) -> Int64 {
        Int64(clamping: sums[Key(rowNumber: rowNumber, month: Month(day), merchant: merchant)] ?? 0)
    }
}

/// One thread's count of a file's volumes.
struct VolumeSums: Sendable {
    struct Key: Hashable, Sendable {
        let month: Month
        let merchant: UInt32
        let product: UInt32
        let table: Int
    }

    private(set) var sums: [Key: Int128] = [:]
    /// Rows stand by days, so the month is nearly always the one before.
    private var lastDay = DayKey.noDay
    private var lastMonth = Month(CivilDate(daysSinceEpoch: 0))

    mutating func add(amount: Int64, day: Int32, merchant: UInt32, product: UInt32, table: Int) {
        if day != lastDay {
            lastDay = day
            lastMonth = Month(CivilDate(daysSinceEpoch: day))
        }
        let key = Key(month: lastMonth, merchant: merchant, product: product, table: table)
        sums[key, default: 0] += Int128(amount)
    }

    mutating func add(_ other: VolumeSums) { sums.merge(other.sums) { $0 + $1 } }
}
