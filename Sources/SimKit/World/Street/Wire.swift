// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The way between the shop and the other side of a lane: it loses, delays, and is cut for a while.
struct Wire {
    /// Percent of messages lost in each direction.
    var loss = 0
    /// When it is cut until; nil while it holds.
    var downUntil: Int64?
    /// Milliseconds a message takes when nothing is wrong.
    var pace: ClosedRange<Int> = 20...180
    /// Percent of messages that take very long.
    var slow = 0

    /// How long a message takes; nil when it never arrives.
    func delay(_ dice: inout SplitMix64) -> Int64? {
        guard downUntil == nil, !dice.happens(loss, in: 100) else { return nil }
        if dice.happens(slow, in: 100) { return Int64(dice.roll(in: 1_000...90_000)) }
        return Int64(dice.roll(in: pace))
    }

    mutating func heal() { (loss, downUntil, slow) = (0, nil, 0) }
}
