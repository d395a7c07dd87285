// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// How a fraction of a fen becomes a whole one.
public enum Rounding: String, CaseIterable, Hashable, Sendable {
    /// Half a fen and more goes up (四舍五入); the usual contract.
    case halfUp = "half_up"
    /// Half a fen goes to the even neighbour.
    case halfEven = "half_even"
    /// Any fraction goes up.
    case up
    /// Any fraction is dropped.
    case down

    /// A sum of exact fees in minor units times `Rate.one`, as whole minor units; a negative one mirrors.
    public func rounded(_ exact: Int128) -> Int128 {
        exact < 0 ? -quotient(-exact, by: Int128(Rate.one)) : quotient(exact, by: Int128(Rate.one))
    }

    /// The whole quotient of a non-negative number by a positive one.
    func quotient<Number: FixedWidthInteger>(_ number: Number, by divisor: Number) -> Number {
        let (whole, rest) = number.quotientAndRemainder(dividingBy: divisor)
        let gap = divisor - rest
        let goesUp =
            switch self {
            case .halfUp: rest >= gap
            case .halfEven: rest > gap || (rest == gap && whole & 1 == 1)
            case .up: rest > 0
            case .down: false
            }
        return goesUp ? whole &+ 1 : whole
    }
}

/// What becomes of the fee when the money goes back.
public enum RefundFee: String, CaseIterable, Hashable, Sendable {
    /// The fee of a refund is minus the computed fee.
    case returned
    /// The acquirer keeps its fee: a refund costs and returns nothing.
    case kept
    /// The part of the original's fee that the refund is of the original's amount.
    case proportional
}
