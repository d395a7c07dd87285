// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

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
    /// The sum on the slip, of a bill or a day's total too; nil where it names none for sure.
    public let amount: Money?
    /// The time on the slip, by the shop's wall clock.
    public let time: CivilTime?

    public init(
        text: String, encoding: String, confidence: Int, isCutShort: Bool, facts: Facts?, factsConfidence: Int,
        amount: Money? = nil, time: CivilTime? = nil
    ) {
        self.text = text
        self.encoding = encoding
        self.confidence = confidence
        self.isCutShort = isCutShort
        self.facts = facts
        self.factsConfidence = factsConfidence
        self.amount = amount ?? facts?.amount
        self.time = time ?? facts?.occurredAt
    }
}
