// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender
import Testing

/// No text of a card number comes out longer than its first six and last four digits.
@Suite struct MaskedPANTests {
    @Test(arguments: [
        ("6222001234567894", "622200", "7894"), ("6222 0012 3456 7894", "622200", "7894"),
        ("622200******1234", "622200", "1234"), ("6222 **** 1234", "6222", "1234"), ("****1234", "", "1234"),
        ("xxxx-xxxx-xxxx-1234", "", "1234"), ("1234", "", "1234"), ("62220012345**1234", "622200", "1234"),
        ("4111111111111111111", "411111", "1111"), ("12345678901", "", "8901"),
    ])
    func `a number is cut while it is read`(_ text: String, _ bin: String, _ last4: String) {
        let card = MaskedPAN(reading: text)
        #expect(card?.bin == bin)
        #expect(card?.last4 == last4)
    }

    @Test(arguments: [
        "", "123", "**12", "12a4567890123456", "６２２２", "62220012345678941234", "1234****", "622200******12345*",
        "6222;=0012",
    ])
    func `what is not a card number gives nothing`(_ text: String) {
        #expect(MaskedPAN(reading: text) == nil)
    }

    @Test func `the middle digits are nowhere in the value, however it is shown`() {
        var seed: UInt64 = 17
        for length in 12...19 {
            for _ in 0..<200 {
                var digits = ""
                for _ in 0..<length {
                    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    digits += String(seed >> 33 % 10).suffix(1)
                }
                guard let card = MaskedPAN(reading: digits) else {
                    Issue.record("not read: \(length) digits")
                    continue
                }
                for shown in [
                    "\(card)", "\(card.bin)|\(card.last4)", String(reflecting: card),
                    "\(Mirror(reflecting: card).children.map { $0 })",
                ] {
                    let runs = shown.split { !$0.isNumber }
                    #expect(runs.allSatisfy { $0.count <= 6 }, "a run of digits longer than the BIN")
                }
                #expect(card.bin.count <= 6 && card.last4.count == 4)
            }
        }
    }

    @Test(arguments: [("6222001", "1234"), ("622200", "123"), ("622200", "12345"), ("62220a", "1234"), ("", "12-4")])
    func `parts that say too much are refused`(_ bin: String, _ last4: String) {
        #expect(MaskedPAN(bin: bin, last4: last4) == nil)
    }
}
