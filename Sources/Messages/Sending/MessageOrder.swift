// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A message as it was asked for: complete, and without the address, which is kept sealed beside it.
public struct MessageOrder: Hashable, Sendable {
    public let template: TemplateKey
    public let route: MessageRoute
    public let purpose: MessagePurpose
    /// Who gets it, by the number of the contact.
    public let contact: ContactID
    /// `Invoice`-like line of an e-mail; empty for other routes.
    public let subject: String
    /// What the customer reads.
    public let text: String
    /// Values of the template's open variables by name, for providers that fill templates themselves.
    public let values: [Value]
    /// Case, transaction and receipt that it is about, by their public numbers; empty when there is none.
    public let caseID: String
    public let transaction: String
    public let receipt: String
    /// Store for whose people it is; empty for the head office.
    public let store: String
    /// The same key never queues twice.
    public let key: String

    public struct Value: Hashable, Sendable {
        public let name: String
        public let text: String

        public init(name: String, text: String) {
            self.name = name
            self.text = text
        }
    }

    /// - Parameter key: empty for the usual one: case (or transaction), template and contact.
    public init(
        template: TemplateKey, route: MessageRoute, purpose: MessagePurpose = .service, contact: ContactID,
        subject: String = "", text: String, values: [Value], caseID: String = "", transaction: String = "",
        receipt: String = "", store: String = "", key: String = ""
    ) {
        self.template = template
        self.route = route
        self.purpose = purpose
        self.contact = contact
        self.subject = subject
        self.text = text
        self.values = values
        self.caseID = caseID
        self.transaction = transaction
        self.receipt = receipt
        self.store = store
        let matter = caseID.isEmpty ? transaction : caseID
        self.key = key.isEmpty ? "\(matter)|\(template.name.rawValue)|\(contact.text)" : key
    }
}
