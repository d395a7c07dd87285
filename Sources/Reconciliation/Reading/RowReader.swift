// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching
internal import Tariffs
internal import Tender

/// One thread's reading: turns rows into match rows, sums and quarantined places.
struct RowReader: ~Copyable {
    private let plan: ReadingPlan
    // What every row asks of the plan, apart from it: a plan is large, and a call with it copies it.
    private let amounts: AmountText
    private let clock: ClockText
    private let due: DueTest
    private let waitsFrom: Int64
    /// Of the file being read.
    private var shift: ClockShift?
    private var lastTillDay = Int32.min
    private let currencyCode: [UInt8]
    private let joinsByOrder: Bool
    private let mixed: MixedKeys?
    /// The number of partitions, a power of two, less one.
    private let partitionMask: Int
    private var terminals: TextCache
    private var merchants: TextCache
    private var products: TextCache
    private var keys: KeyReader
    /// The same for files in GB18030.
    private var chinese: TextNumbers
    /// One for each file, because files of different acquirers may have different tariffs.
    private var fees: [FeeCheck]
    /// The one of the file being read, taken out of `fees` so that a row does not go through an array.
    private var fee: FeeCheck
    private let tills: Partitions<MatchRow>
    private let acquirers: Partitions<MatchRow>
    // Of the batch being read: what meets far memory is done for all its rows together.
    private var terminalNumbers: [UInt32] = []
    private var rows: [MatchRow] = []
    private var amountsSettled: [SettlementSums.Entry] = []
    private var sums = SettlementSums()
    /// What rows with a net of their own have beyond gross less fee.
    private var netSurplus = SettlementSums()
    private var totals: [FileTotals]
    private var feeTotals = FeeTotals()
    private var netDiffers = 0
    private var quarantine: [QuarantinedPlace] = []
    /// Receipts, orders and order numbers.
    private var sides: SideReader
    /// In a run that carries rows on.
    private let notes: NoteTaker?
    private var overflowed: String?
    var full: String? { overflowed ?? sides.full }

    /// What one thread has read.
    struct Yield: Sendable {
        let tills: Partitions<MatchRow>
        let acquirers: Partitions<MatchRow>
        let figures: ReadFigures
        let full: String?
        let sides: SideReader.Yield
        let notes: NoteTaker.Yield?
    }

    init(_ plan: ReadingPlan, threads: Int) {
        self.plan = plan
        amounts = plan.amounts
        clock = plan.clock
        due = plan.due
        waitsFrom = plan.clocks.waitsFrom ?? .max
        currencyCode = plan.currencyCode
        joinsByOrder = plan.joinsByOrder
        mixed = plan.mixed
        partitionMask = plan.partitions - 1
        terminals = TextCache(plan.terminals)
        merchants = TextCache(plan.merchants)
        products = TextCache(plan.products)
        keys = KeyReader(plan.references)
        chinese = TextNumbers(plan)
        fees = plan.tables.map {
            FeeCheck(plan.tariff, acquirer: $0.acquirer, products: plan.products, merchants: plan.merchants)
        }
        fee = FeeCheck(.none, acquirer: nil, products: plan.products, merchants: plan.merchants)
        tills = Partitions(
            count: plan.partitions, expectedRows: plan.expectedTills / threads, space: plan.space, sharers: 2 * threads)
        acquirers = Partitions(
            count: plan.partitions, expectedRows: plan.expectedAcquirers / threads, space: plan.space,
            sharers: 2 * threads)
        totals = Array(repeating: FileTotals(), count: plan.tables.count)
        sides = SideReader(plan, threads: threads)
        notes = plan.carried.map { NoteTaker(plan, $0, threads: threads) }
    }

    consuming func finish() -> Yield {
        tills.finish()
        acquirers.finish()
        var settled = sums.finish()
        for (key, surplus) in netSurplus.finish() { settled[key, default: DaySums()].net += surplus.gross }
        let volumes = fees.reduce(into: VolumeSums()) { $0.add($1.volumes) }
        let figures = ReadFigures(
            sums: settled, totals: totals, fees: feeTotals, netDiffers: netDiffers, quarantine: quarantine,
            volumes: volumes, lastTillDay: lastTillDay)
        let full = full
        return Yield(
            tills: tills, acquirers: acquirers, figures: figures, full: full, sides: sides.finish(),
            notes: notes?.finish())
    }

