// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender
import Testing

@testable import Console

@Suite struct SourceTableTests {
    let words: Words

    init() throws { words = try Shelf.words(.english) }

    private func kinds(_ table: SourceTable, _ field: String) -> [String]? {
        table.rows.first { $0.name == words["field.\(field)"] }?.cells.map(\.kind)
    }

    @Test func `the most believed source is the first column`() {
        let entries = [Shelf.entry(.till, Shelf.facts()), Shelf.entry(.clearing, Shelf.facts())]
        let table = SourceTable(entries, believed: Shelf.facts(), words)
        #expect(table.columns.map(\.name) == ["Clearing file", "Till"])
        #expect(kinds(table, "amount") == ["believed", "same"])
        #expect(table.rows.allSatisfy { $0.kind == "agree" })
    }

    @Test func `what differs is marked and comes first`() {
        let entries = [
            Shelf.entry(.till, Shelf.facts(fen: 580)), Shelf.entry(.clearing, Shelf.facts()),
            Shelf.entry(.terminal, Shelf.facts()),
        ]
        let table = SourceTable(entries, believed: Shelf.facts(), words)
        #expect(table.rows.first?.name == "Amount")
        #expect(kinds(table, "amount") == ["believed", "same", "differs"])
        #expect(table.rows.first?.cells.last?.text == "¥5.80")
        #expect(table.rows.first?.cells.last?.note == words["detail.differsNote"])
    }

    @Test func `a source that says nothing is not in disagreement`() {
        var silent = Facts(type: .sale)
        silent.printed = false
        let entries = [Shelf.entry(.receipt, silent), Shelf.entry(.clearing, Shelf.facts())]
        let table = SourceTable(entries, believed: Shelf.facts(), words)
        #expect(kinds(table, "amount") == ["believed", "none"])
        #expect(kinds(table, "printed")?.contains("differs") == false)
    }

    @Test(arguments: [
        (Int64(0), "same"), (Int64(599), "same"), (Int64(601), "differs"), (Int64(-601), "differs"),
        (Int64.max / 2, "differs"),
    ])
    func `clocks may be ten minutes apart`(seconds: Int64, kind: String) {
        var till = Shelf.facts()
        till.occurredAt = till.occurredAt?.adding(seconds: seconds)
        let entries = [Shelf.entry(.till, till), Shelf.entry(.clearing, Shelf.facts())]
        #expect(kinds(SourceTable(entries, believed: Shelf.facts(), words), "time") == ["believed", kind])
    }

    @Test(arguments: [
        ("", "1234", "same"), ("622200", "1234", "same"), ("622201", "1234", "differs"), ("", "9999", "differs"),
    ])
    func `a card that shows less is the same card`(bin: String, last4: String, kind: String) {
        var till = Shelf.facts()
        till.card = MaskedPAN(bin: bin, last4: last4)
        let entries = [Shelf.entry(.till, till), Shelf.entry(.clearing, Shelf.facts())]
        #expect(kinds(SourceTable(entries, believed: Shelf.facts(), words), "card") == ["believed", kind])
    }

    @Test func `two rows of one source are two numbered columns, and no more than fit are shown`() {
        let entries = (0..<9).map { Shelf.entry(.clearing, Shelf.facts(), journal: $0) }
        let table = SourceTable(entries, believed: Shelf.facts(), words)
        #expect(table.columns.count == SourceTable.columnCountMax)
        #expect(table.columns.map(\.name).prefix(2) == ["Clearing file", "Clearing file 2"])
        #expect(table.more == "3 more are not shown")
    }

    @Test func `no evidence is an empty table, not a trap`() {
        let table = SourceTable([], believed: Facts(type: .sale), words)
        #expect(table.columns.isEmpty && table.rows.isEmpty && table.more == nil)
    }
}
