// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching
internal import Tender

/// One thread's reading of receipts and orders, and of the order numbers in till and acquirer files.
///
/// It reads whole batches after the reader of tills and acquirers has, so that a run without these lists pays
/// nothing for them.
struct SideReader: ~Copyable {
    private let plan: ReadingPlan
    // What every row asks of the plan, apart from it: a plan is large, and a call with it copies it.
    private let amounts: AmountText
    private let clock: ClockText
    private let due: DueTest
    private let currencyCode: [UInt8]
    private let joinsByOrder: Bool
    private let mixed: MixedKeys?
    /// The number of partitions, a power of two, less one.
    private let partitionMask: Int
    // Of the batch being read: what meets far memory is done for all its rows together.
    private var terminalNumbers: [UInt32] = []
    private var receiptRows: [MatchRow] = []
    private var linkRows: [OrderLink] = []
    private var orderRows: [OrderLink] = []
    private var terminals: TextCache
    private var merchants: TextCache
    private let keys: KeyReader
    private let recoder: RowRecoder?
    private let receipts: Partitions<MatchRow>
    private let links: Partitions<OrderLink>
    private let orders: Partitions<OrderLink>
    private(set) var full: String?

    /// What one thread has read.
    struct Yield: Sendable {
        /// By the key of the transaction.
        let receipts: Partitions<MatchRow>
        /// By the key of the transaction.
        let links: Partitions<OrderLink>
        /// By the order number.
        let orders: Partitions<OrderLink>
    }

    init(_ plan: ReadingPlan, threads: Int) {
        self.plan = plan
        amounts = plan.amounts
        clock = plan.clock
        due = plan.due
        currencyCode = plan.currencyCode
        joinsByOrder = plan.joinsByOrder
        mixed = plan.mixed
        partitionMask = plan.partitions - 1
        terminals = TextCache(plan.terminals)
        merchants = TextCache(plan.merchants)
        keys = KeyReader(plan.references)
        let hasChinese = plan.usesSides && plan.tables.contains { $0.encoding.now == .gb18030 }
        recoder = hasChinese ? RowRecoder(FileEncoding.gb18030()) : nil
        let sharers = 2 * threads
        receipts = Partitions(
            count: plan.usesReceipts ? plan.partitions : 1,
            expectedRows: plan.usesReceipts ? plan.expectedReceipts / threads : 0, space: plan.space,
            sharers: sharers)
        links = Partitions(
            count: plan.usesOrders ? plan.partitions : 1,
            expectedRows: plan.usesOrders ? plan.expectedTills / threads : 0, space: plan.space, sharers: sharers)
        orders = Partitions(
            count: plan.usesOrders ? plan.partitions : 1,
            expectedRows: plan.usesOrders ? plan.expectedOrders / threads : 0, space: plan.space, sharers: sharers)
    }

    consuming func finish() -> Yield {
        receipts.finish()
        links.finish()
        orders.finish()
        return Yield(receipts: receipts, links: links, orders: orders)
    }

    /// A row in UTF-8.
    private func row(_ batch: TextBatch, _ index: Int, _ table: InputTable) -> RowText {
        let row = batch.row(index)
        return table.encoding.now == .gb18030 ? recoder?.row(row) ?? row : row
    }

    /// A time on the store's clock.
    private func seconds(_ time: FieldText, _ table: InputTable) -> Int64? {
        clock.seconds(time).map { table.shift?.seconds($0) ?? $0 }
    }

    // MARK: Order numbers of tills and acquirers

    /// - Parameter rows: those of the batch that were not put aside, in its order.
    @inline(never)
    mutating func link(_ batch: TextBatch, _ table: InputTable, _ rows: [MatchRow]) {
        let isTill = table.side == .till
        let order = isTill ? table.tillColumns.order : table.acquirerColumns.order
        let original = isTill ? table.tillColumns.original : table.acquirerColumns.original
        guard order >= 0 || original >= 0 else { return }
        let role = isTill ? LinkFlag.till : LinkFlag.acquirer
        var next = 0
        for index in 0..<batch.count where next < rows.count {
            let found = rows[next]
            guard found.place == table.base &+ batch.offset(index) else { continue }
            next += 1
            let row = row(batch, index, table)
            // Money given back belongs to the order of the sale that it gives back, where the row names it.
            let source = RowType.returnsMoney(found.type) ? row.field(original) : row.field(order)
            if let number = OrderKey(source.isEmpty ? row.field(order) : source, long: plan.references) {
                add(number, found.flagged(found.flags & LinkFlag.wide | role))
            }
        }
        end()
    }

