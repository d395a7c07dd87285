// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// An amount as a file writes it: exact to 0.00001 for sums, and in minor units for the row.
///
/// Five-decimal and zero amounts occur; what does not fit the currency's minor unit is a bad row, and its sum is
/// still right.
struct FineAmount: Hashable {
    /// In units of 0.00001.
    let fine: Int64

    /// Reads digits with at most one decimal mark; a mark at the end is allowed where the format has it (`1234,`).
    ///
    /// - Throws: `RowFault` that names the field.
    init(
        _ text: ArraySlice<UInt8>, mark: UInt8 = UInt8(ascii: "."), mayEndWithMark: Bool = false, field: String
    ) throws(RowFault) {
        guard let first = text.first, (48...57).contains(first) else { throw .notAnAmount(column: field) }
        var digits = Array(text)
        if mark != UInt8(ascii: ".") {
            guard !digits.contains(UInt8(ascii: ".")) else { throw .notAnAmount(column: field) }
            for index in digits.indices where digits[index] == mark { digits[index] = UInt8(ascii: ".") }
        }
        if mayEndWithMark, digits.last == UInt8(ascii: ".") { digits.removeLast() }
        // Zeros beyond the fifth decimal say nothing.
        if let point = digits.firstIndex(of: UInt8(ascii: ".")) {
            while digits.count - point - 1 > AmountText.fineDecimals, digits.last == 48 { digits.removeLast() }
        }
        do throws(AmountError) {
            fine = try Money.minor(of: digits[...], decimals: AmountText.fineDecimals)
        } catch {
            switch error {
            case .empty, .unexpectedCharacter: throw .notAnAmount(column: field)
            case .tooManyDecimals: throw .tooManyDecimals(column: field, allowed: AmountText.fineDecimals)
            case .outOfRange: throw .amountOutOfRange(column: field)
            }
        }
    }

    /// An amount in minor units without a decimal mark: `123456` is 1234.56 in EUR.
    init(minorUnits text: ArraySlice<UInt8>, currency: Currency, field: String) throws(RowFault) {
        guard !text.isEmpty, text.allSatisfy({ (48...57).contains($0) }) else { throw .notAnAmount(column: field) }
        guard let minor = try? Money.minor(of: text, decimals: 0) else { throw .amountOutOfRange(column: field) }
        let (fine, overflow) = minor.multipliedReportingOverflow(by: Self.unit(of: currency))
        guard !overflow else { throw .amountOutOfRange(column: field) }
        self.fine = fine
    }

    /// The money of the row.
    func money(_ currency: Currency, field: String) throws(RowFault) -> Money {
        let (minor, rest) = fine.quotientAndRemainder(dividingBy: Self.unit(of: currency))
        guard rest == 0 else { throw .tooManyDecimals(column: field, allowed: currency.decimals) }
        return Money(minor: minor, currency: currency)
    }

    /// A sum in the currency's decimals, more only where they say something.
    static func text(_ sum: Int128, _ currency: Currency) -> String {
        let unit = Int128(unit(of: currency))
        guard sum % unit == 0 else { return Money.text(minor: sum, decimals: AmountText.fineDecimals) }
        return Money.text(minor: sum / unit, decimals: currency.decimals)
    }

    private static func unit(of currency: Currency) -> Int64 {
        var unit: Int64 = 1
        for _ in currency.decimals..<AmountText.fineDecimals { unit *= 10 }
        return unit
    }
}
