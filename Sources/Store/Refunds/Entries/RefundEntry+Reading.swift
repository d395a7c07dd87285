// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Refunds
internal import Tender

extension RefundEntry {
    /// nil for a type that is none of these, or a kind of a later version.
    static func read(_ type: UInt8, from cursor: inout ByteCursor) throws(DecodeError) -> RefundEntry? {
        switch (type, try cursor.byte("kind")) {
        case (19, 1): return .asked(try order(from: &cursor))
        case (19, 2): return try event(from: &cursor)
        case (20, 1):
            let kind = try named("kind", Compensation.Kind.init(rawValue:), from: &cursor)
            let worth = try money(from: &cursor)
            let texts = try texts(["case", "store", "words", "code"], from: &cursor)
            return .compensation(
                Compensation(
                    kind: kind, worth: worth, caseID: texts[0], store: texts[1], words: texts[2], code: texts[3]))
        case (20, 2):
            let number = try cursor.varint("compensation")
            let state = try named("state", Compensation.State.init(rawValue:), from: &cursor)
            return .compensationEnded(number, state, words: try cursor.text("words", limit: 1_000))
        case (21, 1):
            let (name, start) = (try cursor.text("book", limit: 40), cursor.offset)
            let (first, last) = (try cursor.signed("first"), try cursor.signed("last"))
            guard
                let book = ReceiptBook(
                    name: name, first: Int(clamping: first), last: Int(clamping: last),
                    store: try cursor.text("store", limit: 64))
            else { throw DecodeError(.invalid, at: start, field: "book") }
            return .book(book)
        case (21, 5): return .found(try found(from: &cursor))
        case (21, 6): return try foundEvent(from: &cursor)
        case (21, let kind): return try hand(kind, from: &cursor)
        default: return nil
        }
    }

    private static func order(from cursor: inout ByteCursor) throws(DecodeError) -> RefundOrder {
        let id = try named("refund", { RefundID($0) }, from: &cursor)
        let transaction = try cursor.text("transaction", limit: 64)
        let amount = try money(from: &cursor)
        let route = try named("route", RefundRoute.init(rawValue:), from: &cursor)
        let channel = try named("channel", RefundChannel.init(rawValue:), from: &cursor)
        let exception = try named("exception", RefundException.init(rawValue:), from: &cursor)
        let reason = try named("reason", RefundReason.init(rawValue:), from: &cursor)
        let texts = try texts(["words", "case", "store", "person"], from: &cursor)
        let role = try named("role", RefundRole.init(rawValue:), from: &cursor)
        let approval = try named("approval", RefundApproval.init(rawValue:), from: &cursor)
        return RefundOrder(
            id: id, transaction: transaction, amount: amount, route: route, channel: channel, exception: exception,
            reason: reason, words: texts[0], caseID: texts[1], store: texts[2], requestedBy: texts[3], role: role,
            approval: approval)
    }

    private static func event(from cursor: inout ByteCursor) throws(DecodeError) -> RefundEntry {
        let id = try named("refund", { RefundID($0) }, from: &cursor)
        let at = Instant(milliseconds: try cursor.signed("at"))
        let (start, texts) = (cursor.offset, try texts(["by", "kind", "reference", "words"], from: &cursor))
        guard let kind = RefundWord.kind(texts[1], texts[2]) else {
            throw DecodeError(.invalid, at: start, field: "kind")
        }
        return .event(id, RefundEvent(at: at, by: texts[0], kind: kind, words: texts[3]))
    }

    private static func hand(_ kind: UInt8, from cursor: inout ByteCursor) throws(DecodeError) -> RefundEntry? {
        guard (2...4).contains(kind) else { return nil }
        let book = try cursor.text("book", limit: 40)
        let number = HandReceiptNumber(book: book, serial: Int(clamping: try cursor.signed("serial")))
        switch kind {
        case 2:
            let amount = try money(from: &cursor)
            let items = try cursor.text("items", limit: 1_000)
            let time = CivilTime(secondsSinceEpoch: try cursor.signed("written"))
            let texts = try texts(["terminal", "cashier", "payer"], from: &cursor)
            return .hand(
                number,
                .written(
                    HandReceipt(
                        number: number, amount: amount, items: items, writtenAt: time, terminal: texts[0],
                        cashier: texts[1], payer: texts[2])))
        case 3: return .hand(number, .matched(try cursor.text("charge", limit: 64)))
        default: return .hand(number, .spoiled(try cursor.text("why", limit: 1_000)))
        }
    }

    private static func found(from cursor: inout ByteCursor) throws(DecodeError) -> FoundSlip {
        let texts = try texts(["store", "terminal", "voucher"], from: &cursor)
        let amount = try cursor.byte("hasAmount") == 0 ? nil : try money(from: &cursor)
        let at = Instant(milliseconds: try cursor.signed("found"))
        return FoundSlip(
            store: texts[0], terminal: texts[1], voucher: texts[2], amount: amount, foundAt: at,
            words: try cursor.text("words", limit: 1_000))
    }

    private static func foundEvent(from cursor: inout ByteCursor) throws(DecodeError) -> RefundEntry? {
        let number = try cursor.varint("slip")
        switch try cursor.byte("kind") {
        case 1: return .foundEvent(number, .matched(try cursor.text("charge", limit: 64)))
        case 2: return .foundEvent(number, .handedBack)
        case 3: return .foundEvent(number, .shredded)
        default: return nil
        }
    }

    private static func money(from cursor: inout ByteCursor) throws(DecodeError) -> Money {
        let minor = try cursor.signed("amount")
        let start = cursor.offset
        guard let currency = Currency(code: try cursor.text("currency", limit: 3)) else {
            throw DecodeError(.invalid, at: start, field: "currency")
        }
        return Money(minor: minor, currency: currency)
    }

    private static func texts(
        _ fields: [String], from cursor: inout ByteCursor
    ) throws(DecodeError) -> [String] {
        var found: [String] = []
        for field in fields { found.append(try cursor.text(field, limit: 1_000)) }
        return found
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
