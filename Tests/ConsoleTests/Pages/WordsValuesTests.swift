// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Testing
import Tender

@testable import Console

@Suite struct WordsValuesTests {
    let chinese: Words
    let english: Words

    init() throws {
        chinese = try Shelf.words(.chinese)
        english = try Shelf.words(.english)
    }

    @Test(arguments: [
        (Int64(5_800), "CNY", "¥58.00"), (123_450, "CNY", "¥1,234.50"), (-5_800, "CNY", "-¥58.00"), (5, "CNY", "¥0.05"),
        (0, "CNY", "¥0.00"), (1_200, "USD", "USD 12.00"), (-1_200, "JPY", "-JPY 1,200"),
        (.min, "CNY", "-¥92,233,720,368,547,758.08"), (.max, "CNY", "¥92,233,720,368,547,758.07"),
    ])
    func `an amount has a sign, separators and its currency`(minor: Int64, code: String, text: String) throws {
        let currency = try #require(Currency(code: code))
        #expect(chinese.amount(Money(minor: minor, currency: currency)) == text)
        #expect(english.amount(Money(minor: minor, currency: currency)) == text)
    }

    @Test(arguments: [
        (Int64(1), Int64(1), "100%"), (0, 7, "0%"), (999_999, 1_000_000, "99.9%"), (1, 3, "33.3%"), (320, 327, "97.8%"),
        (.max, .max, "100%"),
    ])
    func `a share is rounded down, so that all means all`(part: Int64, whole: Int64, text: String) {
        #expect(chinese.percent(part, of: whole) == text)
    }

    @Test func `a share of nothing is none`() {
        #expect(chinese.percent(0, of: 0) == nil)
        #expect(chinese.percent(-1, of: 5) == nil)
    }

    @Test(arguments: [
        (Int64(0), "0 B"), (999, "999 B"), (1_000, "1.0 kB"), (53_312_345, "53.3 MB"), (123_456_789, "123 MB"),
        (.max, "9223372 TB"),
    ])
    func `a file's size is short`(count: Int64, text: String) { #expect(chinese.bytes(count) == text) }

    @Test func `a time has a date, a clock and a weekday`() {
        #expect(chinese.moment(Shelf.afternoon) == "2025-11-20 15:03")
        #expect(chinese.weekday(Shelf.afternoon.date) == "周四")
        #expect(english.weekday(Shelf.afternoon.date) == "Thu")
    }

    @Test func `a card shows what a slip would show`() throws {
        #expect(chinese.card(try #require(MaskedPAN(bin: "622200", last4: "1234"))) == "622200 **** 1234")
        #expect(chinese.card(try #require(MaskedPAN(last4: "1234"))) == "**** 1234")
    }
}
