// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// A receipt printer as set up: where it stands, where the till prints to, and where the paper comes out.
public struct PrinterRecord: Sendable, Hashable {
    /// Short name, unique in the shop, for example `front-1`.
    public let name: String
    public let store: StoreID
    /// `HOST:PORT` of the printer itself; empty for a printer that was taken out of use.
    public let address: String
    /// Port on which tills print to us; 0 for none.
    public let listenPort: Int
    /// Name of the ESC/POS profile.
    public let profile: String
    /// Minutes after which a slip that waits is no longer printed by itself.
    public let ageLimitMinutes: Int
    /// Printer that takes over when this one cannot print; empty for none.
    public let failOver: String
    /// Addresses or networks that may send; empty means this machine and private networks.
    public let senders: [String]

    public init(
        name: String, store: StoreID, address: String, listenPort: Int = 0, profile: String = "standard",
        ageLimitMinutes: Int = 10, failOver: String = "", senders: [String] = []
    ) {
        self.name = name
        self.store = store
        self.address = address
        self.listenPort = listenPort
        self.profile = profile
        self.ageLimitMinutes = ageLimitMinutes
        self.failOver = failOver
        self.senders = senders
    }
}
