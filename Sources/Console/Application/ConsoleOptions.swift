// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Links
public import Printing
public import Statements
public import Store

/// What the assembly decides about the console. Every value has the default of the documented sample.
public struct ConsoleOptions: Sendable {
    /// Address to listen on. Anything but a loopback address is a decision of the merchant.
    public var host = "127.0.0.1"
    /// 0 lets the system choose.
    public var port = 8_080
    /// Host names, besides loopback and `host`, under which browsers may call (DNS rebinding is refused).
    public var allowedHosts: Set<String> = []
    /// The shop's data folder; uploads wait in `uploads` below it.
    public var dataDirectory: String
    /// Largest file the page or the API takes.
    public var maxUploadBytes: Int64 = 1_073_741_824
    /// Memory in bytes that comparing files may take; rows beyond it wait on disk below `comparisons`.
    public var comparisonMemoryBytes: Int64 = 536_870_912
    /// True when a proxy in front speaks TLS, so that cookies never travel in the clear.
    public var secureCookies = false
    /// Proxies whose `X-Forwarded-For` is believed; everybody else counts as themselves.
    public var trustedProxies = SenderRule.loopback
    /// Shown at the foot of every page and by the API.
    public var version: String
    public var clock: any WallClock
    /// The merchant's own file formats, asked for at every upload.
    public var profiles: @Sendable () -> [Profile] = { [] }
    /// Whether people at this machine may become somebody of the sample shop without a password.
    public var opensSample = false
    /// Who puts slips on paper; nil where no printer is connected, and the pages then say so.
    public var printDesk: (any PrintDesk)?
    /// Who charges and gives back; nil where no terminal, acquirer or wallet is connected, and the pages then say so.
    public var paymentDesk: (any PaymentDesk)?
    /// Who closes batches at acquirers; nil where no terminal has a link to one.
    public var batchDesk: (any BatchDesk)?
    /// Where wallets' notices are taken; nil where no wallet is linked.
    public var walletDoor: WalletNoticeDoor?
    /// Who fetches wallets' daily bills; nil where no wallet is linked.
    public var billDesk: (any BillDesk)?
    /// Address under which customers reach the receipt page, for example `https://r.example.cn`; empty for the
    /// address the console itself is called by.
    public var receiptAddress = ""
    /// How messages leave the shop, for the templates' fixed parts and for what pages say of channels.
    public var messaging = MessagingSettings()
    /// Secret in the address to which the provider of short messages pushes its reports; empty where none is taken.
    public var reportSecret = ""
    /// Secret with which a gateway of the merchant's own signs them.
    public var reportKey = ""
    /// Fills the shop with the sample; nil hides the choice.
    public var loadSample: (@Sendable (Shop) async throws -> Void)?

    public init(
        dataDirectory: String, version: String, clock: any WallClock,
        loadSample: (@Sendable (Shop) async throws -> Void)? = nil
    ) {
        self.dataDirectory = dataDirectory
        self.version = version
        self.clock = clock
        self.loadSample = loadSample
    }
}
