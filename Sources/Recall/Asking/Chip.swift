// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// A piece of the text that was understood, shown so that a person can see and remove it.
public struct Chip: Sendable, Hashable {
    /// Where it stands in `MemoryQuery.text`, counted in Unicode scalars.
    public let range: Range<Int>
    /// What it most likely means.
    public let meaning: Meaning
    /// Other things it may mean, likeliest first; a search tries them too.
    public let alternatives: [Meaning]

    public init(range: Range<Int>, meaning: Meaning, alternatives: [Meaning] = []) {
        self.range = range
        self.meaning = meaning
        self.alternatives = alternatives
    }

    /// All meanings, likeliest first.
    public var meanings: [Meaning] { [meaning] + alternatives }

    /// What the chip says: `金额 58.00`, `Amount 58.00`.
    public var label: Bilingual { meaning.label }

    /// Stable word for style sheets and the API: `money`, `time`, `card`.
    public var kind: String { meaning.kind }
}
