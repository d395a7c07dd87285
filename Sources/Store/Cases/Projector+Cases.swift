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
            let known = event.by == CaseEvent.system ? row.holding : row.told
            guard isNews || event.kind.code.map({ !known.contains($0) }) == true else { return }
            row.log.append(joining)
        } else {
            guard let made = CaseRow(id, opened: event, isSample: head.isSample) else { return }
            row = made
            row.store = record.store
            row.subject = record.subject
            if let subject = try subject(of: id, in: database) {
                (row.transaction, row.store, row.amount) = (subject.id, subject.facts.store, subject.facts.amount)
            }
            row.log.append(event)
        }
        Self.note(event, in: &row)
        if !row.file.state.isOpen { row.told = [] }
        try CaseTable.put(row, known: known, statements: statements(database))
    }

    /// What a look found belongs to what holds; what a person says stays until a person takes it back.
    private static func note(_ event: CaseEvent, in row: inout CaseRow) {
        let isSeen = row.subject != nil && event.by == CaseEvent.system
        switch event.kind {
        case .opened(let code), .joined(let code):
            if isSeen { row.holding.insert(code) } else { row.told.insert(code) }
        case .cleared(let code, proof: _) where isSeen: row.holding.remove(code)
        case .proved where isSeen: row.holding = []
        default: break
        }
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
