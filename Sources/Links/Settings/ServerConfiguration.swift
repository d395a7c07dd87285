// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What the server is told when it starts. Every value has a sound default.
public struct ServerConfiguration: Hashable, Sendable {
    /// Folder of the journal and its database.
    public var data = "counterfoil-data"
    /// Address to listen on. Anything but a loopback address is a decision of the merchant.
    public var host = "127.0.0.1"
    /// 0 lets the system choose.
    public var port = 8_080
    /// Host names, besides loopback and `host`, under which browsers may call.
    public var allowedHosts: [String] = []
    /// A proxy in front speaks TLS, so cookies never travel in the clear.
    public var secureCookies = false
    /// Proxies whose `X-Forwarded-For` is believed.
    public var trustedProxies = SenderRule.loopback
    /// Address under which customers reach the receipt page; empty for the address the console is called by.
    public var receiptAddress = ""
    /// `zh` or `en`; nil takes the locale's.
    public var language: String?
    /// A session ends after so long without use.
    public var sessionIdleMinutes = 15
    /// A session ends after so long in any case.
    public var sessionHours = 12
    /// Largest file that is imported.
    public var importMaxBytes: Int64 = 1 << 30
    /// Memory that comparing files may take; rows beyond it wait on disk below `data`.
    public var comparisonMemoryBytes: Int64 = 512 << 20
    /// `trace`, `debug`, `info`, `notice`, `warning`, `error` or `critical`.
    public var logLevel = "info"
    /// How messages leave the shop; nothing is sent where nothing is set.
    public var messaging = MessagingSettings()
    /// What attempts to pay go through.
    public var links: [LinkSettings] = []

    public init() {}
}
