// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Tender

/// A customer, what is bought, and how patient everybody is.
struct Sale {
    let order: OrderNumber
    /// Minor units.
    let price: Int64
    let lane: Lane
    let arrivesAt: Int64
    /// When the customer goes away without having paid.
    let leavesAt: Int64
    var keyNumber = 1
    var tries = 0
    /// Minor units that the till was told are paid.
    var paid: Int64 = 0
    /// Charges that the till was told of.
    var charges: [AttemptID] = []
    /// Refunds and voids that it was told of.
    var backs: [AttemptID] = []
    /// The attempt whose outcome the till waits for.
    var waitsFor: AttemptID?
    var hasLeft = false
    var isCashPaid = false

    var key: String { "\(order)-\(keyNumber)" }
    var rest: Int64 { price - paid }

    static func plan(_ dice: inout SplitMix64) -> [Sale] {
        (1...dice.roll(in: 22...34)).map { number in
            let arrival = Int64(dice.roll(in: 7_200_000...70_000_000))
            let price = dice.happens(1, in: 8) ? dice.roll(in: 1...999) : dice.roll(in: 1_000...90_000)
            return Sale(
                order: OrderNumber("S\(number)") ?? "S0", price: Int64(price), lane: Lane.all[dice.roll(4)],
                arrivesAt: arrival, leavesAt: arrival + Int64(dice.roll(in: 60_000...1_200_000)))
        }
    }
}

/// Money that is to go back, and how hastily it is asked for.
struct GiveBack {
    let kind: MovementKind
    /// Minor units; nil for all that the charge took.
    let minor: Int64?
    let key: String
    var tries = 0
}
