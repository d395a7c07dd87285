// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// What files of payment providers have in common.
extension Cells {
    /// An ISO 4217 code in either case that must be there.
    func isoCurrency(_ field: Field) throws(RowFault) -> Currency {
        let word = try word(field)
        guard let currency = Currency(code: word.uppercased()) else {
            throw .unknownCurrency(column: map.name(of: field))
        }
        return currency
    }

    /// Two columns of amounts without a sign, of which one is empty or zero: what came in is positive, what went out
    /// negative.
    func directed(_ incoming: Field, _ outgoing: Field, currency: Currency) throws(RowFault) -> Int64 {
        let came = try unsigned(incoming, currency) ?? 0
        let went = try unsigned(outgoing, currency) ?? 0
        guard came == 0 || went == 0 else { throw .twoAmounts(map.name(of: incoming), map.name(of: outgoing)) }
        guard !isEmpty(incoming) || !isEmpty(outgoing) else { throw .missing(column: map.name(of: incoming)) }
        return came - went
    }

    private func unsigned(_ field: Field, _ currency: Currency) throws(RowFault) -> Int64? {
        guard let minor = try minor(field, style: .trailingZeros, currency: currency) else { return nil }
        guard minor >= 0 else { throw .negativeAmount(column: map.name(of: field)) }
        return minor
    }
}
