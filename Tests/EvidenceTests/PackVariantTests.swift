// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Evidence
import Testing

@Suite struct PackVariantTests {
    @Test func `a pack names whom it is for`() {
        #expect(PackVariant(rawValue: "acquirer") == .acquirer)
    }
}
