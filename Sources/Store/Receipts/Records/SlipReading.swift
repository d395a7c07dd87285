// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// What was read out of a captured slip when it was captured; kept with it, so that a rebuild needs no reader.
public struct SlipReading: Sendable, Hashable {
    /// The printed text, one line per line, card numbers masked.
    public let text: String
    /// Encoding of the text and how sure that is, 0 to 100.
    public let encoding: String
    public let confidence: Int
    /// The stream ended inside a command: lines are missing.
    public let isCutShort: Bool
    /// What the slip says of a transaction; nil when it speaks of none (a kitchen ticket, a day's total).
    public let facts: Facts?
    /// How sure the facts are, 0 to 100.
    public let factsConfidence: Int

    public init(
        text: String, encoding: String, confidence: Int, isCutShort: Bool, facts: Facts?, factsConfidence: Int
    ) {
        self.text = text
        self.encoding = encoding
        self.confidence = confidence
        self.isCutShort = isCutShort
        self.facts = facts
        self.factsConfidence = factsConfidence
    }
}
