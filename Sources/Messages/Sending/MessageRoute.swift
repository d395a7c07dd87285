// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// The way a message goes.
public enum MessageRoute: String, CaseIterable, Hashable, Sendable {
    case sms, email, webhook

    public var label: Bilingual {
        switch self {
        case .sms: Bilingual(zh: "短信", en: "SMS")
        case .email: Bilingual(zh: "邮件", en: "E-mail")
        case .webhook: Bilingual(zh: "回调通知", en: "Webhook")
        }
    }
}

/// Why a message is sent: service needs no consent, promotion does.
public enum MessagePurpose: String, CaseIterable, Hashable, Sendable { case service, promotion }
