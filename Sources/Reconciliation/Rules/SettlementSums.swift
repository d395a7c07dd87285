// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Sums of a settlement day of a merchant.
struct DaySums: Sendable, Hashable {
    var rows = 0
    var gross: Int128 = 0
    var fee: Int128 = 0
    var net: Int128 = 0

    /// Whether anything is to be paid: rows, or a payout that has none.
    var isOwed: Bool { rows > 0 || net != 0 }

    mutating func add(_ other: DaySums) {
        rows += other.rows
        gross += other.gross
        fee += other.fee
        net += other.net
    }
}

/// What one day of one merchant is called; `noDay` for rows without a settlement date.
struct DayKey: Sendable, Hashable {
    static let noDay = Int32.min

    let day: Int32
    let merchant: UInt32
}

/// One thread's sums by settlement day and merchant: a small table in cache before a dictionary, because a
/// dictionary for every row would cost more than reading it.
@safe struct SettlementSums: ~Copyable {
    /// Two of them in a cache line.
    private struct Cell {
        var day = DayKey.noDay
        var merchant = UInt32.max
        var rows: Int64 = 0
        var gross: Int64 = 0
        var fee: Int64 = 0
    }

    private static let mostCells = 1 << 18
    private var cells: UnsafeMutablePointer<Cell>
    /// A power of two.
    private var cellCount = 1 << 12
    private var settled: [DayKey: DaySums] = [:]

    init() { unsafe cells = Self.cells(cellCount) }

    deinit { unsafe cells.deallocate() }

    private static func cells(_ count: Int) -> UnsafeMutablePointer<Cell> {
        let cells = UnsafeMutablePointer<Cell>.allocate(capacity: count)
        unsafe cells.initialize(repeating: Cell(), count: count)
        return unsafe cells
    }

    /// A row whose net is its gross less its fee.
    struct Entry: BitwiseCopyable {
        let day: Int32
        let merchant: UInt32
        let gross: Int64
        let fee: Int64
    }

    /// Adds the rows of a batch: together, because their cells are in no near cache.
    mutating func add(_ entries: [Entry]) {
        for index in entries.indices {
            let entry = entries[index]
            add(day: entry.day, merchant: entry.merchant, gross: entry.gross, fee: entry.fee)
        }
    }

    /// Adds a row whose net is its gross less its fee.
    @inline(__always)
    mutating func add(day: Int32, merchant: UInt32, gross: Int64, fee: Int64) {
        // Days of a month side by side for each merchant.
        // The mask keeps the place among the cells.
        let place = Int(merchant &* 64 &+ (UInt32(bitPattern: day) & 63)) & (cellCount &- 1)
        let cell = unsafe cells + place
        guard unsafe cell.pointee.day == day, unsafe cell.pointee.merchant == merchant else {
            return replace(place, day: day, merchant: merchant, gross: gross, fee: fee)
        }
        let (grossSum, first) = unsafe cell.pointee.gross.addingReportingOverflow(gross)
        let (feeSum, second) = unsafe cell.pointee.fee.addingReportingOverflow(fee)
        guard !first, !second else { return replace(place, day: day, merchant: merchant, gross: gross, fee: fee) }
        unsafe cell.pointee.rows &+= 1
        unsafe cell.pointee.gross = grossSum
        unsafe cell.pointee.fee = feeSum
    }

    @inline(never)
    private mutating func replace(_ place: Int, day: Int32, merchant: UInt32, gross: Int64, fee: Int64) {
        if Int(merchant) >= cellCount / 64, cellCount < Self.mostCells {
            flush()
            cellCount *= 4
            unsafe cells.deallocate()
            unsafe cells = Self.cells(cellCount)
            return add(day: day, merchant: merchant, gross: gross, fee: fee)
        }
        settle(place)
        unsafe cells[place] = Cell(day: day, merchant: merchant, rows: 1, gross: gross, fee: fee)
    }

    private mutating func settle(_ place: Int) {
        let cell = unsafe cells[place]
        guard cell.rows > 0 else { return }
        let (gross, fee) = (Int128(cell.gross), Int128(cell.fee))
        let sums = DaySums(rows: Int(cell.rows), gross: gross, fee: fee, net: gross - fee)
        settled[DayKey(day: cell.day, merchant: cell.merchant), default: DaySums()].add(sums)
        unsafe cells[place] = Cell()
    }

    private mutating func flush() {
        for place in 0..<cellCount { settle(place) }
    }

    /// All sums; the table is empty afterwards.
    mutating func finish() -> [DayKey: DaySums] {
        flush()
        return settled
    }
}
