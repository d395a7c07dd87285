// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

/// Names one finding of a transaction; the ordinal tells several with the same code and field apart.
struct FindingKey: Sendable, Hashable {
    let code: String
    let field: String
    let ordinal: Int64
}

/// A row of the table `finding`.
struct FindingRecord: Sendable, Hashable {
    let transaction: Int64
    let key: FindingKey
    let store: String?
    let moment: Int64
    let day: CivilDate
    let difference: Int64?
    let since: Instant
}

/// What becomes of a transaction's findings in the table, and of the cases that they make.
struct FindingChange {
    let moment: Int64
    /// Whether the table has some that go.
    let hadSome: Bool
    let records: [FindingRecord]
    let subject: CaseSubject
}

/// Findings wait until a group is judged, and are then written in the order of their moments: two of the table's
/// three trees are sorted by it.
extension Statements {
    /// Since when each finding of a transaction has been known.
    func findings(of id: Int64) throws -> [FindingKey: Instant] {
        let statement = try start(.findings)
        statement.bind(id)
        var found: [FindingKey: Instant] = [:]
        while try statement.step() {
            let key = FindingKey(
                code: statement.text(0) ?? "", field: statement.text(1) ?? "", ordinal: statement.number(2) ?? 0)
            found[key] = Instant(milliseconds: statement.number(3) ?? 0)
        }
        statement.finish()
        return found
    }

    /// Puts findings in the place of those that a transaction had.
    func replaceFindings(
        of id: Int64, at moment: Int64, by records: [FindingRecord], hadSome: Bool, subject: CaseSubject
    ) {
        let hadSome = hadSome || findingChanges[id]?.hadSome == true
        findingChanges[id] = FindingChange(moment: moment, hadSome: hadSome, records: records, subject: subject)
    }

    /// Whether a transaction was judged before in this group, and its findings wait.
    func hasFindings(waitingFor id: Int64) -> Bool { findingChanges[id] != nil }

    /// Writes the findings that wait, and brings the cases in step with them.
    func writeFindings(_ cases: CaseClerk) throws {
        for (id, change) in findingChanges.sorted(by: { ($0.value.moment, $0.key) < ($1.value.moment, $1.key) }) {
            if change.hadSome { try deleteFindings(of: id) }
            for record in change.records { try insert(record) }
            try cases.follow(change)
        }
        findingChanges.removeAll(keepingCapacity: true)
    }

    private func insert(_ finding: FindingRecord) throws {
        let statement = try start(.insertFinding)
        statement.bind(finding.transaction)
        statement.bind(finding.key.code)
        statement.bind(finding.key.field)
        statement.bind(finding.key.ordinal)
        statement.bind(finding.store)
        statement.bind(finding.moment)
        statement.bind(Int64(finding.day.daysSinceEpoch))
        statement.bind(finding.difference)
        statement.bind(finding.since.milliseconds)
        try statement.run()
    }

    private func deleteFindings(of id: Int64) throws {
        let statement = try start(.deleteFindings)
        statement.bind(id)
        try statement.run()
    }
}
