// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The tables of money that goes back, compensation and paper.
///
///     txn ──< refund ──< refund_step       compensation       receipt_book ──< hand_receipt       found_slip
extension Schema {
    static let refundTables = [
        """
        CREATE TABLE refund (
          id TEXT PRIMARY KEY, number BIGINT NOT NULL, txn BIGINT, store TEXT, amount BIGINT NOT NULL,
          currency TEXT NOT NULL, route TEXT NOT NULL, channel TEXT NOT NULL, exception TEXT NOT NULL,
          reason TEXT NOT NULL, words TEXT NOT NULL, case_id TEXT NOT NULL, asked_by TEXT NOT NULL,
          role TEXT NOT NULL, approval TEXT NOT NULL, asked BIGINT NOT NULL, state TEXT NOT NULL,
          waiting INTEGER NOT NULL, refused INTEGER NOT NULL, reference TEXT NOT NULL, changed BIGINT NOT NULL,
          is_sample INTEGER NOT NULL)
        """,
        """
        CREATE TABLE refund_step (
          refund TEXT NOT NULL, number BIGINT NOT NULL, at BIGINT NOT NULL, kind TEXT NOT NULL,
          reference TEXT NOT NULL, words TEXT NOT NULL, actor TEXT NOT NULL, is_sample INTEGER NOT NULL,
          PRIMARY KEY (refund, number))
        """,
        """
        CREATE TABLE compensation (
          number INTEGER PRIMARY KEY, kind TEXT NOT NULL, worth BIGINT NOT NULL, currency TEXT NOT NULL,
          case_id TEXT NOT NULL, store TEXT, words TEXT NOT NULL, code TEXT NOT NULL, given BIGINT NOT NULL,
          given_by TEXT NOT NULL, state TEXT NOT NULL, ended BIGINT, ended_by TEXT NOT NULL, why TEXT NOT NULL,
          is_sample INTEGER NOT NULL)
        """,
        """
        CREATE TABLE receipt_book (
          name TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL, store TEXT NOT NULL,
          made BIGINT NOT NULL, made_by TEXT NOT NULL, is_sample INTEGER NOT NULL)
        """,
        """
        CREATE TABLE hand_receipt (
          book TEXT NOT NULL, serial INTEGER NOT NULL, store TEXT NOT NULL, amount BIGINT, currency TEXT,
          items TEXT NOT NULL, written BIGINT, terminal TEXT NOT NULL, cashier TEXT NOT NULL, payer TEXT NOT NULL,
          txn BIGINT, spoiled TEXT NOT NULL, changed BIGINT NOT NULL, changed_by TEXT NOT NULL,
          is_sample INTEGER NOT NULL, PRIMARY KEY (book, serial))
        """,
        """
        CREATE TABLE found_slip (
          number INTEGER PRIMARY KEY, store TEXT NOT NULL, terminal TEXT NOT NULL, voucher TEXT NOT NULL,
          amount BIGINT, currency TEXT, found BIGINT NOT NULL, found_by TEXT NOT NULL, words TEXT NOT NULL,
          txn BIGINT, state TEXT NOT NULL, ended BIGINT, ended_by TEXT NOT NULL, is_sample INTEGER NOT NULL)
        """,
    ]

    static let refundIndexes = [
        "CREATE INDEX refund_txn ON refund (txn) WHERE txn IS NOT NULL",
        "CREATE INDEX refund_number ON refund (number)",
        "CREATE INDEX refund_open ON refund (number) WHERE state IN ('requested', 'accepted', 'unknown')",
        "CREATE INDEX refund_case ON refund (case_id) WHERE case_id <> ''",
        "CREATE UNIQUE INDEX compensation_code ON compensation (code) WHERE code <> ''",
        "CREATE INDEX compensation_case ON compensation (case_id)",
        "CREATE UNIQUE INDEX hand_receipt_txn ON hand_receipt (txn) WHERE txn IS NOT NULL",
        "CREATE INDEX found_slip_kept ON found_slip (number) WHERE state = 'kept'",
    ]

    static let refundTableNames = [
        "refund", "refund_step", "compensation", "receipt_book", "hand_receipt", "found_slip",
    ]
}
