// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A merchant's application at Alipay's open platform.
public struct AlipayAccount: Hashable, Sendable {
    public let app: String
    /// What the customer reads on the bill, before the sale's number.
    public let title: String
    /// The shop's own name for the store; empty for none.
    public let store: String
    /// Where payments are told of; empty for nowhere.
    public let notifyURL: String
    /// Given by a merchant to a service provider; empty where the application is the merchant's own.
    public let token: String

    public init(app: String, title: String, store: String = "", notifyURL: String = "", token: String = "") {
        self.app = app
        self.title = title
        self.store = store
        self.notifyURL = notifyURL
        self.token = token
    }
}
