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
        """
    ]

    static let evidenceIndexes = ["CREATE INDEX register_subject ON register (subject, number)"]
}
