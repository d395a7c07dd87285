// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Messages
internal import Tender

extension MessageEntry {
    func write(to writer: inout ByteWriter) {
        switch self {
        case .queued(let order, let notBefore):
            writer.byte(1)
            writer.signed(notBefore.milliseconds)
            Self.write(order, to: &writer)
        case .event(let event):
            writer.byte(2)
            writer.varint(event.message.number)
            writer.signed(event.at.milliseconds)
            let (kind, word) = MessageWord.coded(event.kind)
            writer.text(kind)
            writer.text(word)
            writer.text(event.by)
        case .wording(let key, let text):
            writer.byte(3)
            writer.text(key.text)
            writer.text(text)
        case .contact(let contact):
            writer.byte(1)
            Self.write(contact, to: &writer)
        case .contactEvent(let contact, let event):
            writer.byte(2)
            writer.signed(contact.number)
            writer.text(event.rawValue)
        }
    }

    private static func write(_ order: MessageOrder, to writer: inout ByteWriter) {
        writer.text(order.template.text)
        writer.text(order.route.rawValue)
        writer.text(order.purpose.rawValue)
        writer.signed(order.contact.number)
        for text in [order.subject, order.text, order.caseID, order.transaction, order.receipt, order.store, order.key]
        {
            writer.text(text)
        }
        writer.varint(UInt64(order.values.count))
        for value in order.values {
            writer.text(value.name)
            writer.text(value.text)
        }
    }

    private static func write(_ contact: SealedContact, to writer: inout ByteWriter) {
        writer.signed(contact.id.number)
        writer.text(contact.route.rawValue)
        writer.varint(UInt64(contact.sealed.count))
        writer.raw(contact.sealed)
        for text in [contact.token, contact.hint, contact.language.rawValue, contact.matter, contact.store] {
            writer.text(text)
        }
        writer.byte(contact.hasConsent ? 1 : 0)
    }
}

/// Kinds of events as words in the journal and the tables. Never change one.
enum MessageWord {
    static func coded(_ kind: MessageEvent.Kind) -> (kind: String, word: String) {
        switch kind {
        case .sending(let attempt): ("sending", String(attempt))
        case .sent(let reference): ("sent", reference)
        case .delivered: ("delivered", "")
        case .failed(let code, let isFinal): (isFinal ? "refused" : "putOff", code)
        case .unknown(let why): ("unknown", why)
        case .gaveUp: ("gaveUp", "")
        case .overdue: ("overdue", "")
        case .askedAgain(let why): ("askedAgain", why)
        case .withdrawn(let why): ("withdrawn", why)
        }
    }

    static func kind(_ kind: String, _ word: String) -> MessageEvent.Kind? {
        switch kind {
        case "sending": Int(word).map { .sending(attempt: $0) }
        case "sent": .sent(reference: word)
        case "delivered": .delivered
        case "refused": .failed(code: word, isFinal: true)
        case "putOff": .failed(code: word, isFinal: false)
        case "unknown": .unknown(word)
        case "gaveUp": .gaveUp
        case "overdue": .overdue
        case "askedAgain": .askedAgain(word)
        case "withdrawn": .withdrawn(word)
        default: nil
        }
    }
}
