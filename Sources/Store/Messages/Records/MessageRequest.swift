// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Messages
public import Tender

/// A message that somebody asks for.
public struct MessageRequest: Sendable, Hashable {
    public let template: TemplateKey
    /// Values of the places, the shop's own sign, site and telephone among them.
    public var values: MessageValues
    public let contact: ContactID
    public var purpose = MessagePurpose.service
    /// Public numbers of what it is about; empty when there is none.
    public var caseID = ""
    public var transaction = ""
    public var receipt = ""
    /// Asked for by a part of the program.
    public var isAutomatic = false
    /// Whose rules a short message must keep.
    public var provider = ProviderRule.Provider.generic
    /// When messages of service may go out; promotions keep their own hours besides.
    public var hours = QuietHours.never
    /// For messages that belong to no case and no transaction: the same key never queues twice.
    public var key = ""

    public init(template: TemplateKey, values: MessageValues, contact: ContactID) {
        self.template = template
        self.values = values
        self.contact = contact
    }
}

/// What became of a request.
public enum MessageAnswer: Sendable, Hashable {
    case queued(MessageID)
    /// It was asked for before: this is that message, unchanged.
    case known(MessageID)
    /// A rule stands against it; nothing was recorded.
    case refused(SendingRefusal)
}

/// A contact that somebody gives.
public struct ContactRequest: Sendable, Hashable {
    public let address: ContactAddress
    public let language: MessageLanguage
    /// Case or transaction for which it is given.
    public let matter: String
    public let store: StoreID?
    /// The customer wants promotions.
    public let hasConsent: Bool

    public init(
        address: ContactAddress, language: MessageLanguage, matter: String, store: StoreID?, hasConsent: Bool = false
    ) {
        self.address = address
        self.language = language
        self.matter = matter
        self.store = store
        self.hasConsent = hasConsent
    }
}
