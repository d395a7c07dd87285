// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Testing

@testable import Recall

/// Whole card numbers vanish before anything else sees the text. All numbers are made up or public test numbers.
@Suite struct CardMaskTests {
    struct Typed: Sendable, CustomTestStringConvertible {
        let text: String
        let shown: String
        var testDescription: String { text }
    }

    static let masked: [Typed] = [
        Typed(text: "4111111111111111", shown: "411111******1111"),
        Typed(text: "58 4111 1111 1111 1111 昨天", shown: "58 4111 11** **** 1111 昨天"),
        Typed(text: "4111-1111-1111-1111", shown: "4111-11**-****-1111"),
        Typed(text: "4111 1111 1111 1111 58", shown: "4111 11** **** 1111 58"),
        Typed(text: "6222021234567890123", shown: "622202*********0123"),
        Typed(text: "６２２２０２１２３４５６７８９０１２３", shown: "622202*********0123"),
        Typed(text: "6222\u{200B}0212\u{200B}3456\u{200B}7890\u{200B}123", shown: "622202*********0123"),
        Typed(text: "378282246310005", shown: "378282*****0005"),
        Typed(text: "3782 822463 10005", shown: "3782 82**** *0005"),
        Typed(text: "卡号：6222.0212.3456.7890.123", shown: "卡号:6222.02**.****.***0.123"),
        Typed(text: "6222  0212  3456  7890", shown: "6222  02**  ****  7890"),
    ]

    static let untouched = [
        "123456789012", "4200001234202611201234567890", "20261120150300123", "58 1234 000345 20261120", "13800001234",
        "400-000-0000", "2026-11-20 15:03:07 58.00", "SO20261120-0042",
    ]

    @Test(arguments: masked)
    func `a whole card number is masked`(_ typed: Typed) {
        let query = MemoryQuery.read(typed.text, now: Remembered.now)
        #expect(query.text == typed.shown)
    }

    @Test(arguments: masked)
    func `no chip, suggestion or question holds the number`(_ typed: Typed) throws {
        let answer = MemoryQuery.read(typed.text, now: Remembered.now).answer { _ in [] }
        let digits = String(
            typed.text.unicodeScalars.compactMap { $0.properties.numericValue.map { "\(Int($0))" } }.joined())
        let everything = "\(answer) \(answer.query.probes)".filter(\.isNumber)
        #expect(!everything.contains(digits.prefix(16)))
        #expect(answer.query.chips.contains { $0.kind == "card" })
    }

    @Test(arguments: untouched)
    func `other numbers stay as they are`(_ text: String) {
        #expect(MemoryQuery.read(text, now: Remembered.now).text == text)
    }

    @Test func `a number cut in two by the limit is dropped, not shown`() {
        let text = String(repeating: "字", count: MemoryQuery.longestText - 12) + "4111111111111111"
        let shown = MemoryQuery.read(text, now: Remembered.now).text
        #expect(!shown.contains("4111"))
        #expect(shown.unicodeScalars.count <= MemoryQuery.longestText)
    }
}
