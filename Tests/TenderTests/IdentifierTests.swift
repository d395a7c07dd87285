// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender
import Testing

@Suite struct IdentifierTests {
    @Test(arguments: ["898440154110001", "T0000001", "订单-1", "a b", String(repeating: "x", count: 64)])
    func `a printable text is an identifier`(_ text: String) {
        #expect(TerminalID(text)?.text == text)
    }

    @Test(arguments: ["", String(repeating: "x", count: 65), "a\u{0}", "a\nb", "\u{7F}", "\t"])
    func `an empty, long or unprintable text is not`(_ text: String) {
        #expect(TerminalID(text) == nil)
    }

    @Test func `identifiers are ordered by their text`() {
        #expect(["B", "A", "10", "9"].compactMap { StoreID($0) }.sorted().map(\.text) == ["10", "9", "A", "B"])
    }
}
