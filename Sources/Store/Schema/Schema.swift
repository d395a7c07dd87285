// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB

/// The tables of the projection. Any of it can be deleted and rebuilt from the journal.
///
///     file ──< observation >── txn ──< finding         store ──< terminal
///       └──< quarantine          └──< alias             person ──< session, attempt, answer
///     seen ─▶ observation   handle ─▶ txn
///     settlement   deposit   till_day   tariff   setting   position
///     receipts, cases, messages: Schema+Receipts, Schema+Cases, Schema+Messages
///
/// Queries are SQL that PostgreSQL reads as well; types here are the widest names both know, and `WITHOUT ROWID` is
/// SQLite's alone. `number` of an observation
/// is its number in the journal. `moment` is the wall-clock second by which a transaction is sorted and searched
/// (when it happened, or failing that when it was settled or recorded); `day` its business day since 1970.
enum Schema {
    /// Raised whenever a table changes: an older projection is then dropped and rebuilt from the journal.
    static let version: Int64 = 8

    static let tables = [
        """
        CREATE TABLE position (
          id INTEGER PRIMARY KEY, version BIGINT NOT NULL, journal BIGINT NOT NULL, reached BIGINT NOT NULL,
          last_txn BIGINT NOT NULL)
        """,
        """
        CREATE TABLE txn (
          id INTEGER PRIMARY KEY, moment BIGINT NOT NULL, day INTEGER NOT NULL, type TEXT NOT NULL,
          status TEXT, amount BIGINT, currency TEXT, store TEXT, merchant TEXT, terminal TEXT, batch TEXT,
          voucher TEXT, reference TEXT, authorisation TEXT, order_no TEXT, channel_order TEXT, bin TEXT,
          last4 TEXT, product TEXT, channel TEXT, acquirer TEXT, occurred BIGINT, settled INTEGER, fee BIGINT,
          net BIGINT, printed INTEGER, operator TEXT, original TEXT, remark TEXT, sources INTEGER NOT NULL,
          money TEXT NOT NULL, refunded BIGINT, unknown_since BIGINT, slip TEXT NOT NULL,
          settlement TEXT NOT NULL, fee_state TEXT NOT NULL, review_on INTEGER, codes TEXT)
        """,
        """
        CREATE TABLE observation (
          number INTEGER PRIMARY KEY, txn BIGINT NOT NULL, file BIGINT NOT NULL, source INTEGER NOT NULL,
          is_sample INTEGER NOT NULL, fingerprint BYTEA NOT NULL, join_key TEXT NOT NULL,
          confidence INTEGER NOT NULL, payload BYTEA NOT NULL)
        """,
        "CREATE TABLE seen (mark BIGINT NOT NULL, number BIGINT NOT NULL, PRIMARY KEY (mark, number)) WITHOUT ROWID",
        "CREATE TABLE handle (key BIGINT NOT NULL, txn BIGINT NOT NULL, PRIMARY KEY (key, txn)) WITHOUT ROWID",
        """
        CREATE TABLE finding (
          txn BIGINT NOT NULL, code TEXT NOT NULL, field TEXT NOT NULL, ordinal INTEGER NOT NULL,
          store TEXT, moment BIGINT NOT NULL, day INTEGER NOT NULL, difference BIGINT, since BIGINT NOT NULL,
          PRIMARY KEY (txn, code, field, ordinal)) WITHOUT ROWID
        """,
        """
        CREATE TABLE till_day (
          store TEXT NOT NULL, day INTEGER NOT NULL, file BIGINT NOT NULL, PRIMARY KEY (store, day))
        """,
        """
        CREATE TABLE settlement (
          day INTEGER NOT NULL, merchant TEXT NOT NULL, currency TEXT NOT NULL, is_sample INTEGER NOT NULL,
          rows BIGINT NOT NULL, gross BIGINT NOT NULL, fee BIGINT NOT NULL,
          PRIMARY KEY (day, merchant, currency, is_sample))
        """,
        "CREATE TABLE alias (old INTEGER PRIMARY KEY, txn BIGINT NOT NULL)",
        """
        CREATE TABLE deposit (
          number INTEGER PRIMARY KEY, merchant TEXT, day INTEGER NOT NULL, amount BIGINT NOT NULL,
          currency TEXT NOT NULL, reference TEXT, is_sample INTEGER NOT NULL)
        """,
        """
        CREATE TABLE file (
          id INTEGER PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL, bytes BIGINT NOT NULL,
          format TEXT NOT NULL, source INTEGER NOT NULL, imported_at BIGINT NOT NULL, imported_by TEXT NOT NULL,
          is_complete INTEGER NOT NULL, rows_read BIGINT NOT NULL, rows_added BIGINT NOT NULL,
          rows_refused BIGINT NOT NULL)
        """,
        """
        CREATE TABLE quarantine (
          file BIGINT NOT NULL, byte BIGINT NOT NULL, line BIGINT NOT NULL, reason_zh TEXT NOT NULL,
          reason_en TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (file, byte, line))
        """,
        """
        CREATE TABLE store (
          id TEXT PRIMARY KEY, name TEXT NOT NULL, zone TEXT NOT NULL, cut_off INTEGER NOT NULL,
          address TEXT NOT NULL, telephone TEXT NOT NULL, tax_number TEXT NOT NULL, statement_name TEXT NOT NULL,
          is_sample INTEGER NOT NULL)
        """,
        """
        CREATE TABLE terminal (
          id TEXT PRIMARY KEY, merchant TEXT, store TEXT NOT NULL, is_sample INTEGER NOT NULL)
        """,
        """
        CREATE TABLE person (
          id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL, role TEXT NOT NULL,
          stores TEXT NOT NULL, language TEXT NOT NULL, is_disabled INTEGER NOT NULL, password TEXT NOT NULL,
          is_sample INTEGER NOT NULL)
        """,
        """
        CREATE TABLE tariff (
          number INTEGER PRIMARY KEY, source TEXT NOT NULL, rows BYTEA NOT NULL, made_at BIGINT NOT NULL,
          made_by TEXT NOT NULL, is_sample INTEGER NOT NULL)
        """,
        "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
        """
        CREATE TABLE session (
          token BYTEA PRIMARY KEY, person BIGINT NOT NULL, begun BIGINT NOT NULL, used BIGINT NOT NULL)
        """,
        """
        CREATE TABLE answer (
          person TEXT NOT NULL, request TEXT NOT NULL, digest TEXT NOT NULL, content TEXT NOT NULL,
          at BIGINT NOT NULL, PRIMARY KEY (person, request))
        """,
        "CREATE TABLE attempt (name TEXT PRIMARY KEY, failures INTEGER NOT NULL, locked_until BIGINT NOT NULL)",
    ]

