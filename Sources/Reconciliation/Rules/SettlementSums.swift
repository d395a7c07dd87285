// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Sums of a settlement day of a merchant.
struct DaySums: Sendable, Hashable {
    var rows = 0
    var gross: Int128 = 0
    var fee: Int128 = 0
    var net: Int128 = 0

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
struct SettlementSums {
    private struct Cell {
        var day = DayKey.noDay
        var merchant = UInt32.max
        var rows: Int64 = 0
        var gross: Int64 = 0
        var fee: Int64 = 0
        var net: Int64 = 0
    }

    private static let mostCells = 1 << 18
    private var cells = [Cell](repeating: Cell(), count: 1 << 12)
    private var settled: [DayKey: DaySums] = [:]

    @inline(__always)
    mutating func add(day: Int32, merchant: UInt32, gross: Int64, fee: Int64, net: Int64) {
        // Days of a month side by side for each merchant.
        let place = Int(merchant &* 64 &+ (UInt32(bitPattern: day) & 63)) & (cells.count - 1)
        var cell = cells[place]
        if cell.day == day, cell.merchant == merchant {
            let (grossSum, first) = cell.gross.addingReportingOverflow(gross)
            let (feeSum, second) = cell.fee.addingReportingOverflow(fee)
            let (netSum, third) = cell.net.addingReportingOverflow(net)
            if !first, !second, !third {
                cell.rows &+= 1
                cell.gross = grossSum
                cell.fee = feeSum
                cell.net = netSum
                cells[place] = cell
                return
            }
        }
        replace(place, day: day, merchant: merchant, gross: gross, fee: fee, net: net)
    }

    @inline(never)
    private mutating func replace(_ place: Int, day: Int32, merchant: UInt32, gross: Int64, fee: Int64, net: Int64) {
        if Int(merchant) >= cells.count / 64, cells.count < Self.mostCells {
            flush()
            cells = Array(repeating: Cell(), count: cells.count * 4)
            return add(day: day, merchant: merchant, gross: gross, fee: fee, net: net)
        }
        settle(place)
        cells[place] = Cell(day: day, merchant: merchant, rows: 1, gross: gross, fee: fee, net: net)
    }

    private mutating func settle(_ place: Int) {
        let cell = cells[place]
        guard cell.rows > 0 else { return }
        let sums = DaySums(
            rows: Int(cell.rows), gross: Int128(cell.gross), fee: Int128(cell.fee), net: Int128(cell.net))
        settled[DayKey(day: cell.day, merchant: cell.merchant), default: DaySums()].add(sums)
        cells[place] = Cell()
    }

    private mutating func flush() {
        for place in cells.indices { settle(place) }
    }

    /// All sums; the table is empty afterwards.
    mutating func finish() -> [DayKey: DaySums] {
        flush()
        return settled
    }
}
