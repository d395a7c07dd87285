// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The tables of cases.
///
///     txn ──< work_case
///
/// A row of `work_case` holds the steps of a case (`events`, as `CaseLog` lays them out) and, beside them, their fold:
/// a queue is sorted and filtered by it. The steps lie in the row because a file of a million rows may open a million
/// cases and the next file may close them: each is then one row written, not three. `codes` hold now, `told` are codes
/// that a person gave and that no verdict takes back; `subject` names what a watched case is about. `due` and `act_due`
/// are milliseconds since 1970.
extension Schema {
    static let caseTables = [
        """
        CREATE TABLE work_case (
          id TEXT PRIMARY KEY, txn BIGINT, subject TEXT, family TEXT NOT NULL, store TEXT, code TEXT NOT NULL,
          codes TEXT NOT NULL, told TEXT NOT NULL, state TEXT NOT NULL, party TEXT,
          is_open INTEGER NOT NULL, opened BIGINT NOT NULL,
          changed BIGINT NOT NULL, assignee TEXT, owner TEXT NOT NULL, act_due BIGINT NOT NULL, due BIGINT NOT NULL,
          acknowledged INTEGER NOT NULL, cause TEXT, amount BIGINT, currency TEXT, is_held INTEGER NOT NULL,
          follow_up INTEGER, satisfaction INTEGER, closed BIGINT, words TEXT NOT NULL, is_sample INTEGER NOT NULL,
          events BYTEA NOT NULL)
        """
    ]

    static let caseIndexes = [
        "CREATE INDEX work_case_txn ON work_case (txn) WHERE txn IS NOT NULL",
        "CREATE INDEX work_case_subject ON work_case (subject) WHERE subject IS NOT NULL",
        // By time only what is still work: a case that is over leaves these trees, which stay as small as the queue.
        "CREATE INDEX work_case_due ON work_case (due, id) WHERE is_open = 1",
        "CREATE INDEX work_case_code ON work_case (code, due, id) WHERE is_open = 1",
        "CREATE INDEX work_case_store ON work_case (store, due, id) WHERE is_open = 1",
        "CREATE INDEX work_case_assignee ON work_case (assignee, due, id) WHERE is_open = 1 AND assignee IS NOT NULL",
        // Holds all that the counts by state ask for.
        "CREATE INDEX work_case_state ON work_case (state, store)",
        "CREATE INDEX work_case_changed ON work_case (changed, id)",
    ]
}
