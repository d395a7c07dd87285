// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The tables of messages and contacts.
///
///     contact ──< message ──< message_step        wording: one row for each template that was changed
extension Schema {
    static let messageTables = [
        """
        CREATE TABLE contact (
          id INTEGER PRIMARY KEY, route TEXT NOT NULL, sealed BYTEA NOT NULL, token TEXT NOT NULL, hint TEXT NOT NULL,
          language TEXT NOT NULL, matter TEXT NOT NULL, store TEXT NOT NULL, kept BIGINT NOT NULL,
          kept_by TEXT NOT NULL, consent INTEGER NOT NULL, not_theirs INTEGER NOT NULL, ended INTEGER NOT NULL,
          erased INTEGER NOT NULL, is_sample INTEGER NOT NULL)
        """,
        """
        CREATE TABLE message (
          id INTEGER PRIMARY KEY, request TEXT NOT NULL UNIQUE, template TEXT NOT NULL, language TEXT NOT NULL,
          route TEXT NOT NULL, purpose TEXT NOT NULL, contact BIGINT NOT NULL, subject TEXT NOT NULL,
          body TEXT NOT NULL, params TEXT NOT NULL, case_id TEXT NOT NULL, txn_id TEXT NOT NULL, receipt TEXT NOT NULL,
          store TEXT NOT NULL, queued BIGINT NOT NULL, not_before BIGINT NOT NULL, actor TEXT NOT NULL,
          state TEXT NOT NULL, due BIGINT, changed BIGINT NOT NULL, under_way INTEGER NOT NULL,
          undeliverable INTEGER NOT NULL, overdue INTEGER NOT NULL, is_sample INTEGER NOT NULL)
        """,
        """
        CREATE TABLE message_step (
          message BIGINT NOT NULL, number BIGINT NOT NULL, at BIGINT NOT NULL, kind TEXT NOT NULL, word TEXT NOT NULL,
          actor TEXT NOT NULL, is_sample INTEGER NOT NULL, PRIMARY KEY (message, number))
        """,
        """
        CREATE TABLE wording (
          template TEXT PRIMARY KEY, body TEXT NOT NULL, changed BIGINT NOT NULL, actor TEXT NOT NULL,
          is_sample INTEGER NOT NULL)
        """,
    ]

    static let messageIndexes = [
        "CREATE INDEX message_due ON message (due) WHERE due IS NOT NULL",
        "CREATE INDEX message_waiting ON message (changed) WHERE state IN ('sent', 'unknown') AND overdue = 0",
        "CREATE INDEX message_case ON message (case_id) WHERE case_id <> ''",
        "CREATE INDEX message_txn ON message (txn_id) WHERE txn_id <> ''",
        "CREATE INDEX message_contact ON message (contact, template, queued)",
        "CREATE INDEX message_undeliverable ON message (id) WHERE undeliverable = 1",
        "CREATE INDEX contact_token ON contact (token)",
        "CREATE INDEX contact_matter ON contact (matter) WHERE matter <> ''",
    ]

    static let messageTableNames = ["contact", "message", "message_step", "wording"]
}
