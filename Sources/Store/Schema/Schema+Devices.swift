// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The tables of terminals.
///
///     device: the reports that make a terminal's state, a handful each        device_policy: one row, or one each
///     device_report: what it told lately, 50 each        device_hour: in which minutes it was heard, a bit each
extension Schema {
    static let deviceTables = [
        """
        CREATE TABLE device (
          terminal TEXT NOT NULL, ordinal INTEGER NOT NULL, report BYTEA NOT NULL, is_sample INTEGER NOT NULL,
          PRIMARY KEY (terminal, ordinal))
        """,
        """
        CREATE TABLE device_policy (
          terminal TEXT PRIMARY KEY, policy BYTEA NOT NULL, is_sample INTEGER NOT NULL)
        """,
        """
        CREATE TABLE device_report (
          terminal TEXT NOT NULL, at BIGINT NOT NULL, report BYTEA NOT NULL, is_sample INTEGER NOT NULL,
          PRIMARY KEY (terminal, at, report))
        """,
        """
        CREATE TABLE device_hour (
          terminal TEXT NOT NULL, hour BIGINT NOT NULL, minutes BIGINT NOT NULL, is_sample INTEGER NOT NULL,
          PRIMARY KEY (terminal, hour))
        """,
    ]
}
