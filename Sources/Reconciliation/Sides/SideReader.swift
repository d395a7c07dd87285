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

    // MARK: Order numbers of tills and acquirers

    /// - Parameter refused: offsets of the batch's rows that were put aside.
    mutating func link(_ batch: TextBatch, _ table: InputTable, refused: Set<Int64>) {
        let isTill = table.side == .till
        let (till, acquirer) = (table.tillColumns, table.acquirerColumns)
        let order = isTill ? till.order : acquirer.order
        let original = isTill ? till.original : acquirer.original
        guard order >= 0 || original >= 0 else { return }
        let columns = KeyColumns(
            merchant: isTill ? till.merchant : acquirer.merchant, terminal: isTill ? till.terminal : acquirer.terminal,
            rrn: isTill ? till.rrn : acquirer.rrn, batch: isTill ? till.batch : acquirer.batch,
            trace: isTill ? till.trace : acquirer.trace, order: isTill || plan.mixed == nil ? order : acquirer.orderKey,
            time: isTill ? till.time : acquirer.time, side: isTill ? .till : .acquirer)
        for index in 0..<batch.count where refused.isEmpty || !refused.contains(batch.offset(index)) {
            let row = row(batch, index, table)
            guard let type = RowType.number(row.field(isTill ? till.type : acquirer.type)) else { continue }
            // Money given back belongs to the order of the sale that it gives back, where the row names it.
            let source = RowType.returnsMoney(type) ? row.field(original) : row.field(order)
            guard let number = OrderKey(source.isEmpty ? row.field(order) : source, long: plan.references) else {
                continue
            }
            let role = isTill ? LinkFlag.till : LinkFlag.acquirer
            let amount = plan.amounts.minor(row.field(isTill ? till.amount : acquirer.amount)) ?? 0
            let spot = Spot(batch, index, table)
            if let found = matchRow(row, columns, type: type, amount: amount, flags: role, spot) { add(number, found) }
        }
    }

    private func add(_ order: OrderKey, _ row: MatchRow) {
        let partition = partition(of: row.keyHash)
        links.append(OrderLink(order: order, row: row), to: partition)
    }

    // MARK: Receipts

    /// - Returns: why the row is put aside; nil for a good one.
    mutating func receipt(
        _ batch: TextBatch, _ index: Int, _ table: InputTable, _ totals: inout BatchTotals
    ) -> RowReason? {
        let (row, columns) = (row(batch, index, table), table.receiptColumns)
        guard let type = RowType.number(row.field(columns.type)) else { return .badType }
        guard let amount = plan.amounts.minor(row.field(columns.amount)) else { return .badAmount }
        let timeText = row.field(columns.time)
        let seconds = timeText.isEmpty ? nil : plan.clock.seconds(timeText)
        if !timeText.isEmpty, seconds == nil { return .badTime }
        guard isOurCurrency(row.field(columns.currency)) else { return .foreignCurrency }
        var flags: UInt64 = seconds.map { plan.receiptDue.isDue(seconds: $0) } ?? true ? ReceiptFlag.due : 0
        switch row.field(columns.printed).text {
        case "", "1": break
        case "0": flags |= ReceiptFlag.notPrinted
        default: return .badPrinted
        }
        switch row.field(columns.level).text {
        case "", "E2", "E3", "E4": break
        case "E0", "E1": flags |= ReceiptFlag.unconfirmed
        default: return .badLevel
        }
        guard !row.field(columns.terminal).isEmpty || plan.joinsByOrder else { return .noTerminal }
        let names = KeyColumns(
            merchant: columns.merchant, terminal: columns.terminal, rrn: columns.rrn, batch: columns.batch,
            trace: columns.trace, order: columns.order, time: columns.time)
        guard let found = matchRow(row, names, type: type, amount: amount, flags: flags, Spot(batch, index, table))
        else {
            return .noKey
        }
        totals.rows &+= 1
        totals.amount.add(amount)
        let partition = partition(of: found.keyHash)
        receipts.append(found, to: partition)
        return nil
    }

    // MARK: Orders

    /// - Returns: why the row is put aside; nil for a good one.
    mutating func order(
        _ batch: TextBatch, _ index: Int, _ table: InputTable, _ totals: inout BatchTotals
    ) -> RowReason? {
        let (row, columns) = (row(batch, index, table), table.orderColumns)
        guard let number = OrderKey(row.field(columns.order), long: plan.references) else { return .noOrder }
        guard let amount = plan.amounts.minor(row.field(columns.amount)) else { return .badAmount }
        guard let seconds = plan.clock.seconds(row.field(columns.time)) else { return .badTime }
        guard let status = OrderStatus(row.field(columns.status).text) else { return .badOrderStatus }
        guard isOurCurrency(row.field(columns.currency)) else { return .foreignCurrency }
        let due: UInt64 = plan.orderDue.isDue(seconds: seconds) ? OrderFlag.due : 0
        let names = KeyColumns(
            merchant: columns.merchant, terminal: columns.terminal, rrn: columns.rrn, batch: columns.batch,
            trace: columns.trace, order: plan.joinsByOrder ? columns.order : -1, time: columns.time)
        let (sale, spot) = (RowType.sale, Spot(batch, index, table))
        let keyed = matchRow(row, names, type: sale, amount: amount, flags: LinkFlag.order, spot)
        totals.rows &+= 1
        totals.amount.add(amount)
        if let keyed { add(number, keyed) }
        let own = spot.row(
            keyed?.joinKey ?? JoinKey(reference: 0, form: 0), type: sale, terminal: keyed?.terminal ?? 0,
            merchant: merchants.number(of: row.field(columns.merchant)) ?? 0, day: 0, amount: amount,
            flags: due | status.rawValue << OrderFlag.statusShift)
        orders.append(OrderLink(order: number, row: own), to: partition(of: number.hash))
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
        let place: Int64
        let line: Int

        init(_ batch: TextBatch, _ index: Int, _ table: InputTable) {
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
        _ row: RowText, _ columns: KeyColumns, type: UInt64, amount: Int64, flags: UInt64, _ spot: Spot
    ) -> MatchRow? {
        let key: JoinKey
        let mixed = plan.mixed?.joinsByOrder(
            row, order: columns.order, terminal: columns.terminal, rrn: columns.rrn, batch: columns.batch,
            trace: columns.trace, side: columns.side)
        let byOrder = plan.joinsByOrder && mixed ?? true
        switch byOrder
            ? keys.order(row.field(columns.order))
            : keys.key(rrn: row.field(columns.rrn), row, batch: columns.batch, trace: columns.trace)
        {
        case .key(let found): key = found
        case .none: return nil
        case .full:
            full = "references"
            return nil
        }
        guard let terminal = terminals.number(of: row.field(columns.terminal)),
            let merchant = merchants.number(of: row.field(columns.merchant))
        else {
            full = "terminals"
            return nil
        }
        if terminal == 0, !byOrder { return nil }
        let timeText = row.field(columns.time)
        let seconds = timeText.isEmpty ? nil : plan.clock.seconds(timeText)
        return spot.row(
            key, type: type, terminal: byOrder ? 0 : terminal, merchant: byOrder ? 0 : merchant,
            day: seconds.map { RowReader.matchDay(plan.due.businessDay(seconds: $0)) } ?? 0, amount: amount,
            flags: flags)
    }

    @inline(__always)
    private func partition(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) & (plan.partitions - 1) }

    @inline(__always)
    private func isOurCurrency(_ field: FieldText) -> Bool { field.isEmpty || field.bytes == plan.currencyCode }
}

extension MatchRow {
    /// The reference part of the key.
    var joinKey: JoinKey { JoinKey(reference: reference, form: form) }
}
