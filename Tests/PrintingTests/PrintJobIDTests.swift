// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Printing
import Testing

@Suite struct PrintJobIDTests {
    @Test func `a job's name is 26 characters and reads back`() {
        let id = PrintJobID(milliseconds: 1_764_104_400_000, high: 0xFFFF, low: .max)
        #expect(id.text.utf8.count == 26)
        #expect(PrintJobID(id.text) == id)
        #expect(id.text.hasSuffix("ZZZZZZZZZZZZZZZZ"))
    }

    @Test func `names sort by time`() {
        let early = PrintJobID(milliseconds: 1_000, high: 0xFFFF, low: .max)
        let late = PrintJobID(milliseconds: 1_001, high: 0, low: 0)
        #expect(early < late)
    }

    @Test(arguments: ["", "0", "ILOU0000000000000000000000", "00000000000000000000000000é"])
    func `anything else is no name`(_ text: String) {
        #expect(PrintJobID(text) == nil)
    }
}
