// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// A balance of fields 60 and 62: `C261119EUR1000,00`.
struct MTBalance: Hashable {
    let currency: Currency
    let date: CivilDate
    /// In 0.00001; negative when the account is overdrawn.
    let fine: Int128

    init(_ text: String, field: String, line: Int) throws(StatementError) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 11, bytes[0] == UInt8(ascii: "C") || bytes[0] == UInt8(ascii: "D"),
            let date = MTDate.date(bytes[1..<7]),
            let amount = try? FineAmount(
                bytes[10...], mark: UInt8(ascii: ","), mayEndWithMark: true, field: field)
        else {
            throw StatementError.malformed(
                line: line, zh: "\(field) 不是“C 或 D、日期、币种、金额”", en: "\(field) is not C or D, date, currency, amount")
        }
        let code = String(decoding: bytes[7..<10], as: UTF8.self)
        guard let currency = Currency(code: code) else {
            let word = RemarkText.clean(code)
            throw StatementError.malformed(
                line: line, zh: "\(field) 的币种 \(word) 不认识", en: "the currency \(word) of \(field) is not known")
        }
        self.currency = currency
        self.date = date
        fine = bytes[0] == UInt8(ascii: "C") ? Int128(amount.fine) : -Int128(amount.fine)
    }
}

/// Dates of six and four digits.
enum MTDate {
    /// `YYMMDD`; years 80 to 99 are of the last century.
    static func date(_ digits: ArraySlice<UInt8>) -> CivilDate? {
        guard digits.count == 6, let year = TimeText.number(digits.prefix(2)) else { return nil }
        guard let month = TimeText.number(digits.dropFirst(2).prefix(2)), let day = TimeText.number(digits.suffix(2))
        else { return nil }
        return CivilDate(year: year < 80 ? 2_000 + year : 1_900 + year, month: month, day: day)
    }

    /// `MMDD` in the year that brings it nearest to another day: 0102 beside 2026-12-31 is in 2027. A day that is not
    /// in that year does not exist: 0229 beside 2027-02-28 is not that of 2028.
    static func date(_ digits: ArraySlice<UInt8>, near other: CivilDate) -> CivilDate? {
        guard digits.count == 4, let month = TimeText.number(digits.prefix(2)) else { return nil }
        guard let day = TimeText.number(digits.suffix(2)) else { return nil }
        let year = other.components.year
        let distance = { (date: CivilDate) in abs(date.daysSinceEpoch - other.daysSinceEpoch) }
        return (-1...1).compactMap { CivilDate(year: year + $0, month: month, day: day) }
            .filter { distance($0) <= 183 }.min { distance($0) < distance($1) }
    }
}
