// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// Something that changed, for pages that show it live.
public struct ShopChange: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        case transaction, finding, file, setting, receipt, printer, message, work, refund, payment, batch
    }

    /// From 1, without a gap, since the shop was opened.
    public let sequence: UInt64
    public let kind: Kind
    /// Public number of the transaction, number of the file, or name of the setting, receipt, printer, message,
    /// case, refund, attempt or close of a batch.
    public let id: String
    /// Store it belongs to; nil when it concerns all.
    public let store: StoreID?
}
