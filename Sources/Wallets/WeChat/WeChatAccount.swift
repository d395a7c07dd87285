// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A merchant at WeChat Pay, as its console shows it.
public struct WeChatAccount: Hashable, Sendable {
    /// 商户号
    public let merchant: String
    public let app: String
    /// Serial number of the merchant's API certificate, hexadecimal.
    public let serial: String
    /// What the customer reads on the bill, before the sale's number.
    public let title: String
    /// The shop's own name for the store; WeChat Pay asks for one.
    public let store: String
    /// Where refunds are told of; empty for nowhere.
    public let notifyURL: String

    public init(
        merchant: String, app: String, serial: String, title: String, store: String, notifyURL: String = ""
    ) {
        self.merchant = merchant
        self.app = app
        self.serial = serial
        self.title = title
        self.store = store
        self.notifyURL = notifyURL
    }
}
