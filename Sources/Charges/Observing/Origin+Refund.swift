// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension Origin {
    /// Whether it is a refund that was asked for here, which names itself `refund:RF…`.
    public var isOwnRefund: Bool { name.hasPrefix("refund:") || name.hasPrefix("sample:refund:") }
}

extension Facts {
    /// The product of money that two people paid out by transfer: no clearing file will ever have it.
    public static let transferProduct = "transfer"
}
