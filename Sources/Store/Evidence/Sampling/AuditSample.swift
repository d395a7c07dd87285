// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// What an auditor drew to look at, and what became of it.
public struct AuditSample: Sendable, Hashable, Identifiable {
    /// Which records a sample is drawn from.
    public enum Population: String, CaseIterable, Sendable, Hashable {
        /// All requests for money back.
        case refunds
        /// Those that needed a second person.
        case overrides
        /// Those without an original, or after the channel's window.
        case exceptions
    }

    /// A draw as it was made.
    public struct Draw: Sendable, Hashable {
        public let population: Population
        public let from: CivilDate
        public let to: CivilDate
        public let seed: UInt64
        /// Records there were.
        public let total: Int
        /// Numbers of those that were drawn, sorted.
        public let items: [String]
    }

    /// What the auditor says of one record.
    public struct Check: Sendable, Hashable {
        public let item: String
        public let isInOrder: Bool
        public let note: String
        public let at: Instant
        public let by: String
    }

    /// Number of its record in the journal.
    public let id: UInt64
    public let at: Instant
    public let by: String
    public let draw: Draw
    /// The newest of each record.
    public let checks: [String: Check]

    public var isDone: Bool { checks.count == draw.items.count }
}