    static let indexes = [
        "CREATE INDEX observation_txn ON observation (txn, file)",
        "CREATE INDEX observation_sample ON observation (number) WHERE is_sample = 1",
        "CREATE INDEX txn_moment ON txn (moment, id)",
        "CREATE INDEX txn_amount ON txn (amount, moment)",
        "CREATE INDEX txn_last4 ON txn (last4, moment) WHERE last4 IS NOT NULL",
        "CREATE INDEX txn_voucher ON txn (voucher) WHERE voucher IS NOT NULL",
        "CREATE INDEX txn_authorisation ON txn (authorisation) WHERE authorisation IS NOT NULL",
        "CREATE INDEX txn_review ON txn (review_on) WHERE review_on IS NOT NULL",
        "CREATE INDEX txn_lonely ON txn (moment) WHERE (sources & 24) = 0",
        "CREATE INDEX txn_money ON txn (money, moment) WHERE money <> 'charged'",
        "CREATE INDEX txn_weak ON txn (amount, moment) WHERE reference IS NULL",
        "CREATE INDEX finding_code ON finding (code, moment)",
        "CREATE INDEX finding_moment ON finding (moment)",
        "CREATE INDEX deposit_day ON deposit (day)",
        "CREATE UNIQUE INDEX file_digest ON file (digest)",
    ]

    /// Made with the second store: where there is one, every list is its list, and the index of moments serves.
    static let storeIndex = "CREATE INDEX IF NOT EXISTS txn_store ON txn (store, moment) WHERE store IS NOT NULL"

    /// Tables that the journal does not know: they are kept when the others are rebuilt, and left out of the
    /// digest.
    static let passing: Set<String> = ["session", "attempt", "answer"]

    /// Every table and index, of all subjects.
    static let allTables =
        tables + receiptTables + caseTables + messageTables + refundTables + deviceTables + evidenceTables
        + DirectoryTable.statements + rulesTables + paymentTables
    static let allIndexes =
        indexes + receiptIndexes + caseIndexes + messageIndexes + refundIndexes + evidenceIndexes + paymentIndexes

    /// Makes all tables in an empty database.
    static func create(in database: Database) throws {
        for statement in allTables + allIndexes { try database.execute(sql: statement) }
        try database.execute(
            sql: "INSERT INTO position (id, version, journal, reached, last_txn) VALUES (1, ?, 0, 0, 0)",
            arguments: [version])
    }
}
