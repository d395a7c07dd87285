// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Tender
import Testing

@Suite struct UnluckyShopTests {
    static let links: [(String, LinkAbility)] = [
        ("acquirer", .acquirer), ("terminal", .terminal), ("wallet", .wallet),
    ]

    @Test(arguments: links)
    func `nobody is charged twice and no approval is lost, however unlucky the day`(
        _ link: (String, LinkAbility)
    ) throws {
        var (kills, refusals, charged) = (0, 0, 0)
        for seed in 0..<120 as Range<UInt64> {
            var shop = UnluckyShop(seed: seed, ability: link.1)
            let orders = (1...6).compactMap { OrderNumber("R\($0)") }
            for _ in 0..<60 {
                if let order = orders.randomElement(using: &shop.dice) { shop.pay(order) }
                shop.now = shop.now.adding(milliseconds: .random(in: 1...40_000, using: &shop.dice))
                shop.run()
                for order in orders {
                    #expect(shop.host.charges(of: order) <= 1, "\(link.0), seed \(seed), order \(order)")
                }
            }
            // The network is mended; what is open must end.
            shop.loss = 0
            for _ in 0..<400 {
                shop.now = shop.now.adding(milliseconds: 300_000)
                shop.run()
            }
            for attempt in shop.attempts.values {
                #expect(attempt.state.isOver, "\(link.0), seed \(seed): \(attempt.id) stays \(attempt.state)")
            }
            for order in orders {
                let believed = shop.attempts.values.filter { $0.request.order == order && $0.state.isApproved }.count
                #expect(believed == shop.host.charges(of: order), "\(link.0), seed \(seed), order \(order)")
                charged += believed
            }
            #expect(shop.folded() == shop.attempts, "\(link.0), seed \(seed)")
            kills += shop.kills
            refusals += shop.refusals
        }
        // The days were as unlucky as they claim.
        #expect(
            kills > 200 && refusals > 1_000 && charged > 300, "\(kills) kills, \(refusals) refusals, \(charged) charged"
        )
    }
}
