// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns

/// Order numbers of the rows that have no other key, exactly, for a job in which some rows join by order number and
/// the others by terminal and reference.
///
///     bytes │A-1│A-2│…     ends │3│6│…     slots: open addressing, 0 is free, n names text n - 1
struct OrderNumbers: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var slots = [UInt32](repeating: 0, count: 64)

    var isEmpty: Bool { ends.isEmpty }

    mutating func insert(_ text: [UInt8]) {
        guard !text.isEmpty, ends.count < Int(UInt32.max) - 1 else { return }
        let slot = slot(of: text)
        guard slots[slot] == 0 else { return }
        bytes += text
        ends.append(bytes.count)
        slots[slot] = UInt32(ends.count)
        if ends.count * 2 > slots.count { grow() }
    }

    func contains(_ text: [UInt8]) -> Bool { !text.isEmpty && slots[slot(of: text)] != 0 }

    /// Where the text is, or would be put.
    private func slot(of text: some Collection<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        var slot = Int(truncatingIfNeeded: Mix.finish(hash)) & (slots.count - 1)
        while slots[slot] != 0, !self.text(Int(slots[slot]) - 1).elementsEqual(text) {
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    private func text(_ index: Int) -> ArraySlice<UInt8> { bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]] }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        for index in ends.indices { slots[slot(of: text(index))] = UInt32(index + 1) }
    }
}

/// Which rows of a mixed job join by order number: those without another key, and those that such a row of the other
/// side names by their number. Everything else joins by terminal and reference.
///
///     till  A-1, RRN 17 │ acquirer A-1 only ─▶ both by order        till  A-2 only │ acquirer A-2, RRN 18 ─▶ by order
///     till  A-3, RRN 19 │ acquirer A-3, RRN 19 ─▶ both by RRN
///
/// A sale that was tried twice has one row with a reference and one without; the one without is the order's.
struct MixedKeys: Sendable {
    private let tills: OrderNumbers
    private let acquirers: OrderNumbers

    /// Looks through all rows once.
    init(_ tables: [InputTable]) {
        var (tills, acquirers) = (OrderNumbers(), OrderNumbers())
        for table in tables {
            let columns = Self.columns(of: table)
            guard columns.order >= 0 else { continue }
            _ = table.encoding.settle()
            let peek = RowPeek(table.source, decode: table.encoding.decoding())
            var offset = table.shape.dataStart
            while offset < table.source.size, let row = peek.row(at: offset) {
                offset = row.next
                let field = { (index: Int) in row.fields.indices.contains(index) ? row.fields[index] : [] }
                guard row.fault == nil, row.fields.count == table.shape.fieldCount, !columns.hasSlipKey(field) else {
                    continue
                }
                if table.side == .till { tills.insert(field(columns.order)) }
                if table.side == .acquirer { acquirers.insert(field(columns.order)) }
            }
        }
        self.tills = tills
        self.acquirers = acquirers
    }

    /// Whether a row with an order number joins by it.
    ///
    /// - Parameter decode: for a row that is not UTF-8.
    func joinsByOrder(
        _ row: RowText, order: Int, terminal: Int, rrn: Int, batch: Int, trace: Int, side: InputTable.Side,
        decode: RowEncoding.Decoding? = nil
    ) -> Bool {
        let number = row.field(order)
        guard !number.isEmpty else { return false }
        let hasReference = !row.field(rrn).isEmpty || (!row.field(batch).isEmpty && !row.field(trace).isEmpty)
        guard hasReference, !row.field(terminal).isEmpty else { return true }
        let text = number.recoded(decode)
        return side == .till
            ? acquirers.contains(text) && !tills.contains(text) : tills.contains(text) && !acquirers.contains(text)
    }

    /// Columns of the two kinds of key.
    struct Columns {
        let order: Int
        let terminal: Int
        let rrn: Int
        let batch: Int
        let trace: Int

        func hasSlipKey(_ field: (Int) -> [UInt8]) -> Bool {
            !field(terminal).isEmpty && (!field(rrn).isEmpty || (!field(batch).isEmpty && !field(trace).isEmpty))
        }
    }

    static func columns(of table: InputTable) -> Columns {
        if table.side == .till {
            let columns = table.tillColumns
            return Columns(
                order: columns.order, terminal: columns.terminal, rrn: columns.rrn, batch: columns.batch,
                trace: columns.trace)
        }
        let columns = table.acquirerColumns
        return Columns(
            order: table.keys == .slip ? -1 : columns.order, terminal: columns.terminal, rrn: columns.rrn,
            batch: columns.batch, trace: columns.trace)
    }
}
