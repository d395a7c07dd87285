// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What is known of a message that was to be sent: never more than the channel said.
///
///     queued ─▶ sent ─▶ delivered
///        │        └───▶ failed
///        └─ answer lost ─▶ unknown
public enum MessageState: String, CaseIterable, Hashable, Sendable {
    case queued, sent, delivered, failed, unknown
}
