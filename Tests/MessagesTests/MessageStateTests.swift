// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Messages
import Testing

@Suite struct MessageStateTests {
    @Test func `five states are told apart`() {
        #expect(Set(MessageState.allCases.map(\.rawValue)).count == 5)
    }
}
