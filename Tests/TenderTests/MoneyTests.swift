// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender
import Testing

@Suite struct MoneyTests {
    @Test(
        arguments: [
            ("0", 0), ("-0.00", 0), ("+1", 100), ("58", 5_800), ("58.0", 5_800), ("58.00", 5_800), ("0.05", 5),
            ("-0.05", -5),
            ("00012.30", 1_230), ("92233720368547758.07", .max), ("-92233720368547758.07", -Int64.max),
        ] as [(String, Int64)])
    func `an amount is read digit by digit`(_ text: String, _ minor: Int64) throws {
        #expect(try Money(text: text).minor == minor)
    }

    @Test(
        arguments: [
            ("", .empty), ("-", .empty), (".", .unexpectedCharacter(at: 0)), (".5", .unexpectedCharacter(at: 0)),
            ("5.", .unexpectedCharacter(at: 1)), ("1e3", .unexpectedCharacter(at: 1)),
            ("1,000", .unexpectedCharacter(at: 1)),
            (" 1", .unexpectedCharacter(at: 0)), ("1 ", .unexpectedCharacter(at: 1)),
            ("--1", .unexpectedCharacter(at: 1)),
            ("1-", .unexpectedCharacter(at: 1)), ("1.2.3", .unexpectedCharacter(at: 3)),
            ("¥1", .unexpectedCharacter(at: 0)),
            ("１", .unexpectedCharacter(at: 0)), ("0x10", .unexpectedCharacter(at: 1)),
            ("nan", .unexpectedCharacter(at: 0)),
            ("1.005", .tooManyDecimals(allowed: 2)), ("1.000", .tooManyDecimals(allowed: 2)),
            ("92233720368547758.08", .outOfRange), ("-92233720368547758.08", .outOfRange),
            ("99999999999999999999", .outOfRange),
        ] as [(String, AmountError)])
    func `what is not an amount is refused with its place`(_ text: String, _ error: AmountError) {
        #expect(throws: error) { try Money(text: text) }
    }

    @Test(arguments: [("JPY", "1234", 1_234), ("KWD", "1.234", 1_234), ("CLF", "1.2345", 12_345)])
    func `a currency has its own decimals`(_ code: String, _ text: String, _ minor: Int64) throws {
        let currency = try #require(Currency(code: code))
        #expect(try Money(text: text, currency: currency).minor == minor)
        #expect(Money(minor: minor, currency: currency).text == text)
    }

    @Test func `a yen has no decimals`() throws {
        let yen = try #require(Currency(code: "JPY"))
        #expect(throws: AmountError.tooManyDecimals(allowed: 0)) { try Money(text: "1.0", currency: yen) }
    }

    @Test(
        arguments: [
            (0, "0.00", "0.00"), (5, "0.05", "0.05"), (-5, "-0.05", "-0.05"), (5_800, "58.00", "58.00"),
            (123_450, "1234.50", "1,234.50"), (-100_000_000, "-1000000.00", "-1,000,000.00"),
            (99_900, "999.00", "999.00"),
            (.min, "-92233720368547758.08", "-92,233,720,368,547,758.08"),
        ] as [(Int64, String, String)])
    func `an amount is written for files and for people`(_ minor: Int64, _ text: String, _ grouped: String) {
        #expect(Money(minor: minor).text == text)
        #expect(Money(minor: minor).grouped == grouped)
    }

    @Test func `what is written can be read again`() throws {
        var seed: UInt64 = 3
        for _ in 0..<5_000 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let minor = max(Int64(bitPattern: seed) >> (seed % 60), -Int64.max)
            #expect(try Money(text: Money(minor: minor).text).minor == minor)
        }
    }

    @Test func `sums never wrap and never mix currencies`() throws {
        let yen = try #require(Currency(code: "JPY"))
        #expect(Money(minor: 1).adding(Money(minor: 2))?.minor == 3)
        #expect(Money(minor: .max).adding(Money(minor: 1)) == nil)
        #expect(Money(minor: 1).adding(Money(minor: 1, currency: yen)) == nil)
        #expect((-Money(minor: .min)).minor == .max)
    }

    @Test(arguments: ["cny", "CN", "XXX", "", "RMB"])
    func `a currency we do not know the decimals of is refused`(_ code: String) {
        #expect(Currency(code: code) == nil)
    }
}
