// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Testing

@Suite struct TokenTests {
    @Test func `a command is known by the vendor's name`() {
        #expect(Command(name: "GS v 0").description == "GS v 0")
    }
}
