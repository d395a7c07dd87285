// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Testing

@Suite struct CaseStateTests {
    @Test func `a case that waits for somebody is still work`() {
        for party in CaseState.Party.allCases { #expect(CaseState.waiting(party).isOpen) }
        #expect(!CaseState.resolved.isOpen)
    }
}
