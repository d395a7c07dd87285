// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// A terminal as its acquirer registered it.
public struct AcquirerTerminal: Sendable, Hashable {
    public let terminal: TerminalID
    public let merchant: MerchantID
    /// Name of its master key in the key store.
    public let masterKey: String

    public init(_ terminal: TerminalID, merchant: MerchantID, masterKey: String) {
        self.terminal = terminal
        self.merchant = merchant
        self.masterKey = masterKey
    }
}