    /// Puts what was read of a batch where it is joined; to be called after its receipts or orders.
    mutating func end() {
        let mask = partitionMask
        receipts.append(receiptRows.span) { Int(truncatingIfNeeded: $0.keyHash) & mask }
        links.append(linkRows.span) { Int(truncatingIfNeeded: $0.row.keyHash) & mask }
        orders.append(orderRows.span) { Int(truncatingIfNeeded: $0.order.hash) & mask }
        receiptRows.removeAll(keepingCapacity: true)
        linkRows.removeAll(keepingCapacity: true)
        orderRows.removeAll(keepingCapacity: true)
    }

    private mutating func add(_ order: OrderKey, _ row: MatchRow) { linkRows.append(OrderLink(order: order, row: row)) }

    /// To be called before the receipts or orders of a batch are read.
    mutating func begin(_ batch: TextBatch, _ table: InputTable) {
        let column = table.side == .receipt ? table.receiptColumns.terminal : table.orderColumns.terminal
        guard table.encoding.now == .gb18030 else {
            return terminals.numbers(of: column, in: batch, into: &terminalNumbers)
        }
        terminalNumbers.removeAll(keepingCapacity: true)
        for index in 0..<batch.count {
            let text = row(batch, index, table).field(column)
            terminalNumbers.append(terminals.number(of: text) ?? TextCache.full)
        }
    }

    // MARK: Receipts

    /// - Returns: why the row is put aside; nil for a good one.
    mutating func receipt(
        _ batch: TextBatch, _ index: Int, _ table: InputTable, _ totals: inout BatchTotals
    ) -> RowReason? {
        let (row, columns) = (row(batch, index, table), table.receiptColumns)
        guard let type = RowType.ownNumber(row.field(columns.type)) else { return .badType }
        guard let amount = amounts.minor(row.field(columns.amount)) else { return .badAmount }
        let timeText = row.field(columns.time)
        let seconds = timeText.isEmpty ? nil : seconds(timeText, table)
        if !timeText.isEmpty, seconds == nil { return .badTime }
        guard isOurCurrency(row.field(columns.currency)) else { return .foreignCurrency }
        var flags: UInt64 = seconds.map { due.isDue(seconds: $0) } ?? true ? ReceiptFlag.due : 0
        guard let printed = ReceiptFlag.printed(row.field(columns.printed)) else { return .badPrinted }
        guard let level = ReceiptFlag.level(row.field(columns.level)) else { return .badLevel }
        flags |= printed | level
        guard terminalNumbers[index] != 0 || joinsByOrder else { return .noTerminal }
        let names = KeyColumns(
            merchant: columns.merchant, terminal: columns.terminal, rrn: columns.rrn, batch: columns.batch,
            trace: columns.trace, order: columns.order, time: columns.time)
        guard
            let found = matchRow(
                row, names, type: type, amount: amount, flags: flags, Spot(batch, index, table),
                terminal: terminalNumbers[index])
        else {
            return .noKey
        }
        totals.rows &+= 1
        totals.amount.add(amount)
        receiptRows.append(found)
        return nil
    }

    // MARK: Orders

