// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Tender

/// Amounts of rows: the usual form a word at a time, any other digit by digit.
struct AmountText: Sendable {
    let decimals: Int
    /// Beyond this, differences of two amounts would not fit; no till has ever rung up so much.
    static let largest: Int64 = 1 << 61

    @inline(__always)
    func minor(_ field: FieldText) -> Int64? {
        if decimals == 2, let usual = Digits.hundredths(field) { return usual }
        return slowMinor(field)
    }

    @inline(never)
    private func slowMinor(_ field: FieldText) -> Int64? {
        // No amount is longer: nineteen digits, a sign, a point.
        guard field.count <= 64 else { return nil }
        guard let minor = try? Money.minor(of: field.bytes, decimals: decimals) else { return nil }
        return abs(minor) <= Self.largest ? minor : nil
    }
}
