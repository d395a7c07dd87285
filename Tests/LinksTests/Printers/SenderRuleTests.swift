// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Links
import Testing

@Suite struct SenderRuleTests {
    static let cases: [(rule: String, address: String, isAllowed: Bool)] = [
        ("192.168.1.7", "192.168.1.7", true), ("192.168.1.7", "192.168.1.8", false),
        ("192.168.1.0/24", "192.168.1.200", true), ("192.168.1.0/24", "192.168.2.1", false),
        ("10.0.0.0/7", "11.255.0.1", true), ("10.0.0.0/7", "12.0.0.1", false),
        ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "::1", false),
        ("fd00::/8", "fd12:3456::1", true), ("fe80::/10", "fe80::1%eth0", true),
        ("192.168.1.0/24", "::ffff:192.168.1.9", true), ("::1", "::1", true), ("10.0.0.0/8", "", false),
    ]

    @Test(arguments: cases)
    func `a rule says who may print`(_ row: (rule: String, address: String, isAllowed: Bool)) throws {
        #expect(try #require(SenderRule(row.rule)).allows(row.address) == row.isAllowed)
    }

    @Test(arguments: ["", "shop", "10.0.0.0/33", "10.0.0/8", "fd00::/129", "10.0.0.0/-1", "10.0.0.0/"])
    func `what is no rule is none`(_ text: String) { #expect(SenderRule(text) == nil) }
}
