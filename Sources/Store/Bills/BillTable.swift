// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender
internal import Wallets

/// Rows of the wallets' daily bills.
///
///     wallet_account: whose bills are fetched ──< wallet_bill: one row for each account and day
enum BillTable {
    static let statements = [
        """
        CREATE TABLE wallet_account (
          account TEXT PRIMARY KEY, since INTEGER NOT NULL, terminals TEXT NOT NULL, is_followed INTEGER NOT NULL)
        """,
        """
        CREATE TABLE wallet_bill (
          account TEXT NOT NULL, day INTEGER NOT NULL, outcome TEXT NOT NULL, words TEXT NOT NULL, file BIGINT NOT NULL,
          name TEXT NOT NULL, rows_read BIGINT NOT NULL, rows_added BIGINT NOT NULL, rows_refused BIGINT NOT NULL,
          tries INTEGER NOT NULL, tried BIGINT NOT NULL, tried_by TEXT NOT NULL,
          PRIMARY KEY (account, day)) WITHOUT ROWID
        """,
    ]

    static func put(_ entry: BillEntry, _ head: EntryHead, in database: Database) throws {
        switch entry {
        case .followed(let account):
            let sql = """
                INSERT INTO wallet_account (account, since, terminals, is_followed) VALUES (?, ?, ?, 1)
                ON CONFLICT (account) DO UPDATE
                SET since = MIN(since, excluded.since), terminals = excluded.terminals, is_followed = 1
                """
            try database.execute(
                sql: sql,
                arguments: [
                    account.name.description, account.since.daysSinceEpoch,
                    account.terminals.map(\.text).joined(separator: "\n"),
                ])
        case .left(let name):
            let sql = "UPDATE wallet_account SET is_followed = 0 WHERE account = ?"
            try database.execute(sql: sql, arguments: [name.description])
        case .tried(let one): try put(one, head, in: database)
        }
    }

    /// The newest try counts, but for a bill that is here.
    private static func put(_ one: BillTry, _ head: EntryHead, in database: Database) throws {
        let key: StatementArguments = [one.account.description, one.day.daysSinceEpoch]
        let known = "SELECT outcome FROM wallet_bill WHERE account = ? AND day = ?"
        let isHere = try String.fetchOne(database, sql: known, arguments: key) == "imported"
        if isHere, one.outcome != .imported {
            let sql = "UPDATE wallet_bill SET tries = tries + 1 WHERE account = ? AND day = ?"
            return try database.execute(sql: sql, arguments: key)
        }
        let sql = """
            INSERT INTO wallet_bill (account, day, outcome, words, file, name, rows_read, rows_added, rows_refused,
              tries, tried, tried_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)
            ON CONFLICT (account, day) DO UPDATE
            SET outcome = excluded.outcome, words = excluded.words, file = excluded.file, name = excluded.name,
              rows_read = excluded.rows_read, rows_added = MAX(rows_added, excluded.rows_added),
              rows_refused = excluded.rows_refused, tries = tries + 1, tried = excluded.tried,
              tried_by = excluded.tried_by
            """
        let (word, words) = BillWord.coded(one.outcome)
        try database.execute(
            sql: sql,
            arguments: key + [
                word, words, one.file, one.name, one.rows, one.added, one.quarantined, head.at.milliseconds, head.by,
            ])
    }

    /// Accounts that are followed, by name.
    static func accounts(in database: Database) throws -> [BillAccount] {
        let sql = "SELECT account, since, terminals FROM wallet_account WHERE is_followed = 1 ORDER BY account"
        return try Row.fetchAll(database, sql: sql).compactMap { row in
            guard let name = WalletAccountName(row[0] as String) else { return nil }
            let terminals = (row[2] as String).split(separator: "\n").compactMap { TerminalID(String($0)) }
            return BillAccount(name, since: CivilDate(daysSinceEpoch: row[1]), terminals: terminals)
        }
    }

    static func book(of account: BillAccount, known: Known, in database: Database) throws -> BillBook {
        let sql = """
            SELECT day, outcome, words, file, name, rows_read, rows_added, rows_refused, tries, tried, tried_by
            FROM wallet_bill WHERE account = ? ORDER BY day
            """
        var days: [CivilDate: BillBook.Kept] = [:]
        for row in try Row.fetchAll(database, sql: sql, arguments: [account.name.description]) {
            guard let outcome = BillWord.outcome(row[1], row[2]) else { continue }
            let day = CivilDate(daysSinceEpoch: row[0])
            var one = BillTry(account: account.name, day: day, outcome: outcome)
            (one.file, one.name) = (row[3], row[4])
            (one.rows, one.added, one.quarantined) = (row[5], row[6], row[7])
            days[day] = BillBook.Kept(last: one, tries: row[8], triedAt: Instant(milliseconds: row[9]), by: row[10])
        }
        var traded: Set<CivilDate> = []
        for (day, kept) in days where kept.last.outcome == BillRecord.Outcome.none {
            if try isTraded(day, at: account.terminals, in: database) { traded.insert(day) }
        }
        let stores = account.terminals.map { terminal -> StoreID? in
            var place = Facts(type: .sale)
            place.terminal = terminal
            return known.store(of: place)
        }
        return BillBook(account: account, stores: Set(stores), days: days, traded: traded)
    }

    /// Whether an attempt over the account's links ended approved on a day in Beijing.
    private static func isTraded(_ day: CivilDate, at terminals: [TerminalID], in database: Database) throws -> Bool {
        let start = Zone.shanghai.instant(of: CivilTime(day)).milliseconds
        let sql = """
            SELECT 1 FROM payment
            WHERE changed >= ? AND changed < ? AND terminal = ? AND state IN ('approved', 'partial') LIMIT 1
            """
        for terminal in terminals {
            let arguments: StatementArguments = [start, start + 86_400_000, terminal.text]
            if try Int.fetchOne(database, sql: sql, arguments: arguments) != nil { return true }
        }
        return false
    }
}
