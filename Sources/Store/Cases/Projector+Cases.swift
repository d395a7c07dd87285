// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Cases
internal import Charges
internal import GRDB
internal import Tender

extension Projector {
    /// Takes what happened with a case. An event that does not fit the case, or says nothing new, changes nothing.
    func put(_ record: CaseRecord, _ head: EntryHead, number: UInt64, in database: Database) throws {
        let id = record.id(inRecord: number)
        var row: CaseRow
        let event = record.event
        if let found = try CaseTable.row(id, in: database) {
            row = found
            // A code that a person gives to a case that is there joins it.
            let joining = CaseEvent(at: event.at, by: event.by, kind: event.kind.joining, reason: event.reason)
            // One that does not fit is not kept: the steps must fold again.
            guard let isNews = try? row.file.step(joining) else { return }
            guard isNews || event.kind.code.map({ !row.told.contains($0) }) == true else { return }
            row.log.append(joining)
        } else {
            guard let made = CaseRow(id, opened: event, isSample: head.isSample) else { return }
            row = made
            row.store = record.store
            if let subject = try subject(of: id, in: database) {
                (row.transaction, row.store, row.amount) = (subject.id, subject.facts.store, subject.facts.amount)
            }
            row.log.append(event)
        }
        if let code = event.kind.code { row.told.insert(code) }
        if !row.file.state.isOpen { row.told = [] }
        try CaseTable.put(row, known: known, statements: statements(database))
    }

    private func subject(of id: CaseID, in database: Database) throws -> TransactionRow? {
        guard let text = id.transaction, let asked = TransactionRow.id(text) else { return nil }
        let sql = "SELECT txn FROM alias WHERE old = ?"
        let row = try Int64.fetchOne(database, sql: sql, arguments: [asked]) ?? asked
        return try statements(database).transaction(row)
    }
}

extension CaseEvent.Kind {
    /// The code that a person gives with it.
    var code: FindingCode? {
        switch self {
        case .opened(let code), .joined(let code): code
        default: nil
        }
    }

    /// The same for a case that is open already.
    var joining: Self {
        if case .opened(let code) = self { .joined(code) } else { self }
    }
}
