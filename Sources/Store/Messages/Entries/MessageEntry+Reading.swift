// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Messages
internal import Tender

extension MessageEntry {
    /// nil for a type that is none of these, or a kind of a later version.
    static func read(_ type: UInt8, from cursor: inout ByteCursor) throws(DecodeError) -> MessageEntry? {
        guard type == 22 || type == 23 else { return nil }
        switch (type, try cursor.byte("kind")) {
        case (22, 1):
            let notBefore = Instant(milliseconds: try cursor.signed("notBefore"))
            return .queued(try order(from: &cursor), notBefore: notBefore)
        case (22, 2): return .event(try event(from: &cursor))
        case (22, 3):
            let key = try named("template", { TemplateKey($0) }, from: &cursor)
            return .wording(key, try cursor.text("wording", limit: 16_384))
        case (23, 1): return .contact(try contact(from: &cursor))
        case (23, 2):
            let contact = ContactID(try cursor.signed("contact"))
            return .contactEvent(contact, try named("event", ContactEvent.init(rawValue:), from: &cursor))
        default: return nil
        }
    }

    private static func order(from cursor: inout ByteCursor) throws(DecodeError) -> MessageOrder {
        let template = try named("template", { TemplateKey($0) }, from: &cursor)
        let route = try named("route", MessageRoute.init(rawValue:), from: &cursor)
        let purpose = try named("purpose", MessagePurpose.init(rawValue:), from: &cursor)
        let contact = ContactID(try cursor.signed("contact"))
        let subject = try cursor.text("subject", limit: 2_048)
        let text = try cursor.text("text", limit: 16_384)
        let caseID = try cursor.text("case", limit: 64)
        let transaction = try cursor.text("transaction", limit: 64)
        let receipt = try cursor.text("receipt", limit: 64)
        let store = try cursor.text("store", limit: 64)
        let key = try cursor.text("key", limit: 300)
        var values: [MessageOrder.Value] = []
        for _ in 0..<(try cursor.varint("values")) {
            let name = try cursor.text("name", limit: 40)
            values.append(MessageOrder.Value(name: name, text: try cursor.text("value", limit: 400)))
        }
        return MessageOrder(
            template: template, route: route, purpose: purpose, contact: contact, subject: subject, text: text,
            values: values, caseID: caseID, transaction: transaction, receipt: receipt, store: store, key: key)
    }

    private static func event(from cursor: inout ByteCursor) throws(DecodeError) -> MessageEvent {
        let message = MessageID(try cursor.varint("message"))
        let at = Instant(milliseconds: try cursor.signed("at"))
        let (kind, word) = (try cursor.text("kind", limit: 40), try cursor.text("word", limit: 1_000))
        guard let kind = MessageWord.kind(kind, word) else {
            throw DecodeError(.invalid, at: cursor.offset, field: "kind")
        }
        return MessageEvent(message: message, at: at, kind: kind, by: try cursor.text("by", limit: 200))
    }

    private static func contact(from cursor: inout ByteCursor) throws(DecodeError) -> SealedContact {
        let id = ContactID(try cursor.signed("contact"))
        let route = try named("route", MessageRoute.init(rawValue:), from: &cursor)
        let start = cursor.offset
        let count = try cursor.varint("sealed")
        guard count <= 2_048 else { throw DecodeError(.tooLong, at: start, field: "sealed") }
        let sealed = Array(try cursor.raw(Int(count), "sealed"))
        let token = try cursor.text("token", limit: 64)
        let hint = try cursor.text("hint", limit: 300)
        let language = try named("language", MessageLanguage.init(rawValue:), from: &cursor)
        let matter = try cursor.text("matter", limit: 64)
        let store = try cursor.text("store", limit: 64)
        return SealedContact(
            id: id, route: route, sealed: sealed, token: token, hint: hint, language: language, matter: matter,
            store: store, hasConsent: try cursor.byte("consent") != 0)
    }

    private static func named<Value>(
        _ field: String, _ make: (String) -> Value?, from cursor: inout ByteCursor
    ) throws(DecodeError) -> Value {
        let start = cursor.offset
        guard let value = make(try cursor.text(field, limit: 100)) else {
            throw DecodeError(.invalid, at: start, field: field)
        }
        return value
    }
}
