// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// What must not be deleted although no case holds it: a court or an authority may ask for it (保全).
public struct LegalHold: Sendable, Hashable, Identifiable {
    public enum Subject: Sendable, Hashable {
        /// Public number of a transaction.
        case transaction(String)
        /// Everything of a store on these business days.
        case days(StoreID, CivilDate, CivilDate)

        /// What people read, the same in both languages.
        public var text: String {
            switch self {
            case .transaction(let number): number
            case .days(let store, let first, let last): "\(store.text) \(first)…\(last)"
            }
        }
    }

    /// When it was lifted, by whom and why.
    public struct Lifting: Sendable, Hashable {
        public let at: Instant
        public let by: String
        public let reason: String
    }

    /// Number of its record in the journal.
    public let id: UInt64
    public let subject: Subject
    public let at: Instant
    public let by: String
    public let reason: String
    /// nil while it stands.
    public let lifting: Lifting?
}
