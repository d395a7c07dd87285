// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Messages

/// How messages leave this shop, as the configuration says. Nothing is sent where nothing is set.
public struct MessagingSettings: Hashable, Sendable {
    /// The shop's name before a message, the site's name and the telephone; parts of every template.
    public var sign = ""
    public var site = ""
    public var phone = ""
    /// When messages of service may go out, `08:00-22:00`.
    public var hours = QuietHours.never
    public var mail = MailServer()
    public var texts = TextGateway()
    /// Secret with which webhooks are signed; a file's name.
    public var webhookSecretFile = ""
    /// Nothing leaves the machine, and everything looks as if: the sample shop, where no channel is set.
    public var isRehearsal = false

    public init() {}

    /// The server that takes letters.
    public struct MailServer: Hashable, Sendable {
        public enum Security: String, CaseIterable, Hashable, Sendable { case starttls, tls, none }

        /// Empty: no letters are sent.
        public var host = ""
        public var port = 587
        public var security = Security.starttls
        public var from = ""
        public var fromName = ""
        public var user = ""
        public var passwordFile = ""
        /// Certificates to trust besides the system's.
        public var certificateFile = ""
    }

    /// The provider that takes short messages.
    public struct TextGateway: Hashable, Sendable {
        /// nil: no short messages are sent.
        public var provider: ProviderRule.Provider?
        /// `https://HOST` where it differs from the provider's own.
        public var address = ""
        public var keyID = ""
        public var secretFile = ""
        /// Secret in the address to which the provider pushes its reports; a file's name.
        public var reportSecretFile = ""
        /// Sign as it was approved, without 【】; the shop's when empty.
        public var sign = ""
        /// Tencent Cloud's number of the application.
        public var application = ""
        public var region = ""
        /// Numbers of approved templates by ours: `N1.zh` → `SMS_123456789`.
        public var templates: [String: String] = [:]
    }

    /// The shop's own parts of every template.
    public var shopValues: MessageValues {
        var values = MessageValues()
        if !sign.isEmpty { values[.sign] = sign }
        if !site.isEmpty { values[.site] = site }
        if !phone.isEmpty { values[.phone] = phone }
        return values
    }

    /// Routes on which something can be sent.
    public var routes: Set<MessageRoute> {
        var routes: Set<MessageRoute> = []
        if !mail.host.isEmpty { routes.insert(.email) }
        if texts.provider != nil { routes.insert(.sms) }
        if !webhookSecretFile.isEmpty { routes.insert(.webhook) }
        return routes
    }
}
