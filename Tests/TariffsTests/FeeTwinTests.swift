// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tariffs
import Tender
import Testing

/// The fee as a schoolbook would work it out, in exact fractions, beside the program's.
@Suite struct FeeTwinTests {
    /// A fraction in lowest terms; small numbers only.
    struct Fraction {
        let top: Int128
        let bottom: Int128

        init(_ top: Int128, _ bottom: Int128) {
            var (large, small) = (top < 0 ? -top : top, bottom)
            while small != 0 { (large, small) = (small, large % small) }
            self.top = top / max(1, large)
            self.bottom = bottom / max(1, large)
        }

        static func + (left: Fraction, right: Fraction) -> Fraction {
            Fraction(left.top * right.bottom + right.top * left.bottom, left.bottom * right.bottom)
        }

        static func * (left: Fraction, right: Fraction) -> Fraction {
            Fraction(left.top * right.top, left.bottom * right.bottom)
        }

        /// The whole number it is rounded to, found by trying neighbours.
        func rounded(_ how: Rounding) -> Int64 {
            let below = top / bottom
            let isWhole = top % bottom == 0
            let twice = Fraction(2 * (top - below * bottom), bottom)
            let goesUp =
                switch how {
                case .up: !isWhole
                case .down: false
                case .halfUp: twice.top >= twice.bottom
                case .halfEven: twice.top > twice.bottom || (twice.top == twice.bottom && below % 2 != 0)
                }
            return Int64(below + (goesUp ? 1 : 0))
        }
    }

