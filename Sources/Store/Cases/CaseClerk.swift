// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Cases
internal import Charges
internal import Tender

/// The transaction whose findings changed, as its cases need it.
struct CaseSubject: Sendable {
    let transaction: Int64
    let store: StoreID?
    let amount: Money?
    /// When the observation that changed the verdict was recorded.
    let at: Instant
    /// Names that observation; the proof, where it put everything in order.
    let proof: String
    let isSample: Bool
    /// Whether the group brought the transaction: it can have no case yet.
    let isNew: Bool
}

/// Keeps cases in step with findings.
///
///     finding appears ─▶ no case of its family: opened ┐
///                     ─▶ case is at work: joined       ├─ one case for a transaction and family
///                     ─▶ case is over: reopened        ┘
///     all its findings gone ─▶ closed, with the observation as proof
///
/// A case that a person gave a code of his own stays open: no verdict can know that it is done.
struct CaseClerk {
    let known: Known
    let statements: Statements

    func follow(_ change: FindingChange) throws {
        let subject = change.subject
        var holding: [CodeRow.Family: Set<FindingCode>] = [:]
        var since: [FindingCode: Instant] = [:]
        for record in change.records {
            guard let code = FindingCode(record.key.code), let row = CodeTable.row(for: code) else { continue }
            holding[row.family, default: []].insert(code)
            since[code] = min(since[code] ?? record.since, record.since)
        }
        var cases: [CodeRow.Family: CaseRow] = [:]
        if !subject.isNew || change.hadSome {
            for row in try CaseTable.rows(of: subject.transaction, statements) {
                if let first = cases[row.family] {
                    try close(row, for: first, subject)
                } else {
                    cases[row.family] = row
                }
            }
        }
        for family in CodeRow.Family.allCases {
            let codes = holding[family] ?? []
            if var row = cases[family] {
                let changed = try follow(codes, of: &row, subject, since: since)
                if changed { try CaseTable.put(row, known: known, statements: statements) }
            } else if !codes.isEmpty {
                try open(family, codes, subject, since: since)
            }
        }
    }

    private func open(
        _ family: CodeRow.Family, _ codes: Set<FindingCode>, _ subject: CaseSubject, since: [FindingCode: Instant]
    ) throws {
        let sorted = codes.sorted { (since[$0] ?? subject.at, $0) < (since[$1] ?? subject.at, $1) }
        guard let first = sorted.first else { return }
        let opening = CaseEvent(at: since[first] ?? subject.at, by: CaseEvent.system, kind: .opened(first))
        let id = CaseID(transaction: subject.transaction, family: family)
        guard var row = CaseRow(id, opened: opening, isSample: subject.isSample) else { return }
        row.transaction = subject.transaction
        row.log.append(opening)
        _ = try follow(codes, of: &row, subject, since: since)
        try CaseTable.put(row, known: known, statements: statements)
    }

    /// - Returns: whether the row changed.
    private func follow(
        _ codes: Set<FindingCode>, of row: inout CaseRow, _ subject: CaseSubject, since: [FindingCode: Instant]
    ) throws -> Bool {
        let before = row
        let fresh = codes.subtracting(row.holding)
            .sorted { (since[$0] ?? subject.at, $0) < (since[$1] ?? subject.at, $1) }
        if !fresh.isEmpty, !row.file.state.isOpen { try add(.reopened, to: &row, at: subject.at, subject.proof) }
        for code in fresh { try add(.joined(code), to: &row, at: since[code] ?? subject.at, "") }
        let hadSome = !row.holding.isEmpty
        row.holding = codes
        row.store = subject.store
        row.amount = subject.amount
        row.isSample = row.isSample && subject.isSample
        // Somebody who is to ask the customer later still does, however clear the books are.
        let isAwaited = row.file.state == .resolved && row.file.followUpOn != nil
        if hadSome, codes.isEmpty, row.told.isEmpty, !isAwaited {
            try add(.proved(subject.proof), to: &row, at: subject.at, "")
        }
        return row != before
    }

    /// Two transactions turned out to be one, and each had a case: the older one goes on.
    private func close(_ row: CaseRow, for first: CaseRow, _ subject: CaseSubject) throws {
        guard row.file.state != .closed else { return }
        var row = row
        row.holding = []
        try add(.proved("= \(first.id.text), \(subject.proof)"), to: &row, at: subject.at, "")
        try CaseTable.put(row, known: known, statements: statements)
    }

    /// A step of the system's own. One that says nothing new, or that does not fit, is not kept.
    private func add(_ kind: CaseEvent.Kind, to row: inout CaseRow, at: Instant, _ reason: String) throws {
        let event = CaseEvent(at: at, by: CaseEvent.system, kind: kind, reason: reason)
        guard (try? row.file.step(event)) == true else { return }
        row.log.append(event)
    }
}
