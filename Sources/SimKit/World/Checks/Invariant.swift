// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The invariants of the house, and what the world looks at for each of them.
public enum Invariant: String, CaseIterable, Sendable, Hashable {
    /// One approved charge, exactly one receipt record.
    case i1 = "I1"
    /// At no moment has a customer paid more for a sale than its price, at anybody's books.
    case i2 = "I2"
    /// At no moment was more given back of a charge than it took, at anybody's books.
    case i3 = "I3"
    /// The journal told once, told with every record twice, and what is in memory are the same; old answers told
    /// again change nothing.
    case i4 = "I4"
    /// Every record reads back as what was written, and sums agree to the minor unit.
    case i5 = "I5"
    /// What anybody was told is there after every kill and power loss; nothing waits for ever.
    case i6 = "I6"
    /// What comes out of the printer a second time bears the mark and opens no drawer.
    case i7 = "I7"
    /// Whoever was told "printed" finds the whole slip on the paper tape; no slip is without a state.
    case i8 = "I8"
    /// All of the night's sales belong to the business day on which it began.
    case i9 = "I9"
    /// The journal opens after every death with all that was acknowledged, and verifies at the end of the day.
    case i10 = "I10"
    /// The books of the other side, ours, the clearing file and the bank have the same sums, but for what a finding
    /// explains.
    case i11 = "I11"
    /// An answer changes only what it belongs to: the lane, sale and amount it speaks of.
    case i12 = "I12"
}

/// An invariant that did not hold.
public struct Breach: Sendable, Hashable {
    public let seed: UInt64
    public let invariant: Invariant
    /// Milliseconds since the store-day began.
    public let time: Int64
    public let what: String

    /// The command that shows it again.
    public var replay: String { "counterfoil simulate world --seeds 1 --from \(seed) --trace" }
}
