// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The tables of receipts and printers.
///
///     printer ──< receipt ──< receipt_step
///                    └──< pickup              receipt.observation ─▶ observation ─▶ txn
extension Schema {
    static let receiptTables = [
        """
        CREATE TABLE printer (
          name TEXT PRIMARY KEY, store TEXT NOT NULL, address TEXT NOT NULL, port INTEGER NOT NULL,
          profile TEXT NOT NULL, age INTEGER NOT NULL, fail_over TEXT NOT NULL, senders TEXT NOT NULL,
          is_sample INTEGER NOT NULL)
        """,
        """
        CREATE TABLE printer_state (
          printer TEXT PRIMARY KEY, changed BIGINT NOT NULL, link TEXT NOT NULL, paper TEXT NOT NULL,
          proof TEXT NOT NULL, cover INTEGER NOT NULL, cutter INTEGER NOT NULL, unrecoverable INTEGER NOT NULL,
          offline INTEGER NOT NULL, faulty_since BIGINT, is_sample INTEGER NOT NULL)
        """,
        """
        CREATE TABLE receipt (
          id TEXT PRIMARY KEY, printer TEXT NOT NULL, store TEXT, sender TEXT NOT NULL, started BIGINT NOT NULL,
          ended BIGINT NOT NULL, ending TEXT NOT NULL, content BYTEA NOT NULL, digest TEXT NOT NULL,
          masked INTEGER NOT NULL, copy INTEGER NOT NULL, original TEXT, text TEXT NOT NULL, encoding TEXT NOT NULL,
          confidence INTEGER NOT NULL, cut_short INTEGER NOT NULL, level INTEGER NOT NULL, report TEXT NOT NULL,
          fault TEXT, changed BIGINT NOT NULL, last_event INTEGER NOT NULL, facts BYTEA, observation BIGINT,
          amount BIGINT, currency TEXT, occurred BIGINT, is_sample INTEGER NOT NULL)
        """,
        """
        CREATE TABLE receipt_step (
          receipt TEXT NOT NULL, number BIGINT NOT NULL, at BIGINT NOT NULL, kind TEXT NOT NULL,
          word TEXT NOT NULL, actor TEXT NOT NULL, is_sample INTEGER NOT NULL, PRIMARY KEY (receipt, number))
        """,
        """
        CREATE TABLE copy_request (
          job TEXT PRIMARY KEY, original TEXT NOT NULL, copy INTEGER NOT NULL, printer TEXT NOT NULL,
          reason TEXT NOT NULL, at BIGINT NOT NULL, actor TEXT NOT NULL, is_sample INTEGER NOT NULL)
        """,
        """
        CREATE TABLE pickup (
          code TEXT PRIMARY KEY, receipt TEXT NOT NULL, made BIGINT NOT NULL, revoked BIGINT,
          is_sample INTEGER NOT NULL)
        """,
    ]

    static let receiptIndexes = [
        "CREATE INDEX receipt_ended ON receipt (ended, id)",
        "CREATE INDEX receipt_observation ON receipt (observation) WHERE observation IS NOT NULL",
        "CREATE INDEX receipt_open ON receipt (ended) WHERE report IN ('captured', 'held', 'unconfirmed', 'stale')",
        "CREATE INDEX receipt_original ON receipt (original) WHERE original IS NOT NULL",
        "CREATE INDEX copy_request_original ON copy_request (original)",
        "CREATE INDEX pickup_receipt ON pickup (receipt)",
    ]

    static let receiptTableNames = ["printer", "printer_state", "receipt", "receipt_step", "copy_request", "pickup"]
}
