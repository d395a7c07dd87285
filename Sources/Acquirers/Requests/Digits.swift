// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// Numbers as fields hold them.
enum Digits {
    static func are(_ text: some StringProtocol) -> Bool { text.utf8.allSatisfy { (48...57).contains($0) } }

    static func padded(_ number: Int, _ width: Int) -> String { padded(String(number), width) }

    static func padded(_ digits: String, _ width: Int) -> String {
        String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    /// Field 11.
    static func trace(_ voucher: VoucherNumber) throws(ExchangeProblem) -> String {
        guard voucher.text.utf8.count <= 6, are(voucher.text) else { throw .voucher(voucher.text) }
        return padded(voucher.text, 6)
    }

    /// Field 60.2.
    static func batch(_ batch: BatchNumber?) throws(ExchangeProblem) -> String {
        guard let batch, batch.text.utf8.count <= 6, are(batch.text) else { throw .batch(batch?.text) }
        return padded(batch.text, 6)
    }

    /// Field 4.
    static func amount(_ money: Money) throws(ExchangeProblem) -> String {
        guard (0...999_999_999_999).contains(money.minor) else { throw .amount }
        return padded(String(money.minor), 12)
    }

    /// Field 49.
    static func currency(_ currency: Currency) throws(ExchangeProblem) -> String {
        guard let number = numbers[currency.code] else { throw .currency(currency.code) }
        return number
    }

    /// The letters of a number in field 49; some hosts write the letters themselves.
    static func code(ofCurrency text: String) -> String? {
        numbers[text] == nil ? numbers.first { $0.value == text }?.key : text
    }

    /// ISO 4217's numbers of what Chinese acquirers and their neighbours settle in.
    private static let numbers = [
        "AUD": "036", "CAD": "124", "CHF": "756", "CNY": "156", "EUR": "978", "GBP": "826", "HKD": "344", "IDR": "360",
        "INR": "356", "JPY": "392", "KRW": "410", "MOP": "446", "MYR": "458", "NZD": "554", "PHP": "608",
        "SGD": "702", "THB": "764", "TWD": "901", "USD": "840", "VND": "704",
    ]

    /// Field 13.
    static func monthDay(_ time: CivilTime) -> String {
        let day = time.date.components
        return padded(day.month, 2) + padded(day.day, 2)
    }

    /// Field 12.
    static func time(_ time: CivilTime) -> String {
        let second = time.secondOfDay
        return padded(second / 3_600, 2) + padded(second / 60 % 60, 2) + padded(second % 60, 2)
    }
}
