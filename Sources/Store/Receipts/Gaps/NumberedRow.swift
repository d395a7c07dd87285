// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

/// What of a transaction has to do with counting.
struct NumberedRow: Sendable {
    let id: Int64
    let at: CivilTime
    let day: CivilDate
    let store: StoreID?
    let merchant: MerchantID?
    let terminal: TerminalID?
    let batch: BatchNumber?
    let voucher: String?
    let order: String?
    /// A till, a terminal or a slip told of it. A clearing file knows only what was approved, and so has holes.
    let isFromCounter: Bool

    static let selection = "id, moment, day, store, merchant, terminal, batch, voucher, order_no, sources"

    init(
        id: Int64, at: CivilTime, day: CivilDate, store: StoreID?, merchant: MerchantID?, terminal: TerminalID?,
        batch: BatchNumber?, voucher: String?, order: String?, isFromCounter: Bool
    ) {
        self.id = id
        self.at = at
        self.day = day
        self.store = store
        self.merchant = merchant
        self.terminal = terminal
        self.batch = batch
        self.voucher = voucher
        self.order = order
        self.isFromCounter = isFromCounter
    }

    init(_ row: Row) {
        let sources = SourceSet(bits: row[9])
        self.init(
            id: row[0], at: CivilTime(secondsSinceEpoch: row[1]), day: CivilDate(daysSinceEpoch: row[2]),
            store: (row[3] as String?).flatMap { StoreID($0) },
            merchant: (row[4] as String?).flatMap { MerchantID($0) },
            terminal: (row[5] as String?).flatMap { TerminalID($0) },
            batch: (row[6] as String?).flatMap { BatchNumber($0) }, voucher: row[7], order: row[8],
            isFromCounter: sources.contains(.till) || sources.contains(.terminal) || sources.contains(.receipt))
    }
}

/// A number as it is printed: letters in front, then digits that count.
struct PrintedCount: Sendable, Hashable {
    let prefix: String
    let number: Int
    let width: Int

    /// Digits that can be counted with; of a longer row of them the last six count and the rest is in front.
    private static let digitsCounted = 9
    private static let digitsOfLongRow = 6

    /// nil where the text does not end in a digit.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        var width = bytes.reversed().prefix { $0 >= 48 && $0 <= 57 }.count
        guard width > 0 else { return nil }
        if width > Self.digitsCounted { width = Self.digitsOfLongRow }
        prefix = String(decoding: bytes.dropLast(width), as: UTF8.self)
        number = bytes.suffix(width).reduce(0) { $0 * 10 + Int($1 - 48) }
        self.width = width
    }

    /// Another number of the same count, as it would be printed.
    func text(of number: Int) -> String {
        let digits = String(number)
        return prefix + String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
