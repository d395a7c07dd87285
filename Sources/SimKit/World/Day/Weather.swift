// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// How unlucky a day is: drawn once from the seed, so that some days are stormy in one way and calm in another. No
/// day is without a kill, an outage and lost messages.
struct Weather {
    /// Percent of answers that never come although the money moved.
    let silence: Int
    /// Percent of answers that cannot be believed.
    let badAnswer: Int
    let doubled: Int
    let lateAnswer: Int
    /// Percent of requests that the host decides long after it got them.
    let lateDecision: Int
    /// Percent of customers who never pay in their wallet.
    let neverPays: Int
    /// Percent of first questions that a terminal answers with "not found" although it is there.
    let forgetful: Int
    let refusedReversal: Int
    let walletLie: Int
    let wires: [Wire]
    /// Steps of the shop's program at which it is killed.
    let kills: Set<Int>
    private let powerLosses: Set<Int>

    init(_ dice: inout SplitMix64) {
        let percent = { (dice: inout SplitMix64, most: Int) in dice.happens(1, in: 2) ? dice.roll(most + 1) : 0 }
        silence = percent(&dice, 20)
        badAnswer = percent(&dice, 15)
        doubled = percent(&dice, 25)
        lateAnswer = percent(&dice, 20)
        lateDecision = percent(&dice, 8)
        neverPays = percent(&dice, 30)
        forgetful = percent(&dice, 40)
        refusedReversal = percent(&dice, 30)
        walletLie = percent(&dice, 40)
        wires = Lane.all.map { _ in
            var wire = Wire()
            wire.loss = dice.roll(in: 1...18)
            wire.slow = percent(&dice, 8)
            return wire
        }
        var kills: Set<Int> = []
        var powerLosses: Set<Int> = []
        for _ in 0..<dice.roll(in: 3...10) {
            let point = dice.roll(in: 5...900)
            kills.insert(point)
            if dice.happens(1, in: 2) { powerLosses.insert(point) }
        }
        self.kills = kills
        self.powerLosses = powerLosses
    }

    func losesPower(at point: Int) -> Bool { powerLosses.contains(point) }
}
