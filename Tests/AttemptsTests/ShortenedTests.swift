// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Testing

@Suite struct ShortenedTests {
    @Test(
        arguments: [
            ("short", 500, "short"), ("余额不足", 6, "余额"), ("余额不足", 7, "余额"), ("🇨🇳🇨🇳", 15, "🇨🇳"),
            ("e\u{301}e\u{301}", 4, "e\u{301}"), ("👨‍👩‍👧", 17, ""), ("", 0, ""),
        ])
    func `a text is cut between whole characters and to bytes`(_ text: String, _ limit: Int, _ short: String) {
        #expect(text.shortened(to: limit) == short)
    }

    @Test func `a megabyte of flags is read no further than it is kept`() {
        let flags = String(repeating: "🇨🇳", count: 130_000)
        #expect(flags.shortened(to: 500) == String(repeating: "🇨🇳", count: 62))
    }
}
