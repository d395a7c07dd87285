// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// Which store a terminal stands in, so that rows without a store column find theirs.
public struct TerminalBinding: Sendable, Hashable {
    public let terminal: TerminalID
    /// The acquirer's merchant number the terminal books to; nil when it is not known.
    public let merchant: MerchantID?
    public let store: StoreID

    public init(terminal: TerminalID, merchant: MerchantID?, store: StoreID) {
        self.terminal = terminal
        self.merchant = merchant
        self.store = store
    }
}
