// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import JSON
import Testing

@Suite struct JSONNumberTests {
    @Test(
        arguments: [
            ("58", 2, 5800), ("58.00", 2, 5800), ("58.0", 2, 5800), ("58.000", 2, 5800), ("-0.05", 2, -5), ("0", 2, 0),
            ("1.0E7", 0, 10_000_000), ("1e2", 2, 10_000), ("125e-2", 2, 125), ("0.000", 0, 0), ("5E-1", 3, 500),
            ("92233720368547758.07", 2, .max), ("0e999", 2, 0), ("0.00e-900", 2, 0), ("-0", 2, 0), ("1.5e+1", 0, 15),
        ] as [(String, Int, Int64)])
    func `a number is read digit by digit`(_ text: String, _ decimals: Int, _ minor: Int64) {
        #expect(JSONNumber(text)?.minorUnits(decimals: decimals) == minor)
    }

    @Test(arguments: [
        ("1.005", 2), ("92233720368547758.08", 2), ("1e30", 2), ("1e-3", 2), ("0.1", 0), ("1e999", 2), ("1e1000", 2),
        ("1e99999999999999999999", 2),
    ])
    func `what is not exact or does not fit is no amount`(_ text: String, _ decimals: Int) {
        #expect(JSONNumber(text) != nil)
        #expect(JSONNumber(text)?.minorUnits(decimals: decimals) == nil)
    }

    @Test(arguments: [
        "", "-", "+1", "01", "1.", ".5", "1e", "1e+", "0x10", "NaN", "1 ", "1,000", "１",
        String(repeating: "9", count: 65),
    ])
    func `what JSON does not know is no number`(_ text: String) {
        #expect(JSONNumber(text) == nil)
    }
}
