// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Messages
internal import Tender

/// What the journal keeps of messages and of those who get them.
///
///     type  kind  entry               payload after version, time, person and kind
///       22     1  message queued      not before, then the whole order without an address
///       22     2  message's event     message, time, kind, word, person
///       22     3  template's wording  key, text; an empty text brings the standard wording back
///       23     1  contact kept        number, route, sealed address, token, hint, language, matter, store, consent
///       23     2  contact's event     contact, kind
enum MessageEntry: Sendable {
    case queued(MessageOrder, notBefore: Instant)
    case event(MessageEvent)
    case wording(TemplateKey, String)
    case contact(SealedContact)
    case contactEvent(ContactID, ContactEvent)

    var type: UInt8 {
        switch self {
        case .queued, .event, .wording: 22
        case .contact, .contactEvent: 23
        }
    }
}

/// What happened with a contact.
public enum ContactEvent: String, CaseIterable, Hashable, Sendable {
    /// May get promotions.
    case consented
    /// No promotions any more.
    case optedOut
    /// Said that the receipt is not theirs: nothing more goes there about it.
    case notTheirs
    /// No longer the one that its case writes to.
    case ended
    /// Its key is gone, and with it the address.
    case erased
}

/// A contact as the journal has it: the address only as what its key can open.
struct SealedContact: Sendable, Hashable {
    let id: ContactID
    let route: MessageRoute
    /// AES-GCM: nonce, cipher text, tag.
    let sealed: [UInt8]
    /// Keyed hash of the address, lower-case hexadecimal: tells equal addresses without naming them.
    let token: String
    /// What staff see: `138****0000`.
    let hint: String
    let language: MessageLanguage
    /// Case or transaction for which it was given.
    let matter: String
    /// Store whose people may see it; empty for the head office.
    let store: String
    let hasConsent: Bool
}
