// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The table of limits and settings; `number` is the record in the journal.
extension Schema {
    static let rulesTables = [
        """
        CREATE TABLE shop_rules (
          number INTEGER PRIMARY KEY, at BIGINT NOT NULL, actor TEXT NOT NULL, kind TEXT NOT NULL, base BIGINT NOT NULL,
          proposal BIGINT NOT NULL, how TEXT NOT NULL, reason TEXT NOT NULL, content BYTEA NOT NULL,
          is_sample INTEGER NOT NULL)
        """
    ]
}
