// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What befalls a day from outside, at times drawn from its seed.
enum Calamities {
    static func plan(_ street: Street) {
        var dice = street.dice
        let trading: ClosedRange<Int> = 7_000_000...71_000_000
        street.agenda.add(.start, at: Int64(dice.roll(in: 1_000...60_000)))
        for _ in 0..<dice.roll(in: 2...6) {
            let at = Int64(dice.roll(in: trading))
            let length = dice.happens(1, in: 3) ? dice.roll(in: 60_000...1_500_000) : dice.roll(in: 2_000...60_000)
            street.agenda.add(.wireDown(lane: dice.roll(4), until: at + Int64(length)), at: at)
        }
        for _ in 0..<dice.roll(in: 1...2) {
            let isPower = dice.happens(1, in: 2)
            street.agenda.add(.fault(isPower ? .powerLoss : .kill), at: Int64(dice.roll(in: trading)))
        }
        for _ in 0..<dice.roll(in: 1...3) {
            let most = dice.happens(1, in: 2) ? 4_000 : 5_400_000
            let shift = Int64(dice.roll(in: -most...most))
            let at = Int64(dice.roll(in: trading))
            street.agenda.add(.fault(.clockJump(milliseconds: shift)), at: at)
            let back = at + Int64(dice.roll(in: 1_000...7_200_000))
            street.agenda.add(.fault(.clockJump(milliseconds: -shift)), at: back)
        }
        for _ in 0..<dice.roll(3) {
            let at = Int64(dice.roll(in: trading))
            street.agenda.add(.fault(.disk(isFull: true)), at: at)
            street.agenda.add(.fault(.disk(isFull: false)), at: at + Int64(dice.roll(in: 5_000...400_000)))
        }
        planPrinter(&dice, street, trading)
        for time in stride(from: Int64(9_000_000), to: StoreDay.healAt, by: 7_200_000) {
            street.agenda.add(.look, at: time + Int64(dice.roll(in: 0...600_000)))
        }
        street.agenda.add(.closeBatches, at: 71_200_000)
        if dice.happens(1, in: 2) {
            let isPower = dice.happens(1, in: 2)
            let at = 71_200_000 + Int64(dice.roll(in: 200...30_000))
            street.agenda.add(.fault(isPower ? .powerLoss : .kill), at: at)
        }
        street.agenda.add(.heal, at: StoreDay.healAt)
        for minutes in [10, 40, 60, 100, 160] as [Int64] {
            street.agenda.add(.look, at: StoreDay.healAt + minutes * 60_000)
            street.agenda.add(.closeBatches, at: StoreDay.healAt + minutes * 60_000 + 30_000)
        }
        street.dice = dice
    }

    private static func planPrinter(_ dice: inout SplitMix64, _ street: Street, _ trading: ClosedRange<Int>) {
        let kinds: [PrinterFault] = [.paperOut, .coverOpen, .cutter, .offline, .frozen, .jam]
        for _ in 0..<dice.roll(in: 1...4) {
            guard let kind = dice.pick(kinds) else { continue }
            let at = Int64(dice.roll(in: trading))
            let end = at + Int64(dice.roll(in: 20_000...2_400_000))
            street.agenda.add(.fault(.printer(kind, isOn: true)), at: at)
            street.agenda.add(.fault(.printer(kind, isOn: false)), at: end)
            street.agenda.add(.look, at: end + Int64(dice.roll(in: 20_000...90_000)))
        }
        if dice.happens(1, in: 2) { street.agenda.add(.fault(.printerPower), at: Int64(dice.roll(in: trading))) }
    }
}
