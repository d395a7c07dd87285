// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching

/// One thread's notes of the rows it reads, in a run that carries rows on: in the same partitions and in the same
/// order as the match rows, so that the two need no key between them.
final class NoteTaker {
    /// Of a till row only the first word says anything.
    private let tills: Partitions<UInt64>
    private let acquirers: Partitions<RowNote>
    private var odd: [OddRow] = []
    private let amounts: AmountText
    private var products: TextCache
    private var batches: TextCache
    private let recoder: RowRecoder?
    /// Whether the rows at hand are not UTF-8.
    var isRecoding = false

    /// What one thread noted.
    struct Yield: Sendable {
        let tills: Partitions<UInt64>
        let acquirers: Partitions<RowNote>
        let odd: [OddRow]
    }

    init(_ plan: ReadingPlan, _ carried: Carried, threads: Int) {
        tills = Partitions(count: plan.partitions, expectedRows: plan.expectedTills / threads)
        acquirers = Partitions(count: plan.partitions, expectedRows: plan.expectedAcquirers / threads)
        amounts = plan.amounts
        products = TextCache(plan.products)
        batches = TextCache(carried.batches)
        let hasChinese = plan.tables.contains { $0.encoding.now == .gb18030 }
        recoder = hasChinese ? RowRecoder(FileEncoding.gb18030()) : nil
    }

    func finish() -> Yield { Yield(tills: tills, acquirers: acquirers, odd: odd) }

    /// What the reader knows of a till row already.
    func note(
        till row: RowText, _ columns: TillColumns, place: Int64, isPlain: Bool, seconds: Int64, in partition: Int
    ) {
        let row = isRecoding ? recoder?.row(row) ?? row : row
        let product = products.number(of: row.field(columns.product))
        let flags = row.field(columns.currency).isEmpty ? 0 : RowNote.hasCurrency
        if isPlain, let product, Self.isUsual(row.field(columns.time)),
            let note = RowNote(seconds: seconds, product: product, flags: flags)
        {
            return tills.append(note.first, to: partition)
        }
        tills.append(RowNote.oddRow(seconds: seconds).first, to: partition)
        odd.append(OddRow(side: .till, place: place, bytes: TillRecord(row, columns, amounts).packed))
    }

    /// What the reader knows of an acquirer row already.
    struct Charge {
        let place: Int64
        /// Its key is no order number, its sum fits, and its net is what is left of its gross.
        let isPlain: Bool
        let seconds: Int64?
        let product: UInt32
        let settleDay: Int32
        let fee: Int64
        let net: Int64
    }

    func note(acquirer row: RowText, _ columns: AcquirerColumns, _ known: Charge, in partition: Int) {
        let row = isRecoding ? recoder?.row(row) ?? row : row
        var flags: UInt64 = row.field(columns.fee).isEmpty ? 0 : RowNote.hasFee
        if !row.field(columns.currency).isEmpty { flags |= RowNote.hasCurrency }
        let time = row.field(columns.time)
        if known.isPlain, time.isEmpty || Self.isUsual(time), !Self.hasMore(row, columns),
            let batch = batches.number(of: row.field(columns.batch)),
            let note = RowNote(
                seconds: known.seconds, product: known.product, flags: flags, fee: known.fee,
                settled: known.settleDay == DayKey.noDay ? nil : known.settleDay, batch: batch)
        {
            return acquirers.append(note, to: partition)
        }
        acquirers.append(.oddRow(seconds: known.seconds), to: partition)
        let charge = OddCharge(
            record: AcquirerRecord(row, columns, amounts), net: known.net, payout: row.field(columns.payout).text)
        odd.append(OddRow(side: .acquirer, place: known.place, bytes: charge.packed))
    }

    /// `YYYY-MM-DD HH:MM:SS`, so that the seconds give the text again.
    private static func isUsual(_ time: FieldText) -> Bool {
        time.count == 19 && time[4] == 45 && time[7] == 45 && time[10] == 32 && time[13] == 58 && time[16] == 58
    }

    private static func hasMore(_ row: RowText, _ columns: AcquirerColumns) -> Bool {
        let (payout, brand, channel) = (columns.payout, columns.brand, columns.channel)
        let isTold = { (column: Int) in column >= 0 && !row.field(column).isEmpty }
        if isTold(payout) || isTold(brand) || isTold(channel) || isTold(columns.instalments) { return true }
        return isTold(columns.interchange) || isTold(columns.schemeFee) || isTold(columns.markup)
    }
}