    /// Reads the rows of a batch.
    mutating func read(_ cursor: borrowing RowCursor, table: Int, chunk: Int) {
        for fault in cursor.faults {
            let place = QuarantinedPlace(
                table: table, chunk: chunk, relativeLine: fault.relativeLine, offset: fault.offset,
                reason: RowReason(fault.kind))
            putAside(place)
        }
        let batch = cursor.batch
        var totals = BatchTotals()
        let base = plan.tables[table].base
        shift = plan.tables[table].shift
        let isChinese = plan.tables[table].encoding.now == .gb18030
        if isChinese { exchangeTexts() }
        notes?.isRecoding = isChinese
        defer { if isChinese { exchangeTexts() } }
        switch plan.tables[table].side {
        case .till:
            let columns = plan.tables[table].tillColumns
            terminals.numbers(of: columns.terminal, in: batch, into: &terminalNumbers)
            for index in 0..<batch.count {
                let reason = readTill(
                    batch.row(index), columns, place: base &+ batch.offset(index), line: batch.relativeLine(index),
                    terminal: terminalNumbers[index], &totals)
                if let reason { putAside(batch, index, table: table, chunk: chunk, reason) }
            }
            spread(over: tills, batch, table)
        case .acquirer:
            let columns = plan.tables[table].acquirerColumns
            swap(&fee, &fees[table])
            defer { swap(&fee, &fees[table]) }
            terminals.numbers(of: columns.terminal, in: batch, into: &terminalNumbers)
            for index in 0..<batch.count {
                let reason = readAcquirer(
                    batch.row(index), columns, place: base &+ batch.offset(index), line: batch.relativeLine(index),
                    terminal: terminalNumbers[index], table: table, &totals)
                if let reason { putAside(batch, index, table: table, chunk: chunk, reason) }
            }
            spread(over: acquirers, batch, table)
            sums.add(amountsSettled)
            amountsSettled.removeAll(keepingCapacity: true)
        case .receipt, .order: readSides(batch, table, chunk, &totals)
        case .bank: break
        }
        self.totals[table].add(totals)
    }

    /// Takes the caches of the other encoding: the same bytes are another text there.
    @inline(never)
    private mutating func exchangeTexts() {
        swap(&terminals, &chinese.terminals)
        swap(&merchants, &chinese.merchants)
        swap(&products, &chinese.products)
        swap(&keys, &chinese.keys)
    }

    /// Puts the rows of the batch where they are joined.
    private mutating func spread(over partitions: Partitions<MatchRow>, _ batch: TextBatch, _ table: Int) {
        // Nothing of receipts or orders is on the way of a row of a run without.
        if plan.usesOrders { sides.link(batch, plan.tables[table], rows) }
        // A power of two; the join uses other bits of the same hash.
        let mask = partitionMask
        partitions.append(rows.span) { Int(truncatingIfNeeded: $0.keyHash) & mask }
        rows.removeAll(keepingCapacity: true)
    }

    @inline(never)
    private mutating func readSides(_ batch: TextBatch, _ table: Int, _ chunk: Int, _ totals: inout BatchTotals) {
        let file = plan.tables[table]
        sides.begin(batch, file)
        for index in 0..<batch.count {
            let reason =
                file.side == .receipt
                ? sides.receipt(batch, index, file, &totals) : sides.order(batch, index, file, &totals)
            if let reason { putAside(batch, index, table: table, chunk: chunk, reason) }
        }
        sides.end()
    }

    @inline(never)
    private mutating func putAside(_ batch: TextBatch, _ index: Int, table: Int, chunk: Int, _ reason: RowReason) {
        putAside(
            QuarantinedPlace(
                table: table, chunk: chunk, relativeLine: batch.relativeLine(index), offset: batch.offset(index),
                reason: reason))
    }

    @inline(never)
    private mutating func putAside(_ place: QuarantinedPlace) {
        quarantine.append(place)
        totals[place.table].quarantined += 1
    }

