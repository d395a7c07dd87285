// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// Which transactions a list shows; nil means any.
public struct TransactionFilter: Sendable, Hashable {
    public var store: StoreID?
    public var from: CivilDate?
    public var to: CivilDate?
    public var type: TransactionType?
    /// `not-charged`, `pending`, `charged`, `reversed`, `refunded` or `unknown`.
    public var money: String?
    public var code: FindingCode?
    public var source: Source?
    public init() {}
}

/// Which findings a list shows; nil means any.
public struct FindingFilter: Sendable, Hashable {
    public var store: StoreID?
    public var from: CivilDate?
    public var to: CivilDate?
    public var code: FindingCode?
    public init() {}
}
