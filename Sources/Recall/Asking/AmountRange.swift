// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// The amounts a person may have meant: one for `58.00`, a stretch for `about 60` or `50-70`.
public struct AmountRange: Sendable, Hashable {
    public let low: Money
    public let high: Money

    /// One exact amount.
    public init(exactly amount: Money) {
        low = amount
        high = amount
    }

    /// Ten per cent to either side, which is how well people remember a price.
    public init(about amount: Money) {
        let slack = amount.minor.magnitude / 10
        let reach = Int64(clamping: slack)
        let (down, under) = amount.minor.subtractingReportingOverflow(reach)
        let (up, over) = amount.minor.addingReportingOverflow(reach)
        low = Money(minor: under ? .min : down, currency: amount.currency)
        high = Money(minor: over ? .max : up, currency: amount.currency)
    }

    /// From one amount to another, in either order.
    public init(from first: Money, to second: Money) {
        low = first.minor <= second.minor ? first : second
        high = first.minor <= second.minor ? second : first
    }

    public var isExact: Bool { low == high }

    public func contains(_ amount: Money) -> Bool {
        amount.currency == low.currency && amount.minor >= low.minor && amount.minor <= high.minor
    }
}
