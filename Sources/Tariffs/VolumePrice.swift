// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Rates that fall with what a merchant sells in a calendar month (月交易量阶梯).
///
///     rate ─┐
///           └──────┐ steps[0]
///                  └────────────── steps[1]
///     0 ── steps[0].above ── steps[1].above ──▶ the month's volume
///
/// The volume is that of the whole month, known before the first fee is judged, so the order of payments does not
/// matter. `whole`: the rate of the step the volume has reached holds for every payment of the month. `marginal`:
/// each step's rate holds for its own slice of the volume; every payment then costs the month's average rate.
public struct VolumePrice: Hashable, Sendable {
    /// How the steps apply.
    public enum Mode: String, CaseIterable, Hashable, Sendable { case whole, marginal }

    /// A rate from a volume on.
    public struct Step: Hashable, Sendable {
        /// Minor units of a month's sales; the rate holds for what is above it.
        public var above: Int64
        public var rate: Rate

        public init(above: Int64, rate: Rate) {
            self.above = above
            self.rate = rate
        }
    }

    public var mode: Mode
    /// Rising; the row's own rate holds below the first.
    public var steps: [Step]

    public init(_ mode: Mode, steps: [Step]) {
        self.mode = mode
        self.steps = steps
    }

    /// The exact share of an amount as a fraction of minor units, before rounding; nil when it does not fit.
    ///
    /// - Parameters:
    ///   - volume: of the month, this payment included.
    ///   - base: the rate below the first step.
    func share(of amount: Int64, volume: Int64, base: Rate) -> (number: Int128, divisor: Int128)? {
        let one = Int128(Rate.one)
        guard mode == .marginal, volume > 0 else {
            return (Int128(amount) * Int128(rate(at: volume, base: base).partsPerBillion), one)
        }
        let (number, overflow) = Int128(amount).multipliedReportingOverflow(by: cost(of: volume, base: base))
        let (divisor, tooLarge) = Int128(volume).multipliedReportingOverflow(by: one)
        return overflow || tooLarge ? nil : (number, divisor)
    }

    /// The rate that holds for a volume.
    public func rate(at volume: Int64, base: Rate) -> Rate {
        steps.last { volume > $0.above }?.rate ?? base
    }

    /// What the volume costs slice by slice, in minor units times `Rate.one`: at most 2^63 × 2^30.
    func cost(of volume: Int64, base: Rate) -> Int128 {
        var cost: Int128 = 0
        var from: Int64 = 0
        var rate = base
        for step in steps where step.above < volume {
            cost += (Int128(step.above) - Int128(from)) * Int128(rate.partsPerBillion)
            (from, rate) = (step.above, step.rate)
        }
        return cost + (Int128(volume) - Int128(from)) * Int128(rate.partsPerBillion)
    }
}