    /// - Returns: why the row is put aside; nil for a good one.
    mutating func order(
        _ batch: TextBatch, _ index: Int, _ table: InputTable, _ totals: inout BatchTotals
    ) -> RowReason? {
        let (row, columns) = (row(batch, index, table), table.orderColumns)
        guard !row.field(columns.order).isScientific else { return .scientificKey }
        guard let number = OrderKey(row.field(columns.order), long: plan.references) else { return .noOrder }
        guard let amount = amounts.minor(row.field(columns.amount)) else { return .badAmount }
        guard let seconds = seconds(row.field(columns.time), table) else { return .badTime }
        guard let status = OrderStatus(row.field(columns.status)) else { return .badOrderStatus }
        guard isOurCurrency(row.field(columns.currency)) else { return .foreignCurrency }
        let due: UInt64 = self.due.isDue(seconds: seconds) ? OrderFlag.due : 0
        let names = KeyColumns(
            merchant: columns.merchant, terminal: columns.terminal, rrn: columns.rrn, batch: columns.batch,
            trace: columns.trace, order: joinsByOrder ? columns.order : -1, time: columns.time)
        let (sale, spot) = (RowType.sale, Spot(batch, index, table))
        let keyed = matchRow(
            row, names, type: sale, amount: amount, flags: LinkFlag.order, spot,
            terminal: terminalNumbers[index])
        totals.rows &+= 1
        totals.amount.add(amount)
        if let keyed { add(number, keyed) }
        let own = spot.row(
            keyed?.joinKey ?? JoinKey(reference: 0, form: 0), type: sale, terminal: keyed?.terminal ?? 0,
            merchant: merchants.number(of: row.field(columns.merchant)) ?? 0, day: 0, amount: amount,
            flags: due | status.rawValue << OrderFlag.statusShift)
        orderRows.append(OrderLink(order: number, row: own))
        return nil
    }

    // MARK: Keys

    private struct KeyColumns {
        let merchant, terminal, rrn, batch, trace, order, time: Int
        /// Receipts and orders are known by what the till knows.
        var side = InputTable.Side.till
    }

    /// Where a row stands.
    private struct Spot {
        let table: InputTable
        let place: Int64
        let line: Int

        init(_ batch: TextBatch, _ index: Int, _ table: InputTable) {
            self.table = table
            place = table.base &+ batch.offset(index)
            line = batch.relativeLine(index)
        }

        func row(
            _ key: JoinKey, type: UInt64, terminal: UInt32, merchant: UInt32, day: UInt64, amount: Int64, flags: UInt64
        ) -> MatchRow {
            let narrow = Int32(exactly: amount)
            return MatchRow(
                key: key, type: type, terminal: terminal, merchant: merchant, day: day,
                line: UInt64(truncatingIfNeeded: line), flags: flags | (narrow == nil ? 1 : 0), place: place,
                amount: narrow ?? 0)
        }
    }

    /// The row with its key; nil where it has none.
    private mutating func matchRow(
        _ row: RowText, _ columns: KeyColumns, type: UInt64, amount: Int64, flags: UInt64, _ spot: Spot,
        terminal: UInt32
    ) -> MatchRow? {
        let key: JoinKey
        let isMixed = mixed?.joinsByOrder(
            row, order: columns.order, terminal: columns.terminal, rrn: columns.rrn, batch: columns.batch,
            trace: columns.trace, side: columns.side)
        let byOrder = joinsByOrder && isMixed ?? true
        switch byOrder
            ? keys.order(row.field(columns.order))
            : keys.key(rrn: row.field(columns.rrn), row, batch: columns.batch, trace: columns.trace)
        {
        case .key(let found): key = found
        case .none, .scientific: return nil
        case .full:
            full = "references"
            return nil
        }
        guard terminal != TextCache.full, let merchant = merchants.number(of: row.field(columns.merchant)) else {
            full = "terminals"
            return nil
        }
        if terminal == 0, !byOrder { return nil }
        let timeText = row.field(columns.time)
        let seconds = timeText.isEmpty ? nil : seconds(timeText, spot.table)
        return spot.row(
            key, type: type, terminal: byOrder ? 0 : terminal, merchant: byOrder ? 0 : merchant,
            day: seconds.map { RowReader.matchDay(due.businessDay(seconds: $0)) } ?? 0, amount: amount,
            flags: flags)
    }

    @inline(__always)
    private func isOurCurrency(_ field: FieldText) -> Bool { field.isEmpty || field.bytes == currencyCode }
}

extension MatchRow {
    /// The reference part of the key.
    var joinKey: JoinKey { JoinKey(reference: reference, form: form) }
}
