// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Columns
public import Tariffs
public import Tender

/// What the payments of acquirer files would cost under another tariff.
///
///     files ─▶ (months' volumes, where a price asks for them) ─▶ each row by both tariffs ─▶ sums
///
/// Nothing is joined and no fee of the file is looked at: both sides are computed.
public struct WhatIf: Sendable {
    private let inputs: [FileJobInput]
    private let present: Tariff
    private let other: Tariff
    private let calendar: SettlementCalendar

    /// - Parameters:
    ///   - present: the tariff in force.
    ///   - other: the one it is compared with.
    public init(inputs: [FileJobInput], present: Tariff, other: Tariff, calendar: SettlementCalendar) {
        self.inputs = inputs
        self.present = present
        self.other = other
        self.calendar = calendar
    }

    /// Reads the files, twice where a price depends on a month's volume.
    ///
    /// - Parameter progress: bytes read, and all there are.
    public func run(progress: (Int64, Int64) -> Void = { _, _ in }) throws(FileJobError) -> WhatIfResult {
        guard present.currency == other.currency else {
            throw .unreadable(
                file: "--against", reason: Bilingual(zh: "两份费率的币种不同", en: "the tariffs are in different currencies"))
        }
        var tables: [InputTable] = []
        for input in inputs {
            tables.append(
                try InputTable(
                    input, side: .acquirer, base: 0,
                    shift: SourceClocks.shift(of: input.name, side: .acquirer, calendar)))
        }
        let asksVolumes = present.hasVolumes || other.hasVolumes
        let size = tables.reduce(0) { $0 + $1.source.size } * (asksVolumes ? 2 : 1)
        var done: Int64 = 0
        var counted: [MonthVolumes.Count: Int128] = [:]
        if asksVolumes {
            for table in tables {
                each(
                    table,
                    {
                        done += $0; progress(done, size)
                    }
                ) { count($0, in: &counted) }
            }
        }
        var judge = WhatIfJudge(
            present: Side(present, counted), other: Side(other, counted), currency: present.currency)
        for table in tables {
            let unread = each(
                table,
                {
                    done += $0; progress(done, size)
                }
            ) { judge.add($0, day: day(of: $0)) }
            judge.result.unread += unread + table.refused.count
        }
        return judge.finish()
    }

    /// A tariff and the volumes its prices ask for.
    struct Side {
        let tariff: Tariff
        let volumes: MonthVolumes

        init(_ tariff: Tariff, _ counted: [MonthVolumes.Count: Int128]) {
            self.tariff = tariff
            volumes = MonthVolumes(counted, tariff)
        }

        func fee(_ record: AcquirerRecord, day: CivilDate?, currency: Currency) -> FeeComputation? {
            var question = FeeQuestion(record, currency: currency, day: day)
            if tariff.hasVolumes, let number = tariff.rowNumber(for: question), let day {
                question.volume = volumes.volume(rowNumber: number, day: day, merchant: record.merchant)
            }
            return tariff.fee(for: question)
        }
    }

    private func day(of record: AcquirerRecord) -> CivilDate? {
        record.time.map { calendar.businessDay.day(of: $0) } ?? record.settleDate
    }

    private func count(_ record: AcquirerRecord, in counted: inout [MonthVolumes.Count: Int128]) {
        guard record.type == "sale" || record.type == "completion", let day = day(of: record) else { return }
        let key = MonthVolumes.Count(
            month: Month(day), merchant: record.merchant, product: record.product, acquirer: record.acquirer)
        counted[key, default: 0] += Int128(record.amount)
    }

    /// Every row that can be read, in order.
    ///
    /// - Returns: rows that cannot be read.
    @discardableResult
    private func each(
        _ table: InputTable, _ progress: (Int64) -> Void, _ body: (AcquirerRecord) -> Void
    ) -> Int {
        _ = table.encoding.settle()
        let peek = RowPeek(table.source, decode: table.encoding.decoding())
        let names = table.header.names.count
        let amounts = AmountText(decimals: present.currency.decimals)
        var (at, told, unread) = (table.shape.dataStart, Int64(0), 0)
        while at < table.source.size {
            guard let row = peek.row(at: at), row.next > at else {
                unread += 1
                break
            }
            at = row.next
            if at - told > 4 << 20 {
                progress(at - told)
                told = at
            }
            if row.fields.count == 1, row.fields[0].isEmpty || row.fields[0] == [13] { continue }
            let record = AcquirerRecord(peek, table, amounts)
            let isOurs = record.currency.isEmpty || record.currency == present.currency.code
            guard row.fault == nil, row.fields.count == names, isOurs, record.isPriced else {
                unread += 1
                continue
            }
            body(record)
        }
        progress(at - told)
        return unread
    }
}
