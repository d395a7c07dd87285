// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Refunds
import Testing

@Suite struct RefundStateTests {
    @Test func `only a failed refund frees its amount`() {
        #expect(RefundState.allCases.filter { !$0.holdsMoney } == [.failed])
    }
}