    @inline(__always)
    private mutating func readTill(
        _ row: RowText, _ columns: TillColumns, place: Int64, line: Int, terminal: UInt32,
        _ totals: inout BatchTotals
    ) -> RowReason? {
        let key: JoinKey
        let byOrder = joinsByOrder && tillJoinsByOrder(row, columns)
        switch byOrder
            ? keys.order(row.field(columns.order))
            : keys.key(rrn: row.field(columns.rrn), row, batch: columns.batch, trace: columns.trace)
        {
        case .key(let found): key = found
        case .none: return .noKey
        case .scientific: return .scientificKey
        case .full: return overflow("references")
        }
        guard let type = RowType.ownNumber(row.field(columns.type)) else { return .badType }
        guard let amount = amounts.minor(row.field(columns.amount)) else { return .badAmount }
        guard var seconds = clock.seconds(row.field(columns.time)) else { return .badTime }
        if shift != nil { seconds = onStoreClock(seconds) }
        guard let status = Self.status(row.field(columns.status)) else { return .badStatus }
        guard let printed = Self.printed(row.field(columns.printed)) else { return .badPrinted }
        guard isOurCurrency(row.field(columns.currency)) else { return .foreignCurrency }
        // Number 0 is the empty text.
        guard terminal != 0 || byOrder else { return .noTerminal }
        guard terminal != TextCache.full else { return overflow("terminals") }
        guard let merchant = merchants.number(of: row.field(columns.merchant)) else { return overflow("merchants") }
        totals.rows &+= 1
        totals.amount.add(amount)
        totals.gross.add(RowType.returnsMoney(type) ? 0 &- amount : amount)
        let till = TillFacts(status: status, printed: printed, isDue: due.isDue(seconds: seconds))
        let day = due.businessDay(seconds: seconds)
        if waitsFrom != .max { lastTillDay = max(lastTillDay, day) }
        let narrow = Int32(exactly: amount)
        let matchRow = MatchRow(
            key: key, type: type, terminal: byOrder ? 0 : terminal,
            merchant: byOrder ? 0 : merchant, day: Self.matchDay(day),
            line: UInt64(truncatingIfNeeded: line), flags: RowFlag.till(till) | (narrow == nil ? RowFlag.wide : 0),
            place: place, amount: narrow ?? 0)
        rows.append(matchRow)
        if let notes {
            notes.note(
                till: row, columns, place: place, isPlain: narrow != nil && !byOrder, seconds: seconds,
                in: partition(of: matchRow))
        }
        return nil
    }

    @inline(__always)
    private mutating func readAcquirer(
        _ row: RowText, _ columns: AcquirerColumns, place: Int64, line: Int, terminal: UInt32, table: Int,
        _ totals: inout BatchTotals
    ) -> RowReason? {
        let key: JoinKey
        let byOrder = joinsByOrder && acquirerJoinsByOrder(row, columns)
        switch byOrder
            ? keys.order(row.field(columns.order))
            : keys.key(rrn: row.field(columns.rrn), row, batch: columns.batch, trace: columns.trace)
        {
        case .key(let found): key = found
        case .none: return .noKey
        case .scientific: return .scientificKey
        case .full: return overflow("references")
        }
        guard let type = RowType.number(row.field(columns.type)) else { return .badType }
        guard let amount = amounts.minor(row.field(columns.amount)) else { return .badAmount }
        guard isOurCurrency(row.field(columns.currency)) else { return .foreignCurrency }
        let feeText = row.field(columns.fee)
        let fee = feeText.isEmpty ? 0 : amounts.minor(feeText)
        guard let fee else { return .badFee }
        let netText = row.field(columns.net)
        let netGiven = netText.isEmpty ? nil : amounts.minor(netText)
        if !netText.isEmpty, netGiven == nil { return .badNet }
        let settleText = row.field(columns.settleDate)
        let settleDay = settleText.isEmpty ? DayKey.noDay : clock.days(settleText)
        guard let settleDay else { return .badSettleDate }
        let timeText = row.field(columns.time)
        var seconds = timeText.isEmpty ? nil : clock.seconds(timeText)
        if !timeText.isEmpty, seconds == nil { return .badTime }
        if shift != nil { seconds = seconds.map { onStoreClock($0) } }
        // Number 0 is the empty text.
        guard terminal != 0 || byOrder else { return .noTerminal }
        guard terminal != TextCache.full else { return overflow("terminals") }
        guard let merchant = merchants.number(of: row.field(columns.merchant)) else { return overflow("merchants") }
        guard let product = products.number(of: row.field(columns.product)) else { return overflow("products") }
        let gross = RowType.returnsMoney(type) ? 0 &- amount : amount
        totals.rows &+= 1
        totals.amount.add(amount)
        totals.gross.add(gross)
        totals.fee.add(fee)
        amountsSettled.append(.init(day: settleDay, merchant: merchant, gross: gross, fee: fee))
        if let netGiven, netGiven != gross &- fee {
            addSurplus(netGiven &- (gross &- fee), day: settleDay, merchant: merchant)
        }
        let day = seconds.map { due.businessDay(seconds: $0) }
        let feeFinding =
            feeText.isEmpty
            ? .notChecked
            : self.fee.check(
                fee: fee, amount: amount, type: type, product: product, merchant: merchant, day: day)
        feeTotals.count(feeFinding)
        if self.fee.countsVolumes {
            self.fee.count(
                amount: amount, type: type, day: day ?? settleDay, product: product, merchant: merchant, table: table)
        }
        let narrow = Int32(exactly: amount)
        let matchRow = MatchRow(
            key: key, type: type, terminal: byOrder ? 0 : terminal,
            merchant: byOrder ? 0 : merchant,
            day: JoinKey.isVoucher(key.form) ? day.map { Self.matchDay($0) } ?? 0 : Self.matchDay(settleDay),
            line: UInt64(truncatingIfNeeded: line),
            flags: (narrow == nil ? RowFlag.wide : 0) | Self.flag(feeFinding)
                | (seconds ?? .min >= waitsFrom ? RowFlag.waits : 0), place: place, amount: narrow ?? 0)
        rows.append(matchRow)
        if let notes {
            let net = netGiven ?? gross &- fee
            let known = NoteTaker.Charge(
                place: place, isPlain: narrow != nil && !byOrder && net == gross &- fee, seconds: seconds,
                product: product, settleDay: settleDay, fee: fee, net: net)
            notes.note(acquirer: row, columns, known, in: partition(of: matchRow))
        }
        return nil
    }