    struct Dice {
        var state: UInt64
        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(sides))
        }
    }

    static func fraction(_ rate: Rate) -> Fraction { Fraction(Int128(rate.partsPerBillion), Int128(Rate.one)) }

    /// Rate × amount, or the month's price slice by slice ÷ volume × amount.
    static func share(_ amount: Int64, _ row: TariffRow, _ volume: Int64) -> Fraction {
        let money = Fraction(Int128(amount), 1)
        guard let price = row.terms.volume else { return money * fraction(row.rate) }
        var reached = row.rate
        for step in price.steps where volume > step.above { reached = step.rate }
        guard price.mode == .marginal, volume > 0 else { return money * fraction(reached) }
        let edges = [0] + price.steps.map(\.above)
        let rates = [row.rate] + price.steps.map(\.rate)
        var cost = Fraction(0, 1)
        for (index, rate) in rates.enumerated() {
            let end = index + 1 < edges.count ? min(edges[index + 1], volume) : volume
            if end > edges[index] { cost = cost + Fraction(Int128(end - edges[index]), 1) * fraction(rate) }
        }
        return money * cost * Fraction(1, Int128(volume))
    }

    static func fee(_ amount: Int64, _ row: TariffRow, _ volume: Int64) -> Int64 {
        var fee = share(amount, row, volume).rounded(row.rounding) + row.fixed
        fee += (Fraction(Int128(amount), 1) * fraction(row.terms.addOn)).rounded(row.rounding)
        for part in row.terms.parts {
            fee += (Fraction(Int128(amount), 1) * fraction(part.rate)).rounded(row.rounding) + part.fixed
        }
        if let floor = row.floor, fee < floor { fee = floor }
        if let cap = row.cap, fee > cap { fee = cap }
        return fee + (Fraction(Int128(fee), 1) * fraction(row.terms.tax)).rounded(row.rounding)
    }

    static func row(_ dice: inout Dice) -> TariffRow {
        let rate = { (dice: inout Dice) in Rate(partsPerBillion: Int64(dice.roll(400)) * 25_000) ?? .zero }
        var row = TariffRow(product: "*", rate: rate(&dice), rounding: Rounding.allCases[dice.roll(4)])
        if dice.roll(3) == 0 { row.fixed = Int64(dice.roll(50)) }
        if dice.roll(3) == 0 { row.floor = Int64(dice.roll(200)) }
        if dice.roll(3) == 0 { row.cap = Int64(dice.roll(3_000)) }
        if dice.roll(3) == 0 { row.terms.addOn = rate(&dice) }
        if dice.roll(3) == 0 { row.terms.tax = Rate(partsPerBillion: Int64(dice.roll(20)) * 10_000_000) ?? .zero }
        if dice.roll(3) == 0 {
            row.terms.parts = PartPrice.Kind.allCases.map {
                PartPrice($0, rate: rate(&dice), fixed: Int64(dice.roll(9)))
            }
        }
        if dice.roll(2) == 0 {
            let first = Int64(dice.roll(1_000_000)) + 1
            row.terms.volume = VolumePrice(
                dice.roll(2) == 0 ? .whole : .marginal,
                steps: [
                    .init(above: first, rate: rate(&dice)),
                    .init(above: first + 1 + Int64(dice.roll(1_000_000)), rate: rate(&dice)),
                ])
        }
        return row
    }

    @Test(arguments: 0..<50)
    func `every fee is the schoolbook's, and its parts are the whole`(_ seed: Int) throws {
        var dice = Dice(state: UInt64(seed))
        for _ in 0..<200 {
            let row = Self.row(&dice)
            let amount = Int64(dice.roll(2_000_000))
            let volume = amount + Int64(dice.roll(3_000_000))
            var question = FeeQuestion(amount: Money(minor: amount))
            question.volume = volume
            let found = try #require(Tariff(rows: [row]).fee(for: question))
            #expect(found.fee.minor == Self.fee(amount, row, volume), "\(row) \(amount) \(volume)")
            question.isRefund = true
            #expect(Tariff(rows: [row]).fee(for: question)?.fee.minor == -found.fee.minor)
        }
    }

    @Test(arguments: 0..<20)
    func `the order of a month's payments changes no fee, and they add up to the month's price`(_ seed: Int) throws {
        var dice = Dice(state: UInt64(seed))
        var row = TariffRow(product: "*", rate: Rate(text: "0.60%") ?? .zero)
        row.terms.volume = TermsTests.slices
        let amounts = (0..<200).map { _ in Int64(dice.roll(60_000)) }
        let volume = amounts.reduce(0, +)
        let fees = { (amounts: [Int64]) in
            amounts.compactMap { amount -> Int64? in
                var question = FeeQuestion(amount: Money(minor: amount))
                question.volume = volume
                return Tariff(rows: [row]).fee(for: question)?.fee.minor
            }
        }
        let forward = fees(amounts)
        #expect(fees(amounts.reversed()) == forward.reversed())
        // Rounded one by one: half a fen each at most.
        let exact = Self.share(volume, row, volume)
        let drift = Int128(forward.reduce(0, +)) * exact.bottom - exact.top
        #expect(drift.magnitude * 2 <= UInt128(amounts.count) * UInt128(exact.bottom))
    }

    @Test(arguments: 0..<20)
    func `partial refunds never give back more than was taken, but for a fen each`(_ seed: Int) throws {
        var dice = Dice(state: UInt64(seed))
        for _ in 0..<100 {
            var row = Self.row(&dice)
            row.refund = .proportional
            row.terms.volume = nil
            let paid = Int64(dice.roll(1_000_000)) + 10
            let taken = Self.fee(paid, row, 0)
            var (rest, returned, count) = (paid, Int64(0), Int64(0))
            while rest > 0 {
                let part = min(rest, Int64(dice.roll(Int(paid))) + 1)
                var question = FeeQuestion(amount: Money(minor: part), isRefund: true)
                question.original = .init(amount: Money(minor: paid))
                let fee = try #require(Tariff(rows: [row]).fee(for: question))
                #expect(fee.fee.minor <= 0 && -fee.fee.minor <= taken)
                #expect(fee.tolerance == 1)
                returned -= fee.fee.minor
                rest -= part
                count += 1
            }
            #expect(abs(returned - taken) <= count)
        }
    }

    @Test func `no amount, volume or rate however large traps`() {
        let largest = Rate(partsPerBillion: Rate.one) ?? .zero
        var row = TariffRow(product: "*", rate: largest, fixed: .max, floor: .max)
        row.terms.volume = VolumePrice(.marginal, steps: [.init(above: .max - 1, rate: largest)])
        row.terms.parts = PartPrice.Kind.allCases.map { PartPrice($0, rate: largest, fixed: .max) }
        (row.terms.addOn, row.terms.tax) = (largest, largest)
        for refund in RefundFee.allCases {
            row.refund = refund
            for amount in [Int64.min, .min + 1, -1, 0, 1, .max] {
                for isRefund in [true, false] {
                    var question = FeeQuestion(amount: Money(minor: amount), isRefund: isRefund)
                    question.volume = .max
                    question.original = .init(amount: Money(minor: .max), fee: Money(minor: .max))
                    let tariff = Tariff(rows: [row])
                    _ = tariff.fee(for: question)
                    _ = tariff.explaining(fee: Money(minor: .max), for: question)
                    _ = row.exactFee(minor: amount, isRefund: isRefund)
                }
            }
        }
    }
}
