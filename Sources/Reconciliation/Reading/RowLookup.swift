// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching
internal import Tariffs
internal import Tender

/// A till row read again for a finding.
struct TillRecord {
    var merchant = "", terminal = "", rrn = "", batch = "", trace = "", type = "", product = "", order = ""
    var status = ""
    var amount: Int64 = 0
    var timeText = ""
    var shift: ClockShift?
    var reference = ""

    /// On the store's clock.
    var time: CivilTime? { CivilTime(fileText: timeText).map { shift?.time($0) ?? $0 } }
}

/// An acquirer row read again for a finding.
struct AcquirerRecord {
    var merchant = "", terminal = "", rrn = "", batch = "", trace = "", type = "", product = "", order = ""
    var amount: Int64 = 0
    var fee: Int64?
    var settleDate: CivilDate?
    var timeText = ""
    var shift: ClockShift?
    var acquirer: String?
    var brand = "", channel = "", instalments = ""
    var currency = ""
    /// It has an amount and a type.
    var isPriced = false
    /// What the fee is made of, where the file says.
    var parts: [PartPrice.Kind: Int64] = [:]
    var reference = ""

    /// On the store's clock.
    var time: CivilTime? { CivilTime(fileText: timeText).map { shift?.time($0) ?? $0 } }
}

/// A receipt or an order read again for a finding.
struct WitnessRecord {
    var merchant = "", terminal = "", rrn = "", type = "", order = ""
    /// An order's status, or how well a receipt is proven.
    var status = ""
    var amount: Int64 = 0
    var reference = ""
}

extension TillRecord {
    /// Everything but where the row stands.
    init(_ row: RowText, _ columns: TillColumns, _ amounts: AmountText) {
        let text = { (index: Int) in row.field(index).text }
        merchant = text(columns.merchant)
        terminal = text(columns.terminal)
        rrn = text(columns.rrn)
        batch = text(columns.batch)
        trace = text(columns.trace)
        type = text(columns.type)
        product = text(columns.product)
        order = text(columns.order)
        status = text(columns.status)
        let sum = row.field(columns.amount)
        amount = sum.isEmpty ? 0 : amounts.minor(sum) ?? 0
        timeText = text(columns.time)
    }
}

extension AcquirerRecord {
    /// The row that the peek has loaded.
    init(_ peek: RowPeek, _ table: InputTable, _ amounts: AmountText) {
        self.init(peek.row, table.acquirerColumns, amounts)
        acquirer = table.acquirer
        shift = table.shift
    }

    /// Everything but whose file it is and where it stands there.
    init(_ row: RowText, _ columns: AcquirerColumns, _ amounts: AmountText) {
        let text = { (index: Int) in row.field(index).text }
        let amount = { (index: Int) -> Int64? in
            let field = row.field(index)
            return field.isEmpty ? nil : amounts.minor(field)
        }
        merchant = text(columns.merchant)
        terminal = text(columns.terminal)
        rrn = text(columns.rrn)
        batch = text(columns.batch)
        trace = text(columns.trace)
        type = text(columns.type)
        product = text(columns.product)
        order = text(columns.order)
        currency = text(columns.currency)
        self.amount = amount(columns.amount) ?? 0
        isPriced = amount(columns.amount) != nil && !type.isEmpty
        fee = amount(columns.fee)
        settleDate = CivilDate(fileText: text(columns.settleDate))
        timeText = text(columns.time)
        brand = text(columns.brand)
        channel = text(columns.channel)
        instalments = text(columns.instalments)
        parts[.interchange] = amount(columns.interchange)
        parts[.scheme] = amount(columns.schemeFee)
        parts[.markup] = amount(columns.markup)
    }
}

/// Reads single rows again by their place. One lookup is used by one thread.
final class RowLookup {
    private let plan: ReadingPlan
    private let lines: [LineIndex]
    private let peeks: [RowPeek]
    /// Rows of earlier runs, whose files are not asked for again; nil in a run that carries none.
    let carried: CarriedLookup?

    /// - Parameter window: bytes read at a time; more than a row or two where many rows are read in order.
    init(_ plan: ReadingPlan, lines: [LineIndex], window: Int = 512) {
        self.plan = plan
        self.lines = lines
        carried = plan.carried.map { CarriedLookup($0, plan) }
        peeks = plan.tables.map { RowPeek($0.source, window: window, decode: $0.encoding.decoding()) }
    }