    @inline(never)
    private func onStoreClock(_ seconds: Int64) -> Int64 { shift?.seconds(seconds) ?? seconds }

    @inline(never)
    private mutating func addSurplus(_ surplus: Int64, day: Int32, merchant: UInt32) {
        netDiffers += 1
        netSurplus.add(day: day, merchant: merchant, gross: surplus, fee: 0)
    }

    @inline(never)
    private func tillJoinsByOrder(_ row: RowText, _ columns: TillColumns) -> Bool {
        mixed?.joinsByOrder(
            row, order: columns.order, terminal: columns.terminal, rrn: columns.rrn, batch: columns.batch,
            trace: columns.trace, side: .till, decode: keys.decode) ?? true
    }

    @inline(never)
    private func acquirerJoinsByOrder(_ row: RowText, _ columns: AcquirerColumns) -> Bool {
        mixed?.joinsByOrder(
            row, order: columns.orderKey, terminal: columns.terminal, rrn: columns.rrn, batch: columns.batch,
            trace: columns.trace, side: .acquirer, decode: keys.decode) ?? true
    }

    @inline(__always)
    private static func flag(_ finding: FeeFinding) -> UInt64 {
        switch finding {
        case .over: RowFlag.feeOver
        case .needsSecondLook: RowFlag.feeOpen
        case .right, .under, .notChecked, .summed: 0
        }
    }

    @inline(never)
    private mutating func overflow(_ what: String) -> RowReason? {
        overflowed = what
        return .noKey
    }

    /// Where a row will be put; asked for by its note alone.
    private func partition(of row: MatchRow) -> Int { Int(truncatingIfNeeded: row.keyHash) & partitionMask }

    /// Days since 2000-01-01 where they fit, 0 where not.
    @inline(__always)
    static func matchDay(_ days: Int32) -> UInt64 {
        let shifted = days &- 10_957
        return shifted > 0 && shifted < 1 << 15 ? UInt64(truncatingIfNeeded: shifted) : 0
    }

    @inline(__always)
    private func isOurCurrency(_ field: FieldText) -> Bool {
        field.isEmpty || Self.isCurrency(field, currencyCode)
    }

    @inline(never)
    private static func isCurrency(_ field: FieldText, _ code: [UInt8]) -> Bool { field.bytes == code }

    @inline(__always)
    private static func status(_ field: FieldText) -> TillFacts.Status? {
        switch (field.count, field.word(at: 0)) {
        case (8, 0x6465_766F_7270_7061), (0, 0): .approved
        case (8, 0x6465_6E69_6C63_6564): .declined
        case (7, 0x006E_776F_6E6B_6E75): .unknown
        default: nil
        }
    }

    @inline(__always)
    private static func printed(_ field: FieldText) -> TillFacts.Printed? {
        switch (field.count, field.word(at: 0)) {
        case (0, 0): .unknown
        case (1, 0x31): .yes
        case (1, 0x30): .no
        default: nil
        }
    }
}

/// What turns the texts of rows of files in GB18030 into the numbers that the same texts have in UTF-8.
private struct TextNumbers: ~Copyable {
    var terminals: TextCache
    var merchants: TextCache
    var products: TextCache
    var keys: KeyReader

    init(_ plan: ReadingPlan) {
        let decode = plan.tables.contains { $0.encoding.now == .gb18030 } ? FileEncoding.gb18030() : nil
        terminals = TextCache(plan.terminals, decode: decode)
        merchants = TextCache(plan.merchants, decode: decode)
        products = TextCache(plan.products, decode: decode)
        keys = KeyReader(plan.references, decode: decode)
    }
}
