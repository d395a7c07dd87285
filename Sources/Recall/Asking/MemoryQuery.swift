// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// What a person remembers of a transaction, read from the words they typed or pasted.
///
///     58 昨天 15点 尾号1234   ─▶   [金额 58.00] [昨天 2026-11-19] [15:00 前后] [尾号 1234]
///
/// Reading never fails: what is not understood stays a word, and what may mean several things keeps them all.
public struct MemoryQuery: Sendable, Hashable {
    /// Longest text that is read; the rest is cut off.
    public static let longestText = 2_000

    /// The text as it may be shown again: full-width characters made plain, card numbers masked.
    public let text: String
    /// Understood pieces in text order.
    public let chips: [Chip]
    /// Whether the text is a bank's or wallet's message pasted whole.
    public let isMessage: Bool
    /// What the clock of the store showed.
    public let now: CivilTime
    /// The likeliest combinations of the chips' meanings, best first; never empty.
    let readings: [Reading]
    let knownStores: Int

    init(text: String, chips: [Chip], isMessage: Bool, now: CivilTime, context: RecallContext) {
        self.text = text
        self.chips = chips
        self.isMessage = isMessage
        self.now = now
        readings = Reading.all(of: chips, now: now, businessDay: context.businessDay)
        knownStores = context.stores.count
    }

    /// The time meant by all the day, clock and relative pieces together; nil when none was said.
    public var window: TimeWindow? { readings.first?.window }

    /// The amount most likely meant.
    public var amount: AmountRange? { readings.first?.amounts.first }

    /// Whether there is anything to search by.
    public var isEmpty: Bool { readings.allSatisfy(\.isEmpty) }

    /// The text with one chip taken out, for the chip's remove button.
    public func text(without chip: Chip) -> String {
        let scalars = Array(text.unicodeScalars)
        let start = min(max(0, chip.range.lowerBound), scalars.count)
        let end = min(max(start, chip.range.upperBound), scalars.count)
        return Scan.joined(scalars[..<start], scalars[end...])
    }
}