    private func table(_ side: InputTable.Side, place: Int64) -> Int? {
        var number = plan.tables.count - 1
        while number >= 0, plan.tables[number].side != side || plan.tables[number].base > place { number -= 1 }
        return number < 0 ? nil : number
    }

    /// `file:line@byte` of a row.
    func reference(_ row: MatchRow, side: InputTable.Side) -> String {
        if let carried, carried.holds(row, side) { return carried.reference(row, side: side) }
        guard let number = table(side, place: row.place) else { return "" }
        let offset = row.place - plan.tables[number].base
        // Lines are counted from the chunk's first in the row and from the file's first here; the index knows.
        return reference(
            table: number, offset: offset, line: lines[number].line(offset: offset, lowByte: row.lineByte))
    }

    func reference(table number: Int, offset: Int64, line: Int) -> String {
        let table = plan.tables[number]
        if let origins = table.origins {
            let row = line - table.shape.firstLine
            guard origins.indices.contains(row) else { return table.name }
            return "\(table.name):\(origins[row].line)@\(origins[row].byte)"
        }
        var text = table.name
        text.reserveCapacity(text.utf8.count + 24)
        text += ":"
        text += String(line)
        text += "@"
        text += String(offset)
        return text
    }

    /// An acquirer's row as it stands in its file, until the next one is read.
    func acquirerRow(_ row: MatchRow) -> (table: Int, offset: Int64, row: RowText)? {
        guard let number = table(.acquirer, place: row.place) else { return nil }
        let offset = row.place - plan.tables[number].base
        return peeks[number].load(at: offset) ? (number, offset, peeks[number].row) : nil
    }

    func till(_ row: MatchRow) -> TillRecord? {
        if let carried, carried.holds(row, .till) { return carried.till(row) }
        guard let number = table(.till, place: row.place) else { return nil }
        let table = plan.tables[number]
        let peek = peeks[number]
        guard peek.load(at: row.place - table.base) else { return nil }
        var record = TillRecord(peek.row, table.tillColumns, plan.amounts)
        record.shift = table.shift
        record.reference = reference(row, side: .till)
        return record
    }

    func acquirer(_ row: MatchRow) -> AcquirerRecord? {
        if let carried, carried.holds(row, .acquirer) { return carried.acquirer(row) }
        guard let number = table(.acquirer, place: row.place) else { return nil }
        let table = plan.tables[number]
        let peek = peeks[number]
        guard peek.load(at: row.place - table.base) else { return nil }
        var record = AcquirerRecord(peek, table, plan.amounts)
        record.reference = reference(row, side: .acquirer)
        return record
    }

    /// The fields of a receipt or an order, by the names of its header.
    func witness(_ row: MatchRow, side: InputTable.Side) -> WitnessRecord? {
        guard let number = table(side, place: row.place) else { return nil }
        let table = plan.tables[number]
        let peek = peeks[number]
        guard peek.load(at: row.place - table.base) else { return nil }
        var record = WitnessRecord(reference: reference(row, side: side))
        let (receipt, order) = (table.receiptColumns, table.orderColumns)
        let text = { (first: Int, second: Int) in peek.field(side == .receipt ? first : second).text }
        record.merchant = text(receipt.merchant, order.merchant)
        record.terminal = text(receipt.terminal, order.terminal)
        record.rrn = text(receipt.rrn, order.rrn)
        record.type = text(receipt.type, -1)
        record.order = text(receipt.order, order.order)
        record.status = text(receipt.level, order.status)
        record.amount = amount(peek.field(side == .receipt ? receipt.amount : order.amount)) ?? 0
        return record
    }

    /// The amount of a row, read again only where it does not fit the match row.
    func amount(_ row: MatchRow, side: InputTable.Side) -> Int64 {
        guard row.flags & RowFlag.wide != 0 else { return Int64(row.amount) }
        switch side {
        case .till: return till(row)?.amount ?? 0
        case .acquirer: return acquirer(row)?.amount ?? 0
        case .receipt, .order, .bank: return witness(row, side: side)?.amount ?? 0
        }
    }

    private func amount(_ field: FieldText) -> Int64? { field.isEmpty ? nil : plan.amounts.minor(field) }
}
