// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// Everything a search gives back: how the words were read, what fits, and what to try when nothing does.
public struct RecallAnswer: Sendable, Hashable {
    public let query: MemoryQuery
    /// Best first.
    public let hits: [RecallHit]
    /// Offered when nothing fits well.
    public let suggestions: [Suggestion]

    public init(query: MemoryQuery, hits: [RecallHit], suggestions: [Suggestion]) {
        self.query = query
        self.hits = hits
        self.suggestions = suggestions
    }
}

/// A next step for a search that found nothing.
public struct Suggestion: Sendable, Hashable {
    /// What the step does; the raw value is stable for the API.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case widenTime = "widen-time"
        case otherStores = "other-stores"
        case walletInstead = "wallet-instead"
        case cardInstead = "card-instead"
        case anyCard = "any-card"
        case roughAmount = "rough-amount"
        /// Charged, but none of our records knows it: opens PY-04.
        case notInRecords = "not-in-records"
        case example
    }

    public let kind: Kind
    public let label: Bilingual
    /// Text to search for; for `notInRecords` what the person already said.
    public let text: String
    /// The code a case would be opened with.
    public let code: FindingCode?

    public init(kind: Kind, label: Bilingual, text: String, code: FindingCode? = nil) {
        self.kind = kind
        self.label = label
        self.text = text
        self.code = code
    }
}
