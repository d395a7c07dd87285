// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Cases
internal import GRDB
internal import Tender

/// Whether the contact data of a matter may go, and why not.
///
///     a case of it is open, or closed for less than the days that were set ─▶ needed
///     a case of it is held, or a hold covers its transaction or its store's day ─▶ held
///     else ─▶ due
struct Keeping {
    enum Standing: Equatable { case needed, held, due }

    let database: Database
    let known: Known
    let now: Instant
    let holds: [LegalHold]

    init(_ database: Database, known: Known, now: Instant) throws {
        self.database = database
        self.known = known
        self.now = now
        holds = try HoldTable.all(standingOnly: true, in: database)
    }

    /// The time before which something must be over for the data to go.
    var oldest: Instant { now.adding(milliseconds: -Int64(known.rules.contactDays) * 86_400_000) }

    func standing(matter: String, store: StoreID?, keptAt: Instant) throws -> Standing {
        let transaction = try transaction(of: matter)
        let sql = "SELECT state, closed, is_held FROM work_case WHERE \(transaction == nil ? "id" : "txn") = ?"
        let key: any DatabaseValueConvertible = transaction ?? matter
        let cases = try Row.fetchAll(database, sql: sql, arguments: StatementArguments([key]) ?? [])
        if cases.contains(where: { ($0[2] as Int) != 0 }) { return .held }
        if try isHeld(transaction, store: store, keptAt: keptAt) { return .held }
        let isOver = cases.allSatisfy { row in
            (row[0] as String) == CaseState.closed.name && (row[1] as Int64?).map { $0 <= oldest.milliseconds } == true
        }
        return isOver && keptAt <= oldest ? .due : .needed
    }

    /// The transaction that a matter is, or is about, followed through merges.
    private func transaction(of matter: String) throws -> Int64? {
        if let id = CaseID(matter), matter.hasPrefix("K") {
            return try Int64.fetchOne(database, sql: "SELECT txn FROM work_case WHERE id = ?", arguments: [id.text])
        }
        return try RefundTable.resolved(matter, in: database)
    }

    private func isHeld(_ transaction: Int64?, store: StoreID?, keptAt: Instant) throws -> Bool {
        guard !holds.isEmpty else { return false }
        var (place, day) = (store, known.calendar(of: store).zone.civil(at: keptAt).date)
        if let transaction {
            let sql = "SELECT store, day FROM txn WHERE id = ?"
            if let row = try Row.fetchOne(database, sql: sql, arguments: [transaction]) {
                place = (row[0] as String?).flatMap { StoreID($0) } ?? place
                day = CivilDate(daysSinceEpoch: row[1])
            }
        }
        return try holds.contains { hold in
            switch hold.subject {
            case .transaction(let number):
                try transaction != nil && RefundTable.resolved(number, in: database) == transaction
            case .days(let store, let first, let last): place == store && first <= day && day <= last
            }
        }
    }
}
