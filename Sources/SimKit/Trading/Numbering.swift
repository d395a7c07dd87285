// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Numbers that devices count up: vouchers per terminal, orders per store and day, references for all.
struct Numbering: Sendable {
    private var vouchers: [TerminalBatch: Int] = [:]
    private var orders: [StoreDay: Int] = [:]
    private var reference = 0

    private struct StoreDay: Hashable {
        let store: StoreID
        let day: CivilDate
    }

    private struct TerminalBatch: Hashable {
        let terminal: TerminalID
        let batch: BatchNumber
    }

    /// The next number of a terminal in a batch. Each batch has its own room, so that a payment laid into an earlier
    /// day afterwards still takes that day's next number.
    mutating func voucher(_ terminal: TerminalID, in batch: BatchNumber) -> VoucherNumber {
        let counter = TerminalBatch(terminal: terminal, batch: batch)
        // Terminals have worked before; vouchers do not start at one.
        let start = 1_200 + (Int(batch.text) ?? 0) % 1_000 * 400
        let next = (vouchers[counter] ?? start) % 999_999 + 1
        vouchers[counter] = next
        return VoucherNumber(Self.padded(next, 6)) ?? "000001"
    }

    mutating func order(_ store: StoreID, on day: CivilDate) -> OrderNumber {
        let next = (orders[StoreDay(store: store, day: day)] ?? 0) + 1
        orders[StoreDay(store: store, day: day)] = next
        return OrderNumber("\(store)\(Self.compact(day))-\(Self.padded(next, 4))") ?? "S00-0000"
    }

    /// Year's last digit, day of the year, hour and six digits counted up, as host systems number.
    mutating func reference(at time: CivilTime) -> ReferenceNumber {
        reference = reference % 999_999 + 1
        let (year, _, _) = time.date.components
        let first = CivilDate(year: year, month: 1, day: 1)?.daysSinceEpoch ?? time.date.daysSinceEpoch
        let day = Int(time.date.daysSinceEpoch) - Int(first) + 1
        let text = "\(year % 10)\(Self.padded(day, 3))\(time.clock.prefix(2))\(Self.padded(reference, 6))"
        return ReferenceNumber(text) ?? "000000000000"
    }

    func batch(on day: CivilDate, since first: CivilDate) -> BatchNumber {
        let number = Int(day.daysSinceEpoch) - Int(first.daysSinceEpoch) + 101
        return BatchNumber(Self.padded(number, 6)) ?? "000101"
    }

    /// `20261120`.
    static func compact(_ day: CivilDate) -> String {
        let (year, month, day) = day.components
        return padded((year * 100 + month) * 100 + day, 8)
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
