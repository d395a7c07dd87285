// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The tables of attempts to pay, and of the closes of terminals' batches at their acquirers.
///
///     txn ── payment: one row for each attempt, its intent and its events as the journal has them
///              ├ refund: that it carries out; NULL for one that a till began
///              └ terminal, batch ── batch_close: one row for each close, its beginning and its steps
///
/// The events lie in the row, because each is written when the next one is decided: a sale is one row written twice.
/// `answer` is what the till behind a terminal proxy is told, and `delivered` when it had it.
/// `changed` is in milliseconds since 1970.
extension Schema {
    static let paymentTables = [
        """
        CREATE TABLE payment (
          id TEXT PRIMARY KEY, order_no TEXT NOT NULL, terminal TEXT NOT NULL, voucher TEXT NOT NULL, store TEXT,
          state TEXT NOT NULL, is_over INTEGER NOT NULL, trouble INTEGER, changed BIGINT NOT NULL,
          begun_by TEXT NOT NULL, receipt TEXT, refund TEXT, is_sample INTEGER NOT NULL, intent BYTEA NOT NULL,
          events BYTEA NOT NULL, delivered BIGINT, answer BYTEA, batch TEXT)
        """,
        "CREATE TABLE payment_number (terminal TEXT PRIMARY KEY, last BIGINT NOT NULL, is_sample INTEGER NOT NULL)",
        """
        CREATE TABLE batch_close (
          id TEXT PRIMARY KEY, terminal TEXT NOT NULL, batch TEXT NOT NULL, store TEXT, state TEXT NOT NULL,
          is_over INTEGER NOT NULL, number BIGINT NOT NULL, begun BIGINT NOT NULL, changed BIGINT NOT NULL,
          begun_by TEXT NOT NULL, is_sample INTEGER NOT NULL, intent BYTEA NOT NULL, steps BYTEA NOT NULL)
        """,
    ]

    static let paymentIndexes = [
        "CREATE INDEX payment_order ON payment (order_no)",
        "CREATE INDEX payment_open ON payment (terminal) WHERE is_over = 0",
        "CREATE INDEX payment_voucher ON payment (terminal, voucher)",
        "CREATE INDEX payment_receipt ON payment (receipt) WHERE receipt IS NOT NULL",
        "CREATE INDEX payment_refund ON payment (refund) WHERE refund IS NOT NULL",
        "CREATE INDEX payment_changed ON payment (changed, id)",
        "CREATE INDEX payment_batch ON payment (terminal, batch) WHERE batch IS NOT NULL",
        "CREATE INDEX batch_close_terminal ON batch_close (terminal, number)",
        "CREATE INDEX batch_close_begun ON batch_close (begun, id)",
    ]
}
