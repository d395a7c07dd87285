// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Receipts
import Testing

@Suite struct SlipLanguageTests {
    @Test func `languages carry their tags`() {
        #expect(SlipLanguage.allCases.map(\.rawValue) == ["zh-CN", "en"])
    }
}
