// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The table of hand-overs and audit notes.
extension Schema {
    static let evidenceTables = [
        """
        CREATE TABLE register (
          number INTEGER PRIMARY KEY, at BIGINT NOT NULL, actor TEXT NOT NULL, kind TEXT NOT NULL,
          subject TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL, recipient TEXT NOT NULL,
          sha256 TEXT NOT NULL, bytes BIGINT NOT NULL, is_sample INTEGER NOT NULL)
        """,
        """
        CREATE TABLE legal_hold (
          number INTEGER PRIMARY KEY, at BIGINT NOT NULL, actor TEXT NOT NULL, txn TEXT, store TEXT, first_day INTEGER,
          last_day INTEGER, reason TEXT NOT NULL, lifted BIGINT, lifted_by TEXT NOT NULL, lift_reason TEXT NOT NULL,
          is_sample INTEGER NOT NULL)
        """,
        """
        CREATE TABLE sample_draw (
          number INTEGER PRIMARY KEY, at BIGINT NOT NULL, actor TEXT NOT NULL, population TEXT NOT NULL,
          first_day INTEGER NOT NULL, last_day INTEGER NOT NULL, seed TEXT NOT NULL, total BIGINT NOT NULL,
          items TEXT NOT NULL, is_sample INTEGER NOT NULL)
        """,
        """
        CREATE TABLE sample_check (
          draw BIGINT NOT NULL, item TEXT NOT NULL, in_order INTEGER NOT NULL, note TEXT NOT NULL, at BIGINT NOT NULL,
          actor TEXT NOT NULL, is_sample INTEGER NOT NULL, PRIMARY KEY (draw, item))
        """,
    ]

    static let evidenceTableNames = ["register", "legal_hold", "sample_draw", "sample_check"]

    static let evidenceIndexes = ["CREATE INDEX register_subject ON register (subject, number)"]
}
