// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// When customers come and what they spend.
enum Rhythm {
    /// Customers by half hours from midnight, as weights. The supermarket has a morning and an evening peak.
    private static let market = [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 9, 16, 17, 12, 9, 8, 9, 11, 13, 12, 9, 7, 7, 7, 8, 9, 10, 11, 14,
        19,
        23, 24, 21, 16, 11, 8, 5, 3, 1, 0, 0, 0, 0,
    ]
    /// The bar opens at five in the evening and closes at three, so the night belongs to the day before.
    private static let bar = [
        12, 11, 9, 6, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 6, 9,
        12,
        15, 17, 19, 21, 22, 21, 19, 17, 15, 13,
    ]

    /// Payments of a store on a business day: more towards the weekend.
    static func count(_ store: SampleStore, on day: CivilDate, _ chance: inout SplitMix64) -> Int {
        let isMarket = store.businessDay == .midnight
        let byWeekday = isMarket ? [86, 86, 90, 92, 104, 122, 120] : [62, 66, 76, 88, 138, 158, 112]
        let usual = (isMarket ? 205 : 131) * byWeekday[day.weekday - 1] / 100
        return usual + chance.roll(in: -8...8)
    }

    static func time(_ store: SampleStore, on day: CivilDate, _ chance: inout SplitMix64) -> CivilTime {
        let isMarket = store.businessDay == .midnight
        let half = chance.pickIndex(weights: isMarket ? market : bar)
        let second = half * 1_800 + chance.roll(1_800)
        // A time before the cut-off is in the small hours of the next calendar day.
        let isNextDay = second < store.businessDay.cutOff
        return CivilTime(isNextDay ? day.adding(days: 1) : day, secondOfDay: second)
    }

    /// 62 % QR, 25 % debit, 13 % credit.
    static func product(_ chance: inout SplitMix64) -> String {
        ["qr", "debit", "credit"][chance.pickIndex(weights: [62, 25, 13])]
    }

    static func channel(_ product: String, _ chance: inout SplitMix64) -> String {
        guard product == "qr" else { return "银联" }
        return ["微信支付", "支付宝", "云闪付"][chance.pickIndex(weights: [61, 33, 6])]
    }

    /// Minor units; small baskets are commoner, cards carry the bigger ones, prices end as prices do.
    static func amount(_ product: String, _ chance: inout SplitMix64) -> Int64 {
        let tiers = [300...3_000, 3_000...9_000, 9_000...30_000, 30_000...120_000, 120_000...600_000]
        let weights = product == "qr" ? [48, 35, 14, 3, 0] : [18, 38, 30, 12, 2]
        let amount = chance.roll(in: tiers[chance.pickIndex(weights: weights)])
        let step = [100, 50, 10, 1][chance.pickIndex(weights: [35, 25, 30, 10])]
        return Int64(amount - amount % step)
    }
}
